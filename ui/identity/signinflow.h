// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/operatorsession.h"
#include "ui/identity/signin.h"

#include <QObject>
#include <QPointer>

class QDialog;
class QWidget;

namespace tegata {

class Clock;
class LanguageController;

// Signing in as a person does it: at the start by the keychain without a question, else by passphrase or PIN; choosing,
// loading and removing identities; locking. Opens the dialogs over the window, which owns it.
class SignInFlow : public QObject
{
    Q_OBJECT

public:
    SignInFlow(OperatorSession &session, const LanguageController &language, Worker &worker, const Clock &clock,
               QWidget *window);

    // Finds the identity and unlocks it; a passphrase or PIN is asked when it is needed.
    void start();
    void unlock();
    void lock(LockReason reason = LockReason::Asked);
    void importIdentity();
    void addToken();
    void chooseIdentity();
    SignIn state() const { return m_state; }

Q_SIGNALS:
    void stateChanged(tegata::SignIn state);

private:
    void unlockWith(const SharedSecret &passphrase);
    void ask(const Error &reason);
    void updateState();
    // False where one is open already: it comes to the front.
    bool isFree();
    void open(QDialog *dialog);

    OperatorSession &m_session;
    const LanguageController &m_language;
    Worker &m_worker;
    const Clock &m_clock;
    QWidget *m_window;
    QPointer<QDialog> m_dialog; // at most one is open
    SignIn m_state = SignIn::Unknown;
};

} // namespace tegata
