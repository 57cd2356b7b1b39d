// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/unlockdialog.h"

#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

bool isAnswered(ErrorCode code)
{
    return code == ErrorCode::PassphraseNeeded || code == ErrorCode::PinNeeded;
}

} // namespace

UnlockDialog::UnlockDialog(OperatorSession &session, const LanguageController &language, const Error &reason,
                           QWidget *parent)
    : ContentDialog("unlockDialog", parent), m_session(session), m_language(language), m_reason(reason),
      m_means(!session.identity()                                              ? Means::Passphrase
              : session.identity()->protection == IdentityProtection::Token    ? Means::Pin
              : session.identity()->protection == IdentityProtection::Keychain ? Means::Keychain
                                                                               : Means::Passphrase),
      m_intro(new QLabel(this)), m_label(new QLabel(this)), m_passphrase(new QLineEdit(this)),
      m_pinState(new QLabel(this)), m_problem(new ProblemLabel(QStringLiteral("unlockProblem"), this)),
      m_unlock(buttons()->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(buttons()->addButton(QString(), QDialogButtonBox::RejectRole))
{
    nameWidget(m_intro, "unlockIntro");
    nameWidget(m_label, "unlockLabel");
    nameWidget(m_passphrase, "unlockPassphrase");
    nameWidget(m_pinState, "unlockPinState");
    nameWidget(m_unlock, "unlockConfirm");
    nameWidget(m_cancel, "unlockCancel");
    m_intro->setWordWrap(true);
    m_pinState->setWordWrap(true);
    m_pinState->hide();
    m_label->setBuddy(m_passphrase);
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setAttribute(Qt::WA_InputMethodEnabled, m_means == Means::Passphrase); // a PIN is digits
    m_label->setVisible(m_means != Means::Keychain);
    m_passphrase->setVisible(m_means != Means::Keychain);
    m_unlock->setDefault(true);
    m_cancel->setAutoDefault(false);
    content()->addWidget(m_intro);
    content()->addSpacing(space::Tight);
    content()->addWidget(m_label);
    content()->addWidget(m_passphrase);
    content()->addWidget(m_pinState);
    content()->addWidget(m_problem);
    content()->addStretch(1);
    setMinimumWidth(characterWidth(this) * 60);
    connect(buttons(), &QDialogButtonBox::accepted, this, &UnlockDialog::submit);
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_passphrase, &QLineEdit::textChanged, this, [this] {
        m_error.reset();
        m_problem->setText({});
    });
    retranslate();
    if (m_means == Means::Pin)
        askToken();
}

QString UnlockDialog::introText() const
{
    const QString name =
        m_session.identity() ? m_session.identity()->certificate.subject().value(QLatin1String("CN")) : QString();
    QString asked;
    switch (m_means) {
    case Means::Passphrase:
        asked = name.isEmpty() ? tr("Enter the passphrase of the operator certificate.")
                               : tr("Enter the passphrase of the operator certificate %1.").arg(name);
        break;
    case Means::Pin:
        //: %1: name of the operator, %2: label of the smart card
        asked = tr("Enter the PIN of the token “%2” with the operator certificate %1.")
                    .arg(name, m_session.identity()->token ? m_session.identity()->token->tokenLabel : QString());
        break;
    case Means::Keychain:
        asked = tr("The key of the operator certificate %1 is opened by the keychain.").arg(name);
        break;
    }
    if (m_session.lockReason() == LockReason::TokenGone && m_reason.code == ErrorCode::PinNeeded)
        return tr("The token was removed, so the program was locked.") + QLatin1Char('\n') + asked;
    if (isAnswered(m_reason.code))
        return asked;
    const ErrorText words = describe(m_reason, m_language.phrasebook());
    return m_means == Means::Keychain ? asked + QLatin1Char('\n') + words.message + QLatin1Char('\n') + words.remedy
                                      : words.message + QLatin1Char('\n') + asked;
}

QString UnlockDialog::pinStateText() const
{
    if (!m_token)
        return {};
    switch (m_token->pin) {
    case PinState::Normal:
        return m_token->hasPinPad ? tr("Enter the PIN on the reader: leave the field empty and choose Unlock.")
                                  : QString();
    case PinState::Low:
        return tr("⚠ A wrong PIN was entered before. The token locks after several wrong PINs.");
    case PinState::FinalTry:
        return tr("⚠ This is the last try: another wrong PIN locks the token.");
    case PinState::Locked:
        return tr("⚠ The token has locked its PIN. It is unlocked with the PUK, in the token's own program.");
    }
    return {};
}

void UnlockDialog::retranslate()
{
    setWords(tr("Unlock operator certificate"));
    m_intro->setText(introText());
    m_label->setText(m_means == Means::Pin ? tr("&PIN:") : tr("&Passphrase:"));
    m_unlock->setText(m_means == Means::Keychain ? tr("&Try again") : tr("&Unlock"));
    m_cancel->setText(tr("Cancel"));
    m_pinState->setText(pinStateText());
    m_pinState->setVisible(!m_pinState->text().isEmpty());
    speak(m_intro, m_intro->text());
    speak(m_pinState, m_pinState->text());
    speak(m_label, m_means == Means::Pin ? tr("PIN") : tr("Passphrase"));
    speak(m_passphrase, m_label->accessibleName());
    speak(m_unlock, m_means == Means::Keychain ? tr("Try again") : tr("Unlock"));
    speak(m_cancel, m_cancel->text());
    m_unlock->setEnabled(!m_isBusy && !(m_token && m_token->pin == PinState::Locked));
    if (m_error) {
        const ErrorText words = describe(*m_error, m_language.phrasebook());
        m_problem->setText(words.message + QLatin1Char('\n') + words.remedy);
    }
}

void UnlockDialog::askToken()
{
    observe(m_session.token(), this, [this](const Result<TokenInfo> &token) {
        m_token = token ? std::optional<TokenInfo>(*token) : std::nullopt;
        if (!token && !m_error)
            m_error = token.error();
        retranslate();
    });
}

void UnlockDialog::submit()
{
    if (m_isBusy || !m_unlock->isEnabled())
        return;
    // An empty PIN would be a try of its own, unless the reader asks for it.
    if (m_means == Means::Pin && m_passphrase->text().isEmpty() && !(m_token && m_token->hasPinPad)) {
        m_error = Error{ErrorCode::PinNeeded, {}, {}, -1};
        retranslate();
        return;
    }
    m_isBusy = true;
    m_unlock->setEnabled(false);
    m_passphrase->setEnabled(false);
    QString text = m_passphrase->text();
    const auto secret =
        m_means == Means::Keychain ? SharedSecret() : std::make_shared<const SecretBytes>(SecretBytes::fromText(text));
    wipeText(text);
    observe(m_session.unlock(secret), this, [this](const Result<IdentityInfo> &identity) {
        m_isBusy = false;
        m_passphrase->setEnabled(true);
        m_passphrase->clear();
        if (identity) {
            accept();
            return;
        }
        m_error = identity.error();
        retranslate();
        m_passphrase->setFocus();
        if (m_means == Means::Pin)
            askToken();
    });
}

} // namespace tegata
