// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuerowdelegate.h"

#include "core/cache/queueview.h"
#include "core/domain/checkstate.h"
#include "ui/common/paletteicon.h"
#include "ui/common/shorthash.h"
#include "ui/models/queuemodel.h"
#include "ui/models/waitingrows.h"
#include "ui/style/itemcolor.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace tegata {

namespace {

constexpr int ButtonRoom = space::Small; // beside the words of the button

QString takeBackText()
{
    return QueueRowDelegate::tr("Undo");
}

// Of the strip's height the button leaves a line of 1 and the strip's own room.
QRect stripOf(const QRect &row)
{
    const int room = std::max(2, row.height() / 8);
    return row.adjusted(0, room, -space::Small, -room - 1);
}

} // namespace

QRect QueueRowDelegate::takeBackRect(const QRect &row, const QFont &font)
{
    const QFont letters = textFont(TextRole::Small, font);
    const int side = iconSize(font, icon::Pill);
    const int width = QFontMetrics(letters).horizontalAdvance(takeBackText()) + side + space::Tight + 2 * ButtonRoom;
    const QRect strip = stripOf(row);
    return {strip.right() - width - 2, strip.top() + 3, width, strip.height() - 6};
}

void QueueRowDelegate::paintWaiting(QPainter &painter, const QRect &row, const QFont &font, const QPalette &palette,
                                    const WaitingState &waiting, bool isButtonHovered)
{
    const Roles &roles = Roles::of(palette);
    const MeaningColors &colors = roles.of(waiting.meaning);
    const QFont letters = textFont(TextRole::Small, font);
    const QFontMetrics metrics(letters);
    const int side = iconSize(font, icon::Pill);
    const QRect button = waiting.canBeTakenBack ? takeBackRect(row, font) : QRect();
    QRect strip = stripOf(row);
    const int words = metrics.horizontalAdvance(waiting.text) + side + space::Tight + 2 * space::Small;
    strip.setLeft(std::max(row.left(), strip.right() - words - (button.isNull() ? 0 : button.width() + space::Tight)));
    painter.save();
    painter.setFont(letters);
    paintPanel(&painter, strip, colors.surface, colors.border, radius::Control, line::Thin);
    const QRect picture(strip.left() + space::Small, strip.center().y() - side / 2, side, side);
    paintIcon(&painter, picture, PaletteIcon::icon(waiting.icon), colors.text);
    const int left = picture.right() + 1 + space::Tight;
    const int right = button.isNull() ? strip.right() - space::Small : button.left() - space::Tight;
    painter.setPen(colors.text);
    painter.drawText(QRect(left, strip.top(), right - left + 1, strip.height()),
                     static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
                     metrics.elidedText(waiting.text, Qt::ElideRight, right - left + 1));
    if (!button.isNull()) {
        paintPanel(&painter, button, isButtonHovered ? roles.hover : roles.surface, roles.edge, radius::Control,
                   line::Thin);
        paintIcon(&painter, QRect(button.left() + ButtonRoom, button.center().y() - side / 2, side, side),
                  PaletteIcon::icon(QStringLiteral("undo")), roles.text);
        painter.setPen(roles.text);
        painter.drawText(button.adjusted(ButtonRoom + side + space::Tight, 0, -ButtonRoom, 0),
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), takeBackText());
    }
    painter.restore();
}

void QueueRowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false);
    const auto *model = qobject_cast<const QueueModel *>(index.model());
    if (!model)
        return;
    const int side = iconSize(option->font, icon::Row);
    option->decorationSize = QSize(side, side);
    const Roles &roles = Roles::of(option->palette);
    const auto write = [option](const QColor &color) { setItemColor(*option, color); };
    switch (model->columns().at(index.column())) {
    case QueueColumn::CommonName:
        if (option->state.testFlag(QStyle::State_Selected))
            option->font = textFont(TextRole::Strong, option->font);
        break;
    case QueueColumn::Check: {
        // As the words say it, the site's and this computer's check together.
        const FindingOutcome outcome = model->outcomeAt(index.row()).value_or(FindingOutcome::Note);
        if (outcome == FindingOutcome::Note) {
            write(roles.text2);
            break;
        }
        option->font = textFont(TextRole::Strong, option->font);
        write(outcome == FindingOutcome::Error ? roles.danger.text : roles.warning.text);
        break;
    }
    case QueueColumn::ExpiresAt: {
        const DueBand band = model->dueAt(index.row()).value_or(RequestDue{}).band;
        if (band == DueBand::Later) {
            write(roles.text2);
            break;
        }
        option->font = textFont(TextRole::Strong, option->font);
        write(band == DueBand::Soon ? roles.warning.text : roles.danger.text);
        break;
    }
    case QueueColumn::Organization:
        break;
    case QueueColumn::Serial:
        option->text = shortHash(option->text);
        option->font = textFont(TextRole::Mono, option->font);
        write(roles.text2);
        break;
    default:
        write(roles.text2);
        break;
    }
}

} // namespace tegata
