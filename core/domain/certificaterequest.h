// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/domain/checkreport.h"
#include "core/domain/checkstate.h"
#include "core/domain/enrollmentprofile.h"
#include "core/domain/requeststate.h"
#include "core/pki/keyfacts.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace tegata {

enum class Product
{
    Ov,
    Ev
};                                    // SureServer, SureServer EV
QString productName(Product product); // "ov", "ev"
std::optional<Product> productFromName(const QString &name);

// What the lists show of a key; the full facts come from the CSR itself.
struct KeySummary
{
    QString algorithm; // "rsa", "ec", "other"
    int bits = 0;
    QString curve;
    QString label;      // "RSA 3072", "EC P-256"
    QString spkiSha256; // lower-case hex, 64 digits

    friend bool operator==(const KeySummary &, const KeySummary &) = default;
};
KeySummary keySummary(const KeyFacts &facts);

// Somebody who acts: never more than what others of the same site may see.
struct Actor
{
    QString id;
    QString name;

    bool isEmpty() const { return id.isEmpty(); }
    friend bool operator==(const Actor &, const Actor &) = default;
};

// A request as the queue holds it: what the certificate will show anyway, and its state. No personal data, so that it
// may stand in the cache in plain.
struct CertificateRequest
{
    QString id; // opaque
    int version = 0;
    RequestState state = RequestState::Pending;
    Product product = Product::Ov;
    QString profile; // name of the authority's enrolment profile, where it issues by profiles instead of products
    Language language = Language::Japanese;
    QString commonName;
    QString subject; // DistinguishedName::toString() of the CSR's subject
    QStringList sans;
    QString organizationId; // of the registration, empty when none matched
    QString organization;   // O of the CSR
    KeySummary key;
    CheckState checkState; // of the site's last check; a site may check nothing
    QDateTime submittedAt;
    QDateTime updatedAt;
    QDateTime expiresAt;
    QString claimedBy;       // operator's id, empty when nobody claimed it
    QStringList approvedBy;  // ids of the operators whose approval counts, in their order (four eyes)
    int approvalsNeeded = 1; // different operators, by the registration's rule when the site last touched the request
    QString lastEditedBy;    // operator's id; whoever edited last may not approve. Empty: as handed in
    QString serial;          // of the issued certificate
    QString renewalOf;       // serial of the certificate that this one renews
    QByteArray csr;          // PEM

    friend bool operator==(const CertificateRequest &, const CertificateRequest &) = default;
};

// One line of a thing's history, from the service's audit trail.
struct HistoryEntry
{
    QDateTime at;
    QString action; // "submit", "approve", "issue", "hold", …
    Actor actor;
    QString fromState;
    QString toState;
    QString note;

    friend bool operator==(const HistoryEntry &, const HistoryEntry &) = default;
};

// 内部メモ: an operator's remark for the other operators; the contact never sees it.
struct InternalNote
{
    QDateTime at;
    Actor actor;
    QString text;

    friend bool operator==(const InternalNote &, const InternalNote &) = default;
};

// What is shown when a request is opened: also persons, comments and history. Kept in memory only.
struct RequestDetail
{
    CertificateRequest request;
    Actor requester;
    QString requesterMail;
    QString notifyMail; // 発行通知 E-mail
    QString comment;    // of the contact
    QString holdComment;
    QString reason; // of a rejection or cancellation
    Actor claimant;
    QList<Actor> approvers;                   // of request.approvedBy
    QList<InternalNote> notes;                // oldest first
    std::optional<EnrollmentProfile> profile; // where the site has profiles
    CheckReport check;                        // empty where request.checkState says that it was not checked
    QList<HistoryEntry> history;

    friend bool operator==(const RequestDetail &, const RequestDetail &) = default;
};

} // namespace tegata
