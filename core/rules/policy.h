// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/checkreport.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QStringList>

namespace tegata {

// A number that changes by date (V1, V2): the row with the latest `from` that is not after the day counts.
struct DatedLimit
{
    QDate from;
    int days = 0;
};

// The limits of one kind of CA, as data (resources/policies/NAME.json); never constants in code. A value.
struct Policy
{
    QString name;
    QList<DatedLimit> maximumValidity;                           // V1
    int validityMarginDays = 1;                                  // V1: one day less than the maximum is issued
    QList<DatedLimit> domainReuse;                               // V2
    int organizationReuseDays = 398;                             // V2
    int minimumRsaBits = 2048;                                   // V6
    QStringList curves;                                          // V6
    QStringList signatureDigests;                                // V6: "SHA256", …
    FindingOutcome organizationalUnit = FindingOutcome::Warning; // V4: OU in the request
    int renewalWindowDays = 90;                                  // V19
    int requestTimeoutDays = 30;                                 // States: expired
    int maximumNames = 100;                                      // V7: in one certificate
    int openRequestsPerContact = 2500;                           // that one contact may have waiting for a decision
    QStringList caaIssuers; // V3: the CA's domain names in CAA records; none: CAA is not checked

    // Days a certificate signed on that day may be valid at most (V1), 0 when the table has no row for it.
    int maximumValidityDays(const QDate &day) const;
    int domainReuseDays(const QDate &day) const;
    // The last moment at which a validation may be used (V2), also where a shorter limit comes into force before it.
    // Invalid for one that was never made.
    QDateTime domainUsableUntil(const QDateTime &validatedAt) const;
    QDateTime organizationUsableUntil(const QDateTime &validatedAt) const;
};

// Reads a policy of the program's resources by name, or a JSON file of that form.
Result<Policy> loadPolicy(const QString &name);
Result<Policy> parsePolicy(const QByteArray &json);

} // namespace tegata
