// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/worker.h"
#include "core/pki/tokenmodule.h"

namespace tegata {

// Which smart cards and HSMs are there, and which certificates are on them. Drivers may take seconds: all calls run on
// a thread of its own. Belongs to one thread; its destructor waits for the call that is running.
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
