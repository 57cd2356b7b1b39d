// SPDX-License-Identifier: Apache-2.0
#include "core/desk/enrollmentdesk.h"

#include "core/desk/enrollmentconnection.h"
#include "core/desk/enrollmentdrafts.h"
#include "core/desk/enrollmentreceipts.h"
#include "core/desk/enrollmentsending.h"
#include "core/rules/enrollmentfields.h"
#include "core/rules/enrollmentrules.h"
#include "core/vault/vault.h"

#include <utility>

namespace tegata {

namespace {

VaultState stateFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::PassphraseNeeded:
        return error.field == QLatin1String("newPassphrase") ? VaultState::NeedsNewPassphrase
                                                             : VaultState::NeedsPassphrase;
    case ErrorCode::WrongPassphrase:
        return VaultState::NeedsPassphrase;
    case ErrorCode::KeychainLocked:
    case ErrorCode::KeychainUnavailable:
    case ErrorCode::KeychainEntryMissing:
        return VaultState::KeychainLocked;
    default:
        return VaultState::Failed;
    }
}

} // namespace

struct EnrollmentDesk::Check
{
    EnrollmentApplication application;
    Promise<CheckReport> promise;
};

EnrollmentDesk::EnrollmentDesk(const QString &profileDirectory, SecretStore &secrets, const Clock &clock,
                               QObject *parent)
    : EnrollmentDesk(profileDirectory, secrets, clock, ScryptCost(), parent)
{}

EnrollmentDesk::EnrollmentDesk(const QString &profileDirectory, SecretStore &secrets, const Clock &clock,
                               const ScryptCost &cost, QObject *parent)
    : QObject(parent), m_clock(clock), m_checks(QStringLiteral("enrollment checks")),
      m_drafts(std::make_unique<EnrollmentDrafts>(profileDirectory, clock)),
      m_vault(std::make_unique<Vault>(profileDirectory, secrets, m_drafts->worker(), cost)),
      m_connection(std::make_unique<EnrollmentConnection>()),
      m_sending(std::make_unique<EnrollmentSending>(*m_drafts, *m_connection, m_checks)),
      m_receipts(std::make_unique<EnrollmentReceipts>(*m_drafts, *m_connection))
{
    connect(m_drafts.get(), &EnrollmentDrafts::listChanged, this, &EnrollmentDesk::draftsChanged);
    connect(m_drafts.get(), &EnrollmentDrafts::draftChanged, this, &EnrollmentDesk::draftChanged);
    connect(m_drafts.get(), &EnrollmentDrafts::savingChanged, this, &EnrollmentDesk::savingChanged);
    connect(m_connection.get(), &EnrollmentConnection::connectionChanged, this, &EnrollmentDesk::connectionChanged);
    connect(m_sending.get(), &EnrollmentSending::confirmationNeeded, this, &EnrollmentDesk::confirmationNeeded);
    connect(m_sending.get(), &EnrollmentSending::submissionChanged, this, &EnrollmentDesk::submissionChanged);
    connect(m_sending.get(), &EnrollmentSending::receiptChanged, this, &EnrollmentDesk::receiptChanged);
    connect(m_receipts.get(), &EnrollmentReceipts::receiptChanged, this, &EnrollmentDesk::receiptChanged);
}

EnrollmentDesk::~EnrollmentDesk()
{
    // What the drafts write while they end is told to nobody.
    m_drafts->disconnect(this);
}

void EnrollmentDesk::setSite(std::shared_ptr<EnrollmentSite> site, const QString &siteId)
{
    m_connection->setSite(std::move(site), siteId);
}

const QString &EnrollmentDesk::siteId() const
{
    return m_connection->siteId();
}

// --- the vault

Future<void> EnrollmentDesk::unlock(const SharedSecret &passphrase)
{
    if (m_vaultState == VaultState::Open)
        return readyFuture<void>({});
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    const quint64 generation = ++m_generation;
    observe(m_vault->open(passphrase), this, [this, promise, generation](const Result<SharedSecret> &key) {
        if (generation != m_generation) {
            promise->deliver(failure(ErrorCode::Cancelled));
            return;
        }
        if (!key) {
            setVault(stateFor(key.error()), key.error());
            promise->deliver(failure(key.error()));
            return;
        }
        m_drafts->open(*key);
        m_heldTexts.open(*key);
        setVault(VaultState::Open);
        observe(m_drafts->refresh(), this, [this, promise, generation](const Result<void> &listed) {
            if (generation == m_generation && listed) {
                m_connection->resume();
                m_sending->resume();
                m_receipts->resume();
            }
            promise->deliver(listed);
        });
    });
    return future;
}

Future<void> EnrollmentDesk::lock()
{
    ++m_generation;
    if (m_vaultState != VaultState::Open)
        return readyFuture<void>({});
    Q_EMIT locking();
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    m_receipts->pause();
    m_sending->pause();
    m_connection->pause();
    m_nextCheck.reset();
    observe(m_drafts->close(), this, [this, promise](const Result<void> &closed) {
        if (closed) {
            m_heldTexts.close();
            setVault(VaultState::Locked);
        } else {
            m_connection->resume();
            m_sending->resume();
            m_receipts->resume();
        }
        promise->deliver(closed);
    });
    return future;
}

void EnrollmentDesk::setVault(VaultState state, std::optional<Error> error)
{
    m_vaultState = state;
    m_vaultError = std::move(error);
    Q_EMIT vaultChanged();
}

// --- the list

const QList<DraftInfo> &EnrollmentDesk::drafts() const
{
    return m_drafts->list();
}

Future<EnrollmentDraft> EnrollmentDesk::createDraft(const QString &name, const EnrollmentApplication &application)
{
    return m_drafts->create(makeDraft(name, application, m_clock.now()));
}

Future<EnrollmentDraft> EnrollmentDesk::duplicateDraft(const QString &id, const QString &name)
{
    return m_drafts->duplicate(id, name);
}

Future<void> EnrollmentDesk::renameDraft(const QString &id, const QString &name)
{
    return m_drafts->change(id, [name, now = m_clock.now()](EnrollmentDraft &draft) {
        draft.name = name;
        draft.changedAt = now;
    });
}

Future<void> EnrollmentDesk::removeDraft(const QString &id)
{
    return m_drafts->remove(id);
}

Future<void> EnrollmentDesk::exportDraft(const QString &id, const QString &path, const SharedSecret &passphrase)
{
    return m_drafts->exportTo(id, path, passphrase);
}

Future<EnrollmentDraft> EnrollmentDesk::importDraft(const QString &path, const SharedSecret &passphrase)
{
    return m_drafts->importFrom(path, passphrase);
}

// --- open drafts

Future<OpenedDraft> EnrollmentDesk::openDraft(const QString &id)
{
    const Future<OpenedDraft> opened = m_drafts->acquire(id, EnrollmentDrafts::Holder::Window);
    observe(opened, this, [this, id](const Result<OpenedDraft> &draft) {
        if (draft && draft->draft.receipt && !isFinal(draft->draft.receipt->state) && m_connection->site())
            (void)m_receipts->refresh(id);
    });
    return opened;
}

Future<void> EnrollmentDesk::closeDraft(const QString &id)
{
    return m_drafts->release(id, EnrollmentDrafts::Holder::Window);
}

std::optional<EnrollmentDraft> EnrollmentDesk::draft(const QString &id) const
{
    const EnrollmentDraft *open = m_drafts->draft(id);
    return open ? std::optional(*open) : std::nullopt;
}

void EnrollmentDesk::update(const EnrollmentDraft &draft)
{
    m_drafts->update(draft);
}

DraftSaving EnrollmentDesk::saving(const QString &id) const
{
    if (m_drafts->saveError(id))
        return DraftSaving::Failed;
    return m_drafts->isSaved(id) ? DraftSaving::Saved : DraftSaving::Pending;
}

std::optional<Error> EnrollmentDesk::saveError(const QString &id) const
{
    return m_drafts->saveError(id);
}

Future<void> EnrollmentDesk::flush()
{
    return m_drafts->flush();
}

Future<QList<DraftVersion>> EnrollmentDesk::versions(const QString &id)
{
    return m_drafts->versions(id);
}

Future<EnrollmentDraft> EnrollmentDesk::readVersion(const QString &id, qint64 sequence)
{
    return m_drafts->readVersion(id, sequence);
}

Future<EnrollmentDraft> EnrollmentDesk::restoreVersion(const QString &id, qint64 sequence)
{
    return m_drafts->restoreVersion(id, sequence);
}

// --- checking

Future<CheckReport> EnrollmentDesk::check(const EnrollmentApplication &application)
{
    auto check = std::make_shared<Check>();
    check->application = application;
    const Future<CheckReport> future = check->promise.future();
    if (m_isChecking)
        m_nextCheck = check; // the one that waited so far is cancelled
    else
        beginCheck(check);
    return future;
}

void EnrollmentDesk::beginCheck(const std::shared_ptr<Check> &check)
{
    m_isChecking = true;
    const Future<CheckReport> report = m_checks.run<CheckReport>(
        [application = check->application]() -> Result<CheckReport> { return checkEnrollment(application); });
    observe(report, this, [this, check](const Result<CheckReport> &done) {
        m_isChecking = false;
        if (const auto next = std::exchange(m_nextCheck, nullptr)) {
            check->promise.deliver(failure(ErrorCode::Cancelled));
            beginCheck(next);
            return;
        }
        check->promise.deliver(done);
    });
}

// --- sending

Future<SubmissionOutcome> EnrollmentDesk::submit(const QString &id)
{
    return m_sending->submit(id, false);
}

Future<SubmissionOutcome> EnrollmentDesk::confirmQueued(const QString &id)
{
    return m_sending->submit(id, true);
}

Future<void> EnrollmentDesk::cancelQueued(const QString &id)
{
    return m_sending->cancelQueued(id);
}

bool EnrollmentDesk::isConnected() const
{
    return m_connection->isConnected();
}

void EnrollmentDesk::retryNow()
{
    m_connection->retryNow();
    m_sending->retryNow();
}

// --- afterwards

Future<EnrollmentReceipt> EnrollmentDesk::refreshReceipt(const QString &id)
{
    return m_receipts->refresh(id);
}

Future<EnrollmentAnswer> EnrollmentDesk::withdraw(const QString &id, const SharedSecret &password,
                                                  const QString &loginId)
{
    return m_receipts->withdraw(id, password, loginId);
}

// --- renewal

Future<EnrollmentDraft> EnrollmentDesk::startRenewal(const QString &name)
{
    if (!m_connection->site())
        return readyFuture<EnrollmentDraft>(failure(ErrorCode::Offline));
    auto promise = std::make_shared<Promise<EnrollmentDraft>>();
    const Future<EnrollmentDraft> future = promise->future();
    observe(m_connection->site()->fetchRegisteredEnrollment(), this,
            [this, promise, name, siteId = m_connection->siteId()](const Result<EnrollmentApplication> &registered) {
                m_connection->note(registered ? std::nullopt : std::optional(registered.error()));
                if (!registered) {
                    promise->deliver(failure(registered.error()));
                    return;
                }
                EnrollmentDraft draft = makeDraft(name, *registered, m_clock.now());
                draft.application.kind = EnrollmentKind::Renewal;
                draft.registered = draft.application;
                draft.siteId = siteId;
                observe(m_drafts->create(draft), this,
                        [promise](const Result<EnrollmentDraft> &created) { promise->deliver(created); });
            });
    return future;
}

} // namespace tegata
