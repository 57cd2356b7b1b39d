// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/worker.h"
#include "core/pki/tokenmodule.h"

namespace tegata {

// What smart cards and HSMs there are, and which certificates lie on them. Drivers may take seconds: all runs on a
// thread of its own. Belongs to one thread; its end waits for the question at hand.
class TokenDirectory
{
public:
    // The drivers that the computer knows of.
    Future<QList<TokenModuleInfo>> modules();
    // Errors: those of TokenModule.
    Future<QList<TokenInfo>> tokens(const QString &module);
    Future<QList<TokenCertificate>> certificates(const QString &module, const TokenInfo &token);

private:
    Worker m_worker{QStringLiteral("tokens")};
};

} // namespace tegata
