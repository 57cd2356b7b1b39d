// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/secretfield.h"

#include "core/rules/passwordstrength.h"
#include "ui/style/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace tegata {

namespace {

constexpr int Pause = 150; // ms
constexpr int BestScore = 4;

QStringList personalWords(const EnrollmentApplication &application)
{
    const EnrollmentContact &contact = application.contact;
    return {contact.loginId, contact.passwordMail, contact.mail, contact.name, application.subscriberName};
}

} // namespace

SecretField::SecretField(EnrollmentForm &form, const LanguageController &language, FieldAccess<QString> access,
                         QWidget *parent)
    : TextField(form, language, std::move(access), 36, parent), m_show(new QPushButton(this)),
      m_plain(new QLabel(this)), m_meterRow(new QWidget(this)), m_meter(new QProgressBar(m_meterRow)),
      m_word(new QLabel(m_meterRow))
{
    line()->setEchoMode(QLineEdit::Password);
    m_show->setObjectName(objectName() + QStringLiteral("Show"));
    m_show->setCheckable(true);
    m_show->setAutoDefault(false);
    m_plain->setObjectName(objectName() + QStringLiteral("Plain"));
    m_plain->setTextFormat(Qt::PlainText);
    m_plain->setTextInteractionFlags(Qt::NoTextInteraction);
    m_plain->setWordWrap(true);
    m_plain->hide();
    m_meterRow->setObjectName(objectName() + QStringLiteral("StrengthRow"));
    m_meter->setObjectName(objectName() + QStringLiteral("Strength"));
    m_meter->setRange(0, BestScore);
    m_meter->setTextVisible(false);
    m_meter->setFixedSize(characterWidth(this) * 16, fontMetrics().height() / 2);
    m_word->setObjectName(objectName() + QStringLiteral("StrengthWord"));
    auto *row = new QHBoxLayout(m_meterRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::Small);
    row->addWidget(m_meter);
    row->addWidget(m_word, 1);
    addBesideEditor(m_show);
    addBelowEditor(m_plain);
    addBelowEditor(m_meterRow);
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &SecretField::updateStrength);
    connect(m_show, &QPushButton::toggled, this, &SecretField::showPlain);
    retranslate();
    readValue();
}

void SecretField::readValue()
{
    TextField::readValue();
    showPlain();
    m_pause.start();
}

void SecretField::retranslate()
{
    TextField::retranslate();
    m_meterRow->setAccessibleName(tr("Strength of the password"));
    m_meter->setAccessibleName(tr("Strength of the password"));
    showPlain();
    updateStrength();
}

void SecretField::hideEvent(QHideEvent *event)
{
    m_show->setChecked(false); // nobody leaves it open on a page that is not seen
    TextField::hideEvent(event);
}

void SecretField::updateStrength()
{
    const QString password = text();
    m_meterRow->setVisible(!password.isEmpty());
    if (password.isEmpty())
        return;
    const int score = passwordStrength(password, personalWords(form().value()), path()).score;
    const QString words[] = {tr("very weak"), tr("weak"), tr("fair"), tr("good"), tr("strong")};
    m_meter->setValue(score);
    //: how strong the password is: "weak", "strong" …
    m_word->setText(tr("Strength: %1").arg(words[qBound(0, score, BestScore)]));
    m_word->setAccessibleName(m_word->text());
}

void SecretField::showPlain()
{
    const bool isShown = m_show->isChecked();
    m_show->setText(isShown ? tr("Hide") : tr("Show"));
    m_show->setAccessibleName(isShown ? tr("Hide the password") : tr("Show the password"));
    const QString password = isShown ? text() : QString();
    m_plain->setText(password);
    m_plain->setVisible(!password.isEmpty());
    m_plain->setAccessibleName(password.isEmpty() ? QString() : tr("Password: %1").arg(password));
}

} // namespace tegata
