// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/queuetabs.h"

#include "core/cache/queuecache.h"
#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/operator/queuepage.h"
#include "ui/operator/queuetable.h"

#include <QEvent>
#include <QItemSelectionModel>
#include <QLocale>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

QueueTabs::QueueTabs(QueueCache &cache, QWidget *parent)
    : QWidget(parent), m_cache(cache), m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("queueSide"));
    m_tabs->setObjectName(QStringLiteral("queueTabs"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("queueTabBar"));
    m_tabs->setDocumentMode(true);
    setFocusProxy(m_tabs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    for (const QueueView view : AllQueueViews)
        addPage(view);
    connect(m_tabs, &QTabWidget::currentChanged, this, &QueueTabs::onTab);
    connect(&m_cache, &QueueCache::changed, this, [this](const ChangeSet &changes) { updateCounts(changes.counts); });
    retranslate();
}

void QueueTabs::load()
{
    for (QueuePage *each : std::as_const(m_pages))
        each->load();
    observe(m_cache.counts(), this, [this](const Result<QueueCounts> &counts) {
        if (counts)
            updateCounts(*counts);
    });
}

void QueueTabs::addPage(QueueView view)
{
    auto *made = new QueuePage(m_cache, view, this);
    made->table().addActions(m_rowActions);
    m_pages.append(made);
    m_tabs->addTab(made, QString());
    const auto relay = [this, made](auto sent, auto relayed) {
        connect(made, sent, this, [this, made, relayed] {
            if (&page() == made)
                Q_EMIT(this->*relayed)();
        });
    };
    relay(&QueuePage::currentChanged, &QueueTabs::currentChanged);
    relay(&QueuePage::currentLeft, &QueueTabs::currentLeft);
    relay(&QueuePage::selectionChanged, &QueueTabs::selectionChanged);
    relay(&QueuePage::activated, &QueueTabs::activated);
    connect(made, &QueuePage::failed, this, &QueueTabs::failed);
}

QueuePage &QueueTabs::page() const
{
    return *m_pages.at(std::max(m_tabs->currentIndex(), 0));
}

QueueView QueueTabs::view() const
{
    return page().view();
}

void QueueTabs::setView(QueueView view)
{
    m_tabs->setCurrentIndex(static_cast<int>(view));
}

void QueueTabs::stepTab(int by)
{
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + m_tabs->count()) % m_tabs->count());
}

QueueModel &QueueTabs::currentModel() const
{
    return page().model();
}

QueueTable &QueueTabs::currentTable() const
{
    return page().table();
}

void QueueTabs::addRowActions(const QList<QAction *> &actions)
{
    m_rowActions.append(actions);
    for (QueuePage *each : std::as_const(m_pages))
        each->table().addActions(actions);
}

std::optional<QueueRow> QueueTabs::currentRow() const
{
    return page().currentRow();
}

bool QueueTabs::hasCurrent() const
{
    return page().hasCurrent();
}

QVector<qint64> QueueTabs::selectedKeys() const
{
    return page().selectedKeys();
}

Future<QList<QueueRow>> QueueTabs::selectedRows() const
{
    return m_cache.rows(view(), selectedKeys());
}

void QueueTabs::letGo(const QString &id)
{
    for (QueuePage *each : std::as_const(m_pages))
        each->letGo(id);
}

void QueueTabs::clearChosen()
{
    page().clearChosen();
}

void QueueTabs::step(int rows)
{
    currentTable().step(rows);
}

void QueueTabs::toggleSelected()
{
    QueueTable &table = currentTable();
    if (!table.currentIndex().isValid())
        return;
    table.selectionModel()->select(table.currentIndex(), QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
}

void QueueTabs::selectAll()
{
    currentTable().selectAll();
}

void QueueTabs::focusTable()
{
    currentTable().setFocus();
}

void QueueTabs::onTab()
{
    page().chooseFirst();
    Q_EMIT tabChanged();
    Q_EMIT currentChanged();
    Q_EMIT selectionChanged();
}

void QueueTabs::updateCounts(const QueueCounts &counts)
{
    m_counts = counts;
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        const QueueView view = m_pages[i]->view();
        //: a tab: its name and how many things are in it
        m_tabs->setTabText(static_cast<int>(i), tr("%1 (%2)").arg(QueueText::view(view),
                                                                  QLocale().toString(counts[static_cast<std::size_t>(view)])));
    }
    Q_EMIT countsChanged(counts);
}

void QueueTabs::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void QueueTabs::retranslate()
{
    setAccessibleName(tr("Queue"));
    m_tabs->setAccessibleName(tr("Queue"));
    m_tabs->tabBar()->setAccessibleName(tr("Queue"));
    for (QueuePage *each : std::as_const(m_pages))
        each->retranslate();
    updateCounts(m_counts);
}

} // namespace tegata
