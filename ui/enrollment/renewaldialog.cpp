// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/renewaldialog.h"

#include "core/domain/errortext.h"
#include "ui/common/growtofit.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

RenewalDialog::RenewalDialog(Purpose purpose, const LanguageController &language, QWidget *parent)
    : QDialog(parent), m_purpose(purpose), m_language(language), m_intro(new QLabel(this)), m_idLabel(new QLabel(this)),
      m_id(new QLineEdit(this)), m_passwordLabel(new QLabel(this)), m_password(new QLineEdit(this)),
      m_nameLabel(new QLabel(this)), m_name(new QLineEdit(tr("Renewal"), this)),
      m_problem(new ProblemLabel(QStringLiteral("renewalProblem"), this)), m_buttons(new QDialogButtonBox(this)),
      m_ok(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("renewalDialog"));
    m_intro->setObjectName(QStringLiteral("renewalIntro"));
    m_intro->setWordWrap(true);
    m_idLabel->setObjectName(QStringLiteral("renewalIdLabel"));
    m_id->setObjectName(QStringLiteral("renewalId"));
    m_passwordLabel->setObjectName(QStringLiteral("renewalPasswordLabel"));
    m_password->setObjectName(QStringLiteral("renewalPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_nameLabel->setObjectName(QStringLiteral("renewalNameLabel"));
    m_name->setObjectName(QStringLiteral("renewalName"));
    m_idLabel->setBuddy(m_id);
    m_passwordLabel->setBuddy(m_password);
    m_nameLabel->setBuddy(m_name);
    m_nameLabel->setVisible(m_purpose == Purpose::Start);
    m_name->setVisible(m_purpose == Purpose::Start);
    m_buttons->setObjectName(QStringLiteral("renewalButtons"));
    m_ok->setObjectName(QStringLiteral("renewalOk"));
    m_ok->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("renewalCancel"));
    m_cancel->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Small);
    layout->addWidget(m_intro);
    layout->addSpacing(space::Tight);
    for (QWidget *each :
         std::initializer_list<QWidget *>{m_idLabel, m_id, m_passwordLabel, m_password, m_nameLabel, m_name, m_problem})
        layout->addWidget(each);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 66);
    new GrowToFit(this);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &RenewalDialog::submit);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const QLineEdit *edit : {m_id, m_password, m_name}) {
        connect(edit, &QLineEdit::textEdited, this, [this] {
            m_error.reset();
            m_problem->setText({});
            updateEnabled();
        });
        connect(edit, &QLineEdit::textChanged, this,
                &RenewalDialog::updateEnabled); // also what is put back after a lock
    }
    retranslate();
    updateEnabled();
}

void RenewalDialog::showError(const Error &error)
{
    m_isBusy = false;
    m_error = error;
    m_password->clear();
    retranslate();
    updateEnabled();
    m_password->setFocus();
}

QString RenewalDialog::loginId() const
{
    return m_id->text();
}

void RenewalDialog::setLoginId(const QString &loginId)
{
    m_id->setText(loginId);
    if (!loginId.isEmpty())
        m_password->setFocus();
}

void RenewalDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void RenewalDialog::retranslate()
{
    const bool isStart = m_purpose == Purpose::Start;
    const bool isWithdrawal = m_purpose == Purpose::Withdraw;
    setWindowTitle(isStart ? tr("Renew the contract") : isWithdrawal ? tr("Withdraw the renewal") : tr("Sign in"));
    setAccessibleName(windowTitle());
    m_intro->setText(isWithdrawal ? tr("The certification authority then stops working on the renewal. This cannot be "
                                       "undone. Enter the login ID and the password that it was sent with.")
                     : isStart    ? tr("Sign in to the application site. The registered data becomes a draft, in which "
                                          "you change what is different.")
                               : tr("The contact who has signed in sends a renewal. Sign in to the application site, "
                                    "then send it again."));
    m_idLabel->setText(tr("&Login ID:"));
    m_passwordLabel->setText(tr("&Password:"));
    m_nameLabel->setText(tr("&Name of the draft (for you only):"));
    m_ok->setText(isStart ? tr("&Start renewal") : isWithdrawal ? tr("&Withdraw") : tr("&Sign in"));
    m_cancel->setText(tr("Cancel"));
    m_intro->setAccessibleName(m_intro->text());
    m_idLabel->setAccessibleName(tr("Login ID"));
    m_id->setAccessibleName(tr("Login ID"));
    m_passwordLabel->setAccessibleName(tr("Password"));
    m_password->setAccessibleName(tr("Password"));
    m_nameLabel->setAccessibleName(tr("Name of the draft"));
    m_name->setAccessibleName(tr("Name of the draft"));
    m_buttons->setAccessibleName(tr("Buttons"));
    m_ok->setAccessibleName(isStart ? tr("Start renewal") : isWithdrawal ? tr("Withdraw") : tr("Sign in"));
    m_cancel->setAccessibleName(m_cancel->text());
    if (m_error && m_error->code == ErrorCode::NotAuthenticated) {
        m_problem->setText(tr("Login ID or password is wrong.\nEnter both again. Check capital letters, and turn the "
                              "Japanese input method off."));
    } else if (m_error) {
        const ErrorText words = describe(*m_error, m_language.phrasebook());
        m_problem->setText(words.message + QLatin1Char('\n') + words.remedy);
    }
}

void RenewalDialog::updateEnabled()
{
    for (QLineEdit *edit : {m_id, m_password, m_name})
        edit->setEnabled(!m_isBusy);
    m_ok->setEnabled(!m_isBusy && !m_id->text().isEmpty() && !m_password->text().isEmpty() &&
                     !m_name->text().trimmed().isEmpty());
}

void RenewalDialog::submit()
{
    if (!m_ok->isEnabled())
        return;
    m_isBusy = true;
    updateEnabled();
    QString password = m_password->text();
    const auto secret = std::make_shared<const SecretBytes>(SecretBytes::fromText(password));
    wipeText(password);
    Q_EMIT entered(m_id->text().trimmed(), secret, m_name->text().trimmed());
}

} // namespace tegata
