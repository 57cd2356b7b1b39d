// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/privatekey.h"

#include <QList>

namespace tegata {

// One new key for each spec, in their order, made on several threads.
Result<QList<PrivateKey>> generateKeys(const QList<KeySpec> &specs);

} // namespace tegata
