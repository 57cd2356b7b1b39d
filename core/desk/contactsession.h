// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/remote/applicationsite.h"

#include <QObject>

#include <optional>

namespace tegata {

enum class ContactState
{
    SignedOut, // nobody signed in, or by signOut()
    SigningIn,
    SignedIn,
    Refused, // the site does not take ID or password, or not now: error()
    Expired  // the site ended the session by itself: sign in again
};

// A procedure contact's session at one application site: user ID and password, until signing out or until the site ends
// it. That the site ended it shows with the next call that needs it, of whoever makes it. Keeps the ID, for signing in
// again, and never the password. Lives on the site's thread; the site outlives it, and tells nobody else of its
// session.
class ContactSession : public QObject
{
    Q_OBJECT

public:
    explicit ContactSession(ApplicationSite &site, QObject *parent = nullptr);
    ~ContactSession() override;

    ApplicationSite &site() { return m_site; }
    ContactState state() const { return m_state; }
    // Of the latest signIn().
    const QString &loginId() const { return m_loginId; }
    // While signed in.
    const std::optional<SignedInContact> &contact() const { return m_contact; }
    // Why the latest signIn() failed: NotAuthenticated and TooManyRequests are the site's "no" (Refused), all else says
    // nothing about ID and password (SignedOut).
    const std::optional<Error> &error() const { return m_error; }

    // Ends the session before it. Errors: ApplicationSite::signIn's; Cancelled: overtaken by signOut() or another one.
    Future<SignedInContact> signIn(const QString &loginId, const SecretBytes &password);
    // At once; the site is told where it can be reached.
    void signOut();

Q_SIGNALS:
    void stateChanged(tegata::ContactState state);

private:
    void onEnded();
    void setState(ContactState state);

    ApplicationSite &m_site;
    ContactState m_state = ContactState::SignedOut;
    QString m_loginId;
    std::optional<SignedInContact> m_contact;
    std::optional<Error> m_error;
    quint64 m_generation = 0; // of the signIn() that may still count
};

} // namespace tegata
