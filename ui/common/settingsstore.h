// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/worker.h"
#include "ui/common/settings.h"

#include <QObject>
#include <QString>

namespace tegata {

// The settings of a profile, PROFILE/settings.json (0600). Read once, before the first window (some hundred bytes);
// written on the worker. A file that cannot be read counts as none. Lives on the GUI thread.
class SettingsStore : public QObject
{
    Q_OBJECT

public:
    // file: empty for settings that are not kept. worker outlives the store.
    SettingsStore(QString file, Worker &worker, QObject *parent = nullptr);

    const Settings &settings() const { return m_settings; }
    // Counts at once; delivers when it is stored. Errors: FileNotWritable, DiskFull.
    Future<void> set(const Settings &settings);

Q_SIGNALS:
    void changed(const tegata::Settings &settings);

private:
    const QString m_file;
    Worker &m_worker;
    Settings m_settings;
};

} // namespace tegata
