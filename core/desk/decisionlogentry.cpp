// SPDX-License-Identifier: Apache-2.0
#include "core/desk/decisionlogentry.h"

#include "core/base/clock.h"
#include "core/sync/outboxcodec.h"

#include <QJsonDocument>

namespace tegata {

namespace {

struct Facts
{
    QString action;
    QJsonObject facts;
    QJsonObject words;
};

QJsonObject noteOf(const QString &text)
{
    return text.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("note"), text}};
}

Facts factsOf(const Decision &decision)
{
    return {requestActionName(decision.action), {}, noteOf(decision.note)};
}

Facts factsOf(const Revocation &revocation)
{
    QJsonObject facts{{QStringLiteral("reason"), revocationReasonName(revocation.reason)}};
    if (!revocation.at.isValid())
        return {QStringLiteral("revoke"), facts, noteOf(revocation.note)};
    facts.insert(QStringLiteral("at"), toRfc3339(revocation.at));
    return {QStringLiteral("scheduleRevocation"), facts, noteOf(revocation.note)};
}

Facts factsOf(const ScheduleCancellation &)
{
    return {QStringLiteral("cancelScheduledRevocation"), {}, {}};
}

Facts factsOf(const RequestEdit &edit)
{
    Facts all{QStringLiteral("edit"), {}, noteOf(edit.note)};
    if (edit.product)
        all.facts.insert(QStringLiteral("product"), productName(*edit.product));
    if (edit.language)
        all.facts.insert(QStringLiteral("language"), languageTag(*edit.language));
    if (edit.renewalOf)
        all.facts.insert(QStringLiteral("renewalOf"), *edit.renewalOf);
    if (edit.notifyMail)
        all.words.insert(QStringLiteral("notifyMail"), *edit.notifyMail);
    return all;
}

Facts factsOf(const NoteAddition &note)
{
    return {QStringLiteral("note"), {}, noteOf(note.text)};
}

void describeAnswer(const Error &error, DecisionLogEntry &entry)
{
    entry.outcome = error.code == ErrorCode::Cancelled  ? QStringLiteral("undone")
                    : error.code == ErrorCode::Conflict ? QStringLiteral("conflict")
                                                        : QStringLiteral("failed");
    entry.code = errorCodeName(error.code);
}

void describeCurrent(const RequestDetail &detail, DecisionLogEntry &entry)
{
    entry.state = requestStateName(detail.request.state);
    entry.versionAfter = detail.request.version;
}

void describeCurrent(const CertificateDetail &detail, DecisionLogEntry &entry)
{
    entry.state = certificateStateName(detail.certificate.state);
    entry.versionAfter = detail.certificate.version;
}

template <typename Detail>
void describeAnswer(const ActionAnswer<Detail> &answer, DecisionLogEntry &entry)
{
    if (const auto *done = std::get_if<ActionDone<Detail>>(&answer)) {
        entry.outcome = QStringLiteral("done");
        describeCurrent(done->current, entry);
    } else if (const auto *conflict = std::get_if<ActionConflict<Detail>>(&answer)) {
        entry.outcome = QStringLiteral("conflict");
        describeCurrent(conflict->current, entry);
    } else {
        entry.outcome = QStringLiteral("refused");
        entry.code = std::get<ActionRefused>(answer).code;
    }
}

QByteArray bytesOf(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QByteArray sealedName(const QString &idempotencyKey)
{
    return QByteArrayLiteral("decision:") + idempotencyKey.toUtf8();
}

QJsonObject toJson(const DecisionLogEntry &entry)
{
    QJsonObject json{{QStringLiteral("at"), toRfc3339(entry.at)},
                     {QStringLiteral("idempotencyKey"), entry.idempotencyKey}};
    if (entry.kind == DecisionLogEntry::Kind::Outcome) {
        json.insert(QStringLiteral("kind"), QStringLiteral("outcome"));
        json.insert(QStringLiteral("outcome"), entry.outcome);
        json.insert(QStringLiteral("state"), entry.state);
        json.insert(QStringLiteral("version"), entry.versionAfter);
        json.insert(QStringLiteral("code"), entry.code);
        return json;
    }
    json.insert(QStringLiteral("kind"), QStringLiteral("action"));
    json.insert(QStringLiteral("site"), entry.author.site);
    json.insert(QStringLiteral("operator"),
                QJsonObject{{QStringLiteral("id"), entry.author.operatorActor.id},
                            {QStringLiteral("name"), entry.author.operatorActor.name},
                            {QStringLiteral("commonName"), entry.author.commonName},
                            {QStringLiteral("certificateSerial"), entry.author.certificateSerial}});
    json.insert(QStringLiteral("action"), entry.action);
    json.insert(QStringLiteral("target"), entry.target);
    json.insert(QStringLiteral("version"), entry.version);
    json.insert(QStringLiteral("facts"), entry.facts);
    json.insert(QStringLiteral("evidence"), entry.evidence);
    return json;
}

} // namespace

LogAuthor logAuthor(const SiteSession &session)
{
    return {session.operatorActor, session.operatorCommonName, session.certificateSerial, session.siteName};
}

DecisionLogEntry actionEntry(const OutboxAction &action, const LogAuthor &author, const QJsonObject &evidence,
                             const QDateTime &at)
{
    const Facts facts = std::visit([](const auto &one) { return factsOf(one); }, action);
    DecisionLogEntry entry;
    entry.at = at;
    entry.idempotencyKey = idempotencyKeyOf(action);
    entry.author = author;
    entry.action = facts.action;
    entry.target = targetOf(action);
    entry.version = versionOf(action).value_or(0);
    entry.facts = facts.facts;
    entry.evidence = evidence;
    entry.words = facts.words;
    return entry;
}

DecisionLogEntry outcomeEntry(const OutboxAnswer &answer, const QDateTime &at)
{
    DecisionLogEntry entry;
    entry.kind = DecisionLogEntry::Kind::Outcome;
    entry.at = at;
    entry.idempotencyKey = idempotencyKeyOf(answer.action);
    std::visit([&](const auto &one) { describeAnswer(one, entry); }, answer.answer);
    return entry;
}

Result<DecisionLogRow> toRow(const DecisionLogEntry &entry, const RecordSealer &sealer)
{
    QJsonObject json = toJson(entry);
    DecisionLogRow row;
    if (entry.words && !entry.words->isEmpty() && sealer.hasKey()) {
        Result<QByteArray> sealed = sealer.seal(sealedName(entry.idempotencyKey), bytesOf(*entry.words));
        if (!sealed)
            return failure(sealed.error());
        row.sealed = *std::move(sealed);
        json.insert(QStringLiteral("words"), QStringLiteral("sealed"));
    } else if (entry.words && !entry.words->isEmpty()) {
        json.insert(QStringLiteral("words"), QStringLiteral("notKept"));
    }
    row.content = bytesOf(json);
    return row;
}

DecisionLogEntry fromRow(const DecisionLogRow &row, const RecordSealer &sealer)
{
    const QJsonObject json = QJsonDocument::fromJson(row.content).object();
    const auto text = [&](const char *name) { return json.value(QLatin1String(name)).toString(); };
    DecisionLogEntry entry;
    entry.sequence = row.sequence;
    entry.hash = row.hash;
    entry.at = fromRfc3339(text("at"));
    entry.idempotencyKey = text("idempotencyKey");
    if (text("kind") == QLatin1String("outcome")) {
        entry.kind = DecisionLogEntry::Kind::Outcome;
        entry.outcome = text("outcome");
        entry.state = text("state");
        entry.versionAfter = json.value(QLatin1String("version")).toInt();
        entry.code = text("code");
        return entry;
    }
    if (text("kind") == QLatin1String("loss")) {
        entry.kind = DecisionLogEntry::Kind::Loss;
        entry.action = QStringLiteral("loss");
        for (const char *name : {"reason", "lostSequence", "lostHash", "keptAs"})
            entry.facts.insert(QLatin1String(name), json.value(QLatin1String(name)));
        return entry;
    }
    const QJsonObject author = json.value(QLatin1String("operator")).toObject();
    entry.author = {{author.value(QLatin1String("id")).toString(), author.value(QLatin1String("name")).toString()},
                    author.value(QLatin1String("commonName")).toString(),
                    author.value(QLatin1String("certificateSerial")).toString(),
                    text("site")};
    entry.action = text("action");
    entry.target = text("target");
    entry.version = json.value(QLatin1String("version")).toInt();
    entry.facts = json.value(QLatin1String("facts")).toObject();
    entry.evidence = json.value(QLatin1String("evidence")).toObject();
    if (row.sealed.isEmpty()) {
        if (text("words").isEmpty())
            entry.words = QJsonObject();
    } else if (const Result<SecretBytes> opened = sealer.open(sealedName(entry.idempotencyKey), row.sealed)) {
        entry.words = QJsonDocument::fromJson(QByteArray(opened->data(), qsizetype(opened->size()))).object();
    }
    return entry;
}

} // namespace tegata
