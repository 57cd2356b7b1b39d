// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace tegata::cli {

ActionResult failedAction(const QString &id, const Error &error)
{
    ActionResult result;
    result.id = id;
    result.exitCode = exitCodeOf(error);
    result.error = error;
    // Without an answer nobody knows; everything else is a "no".
    const bool isUnknown = error.code == ErrorCode::ConnectionLost || error.code == ErrorCode::TimedOut;
    result.outcome = isUnknown ? QStringLiteral("unknown") : QStringLiteral("refused");
    return result;
}

ActionRun::ActionRun(CommandContext &context, QStringList ids, Step step)
    : QObject(&context), m_context(context), m_ids(std::move(ids)), m_step(std::move(step))
{
    m_context.onInterrupt([this] { interrupt(); });
    next();
}

void ActionRun::next()
{
    if (m_ids.isEmpty()) {
        end();
        return;
    }
    m_current = m_ids.takeFirst();
    m_step(m_current, [this](const ActionResult &result) {
        if (m_isOver)
            return;
        m_results.append(result);
        m_current.clear();
        next();
    });
}

void ActionRun::interrupt()
{
    if (m_isOver)
        return;
    if (!m_current.isEmpty())
        m_ids.prepend(m_current);
    for (const QString &id : std::as_const(m_ids)) {
        const bool isUnknown = id == m_current && m_context.isUnanswered();
        ActionResult result;
        result.id = id;
        result.outcome = isUnknown ? QStringLiteral("unknown") : QStringLiteral("notDone");
        result.message =
            isUnknown ? QCoreApplication::translate("Cli", "Interrupted before the site answered: whether it was done "
                                                           "is not known. Look at it before you do it again.")
                      : QCoreApplication::translate("Cli", "Interrupted: it was not done.");
        result.exitCode = isUnknown ? NotReachable : Refused;
        m_results.append(result);
        m_current.clear(); // the same id may have been given twice
    }
    end();
}

void ActionRun::end()
{
    m_isOver = true;
    QJsonArray results;
    QStringList lines;
    int exitCode = Done;
    for (ActionResult &result : m_results) {
        const CheckReport report = m_context.output().worded(result.report);
        QJsonArray findings;
        for (const Finding &finding : report.findings)
            findings.append(contract::toJson(finding));
        QJsonValue error;
        if (result.error) {
            error = m_context.output().toJson(*result.error);
            result.message = m_context.output().words(*result.error);
        }
        QJsonObject json{{QStringLiteral("id"), result.id.isEmpty() ? QJsonValue() : QJsonValue(result.id)},
                         {QStringLiteral("outcome"), result.outcome},
                         {QStringLiteral("state"), result.state},
                         {QStringLiteral("version"), result.version},
                         {QStringLiteral("message"), result.message},
                         {QStringLiteral("error"), error},
                         {QStringLiteral("findings"), findings}};
        QStringList columns{result.id.isEmpty() ? QStringLiteral("-") : result.id, result.outcome, result.state,
                            result.message};
        if (!result.file.isEmpty()) {
            json.insert(QStringLiteral("file"), result.file);
            json.insert(QStringLiteral("position"), result.position);
            columns.append(QStringLiteral("%1:%2").arg(result.file).arg(result.position));
        }
        results.append(json);
        lines.append(Output::row(columns));
        lines += m_context.output().lines(report);
        exitCode = std::max(exitCode, result.exitCode);
    }
    m_context.output().write({{QStringLiteral("results"), results}}, lines);
    m_context.finish(exitCode);
}

int versionToActOn(const Options &options, int current)
{
    const QString version = QStringLiteral("expect-version");
    return options.isSet(version) ? options.value(version).toInt() : current;
}

} // namespace tegata::cli
