// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QString>
#include <QWidget>

namespace tegata {

// Types as an input method does, all at once: QTest::keyClicks knows ASCII only.
inline void typeText(QWidget *editor, const QString &text)
{
    QInputMethodEvent event;
    event.setCommitString(text);
    QCoreApplication::sendEvent(editor, &event);
}

} // namespace tegata
