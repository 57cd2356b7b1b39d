// SPDX-License-Identifier: Apache-2.0
#include "core/desk/decisionlogexport.h"

#include "core/base/clock.h"
#include "core/base/filewriter.h"
#include "core/desk/export/csvtablewriter.h"

#include <QHash>
#include <QJsonDocument>

namespace tegata {

namespace {

constexpr int PageSize = 1000;

const char Recipe[] =
    "Each following line is one entry. content is the text that was hashed (UTF-8, byte for byte), sealed is base64 "
    "(absent: empty). hash(n) = SHA-256(hash(n-1) || SHA-256(content) || SHA-256(sealed)), hash(0) = 32 zero bytes; "
    "sequence counts from 1 without gap. words is what the exporting program could open of sealed; it is not hashed.";

template <typename Each>
Result<void> forEachRow(DecisionLogStore &log, Each each)
{
    qint64 after = 0;
    while (true) {
        const Result<QList<DecisionLogRow>> page = log.rows(after, PageSize);
        if (!page)
            return failure(page.error());
        for (const DecisionLogRow &row : *page) {
            if (Result<void> done = each(row); !done)
                return done;
            after = row.sequence;
        }
        if (page->size() < PageSize)
            return {};
    }
}

QByteArray lineOf(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

QString noteOf(const DecisionLogEntry &entry)
{
    return entry.words ? entry.words->value(QLatin1String("note")).toString() : QString();
}

} // namespace

Result<void> exportJsonLines(DecisionLogStore &log, const RecordSealer &sealer, const QString &path)
{
    const Result<LogVerification> verified = log.verify();
    if (!verified)
        return failure(verified.error());
    FileWriter file;
    if (Result<void> opened = file.open(path); !opened)
        return opened;
    const QJsonObject head{{QStringLiteral("format"), QStringLiteral("tegata decision log 1")},
                           {QStringLiteral("verify"), QLatin1String(Recipe)},
                           {QStringLiteral("entries"), verified->entries},
                           {QStringLiteral("head"), QString::fromLatin1(verified->head.toHex())},
                           {QStringLiteral("firstBroken"), verified->firstBroken}};
    if (Result<void> written = file.write(lineOf(head)); !written)
        return written;
    const Result<void> all = forEachRow(log, [&](const DecisionLogRow &row) {
        QJsonObject line{{QStringLiteral("sequence"), row.sequence},
                         {QStringLiteral("content"), QString::fromUtf8(row.content)},
                         {QStringLiteral("hash"), QString::fromLatin1(row.hash.toHex())}};
        if (!row.sealed.isEmpty()) {
            line.insert(QStringLiteral("sealed"), QString::fromLatin1(row.sealed.toBase64()));
            if (const DecisionLogEntry entry = fromRow(row, sealer); entry.words)
                line.insert(QStringLiteral("words"), *entry.words);
        }
        return file.write(lineOf(line));
    });
    return all ? file.commit() : all;
}

Result<void> exportCsv(DecisionLogStore &log, const RecordSealer &sealer, const QString &path)
{
    // An outcome may be far behind its action; one short value each is small beside a million of rows.
    QHash<QString, DecisionLogEntry> outcomes;
    const Result<void> read = forEachRow(log, [&](const DecisionLogRow &row) -> Result<void> {
        DecisionLogEntry entry = fromRow(row, sealer);
        if (entry.kind == DecisionLogEntry::Kind::Outcome)
            outcomes.insert(entry.idempotencyKey, std::move(entry));
        return {};
    });
    if (!read)
        return read;

    ExportTable table;
    for (const char *title :
         {"sequence", "at", "operator", "commonName", "certificateSerial", "site", "action", "target", "version",
          "facts", "evidence", "note", "outcome", "outcomeAt", "state", "code", "idempotencyKey", "hash"})
        table.columns.append({QString::fromLatin1(title)});
    CsvTableWriter csv;
    if (Result<void> opened = csv.open(path, table); !opened)
        return opened;
    const auto compact = [](const QJsonObject &json) {
        return json.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
    };
    const Result<void> all = forEachRow(log, [&](const DecisionLogRow &row) -> Result<void> {
        const DecisionLogEntry entry = fromRow(row, sealer);
        if (entry.kind == DecisionLogEntry::Kind::Outcome)
            return {};
        const DecisionLogEntry outcome = outcomes.value(entry.idempotencyKey);
        return csv.append(
            {{entry.sequence, entry.at, entry.author.operatorActor.id, entry.author.commonName,
              entry.author.certificateSerial, entry.author.site, entry.action, entry.target, qint64(entry.version),
              compact(entry.facts), compact(entry.evidence), noteOf(entry), outcome.outcome, outcome.at, outcome.state,
              outcome.code, entry.idempotencyKey, QString::fromLatin1(entry.hash.toHex())}});
    });
    return all ? csv.commit() : all;
}

} // namespace tegata
