// SPDX-License-Identifier: Apache-2.0
#include "ui/records/recordfinder.h"

#include "core/desk/certificatesearch.h"
#include "ui/common/fuzzymatch.h"
#include "ui/models/queuetext.h"
#include "ui/records/queuetabs.h"

namespace tegata {

namespace {

constexpr int FewestCharacters = 2;
constexpr int RowsOfATab = 4;

} // namespace

RecordFinder::RecordFinder(QueueCache &cache, QObject *parent) : QObject(parent), m_cache(cache) {}

void RecordFinder::find(const QString &typed, const std::function<void(const QueueRow &)> &go,
                        const CommandPalette::Deliver &deliver)
{
    const SearchTicket ticket = m_line.next();
    if (typed.size() < FewestCharacters)
        return;
    for (const QueueView view : AllQueueViews) {
        QueueQuery query;
        query.view = view;
        query.filter = filterFromText(typed);
        observe(m_cache.firstRows(query, RowsOfATab, ticket), this,
                [view, go, deliver](const Result<QList<QueueRow>> &rows) {
                    if (!rows)
                        return;
                    QList<PaletteEntry> entries;
                    for (const QueueRow &row : *rows) {
                        const QString name = row.request() ? row.request()->commonName : row.certificate()->commonName;
                        //: what the palette found; %1: name of a tab, %2: receipt or serial number
                        const QString detail = tr("%1 · %2").arg(QueueText::view(view), row.id());
                        entries.append({name, detail, {}, true, [go, row] { go(row); }, row.id()});
                    }
                    deliver(entries);
                });
    }
}

QList<PaletteEntry> RecordFinder::tabs(const QString &typed, const QueueTabs &tabs, const std::function<void(int)> &go)
{
    QList<PaletteEntry> entries;
    const QStringList titles = tabs.titles();
    for (int tab = 0; tab < titles.size(); ++tab) {
        if (typed.isEmpty() || !fuzzyMatch(typed, titles[tab]))
            continue;
        const QString kind = tabs.isSavedSearch(tab) ? tr("Saved search") : tr("Tab");
        entries.append({titles[tab], kind, {}, true, [go, tab] { go(tab); }});
    }
    return entries;
}

} // namespace tegata
