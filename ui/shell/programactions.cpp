// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/programactions.h"

#include "ui/common/languagecontroller.h"
#include "ui/common/settingsstore.h"
#include "ui/shell/logdialog.h"
#include "ui/shell/settingsdialog.h"

#include <QAction>
#include <QEvent>
#include <QMessageBox>

namespace tegata {

ProgramActions::ProgramActions(const Means &means, QWidget *window)
    : QObject(window), m_means(means), m_window(window), m_own(new CommandSet(staticMetaObject, this))
{
    declareCommands();
    m_own->addTo(m_means.commands, QStringLiteral("program"));
    settingsAction()->setMenuRole(QAction::PreferencesRole);
    window->installEventFilter(this);
    m_own->retranslate();
}

void ProgramActions::declareCommands()
{
    m_own->add(Command::Settings, {.name = "settings",
                                   .objectName = "settingsAction",
                                   .icon = "settings",
                                   .keys = "Ctrl+,",
                                   .text = QT_TR_NOOP("Settin&gs…"),
                                   .run = [this] { showSettings(); }});
    m_own->add(Command::Log, {.name = "showLog",
                              .objectName = "logAction",
                              .keys = "Ctrl+Shift+L",
                              .text = QT_TR_NOOP("&Log…"),
                              .run = [this] { showLog(); }});
}

bool ProgramActions::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::LanguageChange)
        m_own->retranslate();
    return QObject::eventFilter(watched, event);
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
                                    tr("The settings are active, but could not be saved for the next start."),
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
