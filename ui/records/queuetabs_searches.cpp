// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuetabs.h"

#include "ui/models/queuemodel.h"
#include "ui/records/counttabbar.h"
#include "ui/records/filterbar.h"
#include "ui/records/queueheader.h"
#include "ui/records/queuepage.h"
#include "ui/records/queuetable.h"

#include <QInputDialog>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>

// Saved searches as tabs of their own: saving, naming, moving and removing them.
namespace tegata {

bool QueueTabs::isSavedSearch() const
{
    return m_titles.contains(&page());
}

QStringList QueueTabs::titles() const
{
    QStringList titles;
    for (const QueuePage *each : m_pages)
        titles.append(titleOf(each));
    return titles;
}

void QueueTabs::showTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
}

void QueueTabs::askName(const QString &title, const QString &name, void (QueueTabs::*take)(const QString &))
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("searchNameDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Name of the tab"));
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, take](const QString &text) {
        if (const QString taken = text.simplified().left(MaximumName); !taken.isEmpty())
            (this->*take)(taken);
    });
    dialog->open();
}

void QueueTabs::saveSearch()
{
    if (m_titles.size() < MaximumSearches)
        askName(tr("Save as tab"), currentFilterBar().filter().text, &QueueTabs::saveSearchAs);
}

void QueueTabs::saveSearchAs(const QString &name)
{
    QueuePage *made = addSearch(page().query(), name);
    made->table().setColumnLayout(currentTable().columnLayout());
    m_tabs->setCurrentWidget(made);
    countSearches();
    showCounts();
}

void QueueTabs::renameSearch()
{
    if (isSavedSearch())
        askName(tr("Rename tab"), m_titles.value(&page()), &QueueTabs::renameSearchTo);
}

void QueueTabs::renameSearchTo(const QString &name)
{
    if (!isSavedSearch())
        return;
    m_titles.insert(&page(), name);
    page().retranslate(name);
    showCounts();
}

void QueueTabs::removeSearch()
{
    if (!isSavedSearch())
        return;
    QueuePage *gone = &page();
    const int place = m_tabs->currentIndex();
    m_tabs->setCurrentIndex(place - 1);
    m_pages.removeAt(place);
    m_titles.remove(gone);
    m_hits.remove(gone);
    m_tabs->removeTab(place);
    showTabs();
    gone->setObjectName(QString());
    gone->deleteLater();
}

void QueueTabs::moveSearch(int by)
{
    const int from = m_tabs->currentIndex();
    const int to = from + by;
    if (!isSavedSearch() || to <= QueueViewCount || to >= m_pages.size())
        return;
    m_pages.move(from, to);
    m_tabs->tabBar()->moveTab(from, to);
    showTabs();
}

void QueueTabs::showTabMenu(const QPoint &position)
{
    const int tab = m_header->tabBar().tabAt(position);
    if (tab >= 0)
        m_tabs->setCurrentIndex(tab);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("tabMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Save as &tab…"), this, &QueueTabs::saveSearch);
    const auto ofSaved = [this, menu](const QString &text, auto work) {
        menu->addAction(text, this, work)->setEnabled(isSavedSearch());
    };
    ofSaved(tr("&Rename…"), [this] { renameSearch(); });
    ofSaved(tr("Move &left"), [this] { moveSearch(-1); });
    ofSaved(tr("Move r&ight"), [this] { moveSearch(1); });
    ofSaved(tr("Remo&ve tab"), [this] { removeSearch(); });
    menu->popup(m_header->tabBar().mapToGlobal(position));
}

} // namespace tegata
