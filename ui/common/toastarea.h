// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>

class QAbstractItemView;
class QLabel;
class QPushButton;
class QToolButton;

namespace tegata {

// Something that has happened, in one sentence, with at most one thing to do about it.
struct Toast
{
    enum class Kind
    {
        Done, // what was ordered
        Hint  // why the last key did nothing, or did something else; the next one replaces it
    };

    Kind kind = Kind::Done;
    QString text;
    QString action = {}; // a button's words, empty for none
    std::function<void()> run = {};
};

class ToastView;

// Shows what happened over a desk, at the bottom left, two at most, each for six seconds and longer under the pointer
// or the focus. Moves nothing of what is below and never covers the current row of a list: where that would be under
// it, it stands above. What lasts is no toast but a BannerBar. The host owns it; GUI thread.
class ToastArea : public QObject
{
    Q_OBJECT

public:
    static constexpr int Most = 2;
    static constexpr std::chrono::milliseconds Lifetime{6000};

    explicit ToastArea(QWidget &host);

    void show(const Toast &toast);
    void dismiss(Toast::Kind kind);
    void clear();
    // The newest of the kind that is shown; empty: none.
    QString text(Toast::Kind kind) const;
    // The newest last.
    QList<ToastView *> shown() const { return m_shown; }
    void setLifetime(std::chrono::milliseconds lifetime) { m_lifetime = lifetime; }
    // A child of the host that shows and hides itself: it stands at the toasts' place, and they above it.
    void pin(QWidget *bar);
    // A bar at a host's lower edge that toasts must not cover (the selection bar).
    static void standAbove(QWidget *bar);

Q_SIGNALS:
    // One that had the focus has gone: the keys want a place.
    void focusLeft();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void remove(ToastView *toast);
    void watch();
    void watchView(QAbstractItemView *view);
    void placeSoon();
    void place();
    int floor() const;
    QList<QRect> currentRows() const;
    QRect freePlace(const QSize &size) const;

    QWidget &m_host;
    std::chrono::milliseconds m_lifetime = Lifetime;
    QList<ToastView *> m_shown;
    QPointer<QWidget> m_pinned;
    QTimer m_placing;           // several reasons in one turn of the event loop are one
    QObject *m_watch = nullptr; // owns the connections to the lists below, while something is shown
};

// One toast. Made and owned by the area.
class ToastView : public QFrame
{
    Q_OBJECT

public:
    ToastView(const Toast &toast, QWidget *host);

    Toast::Kind kind() const { return m_kind; }
    QString text() const;
    void live(std::chrono::milliseconds lifetime);
    bool isHeld() const;

Q_SIGNALS:
    void over();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();

    const Toast::Kind m_kind;
    QTimer m_timer;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace tegata
