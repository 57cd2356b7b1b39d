// SPDX-License-Identifier: Apache-2.0
#include "ui/records/filterbar.h"

#include "ui/common/flowlayout.h"
#include "ui/common/paletteicon.h"
#include "ui/common/plaintext.h"
#include "ui/models/queuetext.h"
#include "ui/records/columnconditiondialog.h"
#include "ui/records/columnconditiontext.h"
#include "ui/records/filteredit.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int LongestChip = 40; // characters; the whole text is in the tool tip

} // namespace

FilterBar::FilterBar(QueueView view, QWidget *parent)
    : QWidget(parent), m_view(view), m_line(new QHBoxLayout), m_text(new FilterEdit(this)), m_count(new QLabel(this)),
      m_columns(new QToolButton(this)), m_menu(new QMenu(this)), m_chips(new QWidget(this))
{
    setObjectName(QStringLiteral("filterBar"));
    m_text->setObjectName(QStringLiteral("filterText"));
    m_count->setObjectName(QStringLiteral("filterHits"));
    m_columns->setObjectName(QStringLiteral("filterColumns"));
    m_columns->setPopupMode(QToolButton::InstantPopup);
    m_columns->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_columns->setFocusPolicy(Qt::StrongFocus);
    m_columns->setMenu(m_menu);
    m_menu->setObjectName(QStringLiteral("filterColumnsMenu"));
    m_chips->setObjectName(QStringLiteral("filterChips"));
    auto *flow = new FlowLayout(m_chips);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(4);
    m_line->setSpacing(6);
    m_line->addWidget(m_text, 1);
    m_line->addWidget(m_count);
    m_line->addWidget(m_columns);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(4);
    layout->addLayout(m_line);
    layout->addWidget(m_chips);
    connect(m_text, &FilterEdit::filterTextChanged, this, [this](const QString &text) {
        m_filter.text = text;
        Q_EMIT filterChanged();
    });
    connect(m_text, &FilterEdit::left, this, &FilterBar::left);
    connect(m_menu, &QMenu::aboutToShow, this, &FilterBar::fillMenu);
    retranslate();
}

void FilterBar::setFilter(const QueueFilter &filter)
{
    m_filter = filter;
    m_text->setFilterText(filter.text);
    rebuildChips();
}

void FilterBar::setText(const QString &text)
{
    m_text->setText(text);
}

void FilterBar::setCondition(const ColumnCondition &condition)
{
    QList<ColumnCondition> &conditions = m_filter.conditions;
    conditions.removeIf([&condition](const ColumnCondition &each) { return each.column == condition.column; });
    if (!ColumnConditionText::isEmpty(condition))
        conditions.append(condition);
    rebuildChips();
    Q_EMIT filterChanged();
}

void FilterBar::setHits(qint64 hits, bool isWhole)
{
    m_hits = hits;
    m_isWhole = isWhole;
    const QString number = QLocale().toString(hits);
    //: how many rows a filter found; %1: a number
    m_count->setText(isWhole ? tr("%1 found").arg(number)
                             //: %1: a number; there are more, not yet counted
                             : tr("%1 or more found").arg(number));
    m_count->setAccessibleName(m_count->text());
    m_count->setVisible(!m_filter.isEmpty());
}

void FilterBar::addTool(QWidget *tool)
{
    m_line->addWidget(tool);
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FilterBar::editCondition(QueueColumn column)
{
    ColumnCondition condition;
    condition.column = column;
    for (const ColumnCondition &each : std::as_const(m_filter.conditions)) {
        if (each.column == column)
            condition = each;
    }
    auto *dialog = new ColumnConditionDialog(m_view, condition, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { setCondition(dialog->condition()); });
    dialog->open();
}

void FilterBar::clear()
{
    if (m_filter.text.isEmpty() && m_filter.conditions.isEmpty() && m_filter.spkiSha256.isEmpty())
        return;
    m_filter.text.clear();
    m_filter.conditions.clear();
    m_filter.spkiSha256.clear();
    setFilter(QueueFilter(m_filter));
    Q_EMIT filterChanged();
}

void FilterBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FilterBar::retranslate()
{
    setAccessibleName(tr("Filter"));
    m_text->setAccessibleName(tr("Filter"));
    m_text->setPlaceholderText(tr("Filter by name, organisation, serial number, key … (/)"));
    m_columns->setText(tr("Column filter"));
    m_columns->setAccessibleName(tr("Column filter"));
    m_menu->setAccessibleName(tr("Column filter"));
    m_chips->setAccessibleName(tr("Column filters in force"));
    setHits(m_hits, m_isWhole);
    rebuildChips();
}

void FilterBar::rebuildChips()
{
    for (QToolButton *each : std::as_const(m_chipButtons))
        each->deleteLater();
    m_chipButtons.clear();
    if (!m_filter.spkiSha256.isEmpty())
        //: a filter; %1: hash of a public key
        addChip(QStringLiteral("filterKeyChip"), tr("Key SHA-256: %1").arg(m_filter.spkiSha256), [this] {
            m_filter.spkiSha256.clear();
            rebuildChips();
            Q_EMIT filterChanged();
        });
    for (const ColumnCondition &condition : std::as_const(m_filter.conditions))
        addChip(QStringLiteral("filterChip%1").arg(static_cast<int>(condition.column)),
                ColumnConditionText::describe(m_view, condition), [this, column = condition.column] {
                    ColumnCondition none;
                    none.column = column;
                    setCondition(none);
                });
    m_chips->setVisible(!m_chipButtons.isEmpty());
    m_count->setVisible(!m_filter.isEmpty());
}

void FilterBar::addChip(const QString &name, const QString &text, const std::function<void()> &remove)
{
    auto *chip = new QToolButton(m_chips);
    chip->setObjectName(name);
    chip->setText(
        PlainText::withoutMnemonics(text.size() > LongestChip ? text.left(LongestChip) + QChar(0x2026) : text));
    chip->setIcon(PaletteIcon::icon(QStringLiteral("close")));
    chip->setIconSize(QSize(10, 10));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setFocusPolicy(Qt::StrongFocus);
    //: a button that takes a filter away; %1: the filter
    chip->setAccessibleName(tr("Remove filter %1").arg(text));
    chip->setToolTip(chip->accessibleName());
    connect(chip, &QToolButton::clicked, this, [this, remove] {
        m_text->setFocus();
        remove();
    });
    m_chips->layout()->addWidget(chip);
    chip->show();
    m_chipButtons.append(chip);
}

void FilterBar::fillMenu()
{
    m_menu->clear();
    for (const QueueColumn column : columnsOf(m_view)) {
        const bool isSet = std::any_of(m_filter.conditions.cbegin(), m_filter.conditions.cend(),
                                       [column](const ColumnCondition &each) { return each.column == column; });
        QAction *action = m_menu->addAction(QueueText::column(column), this, [this, column] { editCondition(column); });
        action->setCheckable(true);
        action->setChecked(isSet);
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("Remove all filters"), this, &FilterBar::clear)->setEnabled(!m_filter.isEmpty());
}

} // namespace tegata
