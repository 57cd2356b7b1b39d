// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <QString>

namespace tegata {

// scrypt (RFC 7914). The default costs 32 MiB and about 0.1 s.
struct PasswordHashCost
{
    int logN = 15;
    int r = 8;
    int p = 1;
};

// "scrypt$ln=15,r=8,p=1$<salt>$<hash>", base64 without padding; 16 bytes of random salt, 32 of hash.
// Errors: InvalidArgument (empty password, cost outside 10…20, 1…32, 1…16).
Result<QString> hashPassword(const SecretBytes &password, const PasswordHashCost &cost = {});
// In constant time for the comparison; false for a hash that is not of that form.
bool passwordMatches(const SecretBytes &password, const QString &hash);
// Takes as long as a real check and answers false: for login ids that do not exist, so that time tells nothing.
bool passwordMatchesNobody(const SecretBytes &password);

} // namespace tegata
