// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/pki/tokenmodule.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace tegata {

// Tells when a token is removed, by polling its driver on a thread of its own: few drivers report it. Tells it once.
// Lives on the GUI thread; its destructor waits for the poll that is running.
class TokenWatch : public QObject
{
    Q_OBJECT

public:
    explicit TokenWatch(const TokenReference &token, std::chrono::milliseconds period = std::chrono::seconds(2));

Q_SIGNALS:
    void gone();

private:
    void look();

    const TokenReference m_token;
    Worker m_worker{QStringLiteral("token")};
    QTimer m_timer;
};

} // namespace tegata
