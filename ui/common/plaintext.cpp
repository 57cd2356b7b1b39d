// SPDX-License-Identifier: Apache-2.0
#include "ui/common/plaintext.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>

namespace tegata {

PlainText::PlainText(QObject *parent) : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

QString PlainText::withoutMnemonics(QString value)
{
    return value.replace(QLatin1Char('&'), QLatin1String("&&"));
}

bool PlainText::eventFilter(QObject *watched, QEvent *event)
{
    // A widget is polished before its size is asked for or it is drawn, and tool tips already while they are made.
    if (event->type() == QEvent::Polish) {
        if (auto *label = qobject_cast<QLabel *>(watched))
            label->setTextFormat(Qt::PlainText);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tegata
