// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuecache.h"
#include "core/cache/searchline.h"
#include "ui/common/commandpalette.h"

#include <QObject>

namespace tegata {

// Requests, certificates and tabs for the palette, by name or serial number. The cache outlives it.
class RecordFinder : public QObject
{
    Q_OBJECT

public:
    explicit RecordFinder(QueueCache &cache, QObject *parent = nullptr);

    // The first few of each tab that hold the text; a newer text stops the search for the older one.
    void find(const QString &typed, const std::function<void(const QueueRow &)> &go,
              const CommandPalette::Deliver &deliver);
    static QList<PaletteEntry> tabs(const QString &typed, const std::function<void(QueueView)> &go);

private:
    QueueCache &m_cache;
    SearchLine m_line;
};

} // namespace tegata
