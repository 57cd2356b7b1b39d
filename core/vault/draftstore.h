// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/filelock.h"
#include "core/base/result.h"
#include "core/pki/keyderivation.h"
#include "core/rules/enrollmentrules.h"
#include "core/vault/enrollmentdraft.h"
#include "core/vault/secretstore.h"

#include <QList>
#include <QString>

#include <chrono>
#include <map>
#include <optional>

namespace tegata {

// A draft in the store's list. Of one that cannot be read only id, damage and previousVersion are known.
struct DraftInfo
{
    QString id;
    QString name;
    QDateTime createdAt;
    QDateTime changedAt;
    EnrollmentKind kind = EnrollmentKind::New;
    DraftSending sending = DraftSending::None;
    std::optional<EnrollmentReceipt> receipt;
    QString siteId;
    EnrollmentProgress progress;
    std::optional<Error> damage;           // why the newest version cannot be read
    std::optional<qint64> previousVersion; // the newest readable one: offered to go back to

    friend bool operator==(const DraftInfo &, const DraftInfo &) = default;
};

// Of a draft that can be read.
DraftInfo infoOf(const EnrollmentDraft &draft);

struct DraftVersion
{
    qint64 sequence = 0; // grows with each version
    QDateTime changedAt; // invalid when it cannot be read
    EnrollmentProgress progress;
    bool isReadable = false;

    friend bool operator==(const DraftVersion &, const DraftVersion &) = default;
};

struct OpenedDraft
{
    EnrollmentDraft draft;
    bool readOnly = false;
    // Why: Conflict (opened elsewhere: by another process, or another window of this one), FileNotWritable, DiskFull.
    std::optional<Error> readOnlyReason;
};

// Drafts in PROFILE/drafts/ID/ (0700), one sealed file a version (0600), nothing typed outside the ciphertext. A
// version is written beside, synchronised and renamed; the one before it goes only when that is durable. Blocks: on one
// worker. Not thread-safe.
class DraftStore
{
public:
    struct Limits
    {
        int versions = 20;
        // Saves within this time of a version's beginning replace it, so that the history reaches back for more than
        // the last minutes.
        std::chrono::milliseconds versionSpan = std::chrono::minutes(5);
        ScryptCost exportCost;
    };

    // key: of the vault (Vault::open), 32 bytes.
    DraftStore(const QString &profileDirectory, SharedSecret key, const Clock &clock);
    DraftStore(const QString &profileDirectory, SharedSecret key, const Clock &clock, Limits limits);

    // Latest change first. Damage is told for each draft; an error is only: the folder cannot be read.
    Result<QList<DraftInfo>> list() const;
    // Not yet open. Errors: FileNotWritable, DiskFull, InvalidArgument.
    Result<void> create(const EnrollmentDraft &draft);
    // Writable unless someone else has it open; stays so until close(). Errors: NotFound, StoreCorrupt (restore() a
    // version), StoreTooNew, FileNotReadable.
    Result<OpenedDraft> open(const QString &id);
    void close(const QString &id);
    // Of an open, writable draft. With a receipt, the login password leaves the older versions too. Errors:
    // FileNotWritable, DiskFull, InvalidArgument, Conflict (not open for writing).
    Result<void> save(const EnrollmentDraft &draft);
    // The newest version, whoever writes it.
    Result<EnrollmentDraft> read(const QString &id) const;

    // Newest first.
    Result<QList<DraftVersion>> versions(const QString &id) const;
    Result<EnrollmentDraft> readVersion(const QString &id, qint64 sequence) const;
    // Makes an older version the newest; those between stay. Errors: Conflict (open elsewhere, on its way to the site,
    // or already there), and those of readVersion and save.
    Result<EnrollmentDraft> restore(const QString &id, qint64 sequence);
    // All versions, really. Errors: Conflict (open elsewhere), NotFound, FileNotWritable.
    Result<void> remove(const QString &id);

    // One draft for a colleague, sealed under a passphrase; without the login password, which stays here (S11). Errors:
    // InvalidArgument (no passphrase), Conflict (on its way to the site), FileNotWritable, DiskFull.
    Result<void> exportTo(const QString &path, const EnrollmentDraft &draft, const SecretBytes &passphrase) const;
    // As a new draft of this store. Errors: WrongPassphrase, StoreCorrupt, StoreTooNew, NotFound, FileNotReadable,
    // TooLarge, and those of create().
    Result<EnrollmentDraft> importFrom(const QString &path, const SecretBytes &passphrase);

private:
    // A draft that this store has open for writing.
    struct Writer
    {
        FileLock lock;
        qint64 head = 0;
        QDateTime versionBegan; // invalid: the next save begins a version
        DraftSending sending = DraftSending::None;
        bool hasReceipt = false;
    };

    QString folder(const QString &id) const;
    QString file(const QString &id, qint64 sequence) const;
    // Newest first; 0 for none.
    QList<qint64> sequences(const QString &id) const;
    qint64 head(const QString &id) const;
    DraftInfo info(const QString &id) const;
    Result<FileLock> lock(const QString &id) const;
    Result<Writer> writer(const QString &id) const;
    Result<void> write(const EnrollmentDraft &draft, qint64 sequence) const;
    Result<void> append(Writer &writer, const EnrollmentDraft &draft) const;
    void prune(const QString &id) const;
    void forgetPassword(const QString &id, qint64 before) const;
    void finishRemovals() const;

    QString m_directory;
    SharedSecret m_key;
    const Clock &m_clock;
    Limits m_limits;
    std::map<QString, Writer> m_writers;
};

} // namespace tegata
