// SPDX-License-Identifier: Apache-2.0
#include "ui/common/toastarea.h"

#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"
#include "ui/style/controls.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/tokens.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

namespace tegata {

namespace {

constexpr auto FloorProperty = "tegataToastsAbove";
constexpr int WidestCharacters = 76;

int heightOf(const QWidget *bar, int width)
{
    return bar->hasHeightForWidth() ? bar->heightForWidth(width) : bar->sizeHint().height();
}

} // namespace

ToastArea::ToastArea(QWidget &host) : QObject(&host), m_host(host)
{
    setObjectName(QStringLiteral("toasts"));
    m_placing.setSingleShot(true);
    m_placing.setInterval(0);
    connect(&m_placing, &QTimer::timeout, this, &ToastArea::place);
    m_host.installEventFilter(this);
}

void ToastArea::show(const Toast &toast)
{
    if (toast.text.isEmpty())
        return;
    if (toast.kind == Toast::Kind::Hint)
        dismiss(Toast::Kind::Hint);
    while (m_shown.size() >= Most)
        remove(m_shown.constFirst());
    auto *view = new ToastView(toast, &m_host);
    m_shown.append(view);
    connect(view, &ToastView::over, this, [this, view] { remove(view); });
    view->live(m_lifetime);
    watch();
    place();
    view->show();
    view->raise();
    QAccessibleEvent alert(view, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ToastArea::dismiss(Toast::Kind kind)
{
    const QList<ToastView *> shown = m_shown;
    for (ToastView *view : shown) {
        if (view->kind() == kind)
            remove(view);
    }
}

void ToastArea::clear()
{
    while (!m_shown.isEmpty())
        remove(m_shown.constLast());
}

QString ToastArea::text(Toast::Kind kind) const
{
    const auto found = std::find_if(m_shown.crbegin(), m_shown.crend(),
                                    [kind](const ToastView *view) { return view->kind() == kind; });
    return found == m_shown.crend() ? QString() : (*found)->text();
}

void ToastArea::remove(ToastView *toast)
{
    if (!m_shown.removeOne(toast))
        return;
    const bool hadFocus = toast->isAncestorOf(QApplication::focusWidget());
    toast->hide();
    toast->deleteLater(); // it may be its own button that asks
    if (hadFocus)
        Q_EMIT focusLeft();
    if (m_shown.isEmpty() && (!m_pinned || m_pinned->isHidden())) {
        delete m_watch;
        m_watch = nullptr;
    }
    placeSoon();
}

void ToastArea::pin(QWidget *bar)
{
    m_pinned = bar;
    bar->installEventFilter(this);
    placeSoon();
}

void ToastArea::standAbove(QWidget *bar)
{
    bar->setProperty(FloorProperty, true);
}

bool ToastArea::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
        if (watched == m_pinned.data()) {
            watch();
            place(); // before it is seen
            m_pinned->raise();
        }
        placeSoon();
        break;
    case QEvent::Hide:
    case QEvent::Resize:
    case QEvent::LayoutRequest:
        placeSoon();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void ToastArea::placeSoon()
{
    if (!m_shown.isEmpty() || (m_pinned && !m_pinned->isHidden()))
        m_placing.start();
}

void ToastArea::watch()
{
    delete m_watch;
    m_watch = new QObject(this);
    const QList<QAbstractItemView *> views = m_host.findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views)
        watchView(view);
    const QList<QWidget *> children = m_host.findChildren<QWidget *>();
    for (QWidget *each : children) {
        if (each->property(FloorProperty).toBool())
            each->installEventFilter(this);
    }
}

void ToastArea::watchView(QAbstractItemView *view)
{
    const auto soon = [this] { placeSoon(); };
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, m_watch, soon);
    if (view->selectionModel())
        connect(view->selectionModel(), &QItemSelectionModel::currentChanged, m_watch, soon);
    if (const QAbstractItemModel *model = view->model()) {
        connect(model, &QAbstractItemModel::rowsInserted, m_watch, soon);
        connect(model, &QAbstractItemModel::rowsRemoved, m_watch, soon);
        connect(model, &QAbstractItemModel::layoutChanged, m_watch, soon);
        connect(model, &QAbstractItemModel::modelReset, m_watch, soon);
    }
}

int ToastArea::floor() const
{
    int lowest = m_host.height() - space::Small;
    const QList<QWidget *> children = m_host.findChildren<QWidget *>();
    for (const QWidget *each : children) {
        if (each->property(FloorProperty).toBool() && each->isVisible())
            lowest = std::min(lowest, each->mapTo(&m_host, QPoint(0, 0)).y() - space::Small);
    }
    return lowest;
}

QList<QRect> ToastArea::currentRows() const
{
    QList<QRect> rows;
    const QList<QAbstractItemView *> views = m_host.findChildren<QAbstractItemView *>();
    for (const QAbstractItemView *view : views) {
        if (!view->isVisible() || !view->currentIndex().isValid())
            continue;
        const QRect cell = view->visualRect(view->currentIndex());
        const QRect row = QRect(0, cell.top(), view->viewport()->width(), cell.height()) & view->viewport()->rect();
        if (!row.isEmpty())
            rows.append(QRect(view->viewport()->mapTo(&m_host, row.topLeft()), row.size()));
    }
    return rows;
}

QRect ToastArea::freePlace(const QSize &size) const
{
    const QList<QRect> rows = currentRows();
    const int lowest = floor();
    QList<int> bottoms = {lowest};
    for (const QRect &row : rows)
        bottoms.append(std::min(lowest, row.top() - space::Tight));
    std::sort(bottoms.begin(), bottoms.end(), std::greater<>());
    const int left = space::Large;
    const int right = m_host.width() - space::Large - size.width();
    for (const int x : {left, right}) {
        for (const int bottom : std::as_const(bottoms)) {
            const QRect place(QPoint(x, bottom - size.height()), size);
            const bool isFree =
                std::none_of(rows.cbegin(), rows.cend(), [&place](const QRect &row) { return row.intersects(place); });
            if (isFree && place.top() >= 0)
                return place;
        }
    }
    return {QPoint(left, 0), size}; // no room that covers nothing: far from where the work usually is
}

void ToastArea::place()
{
    QList<QWidget *> stack; // from above
    for (ToastView *view : std::as_const(m_shown))
        stack.append(view);
    if (m_pinned && !m_pinned->isHidden())
        stack.append(m_pinned);
    if (stack.isEmpty())
        return;
    const int width =
        std::min(characterWidth(&m_host) * WidestCharacters, std::max(0, m_host.width() - 2 * space::Large));
    int height = -space::Small;
    for (const QWidget *each : std::as_const(stack))
        height += heightOf(each, width) + space::Small;
    const QRect place = freePlace(QSize(width, height));
    int top = place.top();
    for (QWidget *each : std::as_const(stack)) {
        each->setGeometry(place.left(), top, width, heightOf(each, width));
        top += each->height() + space::Small;
    }
}

ToastView::ToastView(const Toast &toast, QWidget *host)
    : QFrame(host), m_kind(toast.kind), m_text(new QLabel(shownLines(toast.text), this)),
      m_action(new QPushButton(toast.action, this)), m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("toast"));
    setGround(this, Ground::Toast, Fill::Own);
    m_text->setObjectName(QStringLiteral("toastText"));
    m_text->setWordWrap(true);
    m_text->setAccessibleName(m_text->text());
    m_action->setObjectName(QStringLiteral("toastAction"));
    m_action->setAutoDefault(false);
    m_action->setFocusPolicy(Qt::TabFocus); // the keys stay at the work
    m_action->setAccessibleName(toast.action);
    m_action->setVisible(!toast.action.isEmpty());
    setButtonKind(m_action, ButtonKind::Link);
    m_close->setObjectName(QStringLiteral("toastClose"));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    m_close->setText(QString(QChar(0x00D7))); // ×
    setAccessibleName(m_text->text());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::OfStrip + QMargins(iconSize(this, icon::Button) + space::Small, 0, 0, 0));
    layout->setSpacing(space::Small);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isHeld())
            m_timer.start();
        else
            Q_EMIT over();
    });
    connect(m_close, &QToolButton::clicked, this, &ToastView::over);
    connect(m_action, &QPushButton::clicked, this, [this, run = toast.run] {
        Q_EMIT over(); // first, so that the keys are back where they are expected
        if (run)
            run();
    });
    retranslate();
}

QString ToastView::text() const
{
    return m_text->text();
}

void ToastView::live(std::chrono::milliseconds lifetime)
{
    m_timer.start(lifetime);
}

bool ToastView::isHeld() const
{
    return underMouse() || isAncestorOf(QApplication::focusWidget());
}

void ToastView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void ToastView::retranslate()
{
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close"));
}

void ToastView::paintEvent(QPaintEvent *)
{
    const Roles &roles = Roles::of(QApplication::palette()); // its own ground is the other scheme's
    QPainter painter(this);
    paintPanel(&painter, rect(), roles.toast, {}, radius::Notice);
    const int side = iconSize(this, icon::Button);
    const auto *drawing = m_kind == Toast::Kind::Done ? "outcome-ok" : "outcome-note";
    paintIcon(&painter, QRectF(space::Medium, (height() - side) / 2.0, side, side),
              PaletteIcon::icon(QLatin1String(drawing)), roles.onToast);
}

} // namespace tegata
