// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/enrollmentworkspace.h"

#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/emptystate.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/wording.h"
#include "ui/enrollment/postalimportdialog.h"
#include "ui/enrollment/renewaldialog.h"
#include "ui/identity/lockcover.h"
#include "ui/models/drafttext.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QEvent>
#include <QGuiApplication>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

// What was marked or copied in the form is still offered to other programs, and kept for them.
void dropClipboard()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->ownsSelection())
        clipboard->clear(QClipboard::Selection);
    if (clipboard->ownsClipboard())
        clipboard->clear(QClipboard::Clipboard);
}

} // namespace

EnrollmentWorkspace::EnrollmentWorkspace(const DraftEditor::Means &means, QWidget *parent)
    : QWidget(parent), m_means(means), m_desk(means.desk),
      m_commands(new DraftCommands(means.desk, means.language, this)),
      m_cover(new LockCover(means.desk.heldTexts(), *this)), m_close(new QAction(this)),
      m_importPostal(new QAction(this)), m_waitingBanner(new BannerBar(this)), m_errorBanner(new BannerBar(this)),
      m_stack(new QStackedWidget(this)), m_locked(new EmptyState(QStringLiteral("draftsLocked"), true)),
      m_list(new DraftList(handlers()))
{
    setObjectName(QStringLiteral("enrollmentWorkspace"));
    m_close->setObjectName(QStringLiteral("closeDraftAction"));
    m_close->setShortcut(QKeySequence(QStringLiteral("Ctrl+W")));
    m_importPostal->setObjectName(QStringLiteral("importPostalCodesAction"));
    m_waitingBanner->setObjectName(QStringLiteral("waitingBanner"));
    m_errorBanner->setObjectName(QStringLiteral("draftsBanner"));
    m_stack->setObjectName(QStringLiteral("enrollmentStackOfDesk"));
    m_stack->addWidget(m_locked);
    m_stack->addWidget(m_list);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_waitingBanner);
    layout->addWidget(m_errorBanner);
    layout->addWidget(m_stack, 1);

    connect(m_close, &QAction::triggered, this, &EnrollmentWorkspace::closeEditor);
    connect(m_importPostal, &QAction::triggered, this, &EnrollmentWorkspace::importPostalCodes);
    connect(m_locked, &EmptyState::actionTriggered, this, &EnrollmentWorkspace::unlock);
    connect(m_waitingBanner, &BannerBar::actionTriggered, this, [this] {
        m_confirmed = m_waiting;
        open(m_waiting);
    });
    connect(m_errorBanner, &BannerBar::actionTriggered, m_errorBanner, &BannerBar::clear);
    connect(m_commands, &DraftCommands::created, this, &EnrollmentWorkspace::open);
    connect(m_commands, &DraftCommands::done, this, &EnrollmentWorkspace::announced);
    connect(m_commands, &DraftCommands::failed, this, &EnrollmentWorkspace::fail);
    connect(&m_desk, &EnrollmentDesk::locking, this, &EnrollmentWorkspace::coverUp);
    connect(&m_desk, &EnrollmentDesk::vaultChanged, this, &EnrollmentWorkspace::onVault);
    connect(&m_desk, &EnrollmentDesk::draftsChanged, this, [this] { m_list->setDrafts(m_desk.drafts()); });
    connect(&m_desk, &EnrollmentDesk::confirmationNeeded, this, &EnrollmentWorkspace::onConfirmationNeeded);
    connect(&m_desk, &EnrollmentDesk::submissionChanged, this, [this](const QString &id) {
        if (id == m_waiting) {
            m_waiting.clear();
            showWaiting();
        }
    });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive)
            (void)m_desk.flush();
    });
    retranslate();
    onVault();
}

EnrollmentWorkspace::~EnrollmentWorkspace() = default;

void EnrollmentWorkspace::setContactSignIn(ContactSignIn signIn)
{
    m_signIn = std::move(signIn);
    m_list->setHasSite(m_signIn != nullptr);
}

void EnrollmentWorkspace::begin()
{
    // The question for the passphrase needs a window to stand over: one that comes before it ends up behind it.
    m_beginsWhenShown = !isVisible();
    if (!m_beginsWhenShown && !std::exchange(m_hasBegun, true))
        unlock();
}

void EnrollmentWorkspace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_beginsWhenShown)
        begin();
}

void EnrollmentWorkspace::lock()
{
    if (m_editor)
        m_returnTo = m_editor->id();
    observe(m_desk.lock(), this, [this](const Result<void> &locked) {
        if (locked)
            return;
        m_cover->uncover(); // it is not locked
        giveWithdrawalBack();
        fail(locked.error());
    });
}

void EnrollmentWorkspace::coverUp()
{
    if (const auto withdrawal = m_editor ? m_editor->askedWithdrawal() : std::nullopt) {
        m_heldWithdrawal = m_editor->id();
        m_desk.heldTexts().hold(m_heldWithdrawal, *withdrawal);
    }
    // What shows parts of a draft, or asks for nothing but a secret, goes; the draft itself is stored first. So does
    // what belongs to the open draft, which is closed: it is asked again with the draft.
    const QList<QDialog *> ofDraft = m_editor ? m_editor->findChildren<QDialog *>() : QList<QDialog *>();
    for (QDialog *dialog : findChildren<QDialog *>()) {
        const bool stays = qobject_cast<DraftNameDialog *>(dialog) || qobject_cast<RenewalDialog *>(dialog);
        if (dialog->isVisible() && (!stays || ofDraft.contains(dialog)))
            dialog->reject();
    }
    m_cover->cover();
}

void EnrollmentWorkspace::giveWithdrawalBack()
{
    if (!m_editor || m_editor->id() != m_heldWithdrawal)
        return;
    m_editor->askToWithdraw(m_desk.heldTexts().take(std::exchange(m_heldWithdrawal, {})).value_or(QString()));
}

void EnrollmentWorkspace::unlock()
{
    switch (m_desk.vaultState()) {
    case VaultState::Open:
        return;
    case VaultState::NeedsNewPassphrase:
        askPassphrase(PassphraseDialog::Purpose::NewVault);
        return;
    case VaultState::NeedsPassphrase:
        askPassphrase(PassphraseDialog::Purpose::OpenVault);
        return;
    case VaultState::Unknown:
    case VaultState::KeychainLocked:
    case VaultState::Locked:
    case VaultState::Failed:
        break;
    }
    observe(m_desk.unlock(), this, [this](const Result<void> &unlocked) {
        // A passphrase that exists is asked at once; choosing a new one is the person's own first step.
        if (!unlocked && m_desk.vaultState() == VaultState::NeedsPassphrase)
            askPassphrase(PassphraseDialog::Purpose::OpenVault);
    });
}

bool EnrollmentWorkspace::isOpen() const
{
    return m_desk.vaultState() == VaultState::Open;
}

bool EnrollmentWorkspace::isLockable() const
{
    return m_desk.vaultState() != VaultState::Unknown;
}

Future<void> EnrollmentWorkspace::settle()
{
    return m_desk.flush();
}

void EnrollmentWorkspace::focusWork()
{
    if (m_editor)
        m_editor->focusForm();
    else if (isOpen())
        m_list->focusTable();
    else
        m_locked->findChild<QWidget *>(QStringLiteral("draftsLockedButton"))->setFocus();
}

QString EnrollmentWorkspace::subject() const
{
    return m_editor ? DraftText::name(m_editor->name()) : QString();
}

QList<QAction *> EnrollmentWorkspace::fileActions() const
{
    return m_editor ? QList<QAction *>{m_close, m_importPostal} : QList<QAction *>{m_importPostal};
}

QList<QAction *> EnrollmentWorkspace::workActions() const
{
    if (m_editor)
        return m_editor->workActions();
    return isOpen() ? m_list->actions() : QList<QAction *>();
}

void EnrollmentWorkspace::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void EnrollmentWorkspace::retranslate()
{
    setAccessibleName(tr("Enrolment"));
    m_stack->setAccessibleName(tr("Enrolment"));
    m_close->setText(tr("Close dra&ft"));
    m_importPostal->setText(tr("Import &postal codes…"));
    showLocked();
    showWaiting();
    if (m_error && !m_errorBanner->isHidden())
        fail(*m_error);
}

DraftList::Handlers EnrollmentWorkspace::handlers()
{
    // What went wrong before is not about what begins now.
    const auto start = [this](auto work) {
        return [this, work] {
            m_errorBanner->clear();
            work();
        };
    };
    const auto of = [this](auto work) {
        return [this, work](const DraftInfo &draft) {
            m_errorBanner->clear();
            work(draft);
        };
    };
    DraftList::Handlers handlers;
    handlers.create = start([this] { m_commands->create(); });
    handlers.renew = start([this] {
        if (m_signIn)
            m_commands->renew(m_signIn);
    });
    handlers.importFile = start([this] { m_commands->importFrom(); });
    handlers.open = of([this](const DraftInfo &draft) { open(draft.id); });
    handlers.rename = of([this](const DraftInfo &draft) { m_commands->rename(draft); });
    handlers.duplicate = of([this](const DraftInfo &draft) { m_commands->duplicate(draft); });
    handlers.showVersions = of([this](const DraftInfo &draft) { m_commands->showVersions(draft.id); });
    handlers.exportFile = of([this](const DraftInfo &draft) { m_commands->exportTo(draft); });
    handlers.refresh = of([this](const DraftInfo &draft) { m_commands->refresh(draft.id); });
    handlers.remove = of([this](const DraftInfo &draft) { m_commands->remove(draft); });
    return handlers;
}

void EnrollmentWorkspace::open(const QString &id)
{
    if (m_editor && m_editor->id() == id) {
        if (std::exchange(m_confirmed, QString()) == id)
            m_editor->confirmSending();
        return;
    }
    if (m_editor) {
        // The one before is stored first; then this is asked again.
        observe(m_editor->isElsewhere() ? readyFuture<void>({}) : m_desk.closeDraft(m_editor->id()), this,
                [this, id](const Result<void> &closed) {
                    if (closed) {
                        leaveEditor();
                        open(id);
                    } else {
                        fail(closed.error());
                    }
                });
        return;
    }
    observe(m_desk.openDraft(id), this, [this, id](const Result<OpenedDraft> &opened) { onOpened(id, opened); });
}

void EnrollmentWorkspace::onOpened(const QString &id, const Result<OpenedDraft> &opened)
{
    if (!opened) {
        const std::optional<DraftInfo> draft = info(id);
        if (opened.error().code == ErrorCode::StoreCorrupt && draft && draft->previousVersion)
            m_commands->offerPrevious(*draft);
        else
            fail(opened.error());
        return;
    }
    if (m_editor || !isOpen()) { // the person went on meanwhile
        if (!opened->readOnly && !(m_editor && m_editor->id() == id))
            (void)m_desk.closeDraft(id);
        return;
    }
    m_editor = new DraftEditor(m_means, *opened);
    connect(m_editor, &DraftEditor::nameChanged, this, &EnrollmentWorkspace::placeChanged);
    connect(m_editor, &DraftEditor::reopenRequested, this, &EnrollmentWorkspace::reopen);
    connect(m_editor, &DraftEditor::signInNeeded, this, [this] {
        if (m_signIn)
            m_commands->signIn(m_signIn);
    });
    m_stack->addWidget(m_editor);
    m_stack->setCurrentWidget(m_editor);
    m_list->select(id);
    Q_EMIT placeChanged();
    focusWork();
    if (m_waiting == id) {
        m_waiting.clear();
        showWaiting();
    }
    if (std::exchange(m_confirmed, QString()) == id)
        m_editor->confirmSending();
    giveWithdrawalBack();
}

void EnrollmentWorkspace::reopen()
{
    const QString id = m_editor->id();
    leaveEditor();
    open(id);
}

void EnrollmentWorkspace::closeEditor()
{
    if (!m_editor)
        return;
    if (m_editor->isElsewhere()) {
        leaveEditor();
        return;
    }
    observe(m_desk.closeDraft(m_editor->id()), this, [this](const Result<void> &closed) {
        if (closed)
            leaveEditor();
        else
            fail(closed.error()); // the text stays where it is
    });
}

void EnrollmentWorkspace::leaveEditor()
{
    if (!m_editor)
        return;
    m_stack->setCurrentWidget(isOpen() ? static_cast<QWidget *>(m_list) : m_locked);
    m_stack->removeWidget(m_editor);
    m_editor->hide();
    m_editor->deleteLater(); // its own button may have asked for it
    m_editor.clear();
    Q_EMIT placeChanged();
    focusWork();
}

void EnrollmentWorkspace::onVault()
{
    if (isOpen()) {
        if (m_passphrase) {
            m_passphrase->accept();
            m_passphrase.clear(); // it is deleted later; the focus is wanted now
        }
        m_list->setDrafts(m_desk.drafts());
        m_stack->setCurrentWidget(m_list);
        if (!m_returnTo.isEmpty())
            open(std::exchange(m_returnTo, QString()));
        m_cover->uncover();
    } else {
        if (!m_cover->isCovering())
            m_commands->closeDialog();
        leaveEditor();
        dropClipboard();
        m_list->setDrafts({});
        m_stack->setCurrentWidget(m_locked);
        showLocked();
    }
    Q_EMIT lockStateChanged();
    Q_EMIT placeChanged();
    if (isVisible() && !m_passphrase)
        focusWork();
}

void EnrollmentWorkspace::showLocked()
{
    const ErrorText words = describe(m_desk.vaultError().value_or(Error{}), m_means.language.phrasebook());
    const QString why = Wording::sentences({words.message, words.remedy});
    switch (m_desk.vaultState()) {
    case VaultState::Unknown:
        m_locked->setTexts(tr("Opening the drafts…"), {}, tr("Open"));
        break;
    case VaultState::NeedsNewPassphrase:
        m_locked->setTexts(tr("Protect your drafts first"),
                           tr("Drafts are stored encrypted on this computer. There is no keychain here: choose a "
                              "passphrase to protect them."),
                           tr("Choose a passphrase…"));
        break;
    case VaultState::NeedsPassphrase:
    case VaultState::Locked:
        m_locked->setTexts(tr("The drafts are locked"), tr("Everything you entered is stored encrypted."),
                           tr("Unlock…"));
        break;
    case VaultState::KeychainLocked:
        m_locked->setTexts(tr("The drafts cannot be opened with the keychain"), why, tr("Try again"));
        break;
    case VaultState::Failed:
        m_locked->setTexts(tr("The drafts cannot be opened"), why, tr("Try again"));
        break;
    case VaultState::Open:
        break;
    }
}

void EnrollmentWorkspace::askPassphrase(PassphraseDialog::Purpose purpose)
{
    if (m_passphrase) {
        m_passphrase->raise();
        return;
    }
    m_passphrase = new PassphraseDialog(purpose, m_means.language, this);
    m_passphrase->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_passphrase, &PassphraseDialog::entered, this,
            [this, dialog = m_passphrase](const SharedSecret &passphrase) {
                observe(m_desk.unlock(passphrase), this, [dialog](const Result<void> &unlocked) {
                    if (!unlocked && dialog)
                        dialog->showError(unlocked.error());
                });
            });
    m_passphrase->open();
}

void EnrollmentWorkspace::importPostalCodes()
{
    auto *dialog = new PostalImportDialog(m_means.postal, m_means.language, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] { Q_EMIT announced(tr("The postal codes are imported.")); });
    dialog->open();
}

void EnrollmentWorkspace::onConfirmationNeeded(const QString &id)
{
    if (m_editor && m_editor->id() == id)
        return; // its review page asks
    m_waiting = id;
    showWaiting();
}

void EnrollmentWorkspace::showWaiting()
{
    const std::optional<DraftInfo> draft = info(m_waiting);
    if (!draft) {
        m_waitingBanner->clear();
        return;
    }
    m_waitingBanner->showMessage(
        BannerBar::Kind::Note,
        tr("The connection is back. “%1” needs your confirmation.").arg(DraftText::name(draft->name)),
        tr("Review and send…"));
}

void EnrollmentWorkspace::fail(const Error &error)
{
    m_error = error;
    const ErrorText words = describe(error, m_means.language.phrasebook());
    m_errorBanner->showMessage(BannerBar::Kind::Error, Wording::sentences({words.message, words.remedy}), tr("Close"));
}

std::optional<DraftInfo> EnrollmentWorkspace::info(const QString &id) const
{
    const QList<DraftInfo> &drafts = m_desk.drafts();
    const auto found =
        std::find_if(drafts.cbegin(), drafts.cend(), [&id](const DraftInfo &draft) { return draft.id == id; });
    return found == drafts.cend() ? std::nullopt : std::optional(*found);
}

} // namespace tegata
