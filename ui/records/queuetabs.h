// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/cache/queuefilter.h"
#include "core/remote/sitecapabilities.h"
#include "ui/models/waitingrows.h"
#include "ui/records/textwidths.h"

#include <QHash>
#include <QList>
#include <QTimer>
#include <QVector>
#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QTabWidget;

namespace tegata {

class Clock;
class CommandRegistry;
class FilterBar;
class FindActions;
class QueueCache;
class QueueHeader;
class QueueModel;
class QueuePage;
class QueueTable;
struct QueueContext;

// The queue as tabs with their counts: 承認待ち, 保留, 発行済み, 却下・取消, 失効, then 更新対象 (V19), then the
// searches that the person saved. Shows the cache at once and follows it. The current row of the current tab drives the
// details; more rows may be chosen with it, for work in bulk. How it keeps the place is QueuePage's. Cache and clock
// outlive it.
class QueueTabs : public QWidget
{
    Q_OBJECT

public:
    QueueTabs(QueueCache &cache, const Clock &clock, QWidget *parent = nullptr);

    // Fills the table that is shown from the cache; another tab is built and filled when somebody first goes to it.
    // Once.
    void load();
    // Whose records the current tab shows, also where it is a search; setView shows the tab of all of them.
    QueueView view() const;
    void setView(QueueView view);
    // What the site has nothing of is not shown: the tab of requests on hold, columns without contents.
    void setCapabilities(const SiteCapabilities &site);
    void showRenewals();
    void stepTab(int by);
    // Shows what the query finds in the tab of its view, as if the person had filtered for it.
    void showQuery(const QueueQuery &query);
    QueueModel &currentModel() const;
    QueueTable &currentTable() const;
    FilterBar &currentFilterBar() const;
    // Title, tabs and page actions. Stands above the list, or where whoever shows the tabs puts it.
    QueueHeader &header() { return *m_header; }
    // Names its commands, in the scope of this name, with keys that work in all of the desk. Once.
    void registerCommands(CommandRegistry &commands, const QString &scope, QWidget &desk);
    // For every table, present and to come.
    void setContext(std::shared_ptr<const QueueContext> context);
    // The same; the seconds of what can still be taken back are counted down.
    void setWaiting(const WaitingRows &waiting);
    const WaitingRows &waiting() const { return *m_waiting; }
    // For the context menu of every table, present and to come.
    void addRowActions(const QList<QAction *> &actions);

    // The row that drives the details; nothing when none is chosen or its record is still on its way.
    std::optional<QueueRow> currentRow() const;
    // Whether a row is chosen, even if its record is still on its way.
    bool hasCurrent() const;
    // Of the rows chosen together, in the order of the table; and their records, fetched where they are not at hand.
    // A row that left the tab meanwhile is absent.
    QVector<qint64> selectedKeys() const;
    Future<QList<QueueRow>> selectedRows() const;
    // The person is done with the record of this id or serial: when it leaves the tab, or if it has left, the next row
    // is chosen. Without this, the details of a row that leaves stay.
    void letGo(const QString &id);
    // Nothing is chosen until somebody moves: something else than a row is shown.
    void clearChosen();

    // Filters, orders and columns of every tab, and the saved searches. Before load().
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);
    // Whether the current tab is a search that was saved: only such ones can be renamed, removed and moved.
    bool isSavedSearch() const;
    // Of every tab, in their order: its title without the count, and whether it is a saved search.
    QStringList titles() const;
    bool isSavedSearch(int tab) const { return m_titles.contains(m_pages.value(tab)); }
    void showTab(int tab);

public Q_SLOTS:
    void step(int rows);
    // Adds the current row to the selection or removes it; its details stay.
    void toggleSelected();
    void selectAll();
    // Of several chosen rows only the current one stays so.
    void clearMarked();
    void focusTable();
    void focusFilter();
    void clearFilter();
    void chooseColumns();
    // The current filter and order as a tab of its own; asks for its name.
    void saveSearch();
    void renameSearch();
    void removeSearch();
    // Among the saved searches.
    void moveSearch(int by);

Q_SIGNALS:
    // Another tab is shown; currentChanged() follows.
    void tabChanged();
    // Another row is current (or none), or its record came or changed.
    void currentChanged();
    // The current row left the tab: nothing is chosen now, and what is shown of it may stand.
    void currentLeft();
    void selectionChanged();
    // Not all rows that were to be chosen are.
    void selectionLimited();
    void countsChanged(const tegata::QueueCounts &counts);
    // The rows of a list are all there.
    void settled();
    // Enter or a double click on a row.
    void activated();
    // What waits for the record of this id or serial is to be taken back.
    void takeBackRequested(const QString &id);
    void failed(const tegata::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    static constexpr int MaximumSearches = 50;
    static constexpr int MaximumName = 60;

    QueuePage &page() const;
    void furnish(QueuePage &page);
    void offer(QueuePage &page) const;
    QList<QueuePage *> builtPages() const;
    QueuePage *addPage(const QueueQuery &query, const QString &name);
    QueuePage *addSearch(const QueueQuery &query, const QString &title);
    QueueQuery renewals() const;
    QString titleOf(const QueuePage *page) const;
    void askName(const QString &title, const QString &name, void (QueueTabs::*take)(const QString &));
    void saveSearchAs(const QString &name);
    void renameSearchTo(const QString &name);
    void showTabMenu(const QPoint &position);
    void onTab();
    void updateCounts(const QueueCounts &counts);
    void countSearches();
    void showCounts();
    qint64 countOf(int tab) const; // negative: not known yet
    // The header's tabs follow those of the pages.
    void showTabs();
    void retranslate();

    QueueCache &m_cache;
    QTabWidget *m_tabs; // the pages; its own bar is not shown, the header's is
    QueueHeader *m_header;
    const Clock &m_clock;
    TextWidths m_widths;
    QList<QueuePage *> m_pages; // in the order of the tabs
    QueuePage *m_renewals = nullptr;
    QHash<const QueuePage *, QString> m_titles; // of the saved searches
    QHash<const QueuePage *, qint64> m_hits;    // of the tabs behind the views' own
    QList<QAction *> m_rowActions;
    std::shared_ptr<const QueueContext> m_context;
    std::shared_ptr<const WaitingRows> m_waiting = std::make_shared<const WaitingRows>();
    QueueCounts m_counts{};
    std::optional<SiteCapabilities> m_site; // once it is known
    FindActions *m_commands = nullptr;
    QTimer m_secondTimer; // while seconds are counted down
    QTimer m_countTimer;  // waits a moment while changes follow each other
    bool m_isLoaded = false;
};

} // namespace tegata
