// SPDX-License-Identifier: Apache-2.0
#include "ui/records/columnchooser.h"

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
    : TranslatedDialog(parent), m_list(new QListWidget(this)), m_up(new QPushButton(this)),
      m_down(new QPushButton(this)), m_widthLabel(new QLabel(this)), m_width(new QSpinBox(this)),
      m_buttons(new QDialogButtonBox(this)), m_ok(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("columnChooser"));
    nameWidget(m_list, "columnChooserList");
    nameWidget(m_up, "columnChooserUp");
    nameWidget(m_down, "columnChooserDown");
    nameWidget(m_widthLabel, "columnChooserWidthLabel");
    nameWidget(m_width, "columnChooserWidth");
    nameWidget(m_buttons, "columnChooserButtons");
    nameWidget(m_ok, "columnChooserApply");
    nameWidget(m_cancel, "columnChooserCancel");
    m_width->setRange(0, Widest);
    m_width->setSingleStep(10);
    m_widthLabel->setBuddy(m_width);
    for (const ColumnLayout &column : columns) {
        auto *item = new QListWidgetItem(m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(column.isShown ? Qt::Checked : Qt::Unchecked);
        item->setData(ColumnRole, static_cast<int>(column.column));
        item->setData(WidthRole, column.width);
    }
    m_ok->setDefault(true);
    m_cancel->setAutoDefault(false);
    auto *layout = new QGridLayout(this);
    layout->addWidget(m_list, 0, 0, 5, 1);
    layout->addWidget(m_up, 0, 1);
    layout->addWidget(m_down, 1, 1);
    layout->addWidget(m_widthLabel, 2, 1);
    layout->addWidget(m_width, 3, 1);
    layout->setRowStretch(4, 1);
    layout->addWidget(m_buttons, 5, 0, 1, 2);
    new GrowToFit(this);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_list, &QListWidget::currentRowChanged, this, &ColumnChooser::updateEnabled);
    connect(m_list, &QListWidget::itemChanged, this, &ColumnChooser::updateEnabled);
    connect(m_width, &QSpinBox::valueChanged, this, [this](int width) {
        if (QListWidgetItem *item = m_list->currentItem())
            item->setData(WidthRole, width);
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    m_list->setCurrentRow(0);
}

void ColumnChooser::retranslate()
{
    setWords(tr("Columns"));
    speak(m_list, tr("Columns"));
    speak(m_buttons, tr("Columns"));
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setText(
            QueueText::column(static_cast<QueueColumn>(m_list->item(row)->data(ColumnRole).toInt())));
    say(m_up, tr("Move &up"));
    say(m_down, tr("Move &down"));
    say(m_widthLabel, tr("&Width"));
    speak(m_width, m_widthLabel->text());
    m_width->setSpecialValueText(tr("Automatic"));
    say(m_ok, tr("&Apply"));
    say(m_cancel, tr("Cancel"));
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

void ColumnChooser::updateEnabled()
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
