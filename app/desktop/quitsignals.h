// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace tegata {

// SIGTERM, SIGINT and SIGHUP as a signal of Qt: the session ends or somebody wants the program gone, and it still has
// to store what was typed. One of it, on the GUI thread; from its end on, the signals do what they did before.
class QuitSignals : public QObject
{
    Q_OBJECT

public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

Q_SIGNALS:
    void received();
};

} // namespace tegata
