// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/domain/contract.h"
#include "core/domain/registration.h"

#include <QJsonObject>

#include <chrono>
#include <variant>

namespace tegata {

// What a site can do. The interface hides or explains what is missing; nothing asks which kind of site it is.
struct SiteCapabilities
{
    bool changeFeed = false; // fetchChanges waits for news; else it is polled with differences
    bool claim = false;      // a request can be taken by one operator
    bool release = false;    // … and given back
    bool hold = false;       // on_hold with a comment
    bool cancel = false;
    bool decisionNotes = false; // notes are kept by the site
    bool history = false;       // a request's history can be asked
    bool registration = false;  // registered data can be asked
    bool revoke = false;
    QList<RevocationReason> revocationReasons; // that an operator may give, in the order of a menu
    bool releaseHold = false; // a certificate that is only on hold can be released (Revocation with removeFromCRL)
    bool scheduleRevocation = false; // a revocation can be given for a later time, and taken back until then
    bool edit = false;               // a request's product, language, notice mail and renewal can be corrected
    bool internalNotes = false;      // operators' notes are kept by the site
    bool fourEyes = false;           // several operators' approvals can be required
    bool auditTrail = false;         // the site's audit trail can be read
    bool products = false;           // requests are for a product (OV, EV), with a language and a notice mail
    bool siteCheck = false;          // the site checks requests itself: CertificateRequest::checkState says something
    bool profiles = false; // requests are made by an enrolment profile: its values can be seen, edited and validated

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
    QDateTime serverTime; // invalid where the site does not tell
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
    QDateTime at{}; // when the site is to revoke it; invalid: now

    friend bool operator==(const Revocation &, const Revocation &) = default;
};

// Takes a scheduled revocation back.
struct ScheduleCancellation
{
    QString serial;
    int version = 0;
    QString idempotencyKey;

    friend bool operator==(const ScheduleCancellation &, const ScheduleCancellation &) = default;
};

// Corrects what the contact chose beside the CSR, or what the profile made of it; what is not set stays. Voids the
// approvals given so far and brings a partly approved request back to pending; who edits may not approve it (four
// eyes).
struct RequestEdit
{
    QString id;
    int version = 0; // that the operator saw
    std::optional<Product> product;
    std::optional<Language> language;
    std::optional<QString> notifyMail;
    std::optional<QString> renewalOf;
    QString note; // why; required
    QString idempotencyKey;
    QList<ProfileValueEdit> values{}; // of the enrolment profile

    friend bool operator==(const RequestEdit &, const RequestEdit &) = default;
};

// An internal note. Adds only, so it takes no version and makes none.
struct NoteAddition
{
    QString requestId;
    QString text;
    QString idempotencyKey;

    friend bool operator==(const NoteAddition &, const NoteAddition &) = default;
};

// One event of the site's audit trail that concerns the operator's customer.
struct AuditRecord
{
    qint64 sequence = 0;
    QDateTime at;
    QString action; // as HistoryEntry::action
    Actor actor;
    QString objectKind; // "request", "certificate", …
    QString objectId;
    QString fromState;
    QString toState;
    QString note;
    QJsonObject evidence; // by action: csrSha256, registrationVersion, policy, check, idempotencyKey, …

    friend bool operator==(const AuditRecord &, const AuditRecord &) = default;
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

    // Of the messages in findings and problems, from the next call on. A site with one language only ignores it.
    virtual void setLanguage(Language language) = 0;

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
    // The following answer Unsupported where the capability of that name is false.
    virtual Future<RevocationAnswer> cancelScheduled(const ScheduleCancellation &cancellation) = 0;
    virtual Future<DecisionAnswer> edit(const RequestEdit &edit) = 0;
    // Whether the site would take the values of the edit: Done or Refused, and nothing is changed (profiles).
    virtual Future<DecisionAnswer> validate(const RequestEdit &edit) = 0;
    virtual Future<DecisionAnswer> addNote(const NoteAddition &note) = 0;
    // From the record after `after` (0: from the first) on, in order.
    virtual Future<QList<AuditRecord>> fetchAudit(qint64 after, int limit) = 0;
};

} // namespace tegata
