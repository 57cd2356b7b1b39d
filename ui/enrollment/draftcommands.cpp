// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/draftcommands.h"

#include "ui/enrollment/draftfilename.h"
#include "ui/enrollment/renewaldialog.h"
#include "ui/enrollment/versionsdialog.h"
#include "ui/models/drafttext.h"
#include "ui/models/queuetext.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace tegata {

namespace {

constexpr auto FileSuffix = "tegata-draft";

} // namespace

DraftCommands::DraftCommands(EnrollmentDesk &desk, const LanguageController &language, QWidget *window)
    : QObject(window), m_desk(desk), m_language(language), m_window(window)
{}

void DraftCommands::open(QDialog *dialog)
{
    closeDialog();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog = dialog;
    dialog->open();
}

void DraftCommands::closeDialog()
{
    if (m_dialog)
        m_dialog->reject();
    m_dialog.clear();
}

void DraftCommands::askName(DraftNameDialog::Purpose purpose, const QString &name,
                            const std::function<void(const QString &)> &then)
{
    auto *dialog = new DraftNameDialog(purpose, name, m_window);
    connect(dialog, &DraftNameDialog::named, this, then);
    open(dialog);
}

template <typename Answer>
void DraftCommands::askPassphrase(PassphraseDialog::Purpose purpose, const Answer &answer)
{
    auto *dialog = new PassphraseDialog(purpose, m_language, m_window);
    connect(dialog, &PassphraseDialog::entered, this,
            [dialog, answer](const SharedSecret &passphrase) { answer(dialog, passphrase); });
    open(dialog);
}

void DraftCommands::create()
{
    askName(DraftNameDialog::Purpose::New, tr("New enrolment"), [this](const QString &name) {
        observe(m_desk.createDraft(name), this, [this](const Result<EnrollmentDraft> &draft) {
            if (draft)
                Q_EMIT created(draft->id);
            else
                Q_EMIT failed(draft.error());
        });
    });
}

void DraftCommands::renew(const ContactSignIn &signIn)
{
    auto *dialog = new RenewalDialog(RenewalDialog::Purpose::Start, m_language, m_window);
    connect(dialog, &RenewalDialog::entered, this,
            [this, dialog, signIn](const QString &loginId, const SharedSecret &password, const QString &name) {
                observe(signIn(loginId, password), dialog, [this, dialog, name](const Result<void> &signedIn) {
                    if (!signedIn) {
                        dialog->showError(signedIn.error());
                        return;
                    }
                    observe(m_desk.startRenewal(name), dialog, [this, dialog](const Result<EnrollmentDraft> &draft) {
                        if (!draft) {
                            dialog->showError(draft.error());
                            return;
                        }
                        dialog->accept();
                        Q_EMIT created(draft->id);
                    });
                });
            });
    open(dialog);
}

void DraftCommands::signIn(const ContactSignIn &signIn)
{
    auto *dialog = new RenewalDialog(RenewalDialog::Purpose::Send, m_language, m_window);
    connect(dialog, &RenewalDialog::entered, this,
            [this, dialog, signIn](const QString &loginId, const SharedSecret &password) {
                observe(signIn(loginId, password), dialog, [this, dialog](const Result<void> &signedIn) {
                    if (!signedIn) {
                        dialog->showError(signedIn.error());
                        return;
                    }
                    dialog->accept();
                    Q_EMIT done(tr("Signed in. You can send the application now."));
                });
            });
    open(dialog);
}

void DraftCommands::rename(const DraftInfo &draft)
{
    askName(DraftNameDialog::Purpose::Rename, draft.name, [this, id = draft.id](const QString &name) {
        observe(m_desk.renameDraft(id, name), this, [this](const Result<void> &renamed) {
            if (!renamed)
                Q_EMIT failed(renamed.error());
        });
    });
}

void DraftCommands::duplicate(const DraftInfo &draft)
{
    //: %1: name of the draft that is duplicated
    const QString name = tr("%1 (copy)").arg(draft.name);
    askName(DraftNameDialog::Purpose::Duplicate, name, [this, id = draft.id](const QString &given) {
        observe(m_desk.duplicateDraft(id, given), this, [this](const Result<EnrollmentDraft> &copy) {
            if (copy)
                Q_EMIT done(tr("Duplicated: %1").arg(copy->name));
            else
                Q_EMIT failed(copy.error());
        });
    });
}

void DraftCommands::showVersions(const QString &id)
{
    auto *dialog = new VersionsDialog(m_desk, m_language, id, m_window);
    connect(dialog, &VersionsDialog::restored, this, &DraftCommands::restored);
    open(dialog);
}

void DraftCommands::exportTo(const DraftInfo &draft)
{
    QFileDialog *dialog = newFileDialog("exportDraftDialog", tr("Export draft"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QLatin1String(FileSuffix));
    dialog->selectFile(draftFileName(draft.name, QLatin1String(FileSuffix)));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, id = draft.id](const QString &path) { askExportPassphrase(id, path); });
    open(dialog);
}

void DraftCommands::askExportPassphrase(const QString &id, const QString &path)
{
    askPassphrase(PassphraseDialog::Purpose::Export, [this, id, path](PassphraseDialog *dialog,
                                                                      const SharedSecret &passphrase) {
        observe(m_desk.exportDraft(id, path, passphrase), dialog, [this, dialog, path](const Result<void> &exported) {
            if (!exported) {
                dialog->showError(exported.error());
                return;
            }
            dialog->accept();
            Q_EMIT done(tr("Exported: %1").arg(path));
        });
    });
}

void DraftCommands::importFrom()
{
    QFileDialog *dialog = newFileDialog("importDraftDialog", tr("Import draft"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DraftCommands::askImportPassphrase);
    open(dialog);
}

void DraftCommands::askImportPassphrase(const QString &path)
{
    askPassphrase(
        PassphraseDialog::Purpose::Import, [this, path](PassphraseDialog *dialog, const SharedSecret &passphrase) {
            observe(m_desk.importDraft(path, passphrase), dialog, [this, dialog](const Result<EnrollmentDraft> &draft) {
                if (!draft) {
                    dialog->showError(draft.error());
                    return;
                }
                dialog->accept();
                Q_EMIT done(tr("Imported: %1").arg(DraftText::name(draft->name)));
            });
        });
}

void DraftCommands::remove(const DraftInfo &draft)
{
    const QString name = DraftText::name(draft.name);
    QString question = tr("Delete “%1” and all its versions? This cannot be undone.").arg(name);
    if (draft.receipt) {
        question += QLatin1Char('\n');
        question +=
            tr("The application %1 itself remains with the certification authority.").arg(draft.receipt->receipt);
    }
    ask("removeDraftBox", tr("Delete this draft?"), question, tr("&Delete"), [this, id = draft.id, name] {
        observe(m_desk.removeDraft(id), this, [this, name](const Result<void> &removed) {
            if (removed)
                Q_EMIT done(tr("Deleted: %1").arg(name));
            else
                Q_EMIT failed(removed.error());
        });
    });
}

void DraftCommands::refresh(const QString &id)
{
    observe(m_desk.refreshReceipt(id), this, [this](const Result<EnrollmentReceipt> &receipt) {
        if (receipt)
            //: %1: receipt number, %2: state
            Q_EMIT done(tr("%1: %2").arg(receipt->receipt, DraftText::state(receipt->state)));
        else
            Q_EMIT failed(receipt.error());
    });
}

void DraftCommands::offerPrevious(const DraftInfo &draft)
{
    const qint64 sequence = draft.previousVersion.value_or(-1);
    const QString text = tr("The newest version of “%1” is damaged and cannot be read. An earlier version is intact. "
                            "Go back to it? The damaged file is kept.")
                             .arg(draft.name.isEmpty() ? draft.id : draft.name);
    ask("previousVersionBox", tr("The draft is damaged"), text, tr("&Go back"), [this, id = draft.id, sequence] {
        observe(m_desk.restoreVersion(id, sequence), this, [this, id](const Result<EnrollmentDraft> &restoredDraft) {
            if (restoredDraft)
                Q_EMIT created(id);
            else
                Q_EMIT failed(restoredDraft.error());
        });
    });
}

void DraftCommands::ask(const char *name, const QString &title, const QString &text, const QString &yes,
                        const std::function<void()> &then)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, text, QMessageBox::NoButton, m_window);
    box->setObjectName(QLatin1String(name));
    box->setTextFormat(Qt::PlainText);
    QPushButton *accept = box->addButton(yes, QMessageBox::AcceptRole);
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(accept, &QPushButton::clicked, this, then);
    open(box);
}

QFileDialog *DraftCommands::newFileDialog(const char *name, const QString &title)
{
    auto *dialog = new QFileDialog(m_window, title);
    dialog->setObjectName(QLatin1String(name));
    dialog->setNameFilters({tr("Exported drafts (*.%1)").arg(QLatin1String(FileSuffix)), tr("All files (*)")});
    return dialog;
}

} // namespace tegata
