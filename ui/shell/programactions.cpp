// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/programactions.h"

#include "ui/common/commandregistry.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/settingsstore.h"
#include "ui/shell/logdialog.h"
#include "ui/shell/settingsdialog.h"

#include <QAction>
#include <QEvent>
#include <QMessageBox>

namespace tegata {

ProgramActions::ProgramActions(const Means &means, QWidget *window)
    : QObject(window), m_means(means), m_window(window), m_settings(new QAction(window)), m_log(new QAction(window))
{
    m_settings->setObjectName(QStringLiteral("settingsAction"));
    m_settings->setMenuRole(QAction::PreferencesRole);
    m_log->setObjectName(QStringLiteral("logAction"));
    m_means.commands.add(QStringLiteral("program.settings"), CommandCategory::Program, m_settings,
                         {QKeySequence(Qt::CTRL | Qt::Key_Comma)});
    m_means.commands.add(QStringLiteral("program.showLog"), CommandCategory::Program, m_log,
                         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)});
    connect(m_settings, &QAction::triggered, this, &ProgramActions::showSettings);
    connect(m_log, &QAction::triggered, this, &ProgramActions::showLog);
    window->installEventFilter(this);
    retranslate();
}

bool ProgramActions::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::LanguageChange)
        retranslate();
    return QObject::eventFilter(watched, event);
}

void ProgramActions::retranslate()
{
    m_settings->setText(tr("Se&ttings…"));
    m_log->setText(tr("Lo&g…"));
}

void ProgramActions::showSettings()
{
    if (m_settingsDialog) {
        m_settingsDialog->raise();
        return;
    }
    auto *dialog = new SettingsDialog(m_means.settings, m_means.language, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::failed, this, [this] {
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Settings"),
                                    tr("The settings count now, but could not be stored for the next start."),
                                    QMessageBox::Close, m_window);
        box->setObjectName(QStringLiteral("settingsProblemBox"));
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    m_settingsDialog = dialog;
    dialog->open();
}

void ProgramActions::showLog()
{
    if (m_logDialog) {
        m_logDialog->raise();
        return;
    }
    m_logDialog = new LogDialog(m_means.log, m_means.files, m_window);
    m_logDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_logDialog->show(); // beside the work: it follows what happens there
}

} // namespace tegata
