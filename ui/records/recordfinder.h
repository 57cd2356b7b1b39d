// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuecache.h"
#include "core/cache/searchline.h"
#include "ui/common/commandpalette.h"

#include <QObject>

namespace tegata {

class QueueTabs;

// Requests, certificates and tabs for the palette: by name, serial number or key hash. The cache outlives it.
class RecordFinder : public QObject
{
    Q_OBJECT

public:
    explicit RecordFinder(QueueCache &cache, QObject *parent = nullptr);

    // The first few of each tab that hold the text; a newer text stops the search for the older one.
    void find(const QString &typed, const std::function<void(const QueueRow &)> &go,
              const CommandPalette::Deliver &deliver);
    // Saved searches too. go: with the number of the tab.
    static QList<PaletteEntry> tabs(const QString &typed, const QueueTabs &tabs, const std::function<void(int)> &go);

private:
    QueueCache &m_cache;
    SearchLine m_line;
};

} // namespace tegata
