// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commandcontext.h"
#include "core/domain/actionanswer.h"
#include "core/domain/conflictcause.h"
#include "core/domain/contract.h"

#include <QJsonArray>
#include <QTimer>
#include <QUuid>

#include <functional>
#include <optional>

namespace tegata::cli {

// What became of one id of an action command: {id, outcome: done|refused|conflict|unknown|notDone, state, version,
// message, error, findings}. notDone: the run was interrupted before it.
struct ActionResult
{
    QString id;       // of the thing at the site, empty where there is none (yet); never a file's name
    QString file;     // that it came from, if it did
    int position = 0; // in that file, from 1
    QString outcome;
    QString state;
    int version = 0;
    QString message;            // for people: why it was not done
    std::optional<Error> error; // where the site's answer has no words for it
    CheckReport report;
    int exitCode = Done;
};

ActionResult failedAction(const QString &id, const Error &error);

// Runs step for each id in turn, then writes {results} and ends with the highest exit code. Interrupted, it writes what
// was done, what was not and what is unknown, and ends at once. Lives until then: owned by the context.
class ActionRun : public QObject
{
    Q_OBJECT

public:
    using Step = std::function<void(const QString &id, std::function<void(const ActionResult &)> done)>;

    ActionRun(CommandContext &context, QStringList ids, Step step);

private:
    void next();
    void interrupt();
    void end();

    CommandContext &m_context;
    QStringList m_ids;
    Step m_step;
    QString m_current; // under way; empty: none
    QList<ActionResult> m_results;
    bool m_isOver = false;
};

// causeOf: of a conflict, by the thing as it is now.
template <typename Detail, typename Describe, typename CauseOf>
ActionResult resultOf(const QString &id, const ActionAnswer<Detail> &answer, Describe describe, CauseOf causeOf)
{
    ActionResult result;
    result.id = id;
    if (const auto *done = std::get_if<ActionDone<Detail>>(&answer)) {
        result.outcome = QStringLiteral("done");
        describe(done->current, result);
    } else if (const auto *conflict = std::get_if<ActionConflict<Detail>>(&answer)) {
        result.outcome = QStringLiteral("conflict");
        result.exitCode = Conflicted;
        result.error = conflictError(causeOf(conflict->current));
        describe(conflict->current, result);
    } else {
        const ActionRefused &refused = std::get<ActionRefused>(answer);
        result.outcome = QStringLiteral("refused");
        result.exitCode = Refused;
        result.message = refused.detail;
        result.report.findings = refused.findings;
    }
    return result;
}

// Sends an action, and sends it again with the same idempotency key while its outcome is unknown: three times in all.
// send: () -> Future<Answer>.
template <typename Answer, typename Send>
void sendWithRetry(CommandContext &context, Send send, std::function<void(const Result<Answer> &)> done,
                   int attempt = 1)
{
    if (context.isFinished())
        return; // interrupted: it has been told as not done
    context.setUnanswered(true);
    observe<Answer>(send(), &context, [&context, send, done, attempt](const Result<Answer> &answer) {
        const bool isUnknown =
            !answer && (answer.error().code == ErrorCode::ConnectionLost || answer.error().code == ErrorCode::TimedOut);
        if (!isUnknown || attempt >= 3) {
            context.setUnanswered(false);
            done(answer);
            return;
        }
        QTimer::singleShot(std::chrono::seconds(attempt), &context, [&context, send, done, attempt] {
            sendWithRetry<Answer>(context, send, done, attempt + 1);
        });
    });
}

inline QString newIdempotencyKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

// The version to act on: --expect-version, or the one that the site has now.
int versionToActOn(const Options &options, int current);

// What resultOf() takes for actions on a request as seen: its id is not asked for, so that whoever has claimed an open
// request counts as another.
inline auto causeFor(const CommandContext &context, CertificateRequest seen)
{
    seen.version = versionToActOn(context.options(), seen.version);
    return [&context, seen](const RequestDetail &now) {
        return conflictCause(seen, now.request, QString(), context.clock().now());
    };
}

} // namespace tegata::cli
