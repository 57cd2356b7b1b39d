// SPDX-License-Identifier: Apache-2.0
#include "core/desk/decisionlog.h"

#include "core/desk/decisionlogexport.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSysInfo>

#include <utility>

namespace tegata {

QString decisionLogName(const QString &profileDirectory, const QString &siteId)
{
    const QByteArray place = QSysInfo::machineUniqueId() + '\n' +
                             QFileInfo(profileDirectory).absoluteFilePath().toUtf8() + '\n' + siteId.toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(place, QCryptographicHash::Sha256).toHex().left(32));
}

DecisionLog::DecisionLog(OutboxFile &file, const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_file(file)
{
    connect(&m_file, &OutboxFile::headMoved, this, [this](qint64 sequence, const QByteArray &hash) {
        storeHead({sequence, hash});
    });
}

DecisionLog::DecisionLog(QString path, const Clock &clock, Access access, QObject *parent)
    : QObject(parent), m_clock(clock), m_own(std::make_unique<OutboxFile>(std::move(path), clock.now(), access)),
      m_file(*m_own)
{}

DecisionLog::~DecisionLog() = default;

void DecisionLog::setKey(const SharedSecret &key)
{
    m_sealer = RecordSealer(key);
}

Future<std::optional<StoreTrouble>> DecisionLog::trouble()
{
    return m_file.logTrouble();
}

Future<DecisionLogHead> DecisionLog::head()
{
    return m_file.whenOpen<DecisionLogHead>([](DecisionLogStore &file) { return file.head(); });
}

void DecisionLog::keepHeadIn(SecretStore &secrets, const QString &name)
{
    m_headName = name;
    observe(secrets.read(name), this, [this, &secrets](const Result<SharedSecret> &kept) {
        const bool isNothing = !kept && kept.error().code == ErrorCode::KeychainEntryMissing;
        if (!kept && !isNothing) {
            if (kept.error().code == ErrorCode::KeychainLocked) // it may be open when somebody decides
                m_askAgain = &secrets;
            return;
        }
        // A locked keychain says so too: before anything is written over what it may hold, it is asked once more, when
        // somebody decides.
        if (isNothing && !std::exchange(m_hasAskedTwice, true)) {
            m_askAgain = &secrets;
            return;
        }
        const DecisionLogHead expected =
            kept ? headFromBytes(QByteArray((*kept)->data(), qsizetype((*kept)->size()))).value_or(DecisionLogHead())
                 : DecisionLogHead();
        struct Compared
        {
            std::optional<DecisionLogLoss> loss;
            DecisionLogHead now;
        };
        const auto job = [expected, at = m_clock.now()](DecisionLogStore &file) -> Result<Compared> {
            const auto loss = file.expect(expected, at);
            if (!loss)
                return failure(loss.error());
            return file.head().map([&loss](const DecisionLogHead &now) { return Compared{*loss, now}; });
        };
        observe<Compared>(m_file.whenWritable<Compared>(job), this,
                          [this, &secrets, expected](const Result<Compared> &compared) {
                              if (!compared)
                                  return;
                              m_secrets = &secrets;
                              if (compared->loss)
                                  Q_EMIT troubled(troubleOf(*compared->loss));
                              if (compared->now != expected)
                                  storeHead(compared->now);
                          });
    });
}

void DecisionLog::storeHead(const DecisionLogHead &head)
{
    if (SecretStore *secrets = std::exchange(m_askAgain, nullptr))
        keepHeadIn(*secrets, m_headName);
    if (!m_secrets || head.sequence == 0)
        return;
    if (m_isStoringHead) {
        m_headToStore = head; // only the latest counts
        return;
    }
    m_isStoringHead = true;
    QByteArray bytes = headBytes(head);
    const auto secret = std::make_shared<const SecretBytes>(SecretBytes::take(bytes));
    observe(m_secrets->write(m_headName, secret), this, [this](const Result<void> &) {
        m_isStoringHead = false;
        if (const std::optional<DecisionLogHead> next = std::exchange(m_headToStore, std::nullopt))
            storeHead(*next);
    });
}

LogRowMaker DecisionLog::actionRow(const OutboxAction &action, const QJsonObject &evidence) const
{
    return [entry = actionEntry(action, m_author, evidence, m_clock.now()), sealer = m_sealer] {
        return toRow(entry, sealer);
    };
}

QList<LogRowMaker> DecisionLog::outcomeRows(const QList<OutboxAnswer> &answers) const
{
    QList<LogRowMaker> rows;
    for (const OutboxAnswer &answer : answers)
        rows.append([entry = outcomeEntry(answer, m_clock.now()), sealer = m_sealer] { return toRow(entry, sealer); });
    return rows;
}

Future<LogVerification> DecisionLog::verify()
{
    return m_file.whenOpen<LogVerification>([](DecisionLogStore &file) { return file.verify(); });
}

Future<QList<DecisionLogEntry>> DecisionLog::entries(qint64 after, int limit)
{
    return m_file.whenOpen<QList<DecisionLogEntry>>(
        [after, limit, sealer = m_sealer](DecisionLogStore &file) -> Result<QList<DecisionLogEntry>> {
            const Result<QList<DecisionLogRow>> rows = file.rows(after, limit);
            if (!rows)
                return failure(rows.error());
            QList<DecisionLogEntry> entries;
            for (const DecisionLogRow &row : *rows)
                entries.append(fromRow(row, sealer));
            return entries;
        });
}

Future<void> DecisionLog::exportTo(const QString &path, DecisionLogFormat format)
{
    return m_file.whenOpen<void>([path, format, sealer = m_sealer](DecisionLogStore &file) {
        return format == DecisionLogFormat::Csv ? exportCsv(file, sealer, path) : exportJsonLines(file, sealer, path);
    });
}

Future<AuditComparison> DecisionLog::compareWith(const QList<AuditRecord> &records, const QString &operatorId,
                                                 const QString &logName)
{
    return m_file.whenOpen<AuditComparison>(
        [records, operatorId, logName, sealer = m_sealer](DecisionLogStore &file) -> Result<AuditComparison> {
            QList<DecisionLogEntry> entries;
            while (true) {
                constexpr int PageSize = 1000;
                const Result<QList<DecisionLogRow>> page =
                    file.rows(entries.isEmpty() ? 0 : entries.constLast().sequence, PageSize);
                if (!page)
                    return failure(page.error());
                for (const DecisionLogRow &row : *page)
                    entries.append(fromRow(row, sealer));
                if (page->size() < PageSize)
                    return compareWithAudit(entries, records, operatorId, logName);
            }
        });
}

} // namespace tegata
