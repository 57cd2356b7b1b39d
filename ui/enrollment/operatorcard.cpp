// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/operatorcard.h"

#include "ui/enrollment/commonnamefield.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/textfield.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

OperatorCard::OperatorCard(int place, EnrollmentForm &form, const LanguageController &language, QWidget *parent)
    : QFrame(parent), m_place(place), m_form(form), m_title(new QLabel(this)), m_fee(new QLabel(this)),
      m_up(new QPushButton(this)), m_down(new QPushButton(this)), m_remove(new QPushButton(this)),
      m_name(new TextField(form, language, access("name", &EnrollmentOperator::name), 36, this)),
      m_kana(new TextField(form, language, access("kana", &EnrollmentOperator::kana), 36, this)),
      m_commonName(new CommonNameField(
          form, language, access("commonName", &EnrollmentOperator::commonName),
          [place](const EnrollmentApplication &application) { return application.operators.value(place).kana; }, this)),
      m_mail(new TextField(form, language, access("mail", &EnrollmentOperator::mail), 48, this))
{
    const QString name = QStringLiteral("operatorCard%1").arg(place);
    setObjectName(name);
    setFrameShape(QFrame::StyledPanel);
    m_title->setObjectName(name + QStringLiteral("Title"));
    setTextRole(m_title, TextRole::Strong);
    m_fee->setObjectName(name + QStringLiteral("Fee"));
    m_fee->setWordWrap(true);
    m_up->setObjectName(name + QStringLiteral("Up"));
    m_down->setObjectName(name + QStringLiteral("Down"));
    m_remove->setObjectName(name + QStringLiteral("Remove"));
    auto *heading = new QHBoxLayout;
    heading->addWidget(m_title);
    heading->addWidget(m_fee, 1);
    for (QPushButton *button : {m_up, m_down, m_remove}) {
        button->setAutoDefault(false);
        heading->addWidget(button);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::OfStrip);
    layout->setSpacing(space::Small);
    layout->addLayout(heading);
    for (FieldWidget *field : {m_name, m_kana, m_commonName, m_mail})
        layout->addWidget(field);
    // The fields come first: a person goes through them more often than through the buttons.
    setTabOrder(m_mail, m_up);
    setTabOrder(m_up, m_down);
    setTabOrder(m_down, m_remove);
    connect(m_up, &QPushButton::clicked, this, [this] { Q_EMIT moveRequested(m_place, -1); });
    connect(m_down, &QPushButton::clicked, this, [this] { Q_EMIT moveRequested(m_place, 1); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeRequested(m_place); });
    retranslate();
}

void OperatorCard::setCount(int count)
{
    const bool isEditable = !m_form.isReadOnly();
    m_up->setEnabled(isEditable && m_place > 0);
    m_down->setEnabled(isEditable && m_place + 1 < count);
    m_remove->setEnabled(isEditable && count > 1);
}

void OperatorCard::focusName()
{
    m_name->focusEditor();
}

void OperatorCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

FieldAccess<QString> OperatorCard::access(const char *member, QString EnrollmentOperator::*text) const
{
    const int place = m_place;
    const QString path = QStringLiteral("operators[%1].%2").arg(place).arg(QLatin1String(member));
    return {
        [path] { return path; },
        [place, text](const EnrollmentApplication &application) { return application.operators.value(place).*text; },
        [place, text](EnrollmentApplication &application, const QString &value) {
            if (place < application.operators.size())
                application.operators[place].*text = value;
        }};
}

void OperatorCard::retranslate()
{
    m_title->setText(tr("Operator %1").arg(m_place + 1));
    m_fee->setText(m_place < FreeOperators ? tr("free of charge")
                                           : tr("charged: the second and each further operator"));
    m_up->setText(tr("Move up"));
    m_down->setText(tr("Move down"));
    m_remove->setText(tr("Remove"));
    const QString title = m_title->text();
    for (QPushButton *button : {m_up, m_down, m_remove})
        button->setAccessibleName(QStringLiteral("%1: %2").arg(title, button->text()));
    m_title->setAccessibleName(title);
    m_fee->setAccessibleName(m_fee->text());
    setAccessibleName(QStringLiteral("%1, %2").arg(title, m_fee->text()));
    m_kana->setHint(tr("Surname and given name with a space between them: the common name is suggested from it."));
    m_commonName->setHint(tr("Romaji in capital letters, at most 15: initial, full stop, surname (T.YAMADA)."));
    m_mail->setHint(tr("The person's own address, not a shared one."));
}

} // namespace tegata
