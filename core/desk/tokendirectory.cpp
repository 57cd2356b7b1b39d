// SPDX-License-Identifier: Apache-2.0
#include "core/desk/tokendirectory.h"

namespace tegata {

Future<QList<TokenModuleInfo>> TokenDirectory::modules()
{
    return m_worker.run<QList<TokenModuleInfo>>(
        []() -> Result<QList<TokenModuleInfo>> { return TokenModule::configured(); });
}

Future<QList<TokenInfo>> TokenDirectory::tokens(const QString &module)
{
    return m_worker.run<QList<TokenInfo>>([module]() -> Result<QList<TokenInfo>> {
        const Result<TokenModule> loaded = TokenModule::load(module);
        return loaded ? loaded->tokens() : failure(loaded.error());
    });
}

Future<QList<TokenCertificate>> TokenDirectory::certificates(const QString &module, const TokenInfo &token)
{
    return m_worker.run<QList<TokenCertificate>>([module, token]() -> Result<QList<TokenCertificate>> {
        const Result<TokenModule> loaded = TokenModule::load(module);
        return loaded ? loaded->certificates(token) : failure(loaded.error());
    });
}

} // namespace tegata
