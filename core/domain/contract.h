// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/domain/enrollmentapplication.h"
#include "core/domain/enrollmentstate.h"
#include "core/domain/registration.h"
#include "core/domain/vetting.h"

#include <QJsonObject>
#include <QList>

#include <optional>

// The contract's JSON (resources/api/openapi.yaml), written and read in one place by client, command line and service.
// Readers ignore unknown members, and answer ProtocolViolation with the member's name in `field` for missing or wrong
// ones.
namespace tegata::contract {

QJsonObject toJson(const KeySummary &key);
Result<KeySummary> keySummaryFromJson(const QJsonObject &json);

// `message` and `remedy` are taken from the finding; the caller words it first (rules/findingtext.h).
QJsonObject toJson(const Finding &finding);
Result<Finding> findingFromJson(const QJsonObject &json);
QJsonObject toJson(const CheckReport &report); // {outcome, findings}
Result<CheckReport> checkReportFromJson(const QJsonObject &json);

QJsonObject toJson(const Actor &actor);
Result<Actor> actorFromJson(const QJsonObject &json);
QJsonObject toJson(const HistoryEntry &entry);
Result<HistoryEntry> historyEntryFromJson(const QJsonObject &json);
QJsonObject toJson(const InternalNote &note);
Result<InternalNote> internalNoteFromJson(const QJsonObject &json);
QJsonObject toJson(const CertificateRequest &request);
Result<CertificateRequest> requestFromJson(const QJsonObject &json);
// Our own service has no enrolment profiles; the cache and the command line write them this way.
QJsonObject toJson(const EnrollmentProfile &profile);
Result<EnrollmentProfile> enrollmentProfileFromJson(const QJsonObject &json);
// The request's members and, beside them, requester, notifyMail, comment, holdComment, reason, claimant, approvers,
// notes, check, history, and enrollmentProfile where there is one. The outcome in check is "notChecked" where nobody
// checked.
QJsonObject toJson(const RequestDetail &detail);
Result<RequestDetail> requestDetailFromJson(const QJsonObject &json);

QJsonObject toJson(const CertificateRecord &certificate);
Result<CertificateRecord> certificateFromJson(const QJsonObject &json);
QJsonObject toJson(const CertificateDetail &detail); // members of the record, and pem, chain, history
Result<CertificateDetail> certificateDetailFromJson(const QJsonObject &json);

QJsonObject toJson(const Registration &registration);
Result<Registration> registrationFromJson(const QJsonObject &json);

// The whole form. Every member is written; a reader takes what is absent or null as empty, because a draft is not
// complete, and refuses what has a wrong kind or exceeds the form's capacity: more than 1,000 elements in a list, a
// text of more than 10,000 code units. prefecture and commitment: null for not chosen.
QJsonObject toJson(const EnrollmentApplication &application);
Result<EnrollmentApplication> enrollmentFromJson(const QJsonObject &json);
QJsonObject toJson(const EnrollmentReceipt &receipt);
Result<EnrollmentReceipt> receiptFromJson(const QJsonObject &json);

// An enrolment in a list: the receipt's members, kind and subscriberName.
struct ListedEnrollment
{
    EnrollmentReceipt receipt;
    EnrollmentKind kind = EnrollmentKind::New;
    QString subscriberName;

    friend bool operator==(const ListedEnrollment &, const ListedEnrollment &) = default;
};
QJsonObject toJson(const ListedEnrollment &enrollment);
Result<ListedEnrollment> listedEnrollmentFromJson(const QJsonObject &json);

// The method and evidence of each word stay whole. subject: null for the application's own items.
QJsonObject toJson(const Vetting &vetting);
Result<Vetting> vettingFromJson(const QJsonObject &json);

// One page of the change feed of a site: upserts in the order of their sequence.
struct ChangePage
{
    QList<CertificateRequest> requests;
    QList<CertificateRecord> certificates;
    QStringList removedRequests;     // ids no longer visible to this reader
    QStringList removedCertificates; // serials
    QString next;                    // cursor, opaque
    bool more = false;               // another page waits: ask again at once
    bool reset = false;              // the cursor is unknown to the site: this page begins a complete pass

    friend bool operator==(const ChangePage &, const ChangePage &) = default;
};
QJsonObject toJson(const ChangePage &page);
Result<ChangePage> changePageFromJson(const QJsonObject &json);

// RFC 9457 problem details, with our members.
struct Problem
{
    int status = 0;
    QString code;  // errorCodeName() of the error
    QString title; // short, in the reader's language
    QString detail;
    QList<Finding> findings;
    QJsonObject current; // 409: the thing as it is now
    QString requestId{}; // 5xx: names the failure in the service's log

    friend bool operator==(const Problem &, const Problem &) = default;
};
QJsonObject toJson(const Problem &problem);
Result<Problem> problemFromJson(const QJsonObject &json);

} // namespace tegata::contract
