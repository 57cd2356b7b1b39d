// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/secretbytes.h"

#include <QString>

namespace tegata {

// Where 32-byte keys are kept between starts: the desktop's keychain, or a double in tests. Answers never block; call
// from one thread. Errors: KeychainUnavailable (no bus, no service), KeychainLocked, KeychainEntryMissing. A locked
// keyring may answer "missing" (pitfalls.md): a caller that finds encrypted data beside a missing key must not make a
// new key.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual Future<SharedSecret> read(const QString &key) = 0;
    virtual Future<void> write(const QString &key, const SharedSecret &secret) = 0;
    virtual Future<void> remove(const QString &key) = 0;
};

} // namespace tegata
