// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"
#include "core/domain/vetting.h"
#include "core/rules/policy.h"

#include <QStringList>

namespace tegata {

// What has to be vetted of an application, from its corporations, products and domains (V5, V20), each corporation and
// domain once, without records. What was sent does not change, so neither do the items. Pure.
QList<VettingItem> vettingItemsOf(const EnrollmentApplication &application);

// By what means an item of this kind may be passed. Control of a domain by look-ups alone: letters, phone and whois
// show the right to use it, and no longer control (V3).
const QStringList &vettingMethodsOf(VettingKind kind);

// Until when a passed record may be used (V2); invalid: it does not age.
QDateTime usableUntilOf(VettingKind kind, const QDateTime &at, const Policy &policy);

// EV's final decision takes two examiners (V5).
int approvalsNeededFor(const EnrollmentApplication &application);

} // namespace tegata
