// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/files.h"
#include "app/cli/listing.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/serialnumber.h"

#include <algorithm>

namespace tegata::cli {

namespace {

void describe(const RequestDetail &detail, ActionResult &result)
{
    result.id = detail.request.id;
    result.state = requestStateName(detail.request.state);
    result.version = detail.request.version;
    result.report = detail.check;
}

// One CSR of a file, or why there is none.
struct Candidate
{
    QString file;
    int position = 1;
    Result<CertificateSigningRequest> csr;
};

// Read before anything is sent: only what was read leaves, and a file with a private key never does.
QList<Candidate> readCandidates(const QStringList &files)
{
    QList<Candidate> candidates;
    for (const QString &file : files) {
        const Result<QList<CertificateSigningRequest>> all =
            readFile(file).and_then([](const QByteArray &bytes) { return CertificateSigningRequest::parseAll(bytes); });
        if (!all) {
            candidates.append({file, 1, failure(all.error())});
            continue;
        }
        for (int i = 0; i < all->size(); ++i)
            candidates.append({file, i + 1, all->at(i)});
    }
    return candidates;
}

ActionResult resultFor(const Candidate &candidate, ActionResult result)
{
    result.file = candidate.file;
    result.position = candidate.position;
    return result;
}

ActionResult submissionResult(const Result<SubmissionAnswer> &answer)
{
    if (!answer)
        return failedAction({}, answer.error());
    ActionResult result;
    if (const auto *done = std::get_if<ActionDone<RequestDetail>>(&*answer)) {
        result.outcome = QStringLiteral("done");
        describe(done->current, result);
    } else {
        const ActionRefused &refused = std::get<ActionRefused>(*answer);
        result.outcome = QStringLiteral("refused");
        result.exitCode = Refused;
        result.message = refused.detail;
        result.report.findings = refused.findings;
    }
    return result;
}

} // namespace

void requestSubmit(CommandContext &context)
{
    const Options &options = context.options();
    const QString language =
        options.isSet(QStringLiteral("language")) ? options.value(QStringLiteral("language")) : QStringLiteral("ja");
    const std::optional<Product> product = productFromName(
        options.isSet(QStringLiteral("product")) ? options.value(QStringLiteral("product")) : QStringLiteral("ov"));
    if (language != QLatin1String("ja") && language != QLatin1String("en")) {
        refuseOption(context, QStringLiteral("language"));
        return;
    }
    if (!product) {
        refuseOption(context, QStringLiteral("product"));
        return;
    }
    RequestSubmission common;
    common.product = *product;
    common.language = languageFromTag(language);
    common.notifyMail = options.value(QStringLiteral("notify"));
    common.comment = options.value(QStringLiteral("comment"));
    common.renewalOf = canonicalSerial(options.value(QStringLiteral("renewal-of")));
    const QList<Candidate> candidates = readCandidates(options.arguments());
    QStringList indexes;
    for (qsizetype i = 0; i < candidates.size(); ++i)
        indexes.append(QString::number(i));
    const auto run = [&context, common, candidates, indexes](const std::shared_ptr<ApplicationSite> &site) {
        const auto submit = [&context, site, common, candidates](const QString &index,
                                                                 std::function<void(const ActionResult &)> done) {
            const Candidate candidate = candidates.at(index.toInt());
            if (!candidate.csr) {
                done(resultFor(candidate, failedAction({}, candidate.csr.error())));
                return;
            }
            RequestSubmission submission = common;
            submission.csr = candidate.csr->der();
            submission.idempotencyKey = newIdempotencyKey();
            sendWithRetry<SubmissionAnswer>(
                context, [site, submission] { return site->submitRequest(submission); },
                [candidate, done](const Result<SubmissionAnswer> &answer) {
                    done(resultFor(candidate, submissionResult(answer)));
                });
        };
        new ActionRun(context, indexes, submit);
    };
    const bool hasAny = std::any_of(candidates.cbegin(), candidates.cend(),
                                    [](const Candidate &candidate) { return candidate.csr.has_value(); });
    if (hasAny)
        withApplicationSite(context, run);
    else
        run(nullptr); // nothing to send: no connection is made
}

void requestList(CommandContext &context)
{
    const std::optional<ListOptions> list = listOptions(context);
    std::optional<RequestState> state;
    if (!list || !stateOption(context, requestStateFromName, state))
        return;
    withApplicationSite(context, [&context, list = *list, state](const std::shared_ptr<ApplicationSite> &site) {
        observe<ListPage<CertificateRequest>>(
            site->listRequests(state, list.after, list.limit), &context,
            [&context, site](const Result<ListPage<CertificateRequest>> &page) { showPage(context, page); });
    });
}

void requestShow(CommandContext &context)
{
    withApplicationSite(context, [&context](const std::shared_ptr<ApplicationSite> &site) {
        observe<RequestDetail>(site->fetchRequest(context.options().arguments().constFirst()), &context,
                               [&context, site](const Result<RequestDetail> &detail) {
                                   if (!detail) {
                                       context.fail(detail.error());
                                       return;
                                   }
                                   context.output().write(contract::toJson(*detail),
                                                          linesOf(context.output(), *detail));
                                   context.finish(Done);
                               });
    });
}

void requestWithdraw(CommandContext &context)
{
    withApplicationSite(context, [&context](const std::shared_ptr<ApplicationSite> &site) {
        const auto withdraw = [&context, site](const QString &id, std::function<void(const ActionResult &)> done) {
            observe<RequestDetail>(
                site->fetchRequest(id), &context, [&context, site, id, done](const Result<RequestDetail> &seen) {
                    if (!seen) {
                        done(failedAction(id, seen.error()));
                        return;
                    }
                    const Decision decision{id,
                                            versionToActOn(context.options(), seen->request.version),
                                            RequestAction::Withdraw,
                                            {},
                                            newIdempotencyKey()};
                    sendWithRetry<DecisionAnswer>(
                        context, [site, decision] { return site->withdrawRequest(decision); },
                        [id, done, cause = causeFor(context, seen->request)](const Result<DecisionAnswer> &answer) {
                            done(answer ? resultOf(id, *answer, describe, cause) : failedAction(id, answer.error()));
                        });
                });
        };
        new ActionRun(context, context.options().arguments(), withdraw);
    });
}

} // namespace tegata::cli
