// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/languagecontroller.h"

#include <QApplication>
#include <QPalette>
#include <QPixmap>
#include <QString>
#include <QTest>
#include <QWidget>

namespace tegata {

// Pictures of a widget in both languages, light and dark, in the folder that TEGATA_PICTURES names; nothing without
// it. At 200 % run the test with QT_SCALE_FACTOR=2. For eyes: they are not compared.
inline void keepPictures(QWidget &widget, LanguageController &language, const QString &name)
{
    const QString folder = qEnvironmentVariable("TEGATA_PICTURES");
    if (folder.isEmpty())
        return;
    const QPalette light = QApplication::palette();
    QPalette dark(QColor(0x30, 0x33, 0x37), QColor(0x24, 0x26, 0x29));
    dark.setColor(QPalette::Base, QColor(0x1b, 0x1d, 0x20));
    dark.setColor(QPalette::AlternateBase, QColor(0x22, 0x25, 0x28));
    dark.setColor(QPalette::Highlight, QColor(0x3d, 0x6f, 0xb5));
    dark.setColor(QPalette::HighlightedText, Qt::white);
    dark.setColor(QPalette::PlaceholderText, QColor(0xa0, 0xa5, 0xaa));
    const Language before = language.language();
    const QString scale = widget.devicePixelRatioF() > 1 ? QStringLiteral("-200") : QString();
    for (const Language each : {Language::Japanese, Language::English}) {
        language.setLanguage(each);
        for (const bool isDark : {false, true}) {
            QApplication::setPalette(isDark ? dark : light);
            QTest::qWait(100); // until it is laid out and painted
            widget.grab().save(QStringLiteral("%1/%2-%3-%4%5.png")
                                   .arg(folder, name,
                                        each == Language::Japanese ? QStringLiteral("ja") : QStringLiteral("en"),
                                        isDark ? QStringLiteral("dark") : QStringLiteral("light"), scale));
        }
    }
    QApplication::setPalette(light);
    language.setLanguage(before);
    QTest::qWait(100);
}

} // namespace tegata
