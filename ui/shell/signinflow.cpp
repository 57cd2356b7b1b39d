// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/signinflow.h"

#include "ui/shell/importidentitydialog.h"
#include "ui/shell/unlockdialog.h"

namespace tegata {

SignInFlow::SignInFlow(OperatorSession &session, const LanguageController &language, Worker &worker, QWidget *window)
    : QObject(window), m_session(session), m_language(language), m_worker(worker), m_window(window)
{
    connect(&m_session, &OperatorSession::lockChanged, this, &SignInFlow::judge);
    connect(&m_session, &OperatorSession::identityChanged, this, &SignInFlow::judge);
}

void SignInFlow::start()
{
    if (m_session.isUnlocked()) {
        judge();
        return;
    }
    observe(m_session.identities(), this, [this](const Result<QList<IdentityInfo>> &) {
        judge();
        if (m_state == SignIn::Locked)
            unlock();
    });
}

void SignInFlow::unlock()
{
    if (m_dialog)
        m_dialog->raise();
    else
        unlockWith({});
}

void SignInFlow::lock()
{
    m_session.lock();
}

void SignInFlow::importIdentity()
{
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    auto *dialog = new ImportIdentityDialog(m_session, m_language, m_worker, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportIdentityDialog::imported, this,
            [this](const IdentityInfo &identity, const SharedSecret &passphrase) {
                m_dialog.clear(); // it closes now, and unlocking may have to ask
                unlockWith(identity.protection == IdentityProtection::Passphrase ? passphrase : SharedSecret());
            });
    m_dialog = dialog;
    dialog->open();
}

void SignInFlow::unlockWith(const SharedSecret &passphrase)
{
    observe(m_session.unlock(passphrase), this, [this](const Result<IdentityInfo> &identity) {
        // Overtaken by what the person did meanwhile: nothing to ask.
        if (!identity && identity.error().code != ErrorCode::Cancelled)
            ask(identity.error());
    });
}

void SignInFlow::ask(const Error &reason)
{
    if (m_dialog)
        return;
    auto *dialog = new UnlockDialog(m_session, m_language, reason, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog = dialog;
    dialog->open();
}

void SignInFlow::judge()
{
    const SignIn state = m_session.isUnlocked()                ? SignIn::Unlocked
                         : m_session.site().identity.isEmpty() ? SignIn::NoIdentity
                                                               : SignIn::Locked;
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace tegata
