// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/logbook.h"
#include "core/base/worker.h"

#include <QObject>
#include <QPointer>

class QAction;
class QDialog;
class QWidget;

namespace tegata {

class CommandRegistry;
class LanguageController;
class SettingsStore;

// What the program offers beside its desks: settings and log, as actions for menus and palette, and their dialogs over
// the window.
class ProgramActions : public QObject
{
    Q_OBJECT

public:
    struct Means
    {
        CommandRegistry &commands;
        SettingsStore &settings;
        LanguageController &language;
        const LogBook &log;
        Worker &files;
    };

    // window owns it; what means refers to outlives it.
    ProgramActions(const Means &means, QWidget *window);

    QAction *settingsAction() const { return m_settings; }
    QAction *logAction() const { return m_log; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void showSettings();
    void showLog();

    const Means m_means;
    QWidget *m_window;
    QAction *m_settings;
    QAction *m_log;
    QPointer<QDialog> m_settingsDialog;
    QPointer<QDialog> m_logDialog;
};

} // namespace tegata
