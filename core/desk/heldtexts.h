// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/recordsealer.h"

#include <QHash>
#include <QString>

#include <optional>

namespace tegata {

// Text that was being written when the desk was locked: reasons, notes and whatever else was typed into open dialogs.
// Sealed in memory while the desk is locked, readable again only with the same key, and never written to disk. Lives on
// the desk's thread.
class HeldTexts
{
public:
    // key: the one that seals the cache; null: one of this run of the program, as for what waits in the outbox.
    void open(SharedSecret key);
    void close();

    // place: the field that it was typed into, for giving it back. A text that cannot be sealed is not held.
    void hold(const QString &place, const QString &text);
    // Once; nothing where nothing is held, or another key sealed it.
    std::optional<QString> take(const QString &place);

private:
    static QByteArray nameOf(const QString &place) { return "held:" + place.toUtf8(); }

    RecordSealer m_sealer;
    SharedSecret m_passingKey;
    QHash<QString, QByteArray> m_sealed;
};

} // namespace tegata
