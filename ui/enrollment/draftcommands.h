// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentdesk.h"
#include "ui/enrollment/draftnamedialog.h"
#include "ui/enrollment/passphrasedialog.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QFileDialog;

namespace tegata {

class LanguageController;

// Signs the contact in at the application site; a renewal needs it.
using ContactSignIn = std::function<Future<void>(const QString &loginId, const SharedSecret &password)>;

// What a person does with whole drafts, and the dialogs for it: one at a time, over the window. Results are told by
// signals; the list follows the desk.
class DraftCommands : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    DraftCommands(EnrollmentDesk &desk, const LanguageController &language, QWidget *window);

    void create();
    void renew(const ContactSignIn &signIn);
    // A renewal that is sent needs it again after a start.
    void signIn(const ContactSignIn &signIn);
    void rename(const DraftInfo &draft);
    void duplicate(const DraftInfo &draft);
    void showVersions(const QString &id);
    void exportTo(const DraftInfo &draft);
    void importFrom();
    void remove(const DraftInfo &draft);
    void refresh(const QString &id);
    // The newest version is damaged: offers to go back to the newest readable one.
    void offerPrevious(const DraftInfo &draft);
    void closeDialog();

Q_SIGNALS:
    // It is there now, and should be opened.
    void created(const QString &id);
    void restored(const QString &id);
    void done(const QString &text);
    void failed(const tegata::Error &error);

private:
    void open(QDialog *dialog);
    void askName(DraftNameDialog::Purpose purpose, const QString &name,
                 const std::function<void(const QString &)> &then);
    // then: told the passphrase; answers the dialog, which closes on success.
    template <typename Answer>
    void askPassphrase(PassphraseDialog::Purpose purpose, const Answer &answer);
    void askExportPassphrase(const QString &id, const QString &path);
    void askImportPassphrase(const QString &path);
    void ask(const char *name, const QString &title, const QString &text, const QString &yes,
             const std::function<void()> &then);
    QFileDialog *newFileDialog(const char *name, const QString &title);

    EnrollmentDesk &m_desk;
    const LanguageController &m_language;
    QWidget *m_window;
    QPointer<QDialog> m_dialog; // at most one is open
};

} // namespace tegata
