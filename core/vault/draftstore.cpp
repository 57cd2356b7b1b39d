// SPDX-License-Identifier: Apache-2.0
#include "core/vault/draftstore.h"

#include "core/base/privatefile.h"
#include "core/vault/sealedcontainer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr qint64 MaximumFile = 80 * 1024 * 1024;
constexpr qint64 MaximumImport = 8 * 1024 * 1024;
constexpr int ReadAttempts = 3;
const auto Suffix = QLatin1String(".draft");
const auto LockName = QLatin1String("lock");
const auto RemovedPrefix = QLatin1String("removed-");

bool isDraftId(const QString &id)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z"));
    return pattern.match(id).hasMatch();
}

std::optional<qint64> sequenceOf(const QString &fileName)
{
    static const QRegularExpression pattern(QStringLiteral("\\A([0-7][0-9a-f]{15})\\.draft\\z"));
    const QRegularExpressionMatch match = pattern.match(fileName);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).toLongLong(nullptr, 16);
}

SealedAddress addressOf(const QString &id, qint64 sequence)
{
    return {SealedContent::Draft, QUuid::fromString(id), sequence};
}

} // namespace

DraftInfo infoOf(const EnrollmentDraft &draft)
{
    DraftInfo info;
    info.id = draft.id;
    info.name = draft.name;
    info.createdAt = draft.createdAt;
    info.changedAt = draft.changedAt;
    info.kind = draft.application.kind;
    info.sending = draft.sending;
    info.receipt = draft.receipt;
    info.siteId = draft.siteId;
    info.progress = enrollmentProgress(draft.application);
    return info;
}

DraftStore::DraftStore(const QString &profileDirectory, SharedSecret key, const Clock &clock)
    : DraftStore(profileDirectory, std::move(key), clock, Limits())
{}

DraftStore::DraftStore(const QString &profileDirectory, SharedSecret key, const Clock &clock, Limits limits)
    : m_directory(profileDirectory + QStringLiteral("/drafts")), m_key(std::move(key)), m_clock(clock), m_limits(limits)
{}

Result<QList<DraftInfo>> DraftStore::list() const
{
    finishRemovals();
    const QFileInfo directory(m_directory);
    if (!directory.exists())
        return QList<DraftInfo>();
    if (!directory.isDir() || !directory.isReadable())
        return failure(ErrorCode::FileNotReadable, {}, directory.fileName());
    QList<DraftInfo> infos;
    const QStringList ids = QDir(m_directory).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &id : ids) {
        // A folder without version: the program ended while it was made, before there was anything in it.
        if (isDraftId(id) && head(id) > 0)
            infos.append(info(id));
    }
    std::stable_sort(infos.begin(), infos.end(),
                     [](const DraftInfo &a, const DraftInfo &b) { return a.changedAt > b.changedAt; });
    return infos;
}

Result<void> DraftStore::create(const EnrollmentDraft &draft)
{
    if (!isDraftId(draft.id))
        return failure(ErrorCode::InvalidArgument, {}, QStringLiteral("id"));
    if (const Result<void> written = write(draft, 1); !written)
        return written;
    return syncDirectory(m_directory);
}

Result<OpenedDraft> DraftStore::open(const QString &id)
{
    Result<Writer> opened = writer(id);
    if (!opened && opened.error().code == ErrorCode::NotFound)
        return failure(opened.error());
    // Read when the lock is held: nobody writes behind it.
    const Result<EnrollmentDraft> draft = read(id);
    if (!draft)
        return failure(draft.error());
    if (!opened)
        return OpenedDraft{*draft, true, opened.error()};
    opened->sending = draft->sending;
    opened->hasReceipt = draft->receipt.has_value();
    m_writers.insert_or_assign(id, std::move(*opened));
    return OpenedDraft{*draft, false, {}};
}

void DraftStore::close(const QString &id)
{
    m_writers.erase(id);
}

Result<void> DraftStore::save(const EnrollmentDraft &draft)
{
    const auto writer = m_writers.find(draft.id);
    if (writer == m_writers.end())
        return failure(ErrorCode::Conflict, QStringLiteral("not open for writing"));
    return append(writer->second, draft);
}

Result<EnrollmentDraft> DraftStore::read(const QString &id) const
{
    Result<EnrollmentDraft> draft = failure(ErrorCode::NotFound, {}, QStringLiteral("draft"));
    // Whoever writes may drop the newest version for a newer one between looking and reading.
    for (int attempt = 0; attempt < ReadAttempts; ++attempt) {
        const qint64 newest = head(id);
        if (newest == 0)
            return draft;
        draft = readVersion(id, newest);
        if (draft || draft.error().code != ErrorCode::NotFound)
            return draft;
    }
    return draft;
}

Result<QList<DraftVersion>> DraftStore::versions(const QString &id) const
{
    QList<DraftVersion> versions;
    for (const qint64 sequence : sequences(id)) {
        DraftVersion version;
        version.sequence = sequence;
        const Result<EnrollmentDraft> draft = readVersion(id, sequence);
        if (!draft && draft.error().code == ErrorCode::NotFound)
            continue;
        if (draft) {
            version.isReadable = true;
            version.changedAt = draft->changedAt;
            version.progress = enrollmentProgress(draft->application);
        }
        versions.append(version);
    }
    if (versions.isEmpty())
        return failure(ErrorCode::NotFound, {}, QStringLiteral("draft"));
    return versions;
}

Result<EnrollmentDraft> DraftStore::readVersion(const QString &id, qint64 sequence) const
{
    if (!isDraftId(id))
        return failure(ErrorCode::InvalidArgument, {}, QStringLiteral("id"));
    const Result<QByteArray> sealed = readPrivateFile(file(id, sequence), MaximumFile);
    if (!sealed && sealed.error().code == ErrorCode::TooLarge)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("too large"));
    if (!sealed)
        return failure(sealed.error());
    const Result<SecretBytes> plain = openWithKey(addressOf(id, sequence), *m_key, *sealed);
    if (!plain)
        return failure(plain.error());
    Result<EnrollmentDraft> draft = draftFromBytes(*plain);
    if (draft && draft->id != id)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("another draft's content"));
    return draft;
}

Result<EnrollmentDraft> DraftStore::restore(const QString &id, qint64 sequence)
{
    Result<EnrollmentDraft> draft = readVersion(id, sequence);
    if (!draft)
        return draft;
    const Result<EnrollmentDraft> newest = read(id);
    if (newest && isFrozen(*newest))
        return failure(ErrorCode::Conflict, QStringLiteral("already sent"));
    if (newest) {
        draft->idempotencyKey = newest->idempotencyKey;
        draft->sending = newest->sending;
        draft->name = newest->name;
    }
    draft->changedAt = m_clock.now();
    const auto open = m_writers.find(id);
    if (open != m_writers.end()) {
        open->second.versionBegan = QDateTime();
        const Result<void> saved = append(open->second, *draft);
        open->second.versionBegan = QDateTime();
        return saved ? draft : Result<EnrollmentDraft>(failure(saved.error()));
    }
    Result<Writer> writer = this->writer(id);
    if (!writer)
        return failure(writer.error());
    if (const Result<void> saved = append(*writer, *draft); !saved)
        return failure(saved.error());
    return draft;
}

Result<void> DraftStore::remove(const QString &id)
{
    const Result<FileLock> held = lock(id);
    if (!held)
        return failure(held.error());
    // Gone at once for everybody, also when the program ends before all files are.
    const QString removed = m_directory + QLatin1Char('/') + RemovedPrefix + id;
    if (!QDir().rename(folder(id), removed))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("cannot rename"), id);
    const Result<void> synced = syncDirectory(m_directory);
    finishRemovals();
    if (QFileInfo::exists(removed))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("cannot remove"), id);
    return synced;
}

Result<void> DraftStore::exportTo(const QString &path, const EnrollmentDraft &draft,
                                  const SecretBytes &passphrase) const
{
    if (passphrase.isEmpty())
        return failure(ErrorCode::InvalidArgument, {}, QStringLiteral("passphrase"));
    // A colleague's copy of it would be a second application.
    if (draft.sending == DraftSending::Sending)
        return failure(ErrorCode::Conflict, QStringLiteral("on its way to the site"));
    EnrollmentDraft copy = draft;
    copy.sending = DraftSending::None;
    copy.application.contact.password.clear();
    const Result<SecretBytes> plain = draftBytes(copy);
    if (!plain)
        return failure(plain.error());
    const SealedAddress address{SealedContent::DraftExport, QUuid::fromString(draft.id), 0};
    const Result<QByteArray> sealed = sealWithPassphrase(address, passphrase, m_limits.exportCost, *plain);
    if (!sealed)
        return failure(sealed.error());
    return writePrivateFile(path, *sealed);
}

Result<EnrollmentDraft> DraftStore::importFrom(const QString &path, const SecretBytes &passphrase)
{
    const Result<QByteArray> sealed = readPrivateFile(path, MaximumImport);
    if (!sealed)
        return failure(sealed.error());
    const Result<SecretBytes> plain = openWithPassphrase(SealedContent::DraftExport, passphrase, *sealed);
    if (!plain)
        return failure(plain.error());
    Result<EnrollmentDraft> draft = draftFromBytes(*plain);
    if (!draft)
        return draft;
    const EnrollmentDraft fresh = makeDraft(draft->name, {}, m_clock.now());
    draft->id = fresh.id;
    draft->idempotencyKey = fresh.idempotencyKey;
    draft->sending = DraftSending::None;
    if (const Result<void> created = create(*draft); !created)
        return failure(created.error());
    return draft;
}

QString DraftStore::folder(const QString &id) const
{
    return m_directory + QLatin1Char('/') + id;
}

QString DraftStore::file(const QString &id, qint64 sequence) const
{
    return folder(id) + QStringLiteral("/%1").arg(sequence, 16, 16, QLatin1Char('0')) + Suffix;
}

QList<qint64> DraftStore::sequences(const QString &id) const
{
    QList<qint64> found;
    if (!isDraftId(id))
        return found;
    const QStringList names = QDir(folder(id)).entryList(QDir::Files);
    for (const QString &name : names) {
        if (const auto sequence = sequenceOf(name))
            found.append(*sequence);
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    return found;
}

qint64 DraftStore::head(const QString &id) const
{
    const QList<qint64> found = sequences(id);
    return found.isEmpty() ? 0 : found.constFirst();
}

DraftInfo DraftStore::info(const QString &id) const
{
    const Result<EnrollmentDraft> draft = read(id);
    if (draft)
        return infoOf(*draft);
    DraftInfo info;
    info.id = id;
    info.damage = draft.error();
    const QList<qint64> found = sequences(id);
    const auto previous = std::find_if(found.cbegin(), found.cend(),
                                       [&](qint64 sequence) { return readVersion(id, sequence).has_value(); });
    if (previous != found.cend())
        info.previousVersion = *previous;
    return info;
}

Result<FileLock> DraftStore::lock(const QString &id) const
{
    if (head(id) == 0)
        return failure(ErrorCode::NotFound, {}, QStringLiteral("draft"));
    return FileLock::acquire(folder(id) + QLatin1Char('/') + LockName);
}

Result<DraftStore::Writer> DraftStore::writer(const QString &id) const
{
    Result<FileLock> held = lock(id);
    if (!held)
        return failure(held.error());
    // Removed while the lock was taken: it locks a file that is no longer there.
    const qint64 newest = head(id);
    if (newest == 0)
        return failure(ErrorCode::NotFound, {}, QStringLiteral("draft"));
    // What a killed program was writing.
    QDir directory(folder(id));
    const QStringList names = directory.entryList(QDir::Files);
    for (const QString &name : names) {
        if (name != LockName && !sequenceOf(name))
            directory.remove(name);
    }
    return Writer{std::move(*held), newest, {}, DraftSending::None, false};
}

Result<void> DraftStore::write(const EnrollmentDraft &draft, qint64 sequence) const
{
    const Result<SecretBytes> plain = draftBytes(draft);
    if (!plain)
        return failure(plain.error());
    const Result<QByteArray> sealed = sealWithKey(addressOf(draft.id, sequence), *m_key, *plain);
    if (!sealed)
        return failure(sealed.error());
    if (const Result<void> made = makePrivateDirectory(folder(draft.id)); !made)
        return made;
    return writePrivateFile(file(draft.id, sequence), *sealed);
}

Result<void> DraftStore::append(Writer &writer, const EnrollmentDraft &draft) const
{
    const qint64 before = writer.head;
    const QDateTime now = m_clock.now();
    // What was sent and answered is a version of its own, so that a damaged file takes only one step with it.
    const bool isStep = writer.sending != draft.sending || writer.hasReceipt != draft.receipt.has_value();
    const bool isSameVersion = !isStep && writer.versionBegan.isValid() && writer.versionBegan <= now &&
                               writer.versionBegan.msecsTo(now) < m_limits.versionSpan.count();
    if (const Result<void> written = write(draft, before + 1); !written)
        return written;
    writer.head = before + 1;
    writer.sending = draft.sending;
    writer.hasReceipt = draft.receipt.has_value();
    if (isSameVersion)
        QFile::remove(file(draft.id, before));
    else
        writer.versionBegan = now;
    prune(draft.id);
    if (draft.receipt)
        forgetPassword(draft.id, writer.head);
    return {};
}

void DraftStore::prune(const QString &id) const
{
    const QList<qint64> found = sequences(id);
    for (qsizetype i = m_limits.versions; i < found.size(); ++i)
        QFile::remove(file(id, found.at(i)));
}

// One that cannot be rewritten now is at the next save.
void DraftStore::forgetPassword(const QString &id, qint64 before) const
{
    for (const qint64 sequence : sequences(id)) {
        if (sequence >= before)
            continue;
        Result<EnrollmentDraft> draft = readVersion(id, sequence);
        if (!draft || draft->application.contact.password.isEmpty())
            continue;
        draft->application.contact.password.clear();
        (void)write(*draft, sequence);
    }
}

void DraftStore::finishRemovals() const
{
    const QStringList names =
        QDir(m_directory).entryList({RemovedPrefix + QLatin1Char('*')}, QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names)
        QDir(m_directory + QLatin1Char('/') + name).removeRecursively();
}

} // namespace tegata
