// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/domain/contract.h"
#include "core/domain/registration.h"

#include <chrono>
#include <variant>

namespace tegata {

// What a site can do. The interface hides or explains what is missing; nothing asks which kind of site it is.
struct SiteCapabilities
{
    bool changeFeed = false;   // fetchChanges waits for news; else it is polled with differences
    bool claim = false;        // a request can be taken by one operator
    bool release = false;      // … and given back
    bool hold = false;         // on_hold with a comment
    bool cancel = false;
    bool decisionNotes = false; // notes are kept by the site
    bool history = false;      // a request's history can be asked
    bool registration = false; // registered data can be asked
    bool revoke = false;

    bool allows(RequestAction action) const;
    friend bool operator==(const SiteCapabilities &, const SiteCapabilities &) = default;
};

// Who the site takes us for, and what it offers.
struct SiteSession
{
    Actor operatorActor;
    QString operatorCommonName;
    Actor customer;
    QString siteName;
    QString certificateSerial;
    QDateTime certificateNotAfter;
    SiteCapabilities capabilities;
    QDateTime serverTime;
    QString serviceVersion;
};

// An operator's decision on one request, as it is stored before it is sent. The idempotency key makes sending it
// again harmless.
struct Decision
{
    QString requestId;
    int version = 0; // that the operator saw
    RequestAction action = RequestAction::Approve;
    QString note;
    QString idempotencyKey;

    friend bool operator==(const Decision &, const Decision &) = default;
};

struct Revocation
{
    QString serial;
    int version = 0;
    RevocationReason reason = RevocationReason::Unspecified;
    QString note;
    QString idempotencyKey;

    friend bool operator==(const Revocation &, const Revocation &) = default;
};

// What became of an action that the site answered. An action without answer is an Error of code ConnectionLost,
// TimedOut or Offline: its outcome is unknown, and the same key is sent again.
template <typename Detail>
struct ActionDone
{
    Detail current;
};
template <typename Detail>
struct ActionConflict
{
    Detail current; // as it is now; the action was not done
};
struct ActionRefused
{
    QString code; // the contract's problem code
    QString detail;
    QList<Finding> findings;
};
template <typename Detail>
using ActionAnswer = std::variant<ActionDone<Detail>, ActionConflict<Detail>, ActionRefused>;
using DecisionAnswer = ActionAnswer<RequestDetail>;
using RevocationAnswer = ActionAnswer<CertificateDetail>;

template <typename T>
struct ListPage
{
    QList<T> items;
    QString next; // cursor, empty on the last page
};

// An operator's connection to one certification authority, over the operator's certificate. Ours (rest/) and foreign
// CAs stand behind it. All calls answer exactly once, never block, and belong to the thread that made the object.
// Destroying it drops its connections and TLS sessions (lock).
class OperatorSite
{
public:
    virtual ~OperatorSite() = default;

    // Known before any connection: what this kind of site can do at most; openSession() gives what it really offers.
    virtual SiteCapabilities capabilities() const = 0;
    virtual Future<SiteSession> openSession() = 0;
    // Errors: Unsupported where capabilities().registration is false.
    virtual Future<Registration> fetchRegistration() = 0;
    // after: the cursor of the page before, empty for a complete pass. wait: how long the site may hold the answer when
    // there is nothing new (ignored without change feed).
    virtual Future<contract::ChangePage> fetchChanges(const QString &after, int limit, std::chrono::seconds wait) = 0;
    virtual Future<ListPage<CertificateRequest>> listRequests(std::optional<RequestState> state, const QString &after,
                                                              int limit) = 0;
    virtual Future<RequestDetail> fetchRequest(const QString &id) = 0;
    virtual Future<DecisionAnswer> decide(const Decision &decision) = 0;
    virtual Future<ListPage<CertificateRecord>> listCertificates(std::optional<CertificateState> state,
                                                                 const QString &after, int limit) = 0;
    virtual Future<CertificateDetail> fetchCertificate(const QString &serial) = 0;
    virtual Future<RevocationAnswer> revoke(const Revocation &revocation) = 0;
};

} // namespace tegata
