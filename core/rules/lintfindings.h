// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/findingcatalogue.h"

#include <QtGlobal>

#include <array>

namespace tegata {

// The catalogue's rows of a certificate that is about to be signed (V21). They speak to the authority's staff.
inline constexpr std::array lintFindings = std::to_array<FindingKind>({
    {FindingCode::LintSerial, QLatin1String("V21"), QLatin1String("lint.serial"),
     QT_TRANSLATE_NOOP("Finding", "The serial number %{value} is not a positive number with at least 64 random bits."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
    {FindingCode::LintValidity, QLatin1String("V1"), QLatin1String("lint.validity"),
     QT_TRANSLATE_NOOP("Finding", "The certificate would be valid for %{value} days; at most %{limit} are allowed."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
    {FindingCode::LintUsage, QLatin1String("V21"), QLatin1String("lint.usage"),
     QT_TRANSLATE_NOOP("Finding", "The certificate would have %{name} %{value}; it must be %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
    {FindingCode::LintExtension, QLatin1String("V21"), QLatin1String("lint.extension"),
     QT_TRANSLATE_NOOP("Finding", "The certificate would have the extension %{name} that its profile does not know."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
    {FindingCode::LintExtensionMissing, QLatin1String("V21"), QLatin1String("lint.extensionMissing"),
     QT_TRANSLATE_NOOP("Finding", "The certificate would lack %{name}, or %{name} would be empty or wrong."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
    {FindingCode::LintCommonName, QLatin1String("V4"), QLatin1String("lint.commonName"),
     QT_TRANSLATE_NOOP("Finding", "The CN %{value} of the certificate would repeat none of its names."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
    {FindingCode::LintName, QLatin1String("V7"), QLatin1String("lint.name"),
     QT_TRANSLATE_NOOP("Finding", "The name %{name} of the certificate would not be written as a host name."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
    {FindingCode::LintKey, QLatin1String("V6"), QLatin1String("lint.key"),
     QT_TRANSLATE_NOOP("Finding", "The certificate would hold a key (%{value}) that is not accepted."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
    {FindingCode::LintStringType, QLatin1String("V4"), QLatin1String("lint.stringType"),
     QT_TRANSLATE_NOOP("Finding", "%{type} would be a %{value} in the certificate; it must be a %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "The certificate was not signed. Tell the certification authority.")},
});

} // namespace tegata
