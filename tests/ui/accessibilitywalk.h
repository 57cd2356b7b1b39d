// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QStringList>
#include <QTabBar>
#include <QWidget>

namespace tegata {

// Parts that Qt makes inside a widget answer through that widget.
inline bool isInnerPart(const QWidget *widget)
{
    for (const QWidget *each = widget; each; each = each->parentWidget()) {
        const QString name = each->objectName();
        if (name.isEmpty() && qobject_cast<const QMenu *>(each) && qobject_cast<const QMenuBar *>(each->parentWidget()))
            return true; // what the menu bar shows when it has too little room
        const QString kind = QString::fromLatin1(each->metaObject()->className());
        if (name.startsWith(QLatin1String("qt_")) || kind == QLatin1String("QSizeGrip") ||
            kind == QLatin1String("QHeaderView") || kind == QLatin1String("QTableCornerButton") ||
            kind == QLatin1String("QToolBarExtension") || kind == QLatin1String("QSplitterHandle") ||
            kind == QLatin1String("QScrollBar") || kind == QLatin1String("QComboBoxPrivateContainer") ||
            kind == QLatin1String("QCompleterListView"))
            return true;
        if (name.isEmpty() && qobject_cast<const QTabBar *>(each->parentWidget()))
            return true; // its scroll buttons
    }
    return false;
}

// Every widget below (and with) window that a person who does not see it could not name or a test not find.
inline QStringList namelessWidgets(QWidget *window)
{
    QStringList found;
    QList<QWidget *> widgets = window->findChildren<QWidget *>();
    widgets.prepend(window);
    for (const QWidget *widget : std::as_const(widgets)) {
        if (isInnerPart(widget))
            continue;
        QString lacks;
        if (widget->objectName().isEmpty())
            lacks = QStringLiteral("object name");
        const auto *label = qobject_cast<const QLabel *>(widget);
        const bool isSilent = label && label->text().isEmpty(); // nothing to say now
        if (widget->accessibleName().isEmpty() && !isSilent && widget->isVisibleTo(window))
            lacks += QStringLiteral(" accessible name");
        if (!lacks.isEmpty())
            found.append(QStringLiteral("%1 “%2” in “%3”: %4")
                             .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                                  widget->parentWidget() ? widget->parentWidget()->objectName() : QString(), lacks));
    }
    return found;
}

} // namespace tegata
