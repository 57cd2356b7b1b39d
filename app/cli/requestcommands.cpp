// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/files.h"
#include "app/cli/listing.h"

namespace tegata::cli {

namespace {

void describe(const RequestDetail &detail, ActionResult &result)
{
    result.id = detail.request.id;
    result.state = requestStateName(detail.request.state);
    result.version = detail.request.version;
    result.report = detail.check;
}

ActionResult submissionResult(const QString &file, const Result<SubmissionAnswer> &answer)
{
    if (!answer)
        return failedAction(file, answer.error());
    ActionResult result;
    if (const auto *done = std::get_if<ActionDone<RequestDetail>>(&*answer)) {
        result.outcome = QStringLiteral("done");
        describe(done->current, result);
    } else {
        const ActionRefused &refused = std::get<ActionRefused>(*answer);
        result.id = file;
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
    common.renewalOf = options.value(QStringLiteral("renewal-of"));
    withApplicationSite(context, [&context, common](const std::shared_ptr<ApplicationSite> &site) {
        const auto submit = [&context, site, common](const QString &file,
                                                     std::function<void(const ActionResult &)> done) {
            const Result<QByteArray> csr = readFile(file);
            if (!csr) {
                done(failedAction(file, csr.error()));
                return;
            }
            RequestSubmission submission = common;
            submission.csr = *csr;
            submission.idempotencyKey = newIdempotencyKey();
            sendSurely<SubmissionAnswer>(
                context, [site, submission] { return site->submitRequest(submission); },
                [file, done](const Result<SubmissionAnswer> &answer) { done(submissionResult(file, answer)); });
        };
        new ActionRun(context, context.options().arguments(), submit);
    });
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
                    sendSurely<DecisionAnswer>(
                        context, [site, decision] { return site->withdrawRequest(decision); },
                        [id, done](const Result<DecisionAnswer> &answer) {
                            done(answer ? resultOf(id, *answer, describe) : failedAction(id, answer.error()));
                        });
                });
        };
        new ActionRun(context, context.options().arguments(), withdraw);
    });
}

} // namespace tegata::cli
