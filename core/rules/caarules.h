// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace tegata {

// One CAA record as it stands in the DNS (RFC 8659, 4.1). Input from outside: tag and value may hold anything.
struct CaaRecord
{
    bool isCritical = false;
    QByteArray tag;
    QByteArray value;

    friend bool operator==(const CaaRecord &, const CaaRecord &) = default;
};

// "0 issue \"ca.example.net\"", as in a zone file; what does not print is written as \DDD.
QString caaRecordText(const CaaRecord &record);

// Whether a CA with these identifying domain names may issue under the records found for a name (RFC 8659, 4.2–4.5).
// No records: everybody may.
enum class CaaVerdict
{
    Allowed,
    OtherIssuer,     // only other CAs may, or nobody
    UnknownCritical, // a critical property that is not understood forbids
};
CaaVerdict caaVerdict(const QList<CaaRecord> &records, bool isWildcard, const QStringList &issuers);

} // namespace tegata
