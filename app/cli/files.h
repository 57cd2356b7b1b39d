// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/vault/secretstore.h"

#include <QByteArray>
#include <QString>

namespace tegata::cli {

// "-" is standard input. Errors: FileNotReadable, TooLarge (2 MiB).
Result<QByteArray> readFile(const QString &path);
// The first line, without its end: a password or passphrase. Never from the arguments.
Result<SharedSecret> readSecret(const QString &path);

} // namespace tegata::cli
