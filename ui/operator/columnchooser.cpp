// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/columnchooser.h"

#include "ui/common/growtofit.h"
#include "ui/models/queuetext.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

namespace tegata {

namespace {

enum Role
{
    ColumnRole = Qt::UserRole,
    WidthRole
};

constexpr int Widest = 1000;

} // namespace

ColumnChooser::ColumnChooser(const QList<ColumnLayout> &columns, QWidget *parent)
    : QDialog(parent), m_list(new QListWidget(this)), m_up(new QPushButton(tr("Move &up"), this)),
      m_down(new QPushButton(tr("Move &down"), this)), m_width(new QSpinBox(this))
{
    setObjectName(QStringLiteral("columnChooser"));
    setWindowTitle(tr("Columns"));
    setAccessibleName(tr("Columns"));
    m_list->setObjectName(QStringLiteral("columnChooserList"));
    m_list->setAccessibleName(tr("Columns"));
    m_up->setObjectName(QStringLiteral("columnChooserUp"));
    m_up->setAccessibleName(tr("Move up"));
    m_down->setObjectName(QStringLiteral("columnChooserDown"));
    m_down->setAccessibleName(tr("Move down"));
    m_width->setObjectName(QStringLiteral("columnChooserWidth"));
    m_width->setAccessibleName(tr("Width"));
    m_width->setRange(0, Widest);
    m_width->setSingleStep(10);
    m_width->setSpecialValueText(tr("Automatic"));
    for (const ColumnLayout &column : columns) {
        auto *item = new QListWidgetItem(QueueText::column(column.column), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(column.isShown ? Qt::Checked : Qt::Unchecked);
        item->setData(ColumnRole, static_cast<int>(column.column));
        item->setData(WidthRole, column.width);
    }
    auto *widthLabel = new QLabel(tr("&Width"), this);
    widthLabel->setObjectName(QStringLiteral("columnChooserWidthLabel"));
    widthLabel->setAccessibleName(tr("Width"));
    widthLabel->setBuddy(m_width);
    auto *buttons = new QDialogButtonBox(this);
    buttons->setObjectName(QStringLiteral("columnChooserButtons"));
    buttons->setAccessibleName(tr("Columns"));
    m_ok = buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(QStringLiteral("columnChooserApply"));
    m_ok->setAccessibleName(tr("Apply"));
    m_ok->setDefault(true);
    QPushButton *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancel->setObjectName(QStringLiteral("columnChooserCancel"));
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setAutoDefault(false);
    auto *layout = new QGridLayout(this);
    layout->addWidget(m_list, 0, 0, 5, 1);
    layout->addWidget(m_up, 0, 1);
    layout->addWidget(m_down, 1, 1);
    layout->addWidget(widthLabel, 2, 1);
    layout->addWidget(m_width, 3, 1);
    layout->setRowStretch(4, 1);
    layout->addWidget(buttons, 5, 0, 1, 2);
    new GrowToFit(this);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_list, &QListWidget::currentRowChanged, this, &ColumnChooser::judge);
    connect(m_list, &QListWidget::itemChanged, this, &ColumnChooser::judge);
    connect(m_width, &QSpinBox::valueChanged, this, [this](int width) {
        if (QListWidgetItem *item = m_list->currentItem())
            item->setData(WidthRole, width);
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_list->setCurrentRow(0);
}

QList<ColumnLayout> ColumnChooser::columns() const
{
    QList<ColumnLayout> columns;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem *item = m_list->item(row);
        columns.append({static_cast<QueueColumn>(item->data(ColumnRole).toInt()), item->data(WidthRole).toInt(),
                        item->checkState() == Qt::Checked});
    }
    return columns;
}

void ColumnChooser::move(int by)
{
    const int from = m_list->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_list->count())
        return;
    m_list->insertItem(to, m_list->takeItem(from));
    m_list->setCurrentRow(to);
}

void ColumnChooser::judge()
{
    const int row = m_list->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
    m_width->setEnabled(row >= 0);
    if (row >= 0)
        m_width->setValue(m_list->item(row)->data(WidthRole).toInt());
    bool isAnyShown = false; // a table without columns cannot be read
    for (int each = 0; each < m_list->count(); ++each)
        isAnyShown = isAnyShown || m_list->item(each)->checkState() == Qt::Checked;
    m_ok->setEnabled(isAnyShown);
}

} // namespace tegata
