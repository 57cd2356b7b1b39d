// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/outboxitem.h"

#include <QCoreApplication>
#include <QString>

namespace tegata {

class Phrasebook;

// The words for what waits in the outbox. No state.
class OutboxText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::OutboxText)

public:
    // "Reject"
    static QString action(const OutboxAction &action);
    static QString title(const OutboxItem &item);
    // Where it stands: "sent in 8 s", "waits for a connection", …
    static QString state(const OutboxItem &item, const QDateTime &now);
    static QString problem(const OutboxItem &item, const Phrasebook &phrasebook);
    // Whole seconds until it is sent, rounded up.
    static int secondsLeft(const OutboxItem &item, const QDateTime &now);
};

} // namespace tegata
