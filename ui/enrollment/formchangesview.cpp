// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/formchangesview.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace tegata {

namespace {

constexpr int PathRole = Qt::UserRole;
constexpr int MostRowsShown = 12;

} // namespace

FormChangesView::FormChangesView(QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("formChanges"));
    setColumnCount(3);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    header()->setStretchLastSection(true);
    connect(this, &QTreeWidget::itemDoubleClicked, this,
            [this](const QTreeWidgetItem *item) { Q_EMIT fieldRequested(item->data(0, PathRole).toString()); });
    retranslate();
}

void FormChangesView::setChanges(const QList<FormChange> &changes)
{
    clear();
    for (const FormChange &change : changes) {
        const auto shown = [](const QString &text) { return text.isEmpty() ? QStringLiteral("–") : text; };
        auto *row =
            new QTreeWidgetItem(this, {change.label, shown(change.before), QStringLiteral("→ ") + shown(change.after)});
        row->setData(0, PathRole, change.path);
        for (int column = 0; column < columnCount(); ++column)
            row->setToolTip(column, row->text(column));
    }
    updateGeometry();
}

void FormChangesView::retranslate()
{
    setAccessibleName(tr("Changes from the registered data"));
    setHeaderLabels({tr("Field"), tr("Registered"), tr("In this application")});
}

QSize FormChangesView::sizeHint() const
{
    const int row = std::max(sizeHintForRow(0), fontMetrics().height() + 4);
    return {QTreeWidget::sizeHint().width(),
            header()->sizeHint().height() + row * std::clamp(topLevelItemCount(), 1, MostRowsShown) + 2 * frameWidth()};
}

QSize FormChangesView::minimumSizeHint() const
{
    return {QTreeWidget::minimumSizeHint().width(), sizeHint().height()};
}

void FormChangesView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentItem())
        Q_EMIT fieldRequested(currentItem()->data(0, PathRole).toString());
    else
        QTreeWidget::keyPressEvent(event);
}

void FormChangesView::resizeEvent(QResizeEvent *event)
{
    QTreeWidget::resizeEvent(event);
    setColumnWidth(0, viewport()->width() * 30 / 100);
    setColumnWidth(1, viewport()->width() * 35 / 100);
}

} // namespace tegata
