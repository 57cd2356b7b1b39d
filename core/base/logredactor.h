// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// The text without what a log must not hold, should it get there by mistake: PEM private keys, passwords, passphrases,
// PINs and tokens behind their names, authorisation headers, credentials in addresses, long random texts (base64), and
// mail addresses. Fingerprints and serials (hexadecimal) stay. Thread-safe.
QString redacted(const QString &text);

} // namespace tegata
