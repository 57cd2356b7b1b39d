// SPDX-License-Identifier: Apache-2.0
#include "core/outbox/decisionlogstore.h"

#include "core/base/clock.h"
#include "core/base/privatefile.h"
#include "core/base/setaside.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QVariant>
#include <QtEndian>

#include <utility>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(log, "tegata.decisions")

const auto HeadSuffix = QLatin1String(".head");
constexpr int HashSize = 32;
constexpr qint64 MaximumHead = 1024;
constexpr int VerifyPage = 1000;
constexpr int ReadingCache = 1024; // KiB

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray firstHash()
{
    return QByteArray(HashSize, '\0');
}

DecisionLogRow rowOf(const QSqlQuery &query)
{
    return {query.value(0).toLongLong(), query.value(1).toString().toUtf8(), query.value(2).toByteArray(),
            query.value(3).toByteArray()};
}

const char *reasonName(DecisionLogLoss::Reason reason)
{
    switch (reason) {
    case DecisionLogLoss::Reason::Missing:
        return "missing";
    case DecisionLogLoss::Reason::Shorter:
        return "shorter";
    case DecisionLogLoss::Reason::Another:
        return "another";
    case DecisionLogLoss::Reason::Damaged:
        return "damaged";
    case DecisionLogLoss::Reason::HeadLost:
        break;
    }
    return "headLost";
}

// Of an entry that names a loss: what was lost.
std::optional<DecisionLogHead> lossIn(const QByteArray &content)
{
    if (!content.contains("\"kind\":\"loss\""))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(content).object();
    if (json.value(QLatin1String("kind")).toString() != QLatin1String("loss"))
        return std::nullopt;
    return DecisionLogHead{json.value(QLatin1String("lostSequence")).toInteger(),
                           QByteArray::fromHex(json.value(QLatin1String("lostHash")).toString().toLatin1())};
}

Result<QList<DecisionLogRow>> readAll(QSqlQuery &query)
{
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    QList<DecisionLogRow> rows;
    while (query.next())
        rows.append(rowOf(query));
    return CacheDatabase::atEnd(query).map([&rows] { return rows; });
}

} // namespace

QByteArray DecisionLogStore::chained(const QByteArray &before, const QByteArray &content, const QByteArray &sealed)
{
    return sha256((before.isEmpty() ? firstHash() : before) + sha256(content) + sha256(sealed));
}

Result<void> DecisionLogStore::open(const QString &path, const QDateTime &now)
{
    m_path = path;
    m_loss.reset();
    m_outboxTrouble.reset();
    if (Result<void> finished = finishReplacing(); !finished)
        return finished;
    const KeptHead kept = readHead();
    const bool isFirst = kept.head && kept.head->sequence == 0; // nothing has to be there yet
    const DecisionLogHead expected = kept.head && !isFirst ? *kept.head : DecisionLogHead();
    if (!QFileInfo::exists(path) && kept.isThere && !isFirst) {
        if (Result<void> begun = beginAnew(DecisionLogLoss::Reason::Missing, expected, now); !begun)
            return begun;
        return takeOutboxOfItsOwn(now);
    }
    Result<void> opened = openFile(path).and_then([this] { return m_database.check(QStringLiteral("outbox")); });
    if (!opened && opened.error().code == ErrorCode::StoreCorrupt)
        opened = mend(expected, now);
    if (opened && !m_loss)
        opened = compareWithHead(kept, now);
    return opened.and_then([&] { return takeOutboxOfItsOwn(now); });
}

Result<void> DecisionLogStore::compareWithHead(const KeptHead &kept, const QDateTime &now)
{
    if (kept.head) {
        const auto found = expect(*kept.head, now);
        if (!found)
            return failure(found.error());
        // The program ended before the head was written: what is there now has to be there from now on.
        if (!*found && !m_loss)
            return last().map([this, &kept](const DecisionLogRow &row) {
                if (row.sequence > kept.head->sequence)
                    writeHead(row);
            });
        return {};
    }
    const Result<DecisionLogHead> end = head();
    if (!end)
        return failure(end.error());
    if (end->sequence == 0 && !kept.isThere) {
        writeFirstHead();
        return {};
    }
    return tell({DecisionLogLoss::Reason::HeadLost, {}, {}}, now).map([this] { (void)writeDueHead(); });
}

Result<void> DecisionLogStore::openToRead(const QString &path)
{
    m_path = path;
    return QFileInfo::exists(path) ? m_database.openToRead(path, ReadingCache) : Result<void>();
}

void DecisionLogStore::close()
{
    (void)writeDueHead();
    m_database.close();
}

Result<void> DecisionLogStore::openFile(const QString &path)
{
    if (Result<void> opened = m_database.open(path, QStringLiteral("decisions"), true); !opened)
        return opened;
    for (const char *what : {"UPDATE", "DELETE"}) {
        const QString trigger = QStringLiteral("CREATE TRIGGER IF NOT EXISTS entry_no_%1 BEFORE %2 ON entry "
                                               "BEGIN SELECT RAISE(ABORT, 'the decision log only grows'); END")
                                    .arg(QString::fromLatin1(what).toLower(), QLatin1String(what));
        if (Result<void> made = m_database.execute(trigger); !made)
            return made;
    }
    return {};
}

Result<std::optional<DecisionLogLoss::Reason>> DecisionLogStore::misfit(const DecisionLogHead &head)
{
    const Result<QList<DecisionLogRow>> there = rows(head.sequence - 1, 1);
    if (!there)
        return failure(there.error());
    if (there->isEmpty())
        return DecisionLogLoss::Reason::Shorter;
    const DecisionLogRow &row = there->constFirst();
    if (row.sequence == head.sequence && row.hash == head.hash)
        return std::nullopt;
    return DecisionLogLoss::Reason::Another;
}

Result<bool> DecisionLogStore::isTold(const DecisionLogHead &lost)
{
    const Result<LogVerification> verified = verify();
    if (!verified)
        return failure(verified.error());
    if (readHead().head != lost)
        return verified->lost.sequence >= lost.sequence; // kept elsewhere: it may be behind what was lost
    // The own head is still the lost log's only when the power went before the entry's own was written.
    if (verified->lost != lost)
        return false;
    return last().map([this](const DecisionLogRow &row) {
        writeHead(row);
        return true;
    });
}

Result<void> DecisionLogStore::beginAnew(DecisionLogLoss::Reason reason, const DecisionLogHead &expected,
                                         const QDateTime &now)
{
    DecisionLogLoss loss{reason, expected, {}};
    if (!QFileInfo::exists(m_path)) {
        m_database.close();
        return openFile(m_path).and_then([&] { return tell(loss, now); }).map([this] { (void)writeDueHead(); });
    }
    const Salvage salvage = salvageFrom(m_database);
    const QString aside = asidePathFor(m_path);
    loss.keptAs = QFileInfo(aside).fileName();
    // A copy: the head stays until the entry that names the loss is durable.
    if (const Result<QByteArray> head = readPrivateFile(m_path + HeadSuffix, MaximumHead))
        (void)writePrivateFile(aside + HeadSuffix, *head);
    else if (head.error().code == ErrorCode::NotFound) // a new log without one would be a head that was lost
        writeFirstHead();
    return replace(salvage, [&] { return tell(loss, now); });
}

Result<void> DecisionLogStore::tell(const DecisionLogLoss &loss, const QDateTime &now)
{
    const QJsonObject json{{QStringLiteral("kind"), QStringLiteral("loss")},
                           {QStringLiteral("at"), toRfc3339(now)},
                           {QStringLiteral("reason"), QLatin1String(reasonName(loss.reason))},
                           {QStringLiteral("lostSequence"), loss.expected.sequence},
                           {QStringLiteral("lostHash"), QString::fromLatin1(loss.expected.hash.toHex())},
                           {QStringLiteral("keptAs"), loss.keptAs}};
    DecisionChanges changes;
    changes.log = {{0, QJsonDocument(json).toJson(QJsonDocument::Compact), {}, {}}};
    Result<void> written = write(changes);
    if (written)
        m_loss = loss;
    return written;
}

Result<std::optional<DecisionLogLoss>> DecisionLogStore::expect(const DecisionLogHead &head, const QDateTime &now)
{
    if (head.sequence == 0)
        return std::nullopt;
    const auto found = misfit(head);
    const bool isDamaged = !found && found.error().code == ErrorCode::StoreCorrupt;
    if (!found && !isDamaged)
        return failure(found.error());
    if (found && !*found)
        return std::nullopt;
    if (!isDamaged) {
        const Result<bool> told = isTold(head);
        if (!told)
            return failure(told.error());
        if (*told)
            return std::nullopt;
    }
    if (Result<void> begun = beginAnew(isDamaged ? DecisionLogLoss::Reason::Damaged : **found, head, now); !begun)
        return failure(begun.error());
    return m_loss;
}

Result<DecisionLogHead> DecisionLogStore::head()
{
    return last().map([](const DecisionLogRow &row) { return DecisionLogHead{row.sequence, row.hash}; });
}

Result<DecisionLogRow> DecisionLogStore::last()
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT sequence, content, sealed, hash FROM entry ORDER BY sequence DESC LIMIT 1"));
    const Result<QList<DecisionLogRow>> rows = readAll(query);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? DecisionLogRow() : rows->constFirst();
}

Result<void> DecisionLogStore::insert(QList<DecisionLogRow> &rows)
{
    if (rows.isEmpty())
        return {};
    // Another process may have appended since: the transaction keeps it out from here on.
    const Result<DecisionLogRow> before = last();
    if (!before)
        return failure(before.error());
    DecisionLogRow previous = *before;
    QSqlQuery query =
        m_database.prepare(QStringLiteral("INSERT INTO entry (sequence, content, sealed, hash) VALUES (?, ?, ?, ?)"));
    for (DecisionLogRow &row : rows) {
        row.sequence = previous.sequence + 1;
        row.hash = chained(previous.hash, row.content, row.sealed);
        query.addBindValue(row.sequence);
        query.addBindValue(QString::fromUtf8(row.content));
        query.addBindValue(row.sealed);
        query.addBindValue(row.hash);
        if (Result<void> inserted = CacheDatabase::run(query); !inserted)
            return inserted;
        previous = row;
    }
    return {};
}

Result<void> DecisionLogStore::write(DecisionChanges &changes)
{
    Result<void> written = inTransaction([&] {
        return insert(changes.log)
            .and_then([&] { return m_outbox.add(changes.added); })
            .and_then([&] { return m_outbox.update(changes.updated); })
            .and_then([&] { return m_outbox.remove(changes.removed); });
    });
    if (written && !changes.log.isEmpty())
        m_dueHead = changes.log.constLast();
    return written;
}

Result<void> DecisionLogStore::append(QList<DecisionLogRow> &rows)
{
    DecisionChanges changes;
    changes.log = std::move(rows);
    Result<void> written = write(changes);
    rows = std::move(changes.log);
    (void)writeDueHead();
    return written;
}

std::optional<DecisionLogHead> DecisionLogStore::writeDueHead()
{
    if (!m_dueHead)
        return std::nullopt;
    const DecisionLogRow row = *std::exchange(m_dueHead, std::nullopt);
    writeHead(row);
    return DecisionLogHead{row.sequence, row.hash};
}

Result<qint64> DecisionLogStore::lastSequence()
{
    return last().map([](const DecisionLogRow &row) { return row.sequence; });
}

Result<QList<DecisionLogRow>> DecisionLogStore::rows(qint64 after, int limit)
{
    return rowsIn(m_database, after, limit);
}

Result<QList<DecisionLogRow>> DecisionLogStore::rowsIn(const CacheDatabase &database, qint64 after, int limit)
{
    QSqlQuery query = database.prepare(QStringLiteral(
        "SELECT sequence, content, sealed, hash FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?"));
    query.addBindValue(after);
    query.addBindValue(limit);
    return readAll(query);
}

Result<QStringList> DecisionLogStore::keysWithoutOutcome(qint64 upTo)
{
    QSqlQuery query = m_database.prepare(QStringLiteral(
        "SELECT json_extract(content, '$.idempotencyKey') AS k FROM entry AS action "
        "WHERE sequence <= ? AND json_extract(content, '$.kind') = 'action' AND NOT EXISTS (SELECT 1 FROM entry AS "
        "outcome "
        "WHERE json_extract(outcome.content, '$.idempotencyKey') = json_extract(action.content, '$.idempotencyKey') "
        "AND json_extract(outcome.content, '$.kind') = 'outcome') ORDER BY sequence"));
    query.addBindValue(upTo);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    QStringList keys;
    while (query.next())
        keys.append(query.value(0).toString());
    return CacheDatabase::atEnd(query).map([&keys] { return keys; });
}

Result<LogVerification> DecisionLogStore::verify()
{
    const KeptHead kept = readHead();
    LogVerification found;
    const auto broken = [&](LogDamage damage, qint64 sequence) {
        found.damage = damage;
        found.firstBroken = sequence;
        return found;
    };
    qint64 lossAt = 0;
    while (m_database.isOpen()) {
        const Result<QList<DecisionLogRow>> page = rows(found.entries, VerifyPage);
        if (!page)
            return failure(page.error());
        for (const DecisionLogRow &row : *page) {
            const qint64 expected = found.entries + 1;
            if (row.sequence != expected)
                return broken(LogDamage::Missing, expected);
            if (row.hash != chained(found.head, row.content, row.sealed))
                return broken(LogDamage::Changed, row.sequence);
            if (kept.head && kept.head->sequence == row.sequence && kept.head->hash != row.hash)
                return broken(LogDamage::Truncated, row.sequence);
            found.entries = row.sequence;
            found.head = row.hash;
            if (const std::optional<DecisionLogHead> lost = lossIn(row.content)) {
                lossAt = row.sequence;
                found.lost = *lost;
            }
        }
        if (page->size() < VerifyPage)
            break;
    }
    if (kept.head && kept.head->sequence > found.entries)
        return broken(LogDamage::Truncated, found.entries + 1);
    if (lossAt > 0)
        return broken(LogDamage::Lost, lossAt);
    return found;
}

void DecisionLogStore::writeHead(const DecisionLogRow &row) const
{
    // The entry is durable already: a head that is one append behind still shows every loss further back.
    const QByteArray head = QByteArray::number(row.sequence) + ' ' + row.hash.toHex() + '\n';
    if (const Result<void> written = writePrivateFile(m_path + HeadSuffix, head); !written)
        qCWarning(log) << "the head cannot be written:" << errorCodeName(written.error().code)
                       << written.error().detail;
}

void DecisionLogStore::writeFirstHead() const
{
    DecisionLogRow none;
    none.hash = firstHash();
    writeHead(none);
}

DecisionLogStore::KeptHead DecisionLogStore::readHead() const
{
    const Result<QByteArray> text = readPrivateFile(m_path + HeadSuffix, MaximumHead);
    if (!text)
        return {text.error().code != ErrorCode::NotFound, std::nullopt};
    const QList<QByteArray> parts = text->trimmed().split(' ');
    bool isNumber = false;
    const DecisionLogHead head{parts.constFirst().toLongLong(&isNumber), QByteArray::fromHex(parts.constLast())};
    const bool isWhole = parts.size() == 2 && isNumber && head.hash.size() == HashSize &&
                         (head.sequence > 0 || head == DecisionLogHead{0, firstHash()});
    return {true, isWhole ? std::optional(head) : std::nullopt};
}

QByteArray headBytes(const DecisionLogHead &head)
{
    QByteArray bytes(sizeof(qint64), '\0');
    qToBigEndian(head.sequence, bytes.data());
    return bytes + head.hash;
}

std::optional<DecisionLogHead> headFromBytes(const QByteArray &bytes)
{
    if (bytes.size() != qsizetype(sizeof(qint64)) + HashSize)
        return std::nullopt;
    const DecisionLogHead head{qFromBigEndian<qint64>(bytes.constData()), bytes.mid(sizeof(qint64))};
    return head.sequence > 0 ? std::optional(head) : std::nullopt;
}

} // namespace tegata
