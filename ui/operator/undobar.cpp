// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/undobar.h"

#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"
#include "ui/models/outboxtext.h"
#include "ui/style/controls.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/tokens.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace tegata {

namespace {

constexpr int TickTime = 200; // milliseconds: the seconds change when they do

} // namespace

UndoBar::UndoBar(OperatorDesk &desk, const Clock &clock, QWidget *parent)
    : QFrame(parent), m_desk(desk), m_clock(clock), m_text(new QLabel(this)), m_undo(new QPushButton(this)),
      m_send(new QPushButton(this)), m_list(new QPushButton(this))
{
    setObjectName(QStringLiteral("undoBar"));
    setGround(this, Ground::Toast, Fill::Own);
    m_text->setObjectName(QStringLiteral("undoText"));
    m_text->setWordWrap(true);
    m_undo->setObjectName(QStringLiteral("undoButton"));
    m_send->setObjectName(QStringLiteral("undoSendNow"));
    m_list->setObjectName(QStringLiteral("undoList"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::OfStrip + QMargins(iconSize(this, icon::Button) + space::Small, 0, 0, 0));
    layout->addWidget(m_text, 1);
    for (QPushButton *button : {m_undo, m_send, m_list}) {
        button->setAutoDefault(false);
        button->setFocusPolicy(Qt::TabFocus); // focus stays in the queue
        setButtonKind(button, ButtonKind::Link);
        layout->addWidget(button);
    }
    m_tick.setInterval(TickTime);
    connect(&m_tick, &QTimer::timeout, this, &UndoBar::refresh);
    connect(&m_desk, &OperatorDesk::outboxChanged, this, &UndoBar::refresh);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (const std::optional<OutboxItem> item = last())
            Q_EMIT undoRequested(item->id);
    });
    connect(m_send, &QPushButton::clicked, this, [this] {
        for (const OutboxItem &item : m_desk.outboxItems()) {
            if (item.state == OutboxState::Undoable)
                (void)m_desk.sendNow(item.id);
        }
    });
    connect(m_list, &QPushButton::clicked, this, &UndoBar::listRequested);
    hide();
    retranslate();
}

std::optional<OutboxItem> UndoBar::last() const
{
    const QList<OutboxItem> items = m_desk.outboxItems();
    const auto found = std::find_if(items.crbegin(), items.crend(),
                                    [](const OutboxItem &item) { return item.state == OutboxState::Undoable; });
    return found == items.crend() ? std::nullopt : std::optional(*found);
}

void UndoBar::setUndoKey(const QString &key)
{
    m_key = key;
    retranslate();
}

void UndoBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void UndoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Roles &roles = Roles::of(QApplication::palette()); // its own ground is the other scheme's
    paintPanel(&painter, rect(), roles.toast, {}, radius::Notice);
    const int side = iconSize(this, icon::Button);
    paintIcon(&painter, QRectF(space::Medium, (height() - side) / 2.0, side, side),
              PaletteIcon::icon(QStringLiteral("send")), roles.onToast);
}

void UndoBar::retranslate()
{
    //: a button; %1: its key
    m_undo->setText(m_key.isEmpty() ? tr("Undo") : tr("Undo (%1)").arg(m_key));
    m_undo->setAccessibleName(tr("Undo"));
    m_send->setText(tr("Send now"));
    m_send->setAccessibleName(m_send->text());
    m_list->setText(tr("Show all…"));
    m_list->setAccessibleName(tr("All waiting decisions"));
    setAccessibleName(tr("Can be undone"));
    refresh();
}

void UndoBar::refresh()
{
    const std::optional<OutboxItem> item = last();
    if (item) {
        const QList<OutboxItem> items = m_desk.outboxItems();
        const auto undoable = static_cast<int>(std::count_if(
            items.cbegin(), items.cend(), [](const OutboxItem &each) { return each.state == OutboxState::Undoable; }));
        //: %1: what was decided, %2: common name, %3: "Sent in 8 seconds"
        QString text = tr("%1: %2 – %3")
                           .arg(OutboxText::action(item->action), shownValue(OutboxText::title(*item)),
                                OutboxText::state(*item, m_clock.now()));
        if (undoable > 1)
            //: %1: the last decision; %n: more decisions that can be undone
            text = tr("%1 (and %n more)", nullptr, undoable - 1).arg(text);
        m_text->setText(text);
        m_text->setAccessibleName(text);
        m_tick.start();
    } else {
        m_tick.stop();
    }
    setVisible(item.has_value());
}

} // namespace tegata
