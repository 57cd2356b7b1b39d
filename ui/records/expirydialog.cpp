// SPDX-License-Identifier: Apache-2.0
#include "ui/records/expirydialog.h"

#include "core/cache/queuecache.h"
#include "core/rules/certificatestanding.h"
#include "ui/common/taborder.h"
#include "ui/models/standingtext.h"
#include "ui/records/expirychart.h"
#include "ui/style/tokens.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int WeekChoices[] = {26, 52};

} // namespace

ExpiryDialog::ExpiryDialog(QueueCache &cache, const Clock &clock, QWidget *parent)
    : QDialog(parent), m_cache(cache), m_clock(clock), m_chart(new ExpiryChart(this)), m_legend(new QLabel(this)),
      m_weeksLabel(new QLabel(this)), m_weeks(new QComboBox(this)), m_dueRows(new QPushButton(this)),
      m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("expiryDialog"));
    m_legend->setObjectName(QStringLiteral("expiryLegend"));
    m_legend->setWordWrap(true);
    m_weeksLabel->setObjectName(QStringLiteral("expiryWeeksLabel"));
    m_weeksLabel->setBuddy(m_weeks);
    m_weeks->setObjectName(QStringLiteral("expiryWeeks"));
    m_dueRows->setObjectName(QStringLiteral("expiryDueRows"));
    m_close->setObjectName(QStringLiteral("expiryClose"));
    for (const int weeks : WeekChoices)
        m_weeks->addItem(QString(), weeks);
    for (QPushButton *each : {m_dueRows, m_close})
        each->setAutoDefault(false); // Enter belongs to the chart
    auto *top = new QHBoxLayout;
    top->addWidget(m_legend, 1);
    top->addWidget(m_weeksLabel);
    top->addWidget(m_weeks);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_dueRows);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_chart, 1);
    layout->addLayout(buttons);
    connect(m_weeks, &QComboBox::currentIndexChanged, this, &ExpiryDialog::load);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_dueRows, &QPushButton::clicked, this, [this] { leave(dueQuery(m_clock.now().toLocalTime())); });
    connect(m_chart, &ExpiryChart::weekActivated, this, [this](const QDate &monday, const QDate &nextMonday) {
        leave(weekQuery(monday, nextMonday, m_clock.now().toLocalTime().timeZone()));
    });
    connect(&m_cache, &QueueCache::changed, this, [this](const ChangeSet &changes) {
        if (!changes.of(QueueView::Issued).isEmpty())
            load();
    });
    resize(characterWidth(this) * 120, fontMetrics().lineSpacing() * 18);
    m_chart->setFocus();
    setTabOrderOf(stopsAsRead(this));
    retranslate();
    load();
}

QueueQuery ExpiryDialog::weekQuery(const QDate &monday, const QDate &nextMonday, const QTimeZone &zone)
{
    QueueQuery query{QueueView::Issued, {}, {QueueColumn::NotAfter, false}};
    ColumnCondition ends;
    ends.column = QueueColumn::NotAfter;
    ends.from = QDateTime(monday, QTime(0, 0), zone).toUTC();
    ends.until = QDateTime(nextMonday, QTime(0, 0), zone).toUTC();
    query.filter.conditions = {ends};
    return query;
}

QueueQuery ExpiryDialog::dueQuery(const QDateTime &now)
{
    QueueQuery query{QueueView::Issued, {}, {QueueColumn::NotAfter, false}};
    query.filter.dueForRenewal = true;
    query.filter.dueBefore = renewalDueBefore(now).toUTC();
    return query;
}

void ExpiryDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ExpiryDialog::retranslate()
{
    setWindowTitle(tr("Certificate expiry"));
    setAccessibleName(windowTitle());
    m_legend->setText(tr("Certificates by the week in which they expire. Hatched: already renewed."));
    m_legend->setAccessibleName(m_legend->text());
    m_weeksLabel->setText(tr("&Span"));
    m_weeksLabel->setAccessibleName(tr("Span"));
    m_weeks->setAccessibleName(tr("Span"));
    for (int i = 0; i < m_weeks->count(); ++i)
        m_weeks->setItemText(i, tr("%n week(s)", nullptr, m_weeks->itemData(i).toInt()));
    //: %1: "3 certificates due for renewal"
    m_dueRows->setText(tr("Show &them: %1").arg(StandingText::dueCount(m_due)));
    m_dueRows->setAccessibleName(StandingText::dueCount(m_due));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(m_close->text());
}

void ExpiryDialog::load()
{
    const QDateTime now = m_clock.now().toLocalTime();
    observe(m_cache.expiriesByWeek(now, m_weeks->currentData().toInt()), this,
            [this](const Result<QList<ExpiryWeek>> &weeks) {
                if (weeks)
                    m_chart->setWeeks(*weeks);
            });
    observe(m_cache.count(dueQuery(now)), this, [this](const Result<qint64> &due) {
        m_due = due.value_or(0);
        m_dueRows->setEnabled(m_due > 0);
        retranslate();
    });
}

void ExpiryDialog::leave(const QueueQuery &query)
{
    accept();
    Q_EMIT rowsRequested(query);
}

} // namespace tegata
