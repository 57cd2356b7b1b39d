// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/domain/actionanswer.h"
#include "core/domain/actions.h"
#include "core/remote/customersite.h"

#include <QDateTime>
#include <QString>

#include <functional>

namespace tegata {

// Whom the application site knows the person for who signed in.
struct SignedInContact
{
    Actor contact;
    Actor customer;
    QDateTime expiresAt; // when the site ends the session by itself

    friend bool operator==(const SignedInContact &, const SignedInContact &) = default;
};

// A procedure contact's connection to the application site (S53): user ID and password, then a session token that lives
// only in this object. Rules as CustomerSite's. Without a session its calls answer NotAuthenticated.
class ApplicationSite : public CustomerSite
{
public:
    // Errors beside the connection's: NotAuthenticated (ID or password is wrong), TooManyRequests. It ends the session
    // before; of two calls the later one counts, and the earlier one answers Cancelled.
    virtual Future<SignedInContact> signIn(const QString &loginId, const SecretBytes &password) = 0;
    virtual Future<void> signOut() = 0;
    // Called once when the site has ended the session by itself (a call was answered with NotAuthenticated), before
    // that call answers; not for signOut() and signIn().
    virtual void onSessionEnded(std::function<void()> ended) = 0;

    virtual Future<SubmissionAnswer> submitRequest(const RequestSubmission &submission) = 0;
    virtual Future<DecisionAnswer> withdrawRequest(const Decision &decision) = 0;
};

} // namespace tegata
