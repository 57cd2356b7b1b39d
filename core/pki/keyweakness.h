// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/keyfacts.h"

#include <optional>

namespace tegata {

// Tests of rules.md V6 (BR 6.1.1.3, 6.1.6) on an RSA key's public numbers. Pure; a few milliseconds at most.
bool hasRocaFingerprint(const KeyFacts &rsa);               // CVE-2017-15361, the Infineon library's moduli
bool hasClosePrimes(const KeyFacts &rsa, int rounds = 100); // Fermat factorisation succeeds within the rounds
std::optional<unsigned> smallFactor(const KeyFacts &rsa);   // the smallest prime factor below 752, if any

} // namespace tegata
