// SPDX-License-Identifier: Apache-2.0
#include "core/desk/tokenwatch.h"

namespace tegata {

TokenWatch::TokenWatch(const TokenReference &token, std::chrono::milliseconds period) : m_token(token)
{
    m_timer.setSingleShot(true); // a slow reader is not asked twice at once
    m_timer.setInterval(period);
    connect(&m_timer, &QTimer::timeout, this, &TokenWatch::look);
    m_timer.start();
}

void TokenWatch::look()
{
    const Future<TokenInfo> asked = m_worker.run<TokenInfo>([token = m_token]() -> Result<TokenInfo> {
        const Result<TokenModule> module = TokenModule::load(token.module);
        if (!module)
            return failure(module.error());
        return module->token(token.tokenLabel, token.tokenSerial);
    });
    observe(asked, this, [this](const Result<TokenInfo> &token) {
        // A driver that fails for once is no token that is gone: the next signature will tell.
        if (!token && token.error().code == ErrorCode::TokenMissing)
            Q_EMIT gone();
        else
            m_timer.start();
    });
}

} // namespace tegata
