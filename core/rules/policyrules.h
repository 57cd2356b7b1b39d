// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"
#include "core/rules/findingcatalogue.h"

#include <QList>
#include <QString>

namespace tegata {

// One rule that a policy decides on: a finding's code, or, where one code speaks of several things, the code and which
// ("subject.missing.L").
struct PolicyRule
{
    QString key;
    FindingCode code;
    QString part;         // "L"; empty for most
    bool isFixed = false; // protects anybody (signature, weak keys, encodings, upper bounds): always an error
};

// In the catalogue's order. Thread-safe.
const QList<PolicyRule> &policyRules();
const PolicyRule *policyRule(const QString &key);
// The rule that a finding comes from; a key that is no policy's business for other findings.
QString ruleKeyOf(const Finding &finding);

} // namespace tegata
