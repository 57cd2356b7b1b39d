// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace tegata {

// Tells that the application's font is another one: a widget with a size of its own does not hear of it. One of it,
// made when it is needed, child of the application.
class FontWatch : public QObject
{
    Q_OBJECT

public:
    static FontWatch &ofApplication();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void changed();

private:
    explicit FontWatch(QObject *application);
};

} // namespace tegata
