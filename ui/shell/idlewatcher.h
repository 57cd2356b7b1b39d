// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace tegata {

// Tells when nobody has touched keyboard, mouse or screen in this program for a while. Watches the application's
// events; lives on the GUI thread.
class IdleWatcher : public QObject
{
    Q_OBJECT

public:
    explicit IdleWatcher(QObject *parent = nullptr);

    // 0: never.
    void setLimit(std::chrono::milliseconds limit);

Q_SIGNALS:
    // Once, until somebody touches something again.
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();

    std::chrono::milliseconds m_limit{0};
    QElapsedTimer m_sinceInput;
    QTimer m_timer;
    bool m_isIdle = false;
};

} // namespace tegata
