// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/changefeed.h"

#include "core/remote/dogtag/gather.h"

#include <algorithm>

namespace tegata::dogtag {

namespace {

constexpr int LargestPage = 100;
constexpr qint64 RoundSeconds = 15 * 60;

const std::array<QString, 3> &decidedStates()
{
    static const std::array<QString, 3> names{QStringLiteral("complete"), QStringLiteral("rejected"),
                                              QStringLiteral("canceled")};
    return names;
}

QStringList idTexts(const QList<qint64> &ids, qsizetype limit)
{
    QStringList texts;
    for (const qint64 id : ids.mid(0, limit))
        texts.append(QString::number(id));
    return texts;
}

} // namespace

Future<contract::ChangePage> ChangeFeed::fetch(const QString &after, int limit)
{
    const Result<FeedCursor> cursor = feedCursorFromText(after);
    const bool isNew = !cursor; // also written by another version of the program
    return (new FeedJob(m_means, cursor.value_or(FeedCursor()), isNew, limit, &m_means.api))->start();
}

struct FeedJob::Counting
{
    std::array<qint64, 3> counts{};
    std::size_t next = 0;
};

FeedJob::FeedJob(const FeedMeans &means, FeedCursor cursor, bool reset, int limit, QObject *parent)
    : QObject(parent), m_means(means), m_cursor(std::move(cursor)), m_limit(std::clamp(limit, 1, LargestPage))
{
    m_page.reset = reset;
    m_means.holds.load(m_cursor.released);
}

Future<contract::ChangePage> FeedJob::start()
{
    const Future<contract::ChangePage> future = m_promise.future();
    lookForNew();
    return future;
}

void FeedJob::lookForNew()
{
    observe<QList<ListRow>>(m_means.api.rows({{}, m_cursor.lastRequest + 1, m_limit, 0}), this,
                            [this](const Result<QList<ListRow>> &rows) {
                                if (rows)
                                    takeNew(*rows);
                                else
                                    fail(rows.error());
                            });
}

void FeedJob::takeNew(const QList<ListRow> &rows)
{
    QList<ListRow> wanted;
    const qint64 before = m_cursor.lastRequest;
    for (const ListRow &row : rows) {
        if (row.id <= before) // past its end, the list shows its last entry again
            continue;
        m_cursor.lastRequest = std::max(m_cursor.lastRequest, row.id);
        m_cursor.heldMayBeReleased |= row.type == QLatin1String("unrevocation");
        if (!row.isForCertificate())
            continue;
        wanted.append(row);
        if (row.isPending())
            m_cursor.pending.append(row.id);
    }
    if (m_cursor.lastRequest == before) {
        count(std::make_shared<Counting>());
        return;
    }
    observe<QList<CertificateRequest>>(
        m_means.requests.requests(wanted), this,
        [this](const Result<QList<CertificateRequest>> &requests) { deliverRequests(requests); });
}

void FeedJob::count(std::shared_ptr<Counting> counting)
{
    if (counting->next == counting->counts.size()) {
        if (counting->counts == m_cursor.counts)
            lookForReleased();
        else
            lookForDecided(counting->counts);
        return;
    }
    observe<qint64>(m_means.api.count(decidedStates()[counting->next]), this,
                    [this, counting](const Result<qint64> &counted) {
                        if (!counted) {
                            fail(counted.error());
                            return;
                        }
                        counting->counts[counting->next++] = *counted;
                        count(counting);
                    });
}

// The counts are older than the list: what is decided in between moves them once more.
void FeedJob::lookForDecided(const std::array<qint64, 3> &counts)
{
    if (m_cursor.pending.isEmpty()) {
        m_cursor.counts = counts;
        lookForReleased();
        return;
    }
    observe<QList<qint64>>(m_means.requests.pendingIds(), this, [this, counts](const Result<QList<qint64>> &ids) {
        if (!ids) {
            fail(ids.error());
            return;
        }
        QList<qint64> decided;
        std::set_difference(m_cursor.pending.cbegin(), m_cursor.pending.cend(), ids->cbegin(), ids->cend(),
                            std::back_inserter(decided));
        if (decided.size() <= m_limit)
            m_cursor.counts = counts;
        if (decided.isEmpty()) {
            lookForReleased();
            return;
        }
        observe<QList<CertificateRequest>>(
            m_means.requests.requestsOf(idTexts(decided, m_limit)), this,
            [this](const Result<QList<CertificateRequest>> &requests) { deliverRequests(requests); });
    });
}

void FeedJob::lookForReleased()
{
    if (!m_cursor.heldMayBeReleased || m_cursor.held.isEmpty()) {
        m_cursor.heldMayBeReleased = false;
        search(&FeedCursor::issued);
        return;
    }
    observe<QList<ServerCertificate>>(
        gather<ServerCertificate, QString>(this, m_cursor.held.keys(),
                                           [this](const QString &serial) { return m_means.certificates.read(serial); }),
        this, [this](const Result<QList<ServerCertificate>> &certificates) {
            if (certificates)
                takeReleased(*certificates);
            else
                fail(certificates.error());
        });
}

void FeedJob::takeReleased(const QList<ServerCertificate> &certificates)
{
    for (ServerCertificate certificate : certificates) {
        const QString serial = certificate.detail.certificate.serial;
        if (certificate.isOnHold())
            continue;
        const int heldVersion = m_cursor.held.take(serial);
        if (certificate.detail.certificate.state != CertificateState::Revoked) {
            m_means.holds.add(serial, heldVersion);
            m_means.holds.apply(certificate);
        }
        m_page.certificates.append(certificate.detail.certificate);
    }
    m_cursor.heldMayBeReleased = false;
    if (m_page.certificates.isEmpty()) {
        search(&FeedCursor::issued);
        return;
    }
    m_page.more = true;
    finish();
}

void FeedJob::search(SearchPlace FeedCursor::*place)
{
    const bool isIssued = place == &FeedCursor::issued;
    const SearchPlace &now = m_cursor.*place;
    const QString name = isIssued ? QStringLiteral("issuedOn") : QStringLiteral("revokedOn");
    const QJsonObject criteria{{name + QStringLiteral("InUse"), true},
                               {name + QStringLiteral("From"), QString::number(now.from)}};
    observe<SearchPage>(m_means.api.search(criteria, now.start, m_limit), this,
                        [this, place](const Result<SearchPage> &page) {
                            if (page)
                                takeFound(place, *page);
                            else
                                fail(page.error());
                        });
}

void FeedJob::takeFound(SearchPlace FeedCursor::*place, const SearchPage &page)
{
    const bool isIssued = place == &FeedCursor::issued;
    SearchPlace &now = m_cursor.*place;
    if (now.start == 0 && page.total == now.seen) {
        if (isIssued)
            search(&FeedCursor::revoked);
        else
            goRound();
        return;
    }
    if (now.start == 0)
        now.latest = now.atLatest = 0;
    for (const SearchRow &row : page.rows) {
        const QDateTime at = isIssued ? row.issuedAt : row.revokedAt;
        const qint64 time = std::max(at.isValid() ? at.toMSecsSinceEpoch() : 0, now.from);
        if (time > now.latest) {
            now.latest = time;
            now.atLatest = 0;
        }
        now.atLatest += time == now.latest ? 1 : 0;
    }
    now.start += page.rows.size();
    if (page.rows.isEmpty() || now.start >= page.total)
        now = {std::max(now.latest, now.from), now.atLatest, 0, 0, 0};
    observe<QList<CertificateRecord>>(
        m_means.certificates.records(page.rows), this, [this](const Result<QList<CertificateRecord>> &records) {
            if (!records) {
                fail(records.error());
                return;
            }
            for (const CertificateRecord &record : *records) {
                const bool isHeld = record.revocationReason == RevocationReason::CertificateHold;
                if (isHeld)
                    m_cursor.held.insert(record.serial, record.version);
            }
            m_page.certificates = *records;
            m_page.more = true;
            finish();
        });
}

void FeedJob::goRound()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!m_cursor.roundAt.isValid())
        m_cursor.roundAt = now; // all was read just now
    if (m_cursor.roundFrom == 0 && m_cursor.roundAt.secsTo(now) < RoundSeconds) {
        finish();
        return;
    }
    const auto next = std::upper_bound(m_cursor.pending.cbegin(), m_cursor.pending.cend(), m_cursor.roundFrom);
    const QStringList ids = idTexts(m_cursor.pending.mid(next - m_cursor.pending.cbegin()), m_limit);
    if (ids.isEmpty()) {
        m_cursor.roundAt = now;
        m_cursor.roundFrom = 0;
        finish();
        return;
    }
    m_cursor.roundFrom = ids.constLast().toLongLong();
    observe<QList<CertificateRequest>>(
        m_means.requests.requestsOf(ids), this,
        [this](const Result<QList<CertificateRequest>> &requests) { deliverRequests(requests); });
}

void FeedJob::deliverRequests(const Result<QList<CertificateRequest>> &requests)
{
    if (!requests) {
        fail(requests.error());
        return;
    }
    m_page.requests = *requests;
    for (const CertificateRequest &request : m_page.requests) {
        // Decided between the list and the review.
        if (request.state != RequestState::Pending)
            m_cursor.pending.removeOne(request.id.toLongLong());
    }
    m_page.more = true;
    finish();
}

void FeedJob::finish()
{
    m_cursor.released = m_means.holds.versions();
    m_page.next = toText(m_cursor);
    m_promise.deliver(std::move(m_page));
    deleteLater();
}

void FeedJob::fail(const Error &error)
{
    m_promise.deliver(failure(error));
    deleteLater();
}

} // namespace tegata::dogtag
