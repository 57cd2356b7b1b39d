// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/logbook.h"
#include "core/base/worker.h"
#include "ui/common/commandset.h"

#include <QObject>
#include <QPointer>

class QAction;
class QDialog;
class QWidget;

namespace tegata {

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

    QAction *settingsAction() const { return m_own->action(Command::Settings); }
    QAction *logAction() const { return m_own->action(Command::Log); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Command
    {
        Settings,
        Log
    };

    void declareCommands();
    void showSettings();
    void showLog();

    const Means m_means;
    QWidget *m_window;
    CommandSet *m_own;
    QPointer<QDialog> m_settingsDialog;
    QPointer<QDialog> m_logDialog;
};

} // namespace tegata
