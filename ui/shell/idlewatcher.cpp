// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/idlewatcher.h"

#include <QCoreApplication>
#include <QEvent>

namespace tegata {

namespace {

bool isInput(const QEvent &event)
{
    switch (event.type()) {
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TabletPress:
    case QEvent::TouchBegin:
        return event.spontaneous() || event.type() != QEvent::MouseMove;
    default:
        return false;
    }
}

} // namespace

IdleWatcher::IdleWatcher(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleWatcher::look);
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleWatcher::setLimit(std::chrono::milliseconds limit)
{
    m_limit = limit;
    m_isIdle = false;
    m_sinceInput.start();
    if (limit.count() > 0)
        m_timer.start(limit);
    else
        m_timer.stop();
}

bool IdleWatcher::eventFilter(QObject *watched, QEvent *event)
{
    if (isInput(*event)) {
        // No timer is set anew at each key: look() sees how long it has been.
        m_sinceInput.start();
        if (m_isIdle && m_limit.count() > 0) {
            m_isIdle = false;
            m_timer.start(m_limit);
        }
    }
    return QObject::eventFilter(watched, event);
}

void IdleWatcher::look()
{
    const std::chrono::milliseconds left = m_limit - std::chrono::milliseconds(m_sinceInput.elapsed());
    if (left.count() > 0) {
        m_timer.start(left);
        return;
    }
    m_isIdle = true;
    Q_EMIT idle();
}

} // namespace tegata
