// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/draftcommands.h"
#include "ui/enrollment/drafteditor.h"
#include "ui/enrollment/draftlist.h"

#include <QWidget>

#include <optional>

class QStackedWidget;

namespace tegata {

class BannerBar;
class EmptyState;
class LockCover;

// The enrolment desk (S5, S6): the list of drafts, one of them open in the wizard, and unlocking. Works without a site.
// Typed text is saved whenever the program may lose the person's attention.
class EnrollmentWorkspace : public QWidget
{
    Q_OBJECT

public:
    // What means refers to outlives it.
    explicit EnrollmentWorkspace(const DraftEditor::Means &means, QWidget *parent = nullptr);
    ~EnrollmentWorkspace() override;

    // Null: there is no site.
    void setContactSignIn(ContactSignIn signIn);
    // Opens the drafts where no question is needed, and asks where one is. Once, when the desk is first shown.
    void begin();
    void lock();
    void unlock();
    bool isOpen() const;
    bool isLockable() const;
    // Everything typed is on the disk when it delivers.
    Future<void> settle();
    void focusWork();

    // Name of the open draft, empty at the list.
    QString subject() const;
    QList<QAction *> fileActions() const;
    QList<QAction *> workActions() const;

Q_SIGNALS:
    void lockStateChanged();
    // Another draft, or the list, is shown: subject and actions are others.
    void placeChanged();
    void announced(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void retranslate();
    DraftList::Handlers handlers();
    void open(const QString &id);
    void onOpened(const QString &id, const Result<OpenedDraft> &opened);
    void reopen();
    void closeEditor();
    void leaveEditor();
    void onVault();
    void coverUp();
    void giveWithdrawalBack();
    void showLocked();
    void askPassphrase(PassphraseDialog::Purpose purpose);
    void importPostalCodes();
    void onConfirmationNeeded(const QString &id);
    void showWaiting();
    void fail(const Error &error);
    std::optional<DraftInfo> info(const QString &id) const;

    DraftEditor::Means m_means;
    EnrollmentDesk &m_desk;
    ContactSignIn m_signIn;
    bool m_beginsWhenShown = false;
    bool m_hasBegun = false;
    QString m_returnTo;       // the draft that locking closed: unlocking opens it again
    QString m_heldWithdrawal; // the draft whose withdrawal was being asked for then
    QString m_waiting;        // a queued draft that could go out now
    QString m_confirmed;      // opened in order to confirm it
    std::optional<Error> m_error;

    DraftCommands *m_commands;
    LockCover *m_cover;
    QAction *m_close;
    QAction *m_importPostal;
    BannerBar *m_waitingBanner;
    BannerBar *m_errorBanner;
    QStackedWidget *m_stack;
    EmptyState *m_locked;
    DraftList *m_list;
    QPointer<DraftEditor> m_editor;
    QPointer<PassphraseDialog> m_passphrase;
};

} // namespace tegata
