// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/findingcatalogue.h"

#include <QtGlobal>

#include <array>

namespace tegata {

// The catalogue's rows of renewals and of requests that wait twice (V19, V23).
inline constexpr std::array renewalFindings = std::to_array<FindingKind>({
    {FindingCode::RenewalOtherNames, QLatin1String("V23"), QLatin1String("renewal.otherNames"),
     QT_TRANSLATE_NOOP("Finding", "The request renews certificate %{serial} but has other names (added: %{added}; "
                                  "left out: %{removed})."),
     QT_TRANSLATE_NOOP("Finding", "A renewal keeps the names. Correct the request, or submit it as a new one that "
                                  "renews no certificate.")},
    {FindingCode::RenewalTooEarly, QLatin1String("V19"), QLatin1String("renewal.tooEarly"),
     QT_TRANSLATE_NOOP("Finding", "Certificate %{serial} can be renewed from %{date}, %{days} days before it ends."),
     QT_TRANSLATE_NOOP("Finding", "Wait until that day. Give a reason if it has to be renewed now.")},
    {FindingCode::RenewalOfRevoked, QLatin1String("V23"), QLatin1String("renewal.ofRevoked"),
     QT_TRANSLATE_NOOP("Finding", "Certificate %{serial}, which the request renews, is revoked (%{reason})."),
     QT_TRANSLATE_NOOP("Finding", "Submit it as a new request that renews no certificate, after what led to the "
                                  "revocation has been put right.")},
    {FindingCode::RenewalOfCompromised, QLatin1String("V23"), QLatin1String("renewal.ofCompromised"),
     QT_TRANSLATE_NOOP("Finding", "Certificate %{serial}, which the request renews, was revoked for key compromise."),
     QT_TRANSLATE_NOOP("Finding", "Find out how the key was lost, make a new key on a clean host, and submit it as a "
                                  "new request.")},
    {FindingCode::RenewalSecond, QLatin1String("V23"), QLatin1String("renewal.second"),
     QT_TRANSLATE_NOOP("Finding", "Request %{id}, which renews the same certificate %{serial}, is waiting already."),
     QT_TRANSLATE_NOOP("Finding", "Withdraw or reject one of the two. Give a reason if both are needed.")},
    {FindingCode::RequestSameCsr, QLatin1String("V23"), QLatin1String("request.sameCsr"),
     QT_TRANSLATE_NOOP("Finding", "Request %{id} with the very same CSR is waiting already."),
     QT_TRANSLATE_NOOP("Finding", "Withdraw or reject one of the two. Give a reason if both are needed.")},
    {FindingCode::RequestSameNames, QLatin1String("V23"), QLatin1String("request.sameNames"),
     QT_TRANSLATE_NOOP("Finding", "Request %{id} for the same names is waiting already."),
     QT_TRANSLATE_NOOP("Finding", "OK if each server has its own key. Otherwise withdraw or reject one of the two.")},
});

} // namespace tegata
