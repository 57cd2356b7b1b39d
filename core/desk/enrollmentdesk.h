// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/desk/heldtexts.h"
#include "core/desk/submissionoutcome.h"
#include "core/domain/checkreport.h"
#include "core/remote/enrollmentsite.h"
#include "core/vault/draftstore.h"
#include "core/vault/enrollmentdraft.h"
#include "core/vault/secretstore.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace tegata {

class EnrollmentConnection;
class EnrollmentDrafts;
class EnrollmentReceipts;
class EnrollmentSending;
class Vault;

enum class VaultState
{
    Unknown,            // not asked yet, or on its way
    NeedsNewPassphrase, // neither a vault nor a keychain: the person chooses a passphrase (the window asks twice)
    NeedsPassphrase,
    KeychainLocked, // vaultError() says whether it is locked, away, or without our entry; unlock() tries again
    Open,
    Locked, // by lock(); unlock() opens it again
    Failed  // vaultError(): the vault's file is damaged, too new, or cannot be written
};

// How the text of an open draft stands on the disk.
enum class DraftSaving
{
    Saved,
    Pending, // changed, saved within 2 s
    Failed   // saveError(): the text stays in memory; tried again with growing pauses, and at each change
};

// The enrolment's use case: encrypted drafts that save themselves, checks, and sending. What the windows talk to. Lives
// on the GUI thread and blocks nothing, except its end, which writes what is not yet written. Futures that overtake or
// outlive it deliver Cancelled.
class EnrollmentDesk : public QObject
{
    Q_OBJECT

public:
    // secrets and clock outlive the desk.
    EnrollmentDesk(const QString &profileDirectory, SecretStore &secrets, const Clock &clock,
                   QObject *parent = nullptr);
    // cost: of deriving a vault's key from a new passphrase.
    EnrollmentDesk(const QString &profileDirectory, SecretStore &secrets, const Clock &clock, const ScryptCost &cost,
                   QObject *parent = nullptr);
    ~EnrollmentDesk() override;

    // The application site, and its SiteProfile::id; null: no connection (yet). The one before is dropped.
    void setSite(std::shared_ptr<EnrollmentSite> site, const QString &siteId);
    const QString &siteId() const;

    // --- the vault
    VaultState vaultState() const { return m_vaultState; }
    const std::optional<Error> &vaultError() const { return m_vaultError; }
    // With a passphrase where vaultState() asks for one. Errors: Vault::open's; vaultChanged() tells the state.
    Future<void> unlock(const SharedSecret &passphrase = {});
    // Saves, then drops key and drafts from memory. A draft that cannot be saved keeps the desk open: its error.
    Future<void> lock();
    // What was being typed into dialogs when the desk was locked.
    HeldTexts &heldTexts() { return m_heldTexts; }

    // --- the list, latest change first; empty while the vault is not open
    const QList<DraftInfo> &drafts() const;
    Future<EnrollmentDraft> createDraft(const QString &name, const EnrollmentApplication &application = {});
    Future<EnrollmentDraft> duplicateDraft(const QString &id, const QString &name);
    Future<void> renameDraft(const QString &id, const QString &name);
    // Errors: Conflict (open elsewhere, or on its way to the site).
    Future<void> removeDraft(const QString &id);
    Future<void> exportDraft(const QString &id, const QString &path, const SharedSecret &passphrase);
    Future<EnrollmentDraft> importDraft(const QString &path, const SharedSecret &passphrase);

    // --- open drafts
    // Read-only where another process or another window has it open. Errors: DraftStore::open's; StoreCorrupt: offer
    // DraftInfo::previousVersion to restoreVersion().
    Future<OpenedDraft> openDraft(const QString &id);
    // Saves, then gives it up; only by who has it writable.
    Future<void> closeDraft(const QString &id);
    // The draft as it is now; nothing when it is not open here for writing.
    std::optional<EnrollmentDraft> draft(const QString &id) const;
    // Takes name, page and application; the rest is the desk's own. Saved within 2 s. While it is being sent and after
    // its receipt the application stays as it was sent.
    void update(const EnrollmentDraft &draft);
    DraftSaving saving(const QString &id) const;
    std::optional<Error> saveError(const QString &id) const;
    // At once: page change, loss of focus, screen lock, SIGTERM, close. Delivers when all is on the disk, or the error.
    Future<void> flush();
    Future<QList<DraftVersion>> versions(const QString &id);
    Future<EnrollmentDraft> readVersion(const QString &id, qint64 sequence);
    // draftChanged() follows when it is open here.
    Future<EnrollmentDraft> restoreVersion(const QString &id, qint64 sequence);

    // --- checking: on a worker; an overtaken one delivers Cancelled
    Future<CheckReport> check(const EnrollmentApplication &application);

    // --- sending; the draft need not be open
    // Checks again and sends. Later news of the same submission: submissionChanged().
    Future<SubmissionOutcome> submit(const QString &id);
    // The last confirmation of a queued draft (confirmationNeeded).
    Future<SubmissionOutcome> confirmQueued(const QString &id);
    // Back to an ordinary draft. Errors: Conflict when it is already on its way.
    Future<void> cancelQueued(const QString &id);
    // Whether the site answered last; false without site.
    bool isConnected() const;
    // Tries now what waits for a connection.
    void retryNow();

    // --- afterwards
    Future<EnrollmentReceipt> refreshReceipt(const QString &id);
    // password: the login password (S11), which the draft no longer holds; of a renewal the contact's, with the login
    // ID (S10), which a renewal's form never holds.
    Future<EnrollmentAnswer> withdraw(const QString &id, const SharedSecret &password, const QString &loginId = {});

    // --- renewal (S6): a draft of the registered data
    Future<EnrollmentDraft> startRenewal(const QString &name);

Q_SIGNALS:
    // Emitted before the desk is locked, while its key is still there: text that is being typed goes into heldTexts()
    // now.
    void locking();
    void vaultChanged();
    void draftsChanged();
    // An open draft was changed by the desk itself: sent, answered, restored, renamed.
    void draftChanged(const QString &id);
    void savingChanged(const QString &id);
    void connectionChanged(bool connected);
    // A queued draft could be sent now: ask the person, then confirmQueued() or cancelQueued().
    void confirmationNeeded(const QString &id);
    void submissionChanged(const QString &id, const tegata::SubmissionOutcome &outcome);
    void receiptChanged(const QString &id, const tegata::EnrollmentReceipt &receipt);

private:
    struct Check;
    void beginCheck(const std::shared_ptr<Check> &check);
    void setVault(VaultState state, std::optional<Error> error = {});

    const Clock &m_clock;
    Worker m_checks;
    std::unique_ptr<EnrollmentDrafts> m_drafts;
    std::unique_ptr<Vault> m_vault;
    HeldTexts m_heldTexts;
    std::unique_ptr<EnrollmentConnection> m_connection;
    std::unique_ptr<EnrollmentSending> m_sending;
    std::unique_ptr<EnrollmentReceipts> m_receipts;
    VaultState m_vaultState = VaultState::Unknown;
    std::optional<Error> m_vaultError;
    std::shared_ptr<Check> m_nextCheck; // the newest, while another runs
    bool m_isChecking = false;
    quint64 m_generation = 0; // of the unlock() or lock() that counts
};

} // namespace tegata
