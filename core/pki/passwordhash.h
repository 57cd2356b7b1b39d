// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/pki/keyderivation.h"

#include <QString>

namespace tegata {

// 32 MiB and about 0.1 s.
inline constexpr ScryptCost PasswordHashCost{15, 8, 1};

// "scrypt$ln=15,r=8,p=1$<salt>$<hash>", base64 without padding; 16 bytes of random salt, 32 of hash.
// Errors: InvalidArgument (empty password, cost outside 10…20, 1…32, 1…16).
Result<QString> hashPassword(const SecretBytes &password, const ScryptCost &cost = PasswordHashCost);
// In constant time for the comparison; false for a hash that is not of that form.
bool passwordMatches(const SecretBytes &password, const QString &hash);
// Takes as long as a real check and answers false: for login ids that do not exist, so that time tells nothing.
bool passwordMatchesNobody(const SecretBytes &password);

} // namespace tegata
