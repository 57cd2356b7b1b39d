// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/reviewfindings.h"

#include "core/rules/enrollmentfields.h"
#include "core/rules/findingtext.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/style/textrole.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace tegata {

namespace {

constexpr int PathRole = Qt::UserRole;
constexpr int PlaceRole = Qt::UserRole + 1; // in the report
constexpr int MostRowsShown = 14;

enum Column
{
    FieldColumn,
    FindingColumn,
    RemedyColumn,
};

} // namespace

ReviewFindings::ReviewFindings(const LanguageController &language, QWidget *parent)
    : QTreeWidget(parent), m_language(language)
{
    setObjectName(QStringLiteral("reviewFindings"));
    setColumnCount(RemedyColumn + 1);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setTextElideMode(Qt::ElideRight);
    header()->setStretchLastSection(true);
    connect(this, &QTreeWidget::itemDoubleClicked, this, [this](const QTreeWidgetItem *item) { request(item); });
    retranslate();
}

void ReviewFindings::setReport(const CheckReport &report)
{
    if (report == m_report && topLevelItemCount() > 0)
        return;
    m_report = report;
    fill();
}

QList<Finding> ReviewFindings::current() const
{
    const QVariant place = currentItem() ? currentItem()->data(0, PlaceRole) : QVariant();
    return place.isValid() ? m_report.findings.mid(place.toInt(), 1) : QList<Finding>();
}

void ReviewFindings::retranslate()
{
    setAccessibleName(tr("Findings (Enter goes to the field)"));
    setHeaderLabels({tr("Field"), tr("Finding"), tr("Remedy")});
    fill();
}

QSize ReviewFindings::sizeHint() const
{
    int rows = 0;
    for (int page = 0; page < topLevelItemCount(); ++page)
        rows += 1 + topLevelItem(page)->childCount();
    const int row = rows == 0 ? fontMetrics().height() + 6 : std::max(sizeHintForRow(0), fontMetrics().height() + 4);
    return {QTreeWidget::sizeHint().width(),
            header()->sizeHint().height() + row * std::clamp(rows, 2, MostRowsShown) + 2 * frameWidth()};
}

QSize ReviewFindings::minimumSizeHint() const
{
    return {QTreeWidget::minimumSizeHint().width(), sizeHint().height()};
}

void ReviewFindings::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentItem())
        request(currentItem());
    else
        QTreeWidget::keyPressEvent(event);
}

void ReviewFindings::resizeEvent(QResizeEvent *event)
{
    QTreeWidget::resizeEvent(event);
    setColumnWidth(FieldColumn, viewport()->width() * 28 / 100);
    setColumnWidth(FindingColumn, viewport()->width() * 40 / 100);
}

void ReviewFindings::fill()
{
    const QString current = currentItem() ? currentItem()->data(0, PathRole).toString() : QString();
    const Phrasebook &phrasebook = m_language.phrasebook();
    clear();
    for (const EnrollmentPage page : enrollmentPages()) {
        QTreeWidgetItem *group = nullptr;
        for (int place = 0; place < m_report.findings.size(); ++place) {
            const Finding &finding = m_report.findings.at(place);
            if (enrollmentPageOf(finding.field) != page)
                continue;
            if (!group) {
                group = new QTreeWidgetItem(this, {enrollmentPageTitle(page, phrasebook)});
                group->setFont(0, textFont(TextRole::Strong, font()));
                group->setFirstColumnSpanned(true);
                group->setData(0, PathRole, finding.field); // the page's first finding
            }
            const FindingText words = findingText(finding, phrasebook);
            auto *row = new QTreeWidgetItem(
                group,
                {enrollmentFieldLabel(finding.field, phrasebook),
                 QStringLiteral("%1: %2").arg(FindingList::outcomeText(finding.outcome), words.message), words.remedy});
            row->setIcon(FindingColumn, PaletteIcon::icon(FindingList::outcomeIcon(finding.outcome)));
            row->setData(0, PathRole, finding.field);
            row->setData(0, PlaceRole, place);
            for (int column = 0; column <= RemedyColumn; ++column)
                row->setToolTip(column, row->text(column));
            if (finding.field == current)
                setCurrentItem(row);
        }
    }
    expandAll();
    if (!currentItem() && topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0)->child(0));
    updateGeometry();
}

void ReviewFindings::request(const QTreeWidgetItem *item)
{
    Q_EMIT fieldRequested(item->data(0, PathRole).toString());
}

} // namespace tegata
