// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"
#include "core/rules/domainname.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace tegata {

// What became of a paste into a domain list (S33–S36): one row for each entry of the paste, in its order.
struct DomainIntake
{
    struct Row
    {
        QString input;   // the entry as it stood in the paste
        DomainName name; // of the host that was understood
        QString domain;  // the registrable domain for the list, as A- or U-label like the input; empty unless accepted
        bool accepted = false;
        CheckReport check; // why it was not accepted, or what was reduced
    };
    QList<Row> rows;

    QStringList accepted() const; // domains of the accepted rows
};

// Any text: lines, commas, semicolons, tabs, spaces, quoted cells of a spreadsheet, URLs, mail addresses, names with a
// dot at the end or with a wildcard. Host names are reduced to the registrable domain (S36). Refused are what
// examineDomain() refuses, duplicates within the paste and with `existing` (A- and U-label are the same domain), and
// what exceeds the limit: the rows before are kept. Cost: 50 names below 50 ms; a paste of more than 10,000 entries is
// read up to there.
DomainIntake takeDomains(const QString &pasted, const QStringList &existing, int limit = MaximumDomains);

// A list as it stands in the form; fieldPrefix "domains" gives fields "domains[3].name". evPossible: an applicant has
// S14. Empty names are left to the check for missing fields.
CheckReport checkDomainList(const QList<EnrollmentDomain> &domains, bool evPossible, const QString &fieldPrefix);

} // namespace tegata
