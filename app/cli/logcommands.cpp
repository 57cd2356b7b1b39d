// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "core/desk/decisionlog.h"
#include "core/remote/listwalk.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>

namespace tegata::cli {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Cli", text);
}

using Log = std::shared_ptr<DecisionLog>;

// The log of the site that is meant, in the profile that is meant, and the name that the site knows it by. It lives
// until the end of the command.
void withLog(CommandContext &context, std::function<void(const Log &, const QString &name)> next)
{
    withSiteProfile(context, [&context, next = std::move(next)](const SiteProfile &site) {
        const QDir folder(QDir(context.options().profileDirectory()).filePath(QStringLiteral("cache/") + site.id));
        const QString path = folder.filePath(QStringLiteral("decisions.sqlite"));
        // Where only its head is left, there was one: that is to be told, not that there was none.
        if (!QFile::exists(path) && !QFile::exists(path + QLatin1String(".head"))) {
            context.fail({ErrorCode::NotFound, QStringLiteral("no decision was made here"), path, -1});
            return;
        }
        next(std::make_shared<DecisionLog>(path, context.clock(), DecisionLog::Access::Read),
             decisionLogName(context.options().profileDirectory(), site.id));
    });
}

QString damageName(LogDamage damage)
{
    switch (damage) {
    case LogDamage::Changed:
        return QStringLiteral("changed");
    case LogDamage::Missing:
        return QStringLiteral("missing");
    case LogDamage::Truncated:
        return QStringLiteral("truncated");
    case LogDamage::Lost:
        return QStringLiteral("lost");
    case LogDamage::None:
        break;
    }
    return QStringLiteral("none");
}

QString sentenceOf(const LogVerification &verified)
{
    switch (verified.damage) {
    case LogDamage::None:
        return words(QT_TRANSLATE_NOOP("Cli", "The decision log is unchanged: %1 entries, last hash %2."))
            .arg(verified.entries)
            .arg(QString::fromLatin1(verified.head.toHex()));
    case LogDamage::Changed:
        return words(QT_TRANSLATE_NOOP("Cli",
                                       "Entry %1 of the decision log does not match the hash chain: this entry or "
                                       "an earlier one was changed. Compare it with the service's audit trail."))
            .arg(verified.firstBroken);
    case LogDamage::Missing:
        return words(QT_TRANSLATE_NOOP("Cli", "Entry %1 of the decision log is missing. Compare with the service's "
                                              "audit trail."))
            .arg(verified.firstBroken);
    case LogDamage::Lost:
        return words(QT_TRANSLATE_NOOP("Cli",
                                       "A decision log of %1 entries before this one was lost: entry %2 says so. "
                                       "This one, of %3 entries, is whole in itself. Compare with the service's "
                                       "audit trail."))
            .arg(verified.lost.sequence)
            .arg(verified.firstBroken)
            .arg(verified.entries);
    case LogDamage::Truncated:
        break;
    }
    return words(QT_TRANSLATE_NOOP("Cli", "The end of the decision log is missing from entry %1 on. Compare it with "
                                          "the service's audit trail."))
        .arg(verified.firstBroken);
}

QJsonObject jsonOf(const DecisionLogEntry &entry)
{
    return {{QStringLiteral("sequence"), entry.sequence},
            {QStringLiteral("at"), toRfc3339(entry.at)},
            {QStringLiteral("action"), entry.action},
            {QStringLiteral("target"), entry.target},
            {QStringLiteral("idempotencyKey"), entry.idempotencyKey}};
}

QJsonObject jsonOf(const AuditRecord &record)
{
    return {{QStringLiteral("sequence"), record.sequence},
            {QStringLiteral("at"), toRfc3339(record.at)},
            {QStringLiteral("action"), record.action},
            {QStringLiteral("target"), record.objectId}};
}

template <typename Thing>
QString lineOf(const QString &place, const Thing &thing)
{
    const QJsonObject json = jsonOf(thing);
    return Output::row({place, QString::number(json.value(QLatin1String("sequence")).toInteger()),
                        json.value(QLatin1String("at")).toString(), json.value(QLatin1String("action")).toString(),
                        json.value(QLatin1String("target")).toString()});
}

void tell(CommandContext &context, const AuditComparison &comparison)
{
    QJsonArray onlyHere;
    QJsonArray onlyThere;
    QJsonArray differ;
    QStringList lines;
    for (const DecisionLogEntry &entry : comparison.onlyHere) {
        onlyHere.append(jsonOf(entry));
        lines.append(lineOf(words(QT_TRANSLATE_NOOP("Cli", "only in the decision log")), entry));
    }
    for (const AuditRecord &record : comparison.onlyThere) {
        onlyThere.append(jsonOf(record));
        lines.append(lineOf(words(QT_TRANSLATE_NOOP("Cli", "only in the audit trail")), record));
    }
    for (const AuditPair &pair : comparison.differ) {
        differ.append(QJsonObject{{QStringLiteral("here"), jsonOf(pair.here)},
                                  {QStringLiteral("there"), jsonOf(pair.there)},
                                  {QStringLiteral("difference"), pair.difference}});
        lines.append(
            lineOf(words(QT_TRANSLATE_NOOP("Cli", "differs")) + QLatin1Char(' ') + pair.difference, pair.here));
    }
    QJsonArray headsMissing;
    for (const AuditRecord &record : comparison.headsMissing) {
        const qint64 sequence = record.evidence.value(QLatin1String("sequence")).toInteger();
        headsMissing.append(QJsonObject{{QStringLiteral("sequence"), sequence},
                                        {QStringLiteral("hash"), record.evidence.value(QLatin1String("hash"))},
                                        {QStringLiteral("at"), toRfc3339(record.at)}});
        lines.append(words(QT_TRANSLATE_NOOP("Cli", "On %1 this log ended with entry %2, as the service was told; the "
                                                    "log here has not that entry."))
                         .arg(toRfc3339(record.at))
                         .arg(sequence));
    }
    lines.append(
        words(QT_TRANSLATE_NOOP(
                  "Cli",
                  "%1 match, %2 only in the decision log, %3 only in the audit trail, %4 differ, %5 not answered yet"))
            .arg(comparison.agree)
            .arg(onlyHere.size())
            .arg(onlyThere.size())
            .arg(differ.size())
            .arg(comparison.open.size()));
    context.output().write({{QStringLiteral("agree"), comparison.agree},
                            {QStringLiteral("onlyHere"), onlyHere},
                            {QStringLiteral("onlyThere"), onlyThere},
                            {QStringLiteral("differ"), differ},
                            {QStringLiteral("headsMissing"), headsMissing},
                            {QStringLiteral("open"), comparison.open.size()}},
                           lines);
    context.finish(comparison.isClean() ? Done : Refused);
}

// The whole trail, page by page.
void fetchTrail(CommandContext &context, const std::shared_ptr<OperatorSite> &site, QList<AuditRecord> records,
                std::function<void(const QList<AuditRecord> &)> next, ListWalk walk = ListWalk())
{
    constexpr int PageSize = 500;
    const qint64 after = records.isEmpty() ? 0 : records.constLast().sequence;
    observe<QList<AuditRecord>>(site->fetchAudit(after, PageSize), &context,
                                [&context, site, records, next, walk](const Result<QList<AuditRecord>> &page) mutable {
                                    if (!page)
                                        context.fail(page.error());
                                    else if (page->isEmpty())
                                        next(records);
                                    else if (const std::optional<Error> fault =
                                                 walk.take(QString::number(page->constLast().sequence), page->size()))
                                        context.fail(*fault);
                                    else
                                        fetchTrail(context, site, records + *page, next, walk);
                                });
}

} // namespace

void logVerify(CommandContext &context)
{
    withLog(context, [&context](const Log &log, const QString &) {
        observe<LogVerification>(log->verify(), &context, [&context, log](const Result<LogVerification> &verified) {
            if (!verified) {
                context.fail(verified.error());
                return;
            }
            context.output().write({{QStringLiteral("entries"), verified->entries},
                                    {QStringLiteral("damage"), damageName(verified->damage)},
                                    {QStringLiteral("firstBroken"), verified->firstBroken},
                                    {QStringLiteral("head"), QString::fromLatin1(verified->head.toHex())},
                                    {QStringLiteral("lost"), verified->lost.sequence}},
                                   {sentenceOf(*verified)});
            context.finish(verified->damage == LogDamage::None ? Done : Refused);
        });
    });
}

void logExport(CommandContext &context)
{
    const QString path = context.options().value(QStringLiteral("out"));
    const QString format = context.options().isSet(QStringLiteral("format"))
                               ? context.options().value(QStringLiteral("format"))
                               : QStringLiteral("jsonl");
    if (path.isEmpty() || (format != QLatin1String("jsonl") && format != QLatin1String("csv"))) {
        context.fail({ErrorCode::InvalidArgument, QStringLiteral("--out FILE, and --format jsonl or csv"),
                      path.isEmpty() ? QStringLiteral("--out") : QStringLiteral("--format"), -1});
        return;
    }
    const auto kind = format == QLatin1String("csv") ? DecisionLogFormat::Csv : DecisionLogFormat::JsonLines;
    withLog(context, [&context, path, kind](const Log &log, const QString &) {
        observe<void>(log->exportTo(path, kind), &context, [&context, log, path](const Result<void> &written) {
            if (!written) {
                context.fail(written.error());
                return;
            }
            context.output().write({{QStringLiteral("file"), path}}, {path});
            context.finish(Done);
        });
    });
}

void logCompare(CommandContext &context)
{
    withLog(context, [&context](const Log &log, const QString &name) {
        withOperatorSite(context, [&context, log, name](const std::shared_ptr<OperatorSite> &site) {
            observe<SiteSession>(
                site->openSession(), &context, [&context, log, name, site](const Result<SiteSession> &session) {
                    if (!session) {
                        context.fail(session.error());
                        return;
                    }
                    const QString id = session->operatorActor.id;
                    fetchTrail(context, site, {}, [&context, log, name, id](const QList<AuditRecord> &records) {
                        observe<AuditComparison>(log->compareWith(records, id, name), &context,
                                                 [&context, log](const Result<AuditComparison> &comparison) {
                                                     if (comparison)
                                                         tell(context, *comparison);
                                                     else
                                                         context.fail(comparison.error());
                                                 });
                    });
                });
        });
    });
}

} // namespace tegata::cli
