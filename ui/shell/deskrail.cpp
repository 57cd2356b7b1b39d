// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/deskrail.h"

#include "ui/common/paletteicon.h"
#include "ui/common/translateddialog.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int CountRole = Qt::UserRole + 1; // int: what waits there
constexpr int SpokenRole = Qt::UserRole + 2;
constexpr int TitleRole = Qt::UserRole + 3;
constexpr int MostCounted = 99;

// The rail's own colours are those of the scheme around it: its ground is dark in both.
const Roles &outerRoles()
{
    return Roles::of(QApplication::palette());
}

const QColor &ringOnRail()
{
    return Roles::of(Scheme::Dark).focus;
}

int entryHeight(const QFont &body, bool isNarrow)
{
    const int word = QFontMetrics(textFont(TextRole::Tiny, body)).height() + space::Tight;
    const int picture = iconSize(body, icon::Rail) + 2 * space::Small;
    return isNarrow ? std::max(picture, extent::RailNarrow - space::Small)
                    : std::max(picture + word, static_cast<int>(extent::RailItem));
}

int railWidth(const QWidget *rail, bool isNarrow, const QStringList &words)
{
    if (isNarrow)
        return std::max(static_cast<int>(extent::RailNarrow), iconSize(rail, icon::Rail) + space::Widest);
    const QFontMetrics metrics(textFont(TextRole::SmallStrong));
    int widest = extent::Rail;
    for (const QString &word : words)
        widest = std::max(widest, metrics.horizontalAdvance(word) + space::Wide);
    return widest;
}

struct EntryLook
{
    QIcon icon;
    QString word; // empty: icon only
    QColor color;
    bool isBold = false;
};

// Icon over word, in the middle of area; answers where the icon stands.
QRectF paintEntry(QPainter *painter, const QRectF &area, const QFont &body, const EntryLook &look)
{
    const int side = iconSize(body, icon::Rail);
    const QFont letters = textFont(look.isBold ? TextRole::SmallStrong : TextRole::Small, body);
    const QFontMetrics metrics(letters);
    const double height = side + (look.word.isEmpty() ? 0 : space::Tight + metrics.height());
    const double top = area.top() + (area.height() - height) / 2;
    const QRectF picture(area.left() + (area.width() - side) / 2, top, side, side);
    paintIcon(painter, picture, look.icon, look.color);
    if (!look.word.isEmpty()) {
        painter->setFont(letters);
        painter->setPen(look.color);
        const QRectF line(area.left(), picture.bottom() + space::Tight, area.width(), metrics.height());
        painter->drawText(line, Qt::AlignCenter | Qt::TextSingleLine,
                          metrics.elidedText(look.word, Qt::ElideRight, static_cast<int>(area.width())));
    }
    return picture;
}

void paintBadge(QPainter *painter, const QRectF &picture, const QRectF &area, const QFont &body, const QString &number)
{
    const Roles &roles = outerRoles();
    const QFont letters = textFont(TextRole::SmallStrong, body);
    const QFontMetrics metrics(letters);
    const double height = metrics.height();
    const double width = std::max(height, metrics.horizontalAdvance(number) + 2.0 * space::Message);
    QRectF badge(picture.right() - space::Message, picture.top() - space::Message, width, height);
    badge.moveRight(std::min(badge.right(), area.right()));
    badge.moveTop(std::max(badge.top(), area.top()));
    paintPanel(painter, badge, roles.badge, {}, height / 2);
    painter->setFont(letters);
    painter->setPen(roles.onBadge);
    painter->drawText(badge, Qt::AlignCenter | Qt::TextSingleLine, number);
}

class RailDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Roles &roles = outerRoles();
        const QRectF area = QRectF(option.rect).adjusted(space::Message, 0, -space::Message, -space::Tight);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        if (isSelected) {
            paintPanel(painter, area, roles.railSelected, {}, radius::Notice);
            painter->fillRect(
                QRectF(area.left(), area.top() + space::Small, line::Bar, area.height() - 2 * space::Small),
                roles.onRail);
        } else if (option.state.testFlag(QStyle::State_MouseOver)) {
            paintPanel(painter, area, roles.rail, roles.railSelected, radius::Notice);
        }
        if (option.state.testFlag(QStyle::State_HasFocus))
            paintFocusRing(painter, area, ringOnRail(), radius::Notice);
        const QRectF picture = paintEntry(painter, area, option.font,
                                          {index.data(Qt::DecorationRole).value<QIcon>(), index.data().toString(),
                                           isSelected ? roles.onRail : roles.railText, isSelected});
        const QString number = DeskRail::badgeText(index.data(CountRole).toInt());
        if (!number.isEmpty())
            paintBadge(painter, picture, area, option.font, number);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {0, entryHeight(option.font, index.data().toString().isEmpty()) + space::Tight};
    }
};

} // namespace

DeskRail::DeskRail(QWidget *parent)
    : QWidget(parent), m_mark(new QLabel(this)), m_desks(new QListWidget(this)), m_foot(new QVBoxLayout)
{
    setObjectName(QStringLiteral("rail"));
    setGround(this, Ground::Rail);
    m_mark->setObjectName(QStringLiteral("railMark"));
    m_mark->setAlignment(Qt::AlignCenter);
    m_desks->setObjectName(QStringLiteral("desks"));
    m_desks->setFrameShape(QFrame::NoFrame);
    m_desks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_desks->setMouseTracking(true);
    m_desks->setItemDelegate(new RailDelegate(m_desks));
    m_desks->viewport()->setAutoFillBackground(false);
    m_desks->viewport()->setObjectName(QStringLiteral("desksViewport"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::None, space::Large, space::None, space::Small);
    layout->setSpacing(space::Small);
    layout->addWidget(m_mark);
    layout->addWidget(m_desks, 1);
    m_foot->setSpacing(space::None);
    layout->addLayout(m_foot);
    connect(m_desks, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            Q_EMIT chosen(row);
    });
    fit();
}

void DeskRail::addDesk(const QIcon &icon)
{
    const QSignalBlocker blocker(m_desks); // it would become the current one by itself
    new QListWidgetItem(icon, QString(), m_desks);
}

void DeskRail::removeDesk(int row)
{
    const QSignalBlocker blocker(m_desks);
    delete m_desks->takeItem(row);
    fit();
}

void DeskRail::setTitle(int row, const QString &title)
{
    m_desks->item(row)->setData(TitleRole, title);
    speakRow(row);
    fit();
}

void DeskRail::setBadge(int row, int count, const QString &spoken)
{
    QListWidgetItem *item = m_desks->item(row);
    item->setData(CountRole, count);
    item->setData(SpokenRole, count > 0 ? spoken : QString());
    speakRow(row);
}

void DeskRail::speakRow(int row)
{
    QListWidgetItem *item = m_desks->item(row);
    const QString title = item->data(TitleRole).toString();
    const QString spoken = item->data(SpokenRole).toString();
    item->setToolTip(spoken.isEmpty() ? title : QStringLiteral("%1\n%2").arg(title, spoken));
    item->setData(Qt::AccessibleTextRole, title);
    item->setData(Qt::AccessibleDescriptionRole, spoken);
}

void DeskRail::setCurrent(int row)
{
    const QSignalBlocker blocker(m_desks);
    m_desks->setCurrentRow(row);
}

void DeskRail::addFootAction(QAction *action, const QAction *above)
{
    auto *button = new RailButton(action, this);
    button->setNarrow(m_isNarrow);
    const auto at = [this](int each) { return static_cast<RailButton *>(m_foot->itemAt(each)->widget()); };
    int place = 0;
    while (place < m_foot->count() && at(place)->action() != above)
        ++place;
    m_foot->insertWidget(place, button);
    const QList<QWidget *> stops = tabStops();
    for (qsizetype each = 1; each < stops.size(); ++each)
        setTabOrder(stops.at(each - 1), stops.at(each));
}

QList<QWidget *> DeskRail::tabStops() const
{
    QList<QWidget *> stops = {m_desks};
    for (int each = 0; each < m_foot->count(); ++each)
        stops.append(m_foot->itemAt(each)->widget());
    return stops;
}

void DeskRail::setListName(const QString &name)
{
    setAccessibleName(name);
    m_desks->setAccessibleName(name);
    m_desks->viewport()->setAccessibleName(name);
}

void DeskRail::setNarrow(bool isNarrow)
{
    if (m_isNarrow == isNarrow)
        return;
    m_isNarrow = isNarrow;
    const QList<RailButton *> buttons = findChildren<RailButton *>();
    for (RailButton *button : buttons)
        button->setNarrow(isNarrow);
    fit();
}

QString DeskRail::badgeText(int count)
{
    if (count <= 0)
        return {};
    return count > MostCounted ? QStringLiteral("%1+").arg(MostCounted) : QString::number(count);
}

void DeskRail::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
    QWidget::changeEvent(event);
}

void DeskRail::fit()
{
    QStringList words;
    for (int row = 0; row < m_desks->count(); ++row) {
        const QString title = m_desks->item(row)->data(TitleRole).toString();
        m_desks->item(row)->setText(m_isNarrow ? QString() : title);
        words.append(title);
    }
    const int mark = iconSize(this, icon::Empty);
    m_mark->setPixmap(PaletteIcon::icon(QStringLiteral("tegata")).pixmap(QSize(mark, mark), devicePixelRatioF()));
    setFixedWidth(railWidth(this, m_isNarrow, words));
    m_desks->doItemsLayout();
}

RailButton::RailButton(QAction *action, QWidget *parent) : QAbstractButton(parent), m_action(action)
{
    setObjectName(QStringLiteral("rail-") + action->objectName());
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &RailButton::follow);
    connect(action, &QObject::destroyed, this, &QObject::deleteLater);
    follow();
}

void RailButton::follow()
{
    const QString words = withoutMnemonic(m_action->iconText()).remove(QChar(0x2026)); // …
    setText(words);
    setIcon(m_action->icon());
    setEnabled(m_action->isEnabled());
    setVisible(m_action->isVisible());
    setAccessibleName(words);
    setToolTip(m_action->isEnabled() || m_action->statusTip().isEmpty() ? m_action->toolTip() : m_action->statusTip());
    updateGeometry();
    update();
}

void RailButton::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    updateGeometry();
    update();
}

QSize RailButton::sizeHint() const
{
    return {space::Widest, entryHeight(font(), m_isNarrow) - space::Small};
}

bool RailButton::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    return QAbstractButton::event(event);
}

void RailButton::paintEvent(QPaintEvent *)
{
    const Roles &roles = outerRoles();
    QPainter painter(this);
    const QRectF area = QRectF(rect()).adjusted(space::Message, 0, -space::Message, 0);
    if (isEnabled() && (underMouse() || isDown()))
        paintPanel(&painter, area, isDown() ? roles.railSelected : roles.rail, roles.railSelected, radius::Notice);
    if (hasFocus())
        paintFocusRing(&painter, area, ringOnRail(), radius::Notice);
    paintEntry(
        &painter, area, font(),
        {icon(), m_isNarrow ? QString() : text(), isEnabled() ? roles.railText : Roles::of(Scheme::Dark).disabled});
}

} // namespace tegata
