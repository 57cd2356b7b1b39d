// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/recordsealer.h"

#include <QHash>
#include <QString>

#include <optional>

namespace tegata {

// What a person had half-written when the desk was locked: reasons, notes and whatever else was typed into what was
// open. Sealed in memory while the desk is locked, and read again only with the same key; written nowhere. Lives on the
// desk's thread.
class HeldTexts
{
public:
    // key: of what is sealed in the cache; null: one of this program's run, as for what waits in the outbox.
    void open(SharedSecret key);
    void close();

    // place: where it was typed, for taking it back. A text that cannot be sealed is not held.
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
