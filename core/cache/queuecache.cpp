// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queuecache.h"

#include "core/base/clock.h"
#include "core/cache/cachefiles.h"
#include "core/cache/cachereader.h"

#include <QJsonDocument>
#include <QTimer>

namespace tegata {

namespace {

// KiB for SQLite's pages, a reader.
constexpr int ReaderCache = 4096;
constexpr int SearcherCache = 4096;
// The text search is brought up to date when nothing was written for so long, in steps short enough that what is to be
// written meanwhile hardly waits.
constexpr std::chrono::milliseconds IndexingPause{100};
constexpr int RowsPerStep = 1000;

const QString RegistrationName = QStringLiteral("registration");
constexpr QLatin1String FetchedAt("fetchedAt"); // beside the members of the detail

bool isEmpty(const ChangeSet &changes)
{
    for (const ChangeSet::View &view : changes.views) {
        if (!view.isEmpty())
            return false;
    }
    return true;
}

QByteArray sealedName(const QString &id)
{
    return QByteArrayLiteral("detail:") + id.toUtf8();
}

QString indexingTimerName()
{
    return QStringLiteral("indexing");
}

// On the writer's thread: from now on, again and again until all rows are in.
void indexLater(QObject *writer)
{
    if (auto *timer = writer->findChild<QTimer *>(indexingTimerName()))
        timer->start(IndexingPause);
}

// What a reader calls that finds the file damaged.
std::function<void(int)> mending(const std::shared_ptr<CacheFiles> &files, Worker &writer)
{
    return [files, &writer](int edition) {
        writer.run<void>([files, edition]() -> Result<void> {
            return files->log.edition() == edition ? files->queue.mend() : Result<void>();
        });
    };
}

} // namespace

QueueCache::QueueCache(QString directory, QObject *parent)
    : QObject(parent), m_files(std::make_shared<CacheFiles>(std::move(directory))), m_writer(QStringLiteral("cache")),
      m_reader(std::make_unique<CacheReader>(QStringLiteral("cache-look"), ReaderCache, m_files,
                                             mending(m_files, m_writer))),
      m_searcher(std::make_unique<CacheReader>(QStringLiteral("cache-search"), SearcherCache, m_files,
                                               mending(m_files, m_writer)))
{
    // SQLite's connections must be closed by the thread that opened them: this runs there, as its last act.
    connect(m_writer.context(), &QObject::destroyed, [files = m_files] { files->queue.close(); });
    m_writer.run<void>([files = m_files, writer = m_writer.context()]() -> Result<void> {
        auto *timer = new QTimer(writer);
        timer->setObjectName(indexingTimerName());
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, writer, [files, timer] {
            if (const Result<bool> more = files->queue.index(RowsPerStep); more && *more)
                timer->start(std::chrono::milliseconds(0)); // what was asked meanwhile goes first
        });
        return {};
    });
}

QueueCache::~QueueCache()
{
    m_writer.finish();
}

const QString &QueueCache::directory() const
{
    return m_files->directory();
}

Future<void> QueueCache::open()
{
    m_files->expect();
    return m_writer.run<void>([files = m_files, writer = m_writer.context()]() -> Result<void> {
        Result<void> opened = files->open();
        if (opened)
            indexLater(writer);
        return opened;
    });
}

Future<QueueCounts> QueueCache::counts()
{
    return m_reader->ask<QueueCounts>({}, [](QueueReader &reader) { return reader.counts(); });
}

Future<QList<QueueRow>> QueueCache::firstRows(const QueueQuery &query, int limit, const SearchTicket &ticket)
{
    return m_reader->ask<QList<QueueRow>>(
        ticket, [query, limit](QueueReader &reader) { return reader.firstRows(query, limit); });
}

Future<QueueKeys> QueueCache::keys(const QueueQuery &query, const SearchTicket &ticket)
{
    return m_searcher->ask<QueueKeys>(ticket, [query](QueueReader &reader) { return reader.keys(query); });
}

Future<qint64> QueueCache::count(const QueueQuery &query, const SearchTicket &ticket)
{
    return m_searcher->ask<qint64>(ticket, [query](QueueReader &reader) { return reader.count(query); });
}

Future<QueueListChange> QueueCache::changesOf(const QueueQuery &query, const QueueKeys &held,
                                              const SearchTicket &ticket)
{
    return m_searcher->ask<QueueListChange>(
        ticket, [query, held](QueueReader &reader) { return reader.changesOf(query, held); });
}

Future<QList<QueueRow>> QueueCache::rows(QueueView view, QVector<qint64> keys)
{
    return m_reader->ask<QList<QueueRow>>(
        {}, [view, keys = std::move(keys)](QueueReader &reader) { return reader.rows(view, keys); });
}

Future<std::optional<CertificateRequest>> QueueCache::request(const QString &id)
{
    return m_reader->ask<std::optional<CertificateRequest>>({},
                                                            [id](QueueReader &reader) { return reader.request(id); });
}

Future<std::optional<CertificateRecord>> QueueCache::certificate(const QString &serial)
{
    return m_reader->ask<std::optional<CertificateRecord>>(
        {}, [serial](QueueReader &reader) { return reader.certificate(serial); });
}

Future<QList<CertificateRecord>> QueueCache::certificatesOfName(const QStringList &dnsNames)
{
    return m_reader->ask<QList<CertificateRecord>>(
        {}, [dnsNames](QueueReader &reader) { return reader.certificatesOfName(dnsNames, MaximumLookup); });
}

Future<QList<CertificateRecord>> QueueCache::certificatesOfKey(const QString &spkiSha256)
{
    return m_reader->ask<QList<CertificateRecord>>(
        {}, [spkiSha256](QueueReader &reader) { return reader.certificatesOfKey(spkiSha256, MaximumLookup); });
}

Future<QList<CertificateRequest>> QueueCache::waitingLike(const CertificateRequest &request)
{
    return m_reader->ask<QList<CertificateRequest>>(
        {}, [request](QueueReader &reader) { return reader.waitingLike(request, MaximumLookup); });
}

Future<std::optional<CertificateRecord>> QueueCache::successorOf(const QString &serial)
{
    return m_reader->ask<std::optional<CertificateRecord>>(
        {}, [serial](QueueReader &reader) { return reader.successorOf(serial); });
}

Future<QList<ExpiryWeek>> QueueCache::expiriesByWeek(const QDateTime &now, int weeks)
{
    return m_searcher->ask<QList<ExpiryWeek>>(
        {}, [now, weeks](QueueReader &reader) { return reader.expiriesByWeek(now, weeks); });
}

void QueueCache::setSealingKey(SharedSecret key)
{
    m_files->setKey(std::move(key));
}

void QueueCache::dropSealingKey()
{
    m_files->setKey({});
}

Future<void> QueueCache::storeDetail(const CachedDetail &detail)
{
    // The key of now, not of when the writer comes to it: who locks meanwhile has still given the order before.
    return m_writer.run<void>([files = m_files, sealer = m_files->sealer(), detail]() -> Result<void> {
        QJsonObject json = contract::toJson(detail.detail);
        json.insert(FetchedAt, toRfc3339(detail.fetchedAt));
        const QString &id = detail.detail.request.id;
        const Result<QByteArray> sealed =
            sealer.seal(sealedName(id), QJsonDocument(json).toJson(QJsonDocument::Compact));
        if (!sealed)
            return failure(sealed.error());
        return files->queue.storeDetail(id, *sealed);
    });
}

Future<std::optional<CachedDetail>> QueueCache::detail(const QString &id)
{
    using Detail = std::optional<CachedDetail>;
    return m_reader->ask<Detail>({}, [id, sealer = m_files->sealer()](QueueReader &reader) -> Result<Detail> {
        if (!sealer.hasKey())
            return failure(ErrorCode::IdentityLocked);
        const Result<std::optional<QByteArray>> sealed = reader.sealedDetail(id);
        if (!sealed)
            return failure(sealed.error());
        // What another identity sealed, what is damaged and what another version of the program wrote is as if it were
        // not there: the site gives it again.
        const Result<SecretBytes> plain = sealer.open(sealedName(id), sealed->value_or(QByteArray()));
        if (!plain)
            return Detail();
        const auto bytes = QByteArray::fromRawData(plain->data(), qsizetype(plain->size()));
        const QJsonObject json = QJsonDocument::fromJson(bytes).object();
        const QDateTime fetchedAt = fromRfc3339(json.value(FetchedAt).toString());
        const Result<RequestDetail> read = contract::requestDetailFromJson(json);
        return read && fetchedAt.isValid() ? Detail(CachedDetail{*read, fetchedAt}) : Detail();
    });
}

Future<QString> QueueCache::cursor()
{
    return m_writer.run<QString>([files = m_files] { return files->queue.cursor(); });
}

Future<ChangeSet> QueueCache::announced(std::function<Result<ChangeSet>()> job)
{
    // The signal is posted from the writer before the future delivers: who waits for the answer finds the views told.
    return m_writer.run<ChangeSet>([this, job = std::move(job), writer = m_writer.context()]() -> Result<ChangeSet> {
        Result<ChangeSet> changes = job();
        indexLater(writer);
        if (changes && !isEmpty(*changes))
            QMetaObject::invokeMethod(
                this, [this, set = *changes] { Q_EMIT changed(set); }, Qt::QueuedConnection);
        return changes;
    });
}

Future<ChangeSet> QueueCache::apply(const contract::ChangePage &page, const std::optional<QString> &after)
{
    return announced([files = m_files, page, after] { return files->queue.apply(page, after); });
}

Future<ChangeSet> QueueCache::upsert(const QList<CertificateRequest> &requests,
                                     const QList<CertificateRecord> &certificates)
{
    return announced([files = m_files, requests, certificates] { return files->queue.upsert(requests, certificates); });
}

Future<std::optional<Registration>> QueueCache::registration()
{
    return m_writer.run<std::optional<Registration>>([files = m_files]() -> Result<std::optional<Registration>> {
        const Result<QString> text = files->queue.meta(RegistrationName);
        if (!text)
            return failure(text.error());
        if (text->isEmpty())
            return std::optional<Registration>();
        const Result<Registration> read =
            contract::registrationFromJson(QJsonDocument::fromJson(text->toUtf8()).object());
        if (!read)
            return std::optional<Registration>(); // of another version of the program: the site gives it again
        return std::optional<Registration>(*read);
    });
}

Future<void> QueueCache::storeRegistration(const Registration &registration)
{
    return m_writer.run<void>([files = m_files, registration] {
        const QJsonDocument document(contract::toJson(registration));
        return files->queue.setMeta(RegistrationName, QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
    });
}

} // namespace tegata
