// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/languagecontroller.h"
#include "ui/style/appearance.h"

#include <QApplication>
#include <QPixmap>
#include <QString>
#include <QTest>
#include <QWidget>

namespace tegata {

// Pictures of a widget in both languages, light and dark, in the folder that TEGATA_PICTURES names; nothing without
// it, and the look stays the program's after it. At 200 % run the test with QT_SCALE_FACTOR=2. For eyes: they are not
// compared.
inline void keepPictures(QWidget &widget, LanguageController &language, const QString &name)
{
    const QString folder = qEnvironmentVariable("TEGATA_PICTURES");
    if (folder.isEmpty())
        return;
    Appearance appearance; // the program's own look
    const Language before = language.language();
    const QString scale = widget.devicePixelRatioF() > 1 ? QStringLiteral("-200") : QString();
    for (const Language each : {Language::Japanese, Language::English}) {
        language.setLanguage(each);
        for (const bool isDark : {false, true}) {
            appearance.apply({isDark ? SchemeChoice::Dark : SchemeChoice::Light, Density::Standard, 100});
            QTest::qWait(100); // until it is laid out and painted
            widget.grab().save(QStringLiteral("%1/%2-%3-%4%5.png")
                                   .arg(folder, name,
                                        each == Language::Japanese ? QStringLiteral("ja") : QStringLiteral("en"),
                                        isDark ? QStringLiteral("dark") : QStringLiteral("light"), scale));
        }
    }
    appearance.apply({});
    language.setLanguage(before);
    QTest::qWait(100);
}

} // namespace tegata
