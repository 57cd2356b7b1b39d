// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuetabs.h"

#include "core/cache/queuecache.h"
#include "ui/common/plaintext.h"
#include "ui/records/counttabbar.h"
#include "ui/records/queueheader.h"
#include "ui/records/queuepage.h"

#include <QLocale>
#include <QSignalBlocker>
#include <QTabWidget>

// What the tabs say of themselves: their titles and how many things are in them.
namespace tegata {

void QueueTabs::updateCounts(const QueueCounts &counts)
{
    m_counts = counts;
    showCounts();
    Q_EMIT countsChanged(counts);
}

void QueueTabs::countSearches()
{
    // The window of the renewals moves with the days.
    if (QueueQuery query = m_renewals->query(); query.filter.dueBefore != renewals().filter.dueBefore) {
        query.filter.dueBefore = renewals().filter.dueBefore;
        m_renewals->setQuery(query);
    }
    for (qsizetype i = QueueViewCount; i < m_pages.size(); ++i) {
        observe(m_cache.count(m_pages[i]->query()), m_pages[i], [this, page = m_pages[i]](const Result<qint64> &count) {
            if (!count)
                return;
            m_hits.insert(page, *count);
            showCounts();
        });
    }
}

void QueueTabs::showCounts()
{
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        const QueuePage *page = m_pages[i];
        const QString title = titleOf(page);
        const qint64 count = countOf(static_cast<int>(i));
        const QString shown = PlainText::withoutMnemonics(title);
        m_tabs->setTabText(static_cast<int>(i), count < 0 ? shown
                                                          //: a tab: its name and how many things are in it
                                                          : tr("%1 (%2)").arg(shown, QLocale().toString(count)));
    }
    showTabs();
}

qint64 QueueTabs::countOf(int tab) const
{
    const QueuePage *page = m_pages[tab];
    return tab < QueueViewCount ? m_counts[static_cast<std::size_t>(page->view())] : m_hits.value(page, -1);
}

void QueueTabs::showTabs()
{
    CountTabBar &bar = m_header->tabBar();
    const QSignalBlocker quiet(bar);
    while (bar.count() > m_tabs->count())
        bar.removeTab(bar.count() - 1);
    while (bar.count() < m_tabs->count())
        bar.addTab(QString());
    for (int tab = 0; tab < bar.count(); ++tab) {
        const QueuePage *each = m_pages[tab];
        const qint64 count = countOf(tab);
        bar.setTab(tab, m_tabs->tabText(tab), titleOf(each), count < 0 ? QString() : QLocale().toString(count));
        bar.setTabVisible(tab, m_tabs->isTabVisible(tab));
    }
    bar.setCurrentIndex(m_tabs->currentIndex());
}

} // namespace tegata
