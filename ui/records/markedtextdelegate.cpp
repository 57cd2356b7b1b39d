// SPDX-License-Identifier: Apache-2.0
#include "ui/records/markedtextdelegate.h"

#include "core/rules/charactertext.h"
#include "core/rules/namecharacters.h"
#include "core/rules/unicodename.h"
#include "ui/records/comparisonmodel.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>
#include <QTableView>
#include <QTextLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int Margin = 4;
constexpr qsizetype MaximumDrawn = 400; // UTF-16 units of one run: a hostile value must not take the pane

QString drawn(const QString &text)
{
    QString shown;
    for (const char32_t character : text.left(MaximumDrawn).toStdU32String())
        shown += isInvisible(character)
                     ? QStringLiteral("[%1]").arg(unicodeName(character).section(QLatin1Char(' '), 0, 0))
                     : fromCharacters({&character, 1});
    return text.size() > MaximumDrawn ? shown + QChar(0x2026) : shown;
}

bool isMarked(const QList<TextRun> &runs)
{
    return std::any_of(runs.cbegin(), runs.cend(),
                       [](const TextRun &run) { return run.difference != TextDifference::None; });
}

QTextCharFormat formatOf(const TextRun &run, const Roles &roles)
{
    QTextCharFormat format;
    const bool isHidden = run.difference == TextDifference::LookAlike || run.difference == TextDifference::Invisible;
    format.setBackground(roles.warning.surface);
    format.setForeground(roles.text);
    format.setUnderlineStyle(isHidden ? QTextCharFormat::WaveUnderline : QTextCharFormat::SingleUnderline);
    format.setUnderlineColor(roles.text);
    if (run.text.isEmpty())
        format.setFontStrikeOut(true);
    return format;
}

} // namespace

qreal MarkedTextDelegate::layOut(QTextLayout &layout, const QStyleOptionViewItem &option, const QModelIndex &index,
                                 qreal width)
{
    const auto runs = index.data(ComparisonModel::RunsRole).value<QList<TextRun>>();
    const QString remark = index.data(ComparisonModel::RemarkRole).toString();
    QString text;
    QList<QTextLayout::FormatRange> formats;
    if (isMarked(runs)) {
        for (const TextRun &run : runs) {
            if (text.size() > MaximumDrawn) {
                text += QChar(0x2026);
                break;
            }
            const QString part = drawn(run.text.isEmpty() ? run.counterpart : run.text);
            if (run.difference != TextDifference::None)
                formats.append({static_cast<int>(text.size()), static_cast<int>(part.size()),
                                formatOf(run, Roles::of(option.palette))});
            text += part;
        }
    } else {
        const QString shortened = index.data(ComparisonModel::ShortRole).toString();
        text = shortened.isEmpty() ? drawn(index.data(Qt::DisplayRole).toString()) : shortened;
    }
    if (!remark.isEmpty()) {
        QTextCharFormat quiet;
        quiet.setForeground(Roles::of(option.palette).hint);
        QString lines = remark;
        lines.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
        formats.append({static_cast<int>(text.size()) + 1, static_cast<int>(lines.size()), quiet});
        text += QChar(QChar::LineSeparator) + lines;
    }
    layout.setText(text);
    layout.setFormats(formats);
    QTextOption wrapping;
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrapping);
    layout.beginLayout();
    qreal height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, height));
        height += line.height();
    }
    layout.endLayout();
    return height;
}

void MarkedTextDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    // The text keeps its colours, so that marks and remark can be read in a chosen cell too: it is framed, not filled.
    cell.state &= ~QStyle::State_Selected;
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    QTextLayout layout(QString(), cell.font);
    layOut(layout, cell, index, cell.rect.width() - 2 * Margin);
    painter->save();
    painter->setClipRect(cell.rect);
    painter->setPen(Roles::of(cell.palette).text);
    layout.draw(painter, QPointF(cell.rect.topLeft()) + QPointF(Margin, Margin / 2.0));
    if (option.state & QStyle::State_HasFocus)
        paintFocusRing(painter, cell.rect, Roles::of(cell.palette).focus, 0);
    painter->restore();
}

QSize MarkedTextDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    const int width = table ? table->columnWidth(index.column()) : cell.rect.width();
    const QFontMetrics metrics(cell.font);
    const bool isPlain = index.data(ComparisonModel::RemarkRole).toString().isEmpty();
    if (isPlain && metrics.horizontalAdvance(cell.text) <= width - 2 * Margin - 2)
        return {width, metrics.lineSpacing() + Margin};
    QTextLayout layout(QString(), cell.font);
    const qreal height = layOut(layout, cell, index, std::max(width - 2 * Margin, 40));
    return {width, static_cast<int>(height) + Margin + 2};
}

} // namespace tegata
