// SPDX-License-Identifier: Apache-2.0
#include "ui/records/earlierlist.h"

#include "ui/common/shownvalue.h"
#include "ui/common/wording.h"
#include "ui/models/queuetext.h"

#include <QFocusEvent>
#include <QHeaderView>

#include <algorithm>

namespace tegata {

namespace {

constexpr int MaximumRows = 50;
constexpr int MaximumVisible = 6;
constexpr int SerialRole = Qt::UserRole;

bool holds(const QList<CertificateRecord> &records, const QString &serial)
{
    return std::any_of(records.cbegin(), records.cend(),
                       [&serial](const CertificateRecord &each) { return each.serial == serial; });
}

} // namespace

EarlierList::EarlierList(QWidget *parent) : QTreeWidget(parent)
{
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setColumnCount(4);
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem *item) { Q_EMIT certificateActivated(item->data(0, SerialRole).toString()); });
}

void EarlierList::setEvidence(const Evidence &evidence)
{
    const QString chosen = currentItem() ? currentItem()->data(0, SerialRole).toString() : QString();
    clear();
    setHeaderLabels({tr("Match"), tr("Valid until"), tr("State"), tr("Common name")});
    for (const CertificateRecord &record : evidence.sameName)
        add(record, holds(evidence.sameKey, record.serial) ? tr("Name and key") : tr("Name"));
    for (const CertificateRecord &record : evidence.sameKey) {
        if (!holds(evidence.sameName, record.serial))
            add(record, tr("Key"));
    }
    for (int i = 0; i < topLevelItemCount(); ++i) {
        if (topLevelItem(i)->data(0, SerialRole).toString() == chosen)
            setCurrentItem(topLevelItem(i));
    }
    const int rows = std::min(topLevelItemCount(), MaximumVisible);
    const int rowHeight = topLevelItemCount() > 0 ? sizeHintForRow(0) : fontMetrics().lineSpacing();
    setFixedHeight(header()->sizeHint().height() + rows * rowHeight + 2 * frameWidth() + 2);
}

void EarlierList::add(const CertificateRecord &record, const QString &match)
{
    if (topLevelItemCount() >= MaximumRows)
        return;
    QString state = QueueText::certificateState(record.state);
    if (record.revocationReason)
        //: %1: revoked, %2: why
        state = tr("%1: %2").arg(state, QueueText::revocationReason(*record.revocationReason));
    const QString name = shownValue(record.commonName);
    const QStringList texts{match, QueueText::time(record.notAfter), state, name};
    auto *item = new QTreeWidgetItem(this, texts);
    item->setData(0, SerialRole, record.serial);
    //: %1: serial number
    item->setToolTip(0, tr("Serial number %1").arg(record.serial));
    item->setData(0, Qt::AccessibleTextRole,
                  Wording::list({match, name, state, QueueText::time(record.notAfter), record.serial}));
}

void EarlierList::focusInEvent(QFocusEvent *event)
{
    QTreeWidget::focusInEvent(event);
    if (!currentItem() && topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
}

} // namespace tegata
