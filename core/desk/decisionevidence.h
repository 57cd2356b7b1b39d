// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"

#include <QJsonObject>

namespace tegata {

// What of the evidence that was on the screen stays in the decision log: enough to say later what a decision was
// based on, and nothing about persons. JSON: {csrSha256, registrationVersion, policy, policyVersion, policySha256,
// check: [{rule, code, outcome, field}], differences: [{field, difference}], live: [{host, state, serial,
// isThisCertificate}], caa: [{name, state, foundAt}]}; what was not shown is absent.
QJsonObject decisionEvidence(const Evidence &evidence);

} // namespace tegata
