// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace tegata::cli {

// From its making until its end SIGINT and SIGTERM do not end the process but are told, once; a second one ends it as
// if this were not there. A signal that is ignored (nohup, a shell's background job) stays ignored. One at a time.
class Interrupts : public QObject
{
    Q_OBJECT

public:
    explicit Interrupts(QObject *parent = nullptr);
    ~Interrupts() override;

    // The signal that came last in this process; 0: none.
    static int received();

Q_SIGNALS:
    void interrupted();
};

} // namespace tegata::cli
