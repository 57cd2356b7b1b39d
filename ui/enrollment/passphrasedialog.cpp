// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/passphrasedialog.h"

#include "core/domain/errortext.h"
#include "core/rules/passwordstrength.h"
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

namespace {

constexpr int LeastScore = 3; // a file can be guessed at without end: more than a login password needs

QLineEdit *newSecretEdit(const char *name, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(QLatin1String(name));
    edit->setEchoMode(QLineEdit::Password);
    return edit;
}

QLabel *newLabel(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    return label;
}

} // namespace

PassphraseDialog::PassphraseDialog(Purpose purpose, const LanguageController &language, QWidget *parent)
    : QDialog(parent), m_purpose(purpose), m_language(language), m_intro(newLabel("passphraseIntro", this)),
      m_label(newLabel("passphraseLabel", this)), m_passphrase(newSecretEdit("passphrase", this)),
      m_againLabel(newLabel("passphraseAgainLabel", this)), m_again(newSecretEdit("passphraseAgain", this)),
      m_problem(new ProblemLabel(QStringLiteral("passphraseProblem"), this)), m_buttons(new QDialogButtonBox(this)),
      m_ok(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("passphraseDialog"));
    m_intro->setWordWrap(true);
    m_label->setBuddy(m_passphrase);
    m_againLabel->setBuddy(m_again);
    m_againLabel->setVisible(isNew());
    m_again->setVisible(isNew());
    m_buttons->setObjectName(QStringLiteral("passphraseButtons"));
    m_ok->setObjectName(QStringLiteral("passphraseOk"));
    m_ok->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("passphraseCancel"));
    m_cancel->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Small);
    layout->addWidget(m_intro);
    layout->addSpacing(space::Tight);
    for (QWidget *each : std::initializer_list<QWidget *>{m_label, m_passphrase, m_againLabel, m_again, m_problem})
        layout->addWidget(each);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 66);
    new GrowToFit(this);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &PassphraseDialog::submit);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const QLineEdit *edit : {m_passphrase, m_again}) {
        connect(edit, &QLineEdit::textEdited, this, [this] {
            m_error.reset();
            m_lack = Lack::Nothing;
            showProblem();
        });
    }
    retranslate();
}

void PassphraseDialog::showError(const Error &error)
{
    setBusy(false);
    m_error = error;
    m_passphrase->clear();
    m_again->clear();
    showProblem();
    m_passphrase->setFocus();
}

void PassphraseDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PassphraseDialog::retranslate()
{
    switch (m_purpose) {
    case Purpose::NewVault:
        setWindowTitle(tr("Protect the drafts"));
        m_intro->setText(tr("This computer has no keychain. Choose a passphrase. The drafts are encrypted with it; "
                            "nobody can read them without it."));
        m_ok->setText(tr("Pro&tect"));
        m_ok->setAccessibleName(tr("Protect"));
        break;
    case Purpose::OpenVault:
        setWindowTitle(tr("Unlock the drafts"));
        m_intro->setText(tr("Enter the passphrase that protects the drafts on this computer."));
        m_ok->setText(tr("&Unlock"));
        m_ok->setAccessibleName(tr("Unlock"));
        break;
    case Purpose::Export:
        setWindowTitle(tr("Export draft"));
        m_intro->setText(tr("Choose a passphrase for the file and give it to your colleague separately from the file. "
                            "The login password of the application is not exported."));
        m_ok->setText(tr("&Export"));
        m_ok->setAccessibleName(tr("Export"));
        break;
    case Purpose::Import:
        setWindowTitle(tr("Import draft"));
        m_intro->setText(tr("Enter the passphrase that the draft was exported with."));
        m_ok->setText(tr("&Import"));
        m_ok->setAccessibleName(tr("Import"));
        break;
    case Purpose::Withdraw:
        setWindowTitle(tr("Withdraw the application"));
        m_intro->setText(tr("The certification authority then stops working on the application. This cannot be undone. "
                            "Enter the login password that you sent with the application."));
        m_ok->setText(tr("With&draw"));
        m_ok->setAccessibleName(tr("Withdraw"));
        break;
    }
    const bool isPassword = m_purpose == Purpose::Withdraw;
    setAccessibleName(windowTitle());
    m_label->setText(isPassword ? tr("Pass&word:") : tr("Pass&phrase:"));
    m_againLabel->setText(tr("The passphrase &again:"));
    m_cancel->setText(tr("Cancel"));
    m_intro->setAccessibleName(m_intro->text());
    m_label->setAccessibleName(isPassword ? tr("Password") : tr("Passphrase"));
    m_passphrase->setAccessibleName(m_label->accessibleName());
    m_againLabel->setAccessibleName(tr("The passphrase again"));
    m_again->setAccessibleName(tr("The passphrase again"));
    m_buttons->setAccessibleName(tr("Buttons"));
    m_cancel->setAccessibleName(m_cancel->text());
    showProblem();
}

void PassphraseDialog::showProblem()
{
    if (m_error) {
        m_problem->setText(errorText());
        return;
    }
    switch (m_lack) {
    case Lack::Nothing:
        m_problem->setText({});
        break;
    case Lack::TooWeak:
        m_problem->setText(
            tr("This passphrase is too easy to guess.\nUse several words, or at least 12 mixed characters."));
        break;
    case Lack::Different:
        m_problem->setText(tr("The two passphrases differ.\nType the same passphrase into both fields."));
        break;
    }
}

QString PassphraseDialog::errorText() const
{
    if (m_purpose == Purpose::Withdraw && m_error->code == ErrorCode::NotAuthenticated)
        return tr("This is not the password that was sent with the application.\nEnter it again. Check capital "
                  "letters, and turn the Japanese input method off.");
    if (m_purpose == Purpose::Import && m_error->code == ErrorCode::StoreCorrupt)
        return tr("This file is not an exported draft, or it is damaged.\nChoose another file, or have the draft "
                  "exported once more.");
    const ErrorText words = describe(*m_error, m_language.phrasebook());
    return words.message + QLatin1Char('\n') + words.remedy;
}

void PassphraseDialog::submit()
{
    if (!m_passphrase->isEnabled())
        return;
    QString text = m_passphrase->text();
    QString again = m_again->text();
    if (isNew() && text != again)
        m_lack = Lack::Different;
    else if (isNew() && passwordStrength(text, {}, {}).score < LeastScore)
        m_lack = Lack::TooWeak;
    else
        m_lack = Lack::Nothing;
    m_error.reset();
    showProblem();
    if (m_lack == Lack::Nothing) {
        setBusy(true);
        Q_EMIT entered(std::make_shared<const SecretBytes>(SecretBytes::fromText(text)));
    } else {
        (m_lack == Lack::Different ? m_again : m_passphrase)->setFocus();
    }
    wipeText(text);
    wipeText(again);
}

void PassphraseDialog::setBusy(bool busy)
{
    for (QWidget *each : std::initializer_list<QWidget *>{m_passphrase, m_again, m_ok})
        each->setEnabled(!busy);
}

} // namespace tegata
