// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/generalname.h"
#include "core/pki/openssl.h"

#include <QList>
#include <QStringList>

namespace tegata::ossl {

// Errors: InvalidExtension (a NUL or a byte above 0x7F in an IA5String, a directory name that does not decode).
Result<QList<GeneralName>> readGeneralNames(const GENERAL_NAMES *names);
// Fit to be written as IA5String: visible ASCII, not empty. What makes a good domain name is the rules' business.
bool isIa5Text(const QString &text);
// dNSName entries from ASCII names; null on lack of memory. The caller has checked the names.
GeneralNames dnsGeneralNames(const QStringList &names);
// The same, and iPAddress entries behind them; null also for what is no IP address.
GeneralNames hostGeneralNames(const QStringList &dnsNames, const QStringList &ipAddresses);
// The uniformResourceIdentifier values among them.
QStringList uris(const GENERAL_NAMES *names);
// A list with one URI; null on lack of memory.
GeneralNames uriGeneralNames(const QString &uri);
// The dNSName values, in order.
QStringList dnsValues(const QList<GeneralName> &names);

} // namespace tegata::ossl
