// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/signinflow.h"

#include "ui/identity/addtokendialog.h"
#include "ui/identity/identitiesdialog.h"
#include "ui/identity/importidentitydialog.h"
#include "ui/identity/unlockdialog.h"

namespace tegata {

SignInFlow::SignInFlow(OperatorSession &session, const LanguageController &language, Worker &worker, const Clock &clock,
                       QWidget *window)
    : QObject(window), m_session(session), m_language(language), m_worker(worker), m_clock(clock), m_window(window)
{
    connect(&m_session, &OperatorSession::lockChanged, this, &SignInFlow::updateState);
    connect(&m_session, &OperatorSession::identityChanged, this, &SignInFlow::updateState);
}

void SignInFlow::start()
{
    if (m_session.isUnlocked()) {
        updateState();
        return;
    }
    observe(m_session.identities(), this, [this](const Result<QList<IdentityInfo>> &) {
        updateState();
        if (m_state == SignIn::Locked)
            unlock();
    });
}

void SignInFlow::unlock()
{
    if (isFree())
        unlockWith({});
}

void SignInFlow::lock(LockReason reason)
{
    m_session.lock(reason);
}

void SignInFlow::importIdentity()
{
    if (!isFree())
        return;
    auto *dialog = new ImportIdentityDialog(m_session, m_language, m_worker, m_window);
    connect(dialog, &ImportIdentityDialog::imported, this,
            [this](const IdentityInfo &identity, const SharedSecret &passphrase) {
                m_dialog.clear(); // it closes now, and unlocking may have to ask
                unlockWith(identity.protection == IdentityProtection::Passphrase ? passphrase : SharedSecret());
            });
    open(dialog);
}

void SignInFlow::addToken()
{
    if (!isFree())
        return;
    auto *dialog = new AddTokenDialog(m_session, m_language, m_window);
    connect(dialog, &AddTokenDialog::added, this, [this] {
        m_dialog.clear();
        unlockWith({});
    });
    open(dialog);
}

void SignInFlow::chooseIdentity()
{
    if (!isFree())
        return;
    auto *dialog = new IdentitiesDialog(m_session, m_language, m_clock, m_window);
    const auto then = [this](void (SignInFlow::*next)()) {
        m_dialog.clear();
        (this->*next)();
    };
    connect(dialog, &IdentitiesDialog::chosen, this, [then] { then(&SignInFlow::unlock); });
    connect(dialog, &IdentitiesDialog::importRequested, this, [then] { then(&SignInFlow::importIdentity); });
    connect(dialog, &IdentitiesDialog::tokenRequested, this, [then] { then(&SignInFlow::addToken); });
    open(dialog);
}

bool SignInFlow::isFree()
{
    if (m_dialog)
        m_dialog->raise();
    return !m_dialog;
}

void SignInFlow::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
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
    if (!m_dialog)
        open(new UnlockDialog(m_session, m_language, reason, m_window));
}

void SignInFlow::updateState()
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
