// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuetabs.h"

#include "core/base/clock.h"
#include "core/cache/queuecache.h"
#include "core/cache/searchjson.h"
#include "ui/models/queuecontext.h"
#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/records/counttabbar.h"
#include "ui/records/expirydialog.h"
#include "ui/records/filterbar.h"
#include "ui/records/findactions.h"
#include "ui/records/queueheader.h"
#include "ui/records/queuepage.h"
#include "ui/records/queuetable.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <iterator>

using namespace std::chrono_literals;

namespace tegata {

namespace {

constexpr auto CountDelay = 300ms;
constexpr auto SecondTime = 1000ms;

QString nameOf(QueueView view)
{
    switch (view) {
    case QueueView::Pending:
        return QStringLiteral("pending");
    case QueueView::OnHold:
        return QStringLiteral("onHold");
    case QueueView::Issued:
        return QStringLiteral("issued");
    case QueueView::Closed:
        return QStringLiteral("closed");
    case QueueView::Revoked:
        return QStringLiteral("revoked");
    }
    return {};
}

} // namespace

QueueTabs::QueueTabs(QueueCache &cache, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_cache(cache), m_tabs(new QTabWidget(this)), m_header(new QueueHeader(this)), m_clock(clock)
{
    setObjectName(QStringLiteral("queueSide"));
    m_tabs->setObjectName(QStringLiteral("queueTabs"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("queueStackBar"));
    m_tabs->tabBar()->hide();
    m_header->tabBar().setContextMenuPolicy(Qt::CustomContextMenu);
    m_tabs->setDocumentMode(true);
    setFocusProxy(&m_header->tabBar());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::None);
    layout->addWidget(m_header);
    layout->addWidget(m_tabs, 1);
    for (const QueueView view : AllQueueViews)
        addPage({view, {}, defaultOrder(view)}, nameOf(view));
    m_renewals = addPage(renewals(), QStringLiteral("renewal"));
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(CountDelay);
    connect(&m_countTimer, &QTimer::timeout, this, &QueueTabs::countSearches);
    m_secondTimer.setInterval(SecondTime);
    connect(&m_secondTimer, &QTimer::timeout, this, [this] { currentTable().viewport()->update(); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &QueueTabs::onTab);
    connect(&m_header->tabBar(), &QTabBar::currentChanged, m_tabs, &QTabWidget::setCurrentIndex);
    connect(&m_header->tabBar(), &QWidget::customContextMenuRequested, this, &QueueTabs::showTabMenu);
    connect(&m_cache, &QueueCache::changed, this, [this](const ChangeSet &changes) {
        updateCounts(changes.counts);
        m_countTimer.start();
    });
    retranslate();
}

void QueueTabs::load()
{
    m_isLoaded = true;
    // What is shown first; the rest need not keep it waiting.
    connect(&page().model(), &QueueModel::settled, this, &QueueTabs::countSearches, Qt::SingleShotConnection);
    page().load();
    observe(m_cache.counts(), this, [this](const Result<QueueCounts> &counts) {
        if (counts)
            updateCounts(*counts);
    });
}

void QueueTabs::furnish(QueuePage &page)
{
    page.table().addActions(m_rowActions);
    offer(page);
    if (m_context) {
        page.model().setContext(m_context);
        page.setMe(m_context->me);
    }
    if (m_commands)
        page.filterBar().setClearAction(m_commands->clearAction());
    page.model().setWaiting(m_waiting);
    connect(&page.model(), &QueueModel::settled, this, &QueueTabs::settled);
    connect(&page.table(), &QueueTable::selectionLimited, this, &QueueTabs::selectionLimited);
}

QList<QueuePage *> QueueTabs::builtPages() const
{
    QList<QueuePage *> built;
    std::copy_if(m_pages.cbegin(), m_pages.cend(), std::back_inserter(built),
                 [](const QueuePage *each) { return each->isBuilt(); });
    return built;
}

QueuePage *QueueTabs::addPage(const QueueQuery &query, const QString &name)
{
    auto *made = new QueuePage({m_cache, m_clock, m_widths}, query, name, this);
    connect(made, &QueuePage::built, this, [this, made] { furnish(*made); });
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
    connect(made, &QueuePage::saveRequested, this, &QueueTabs::saveSearch);
    connect(made, &QueuePage::viewRequested, this, &QueueTabs::setView);
    connect(made, &QueuePage::takeBackRequested, this, &QueueTabs::takeBackRequested);
    connect(made, &QueuePage::failed, this, &QueueTabs::failed);
    return made;
}

void QueueTabs::setCapabilities(const SiteCapabilities &site)
{
    if (m_site == site)
        return;
    m_site = site;
    for (QueuePage *each : builtPages())
        offer(*each);
    m_tabs->setTabVisible(static_cast<int>(QueueView::OnHold), site.hold);
    showTabs();
}

void QueueTabs::offer(QueuePage &page) const
{
    if (!m_site)
        return;
    page.model().setOffers({m_site->products, m_site->siteCheck});
    const bool isOfCertificates = page.view() == QueueView::Issued || page.view() == QueueView::Revoked;
    QSet<QueueColumn> withheld;
    if (isOfCertificates && !m_site->products)
        withheld.insert(QueueColumn::Product);
    if (!m_site->fourEyes)
        withheld.insert(QueueColumn::Approvals);
    if (!m_site->timeLimit)
        withheld.insert(QueueColumn::ExpiresAt);
    page.table().withhold(withheld);
}

QueuePage *QueueTabs::addSearch(const QueueQuery &query, const QString &title)
{
    // A number that no page has: a removed one must not be mixed up with a new one.
    int number = 1;
    while (findChild<QueuePage *>(QStringLiteral("search%1Page").arg(number)))
        ++number;
    QueuePage *made = addPage(query, QStringLiteral("search%1").arg(number));
    m_titles.insert(made, title);
    made->retranslate(title);
    return made;
}

QueueQuery QueueTabs::renewals() const
{
    return ExpiryDialog::dueQuery(m_clock.now().toLocalTime());
}

QString QueueTabs::titleOf(const QueuePage *page) const
{
    if (page == m_renewals)
        return tr("Due for renewal");
    const auto saved = m_titles.constFind(page);
    return saved == m_titles.cend() ? QueueText::view(page->view()) : *saved;
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

void QueueTabs::showRenewals()
{
    m_tabs->setCurrentWidget(m_renewals);
}

void QueueTabs::showQuery(const QueueQuery &query)
{
    setView(query.view);
    page().showQuery(query);
}

void QueueTabs::stepTab(int by)
{
    int next = m_tabs->currentIndex();
    do
        next = (next + by + m_tabs->count()) % m_tabs->count();
    while (!m_tabs->isTabVisible(next));
    m_tabs->setCurrentIndex(next);
}

QueueModel &QueueTabs::currentModel() const
{
    return page().model();
}

QueueTable &QueueTabs::currentTable() const
{
    return page().table();
}

FilterBar &QueueTabs::currentFilterBar() const
{
    return page().filterBar();
}

void QueueTabs::registerCommands(CommandRegistry &commands, const QString &scope, QWidget &desk)
{
    m_commands = new FindActions(*this, commands, scope, desk, this);
    for (QueuePage *each : builtPages())
        each->filterBar().setClearAction(m_commands->clearAction());
}

void QueueTabs::setContext(std::shared_ptr<const QueueContext> context)
{
    const bool isSamePerson = m_context && m_context->me == context->me;
    m_context = std::move(context);
    for (QueuePage *each : builtPages()) {
        each->model().setContext(m_context);
        if (!isSamePerson)
            each->setMe(m_context->me);
    }
}

void QueueTabs::setWaiting(const WaitingRows &waiting)
{
    m_waiting = std::make_shared<const WaitingRows>(waiting);
    for (QueuePage *each : builtPages())
        each->model().setWaiting(m_waiting);
    if (m_waiting->isCounting())
        m_secondTimer.start();
    else
        m_secondTimer.stop();
}

void QueueTabs::addRowActions(const QList<QAction *> &actions)
{
    m_rowActions.append(actions);
    for (QueuePage *each : builtPages())
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
    for (QueuePage *each : builtPages())
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

void QueueTabs::clearMarked()
{
    QueueTable &table = currentTable();
    if (selectedKeys().size() < 2)
        return;
    if (hasCurrent())
        table.chooseRow(table.currentIndex().row());
    else
        table.clearSelection();
}

void QueueTabs::focusTable()
{
    currentTable().setFocus();
}

void QueueTabs::focusFilter()
{
    currentFilterBar().focusText();
}

void QueueTabs::clearFilter()
{
    currentFilterBar().clear();
}

void QueueTabs::chooseColumns()
{
    page().chooseColumns();
}

void QueueTabs::onTab()
{
    showTabs();
    if (m_isLoaded && !page().isLoaded())
        page().load();
    page().chooseFirst();
    Q_EMIT tabChanged();
    Q_EMIT currentChanged();
    Q_EMIT selectionChanged();
}

QByteArray QueueTabs::saveLayout() const
{
    QJsonObject pages;
    QJsonArray searches;
    for (const QueuePage *each : m_pages) {
        QJsonObject state = each->saveState();
        if (m_titles.contains(each)) {
            state.insert(QStringLiteral("name"), m_titles.value(each));
            searches.append(state);
        } else {
            pages.insert(each->objectName(), state);
        }
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("pages"), pages}, {QStringLiteral("searches"), searches}})
        .toJson(QJsonDocument::Compact);
}

void QueueTabs::restoreLayout(const QByteArray &layout)
{
    const QJsonObject stored = QJsonDocument::fromJson(layout).object();
    const QJsonObject pages = stored.value(QLatin1String("pages")).toObject();
    for (QueuePage *each : std::as_const(m_pages))
        each->restoreState(pages.value(each->objectName()).toObject());
    // Its window is of today, whatever was stored.
    QueueQuery due = m_renewals->query();
    due.filter.dueForRenewal = true;
    due.filter.dueBefore = renewals().filter.dueBefore;
    m_renewals->setQuery(due);
    for (const QJsonValue &value : stored.value(QLatin1String("searches")).toArray()) {
        const QJsonObject state = value.toObject();
        const Result<QueueQuery> query = queueQueryFromJson(state.value(QLatin1String("query")).toObject());
        const QString name = state.value(QLatin1String("name")).toString().simplified().left(MaximumName);
        if (query && !name.isEmpty() && m_titles.size() < MaximumSearches)
            addSearch(*query, name)->restoreState(state);
    }
    showCounts();
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
    m_header->tabBar().setAccessibleName(tr("Queue"));
    if (m_header->accessibleName().isEmpty())
        m_header->setTitle(tr("Queue"));
    for (QueuePage *each : std::as_const(m_pages))
        each->retranslate(titleOf(each));
    if (m_commands)
        m_commands->retranslate();
    showCounts();
}

} // namespace tegata
