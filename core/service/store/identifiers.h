// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace tegata {

// An opaque id for a new row: 128 random bits, lower-case base32 without padding (26 characters).
QString newId();
// 256 random bits for a bearer token, base64url (43 characters). Only its hash is stored.
QString newToken();
// SHA-256 of the token, lower-case hex: what the session table holds.
QString tokenHash(const QString &token);

// 受付番号: 50 random bits as ten characters of Crockford's base32.
QString newReceiptNumber();
// As a person may have typed it: lower case, I and L for 1, O for 0. Empty for what is none.
QString receiptNumberOf(const QString &typed);

} // namespace tegata
