// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/listing.h"

namespace tegata::cli {

namespace {

void describe(const RequestDetail &detail, ActionResult &result)
{
    result.state = requestStateName(detail.request.state);
    result.version = detail.request.version;
}

} // namespace

void queueList(CommandContext &context)
{
    const std::optional<ListOptions> list = listOptions(context);
    std::optional<RequestState> state;
    if (!list || !stateOption(context, requestStateFromName, state))
        return;
    withOperatorSite(context, [&context, list = *list, state](const std::shared_ptr<OperatorSite> &site) {
        observe<ListPage<CertificateRequest>>(
            site->listRequests(state, list.after, list.limit), &context,
            [&context, site](const Result<ListPage<CertificateRequest>> &page) { showPage(context, page); });
    });
}

void queueShow(CommandContext &context)
{
    withOperatorSite(context, [&context](const std::shared_ptr<OperatorSite> &site) {
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

void queueDecide(CommandContext &context)
{
    const Options &options = context.options();
    const RequestAction action = *requestActionFromName(options.command()->words.constLast());
    const QString note = options.value(QStringLiteral("note"));
    if (noteFor(action) == ActionNote::Required && note.trimmed().isEmpty()) {
        context.fail({ErrorCode::InvalidArgument, QStringLiteral("a reason or comment is needed"),
                      QStringLiteral("--note"), -1});
        return;
    }
    withOperatorSite(context, [&context, action, note](const std::shared_ptr<OperatorSite> &site) {
        const auto decide = [&context, site, action, note](const QString &id,
                                                           std::function<void(const ActionResult &)> done) {
            observe<RequestDetail>(
                site->fetchRequest(id), &context,
                [&context, site, action, note, id, done](const Result<RequestDetail> &seen) {
                    if (!seen) {
                        done(failedAction(id, seen.error()));
                        return;
                    }
                    const Decision decision{id, versionToActOn(context.options(), seen->request.version), action, note,
                                            newIdempotencyKey()};
                    sendSurely<DecisionAnswer>(
                        context, [site, decision] { return site->decide(decision); },
                        [id, done](const Result<DecisionAnswer> &answer) {
                            done(answer ? resultOf(id, *answer, describe) : failedAction(id, answer.error()));
                        });
                });
        };
        new ActionRun(context, context.options().arguments(), decide);
    });
}

} // namespace tegata::cli
