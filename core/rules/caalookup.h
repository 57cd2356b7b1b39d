// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/checkreport.h"
#include "core/rules/caarules.h"

#include <QHash>
#include <QList>
#include <QStringList>

namespace tegata {

// CAA of a certificate's names (RFC 8659, 3; V3), given what the DNS has at each domain: the same for the desk, which
// asks it step by step, and for the service, which asks it all at once. Pure.

using CaaRecords = QHash<QString, Result<QList<CaaRecord>>>; // by domain, as CaaResolver answers

// What was found for one name.
struct CaaAnswer
{
    QString name;
    CaaVerdict verdict = CaaVerdict::Allowed; // of records; nothing where it failed
    QString foundAt;                          // the domain that has the records, or that could not be asked for
    QStringList records;                      // as caaRecordText() writes them, the first 20
    QString problem;                          // why it could not be looked up; empty when it could
};

// Every domain that may have the records: the names without their wildcard, and what lies above them.
QStringList caaDomains(const QStringList &names);
// A domain that is not among the records counts as one that could not be asked for.
QList<CaaAnswer> caaAnswers(const QStringList &names, const CaaRecords &records, const QStringList &issuers);
// One for all names that share the reason: a domain's records speak for every name below it. fields: of the request, by
// name. Errors where the records forbid, warnings where they could not be looked up.
QList<Finding> caaFindings(const QList<CaaAnswer> &answers, const QStringList &issuers,
                           const QHash<QString, QString> &fields = {});

} // namespace tegata
