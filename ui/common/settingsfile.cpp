// SPDX-License-Identifier: Apache-2.0
#include "ui/common/settingsfile.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QSettings>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(settingsLog, "tegata.settings")

} // namespace

void keep(QSettings &settings)
{
    settings.sync();
    if (settings.status() != QSettings::NoError)
        qCWarning(settingsLog) << "cannot be written:" << QFileInfo(settings.fileName()).fileName();
}

} // namespace tegata
