// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/certificaterequest.h"

#include <QJsonObject>

namespace tegata::dogtag {

// One row of the authority's list: no subject, no owner, no times.
struct ListRow
{
    qint64 id = 0;
    QString type;   // "enrollment", "renewal", "revocation", …
    QString status; // "pending", "complete", "rejected", "canceled", …
    QString serial; // of the issued certificate, as ours; empty where there is none

    // A request for a certificate, not one about a certificate.
    bool isForCertificate() const;
    bool isPending() const;
};

// One default of the profile, as far as a decision sends it back.
struct Policy
{
    struct Attribute
    {
        QString name;
        QString value;

        friend bool operator==(const Attribute &, const Attribute &) = default;
    };

    QString id;
    QList<Attribute> attributes;

    friend bool operator==(const Policy &, const Policy &) = default;
};

// The review of one request: what is decided about, and the nonce that a decision needs. Every member but the id may be
// empty: which ones come depends on the server's version.
struct Review
{
    QString nonce;
    QString id; // decimal
    QString type;
    QString status;
    QString owner; // uid of the agent that it is assigned to
    QString notes;
    QDateTime createdAt;
    QDateTime modifiedAt;
    EnrollmentProfile profile;
    QString requestType; // "pkcs10", "crmf"
    QByteArray request;  // as it was handed in
    QList<QList<Policy>> policySets;
};

// Errors: ProtocolViolation.
Result<QList<ListRow>> rowsFromJson(const QJsonObject &object);
Result<Review> reviewFromJson(const QJsonObject &object);
// GET certrequests/ID is one row, in some versions in a list of one.
Result<ListRow> rowFromJson(const QJsonObject &object);

RequestState stateOf(const QString &status);
// "0x7" and "7" (hex) → "07": our form of a serial. Empty for other text.
QString serialFromServer(const QString &id);
// "07" → "0x7".
QString serialForServer(const QString &serial);

// serial: of the issued certificate, empty where there is none.
RequestDetail detailOf(const Review &review, const QString &serial);
// What the list alone tells, where the review cannot be read.
CertificateRequest requestOf(const ListRow &row);

// The id of ProfileValue of an attribute.
QString valueId(qsizetype set, qsizetype policy, const QString &name);

} // namespace tegata::dogtag
