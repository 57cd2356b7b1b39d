// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/listing.h"

namespace tegata::cli {

namespace {

QStringList linesOf(const VettingDetail &detail)
{
    QStringList lines;
    for (const VettingItem &item : detail.vetting.items) {
        const VettingRecord *last = item.last();
        lines.append(Output::row({item.id, vettingStateName(item), last ? last->method : QString(),
                                  last ? last->examiner.name : QString(), last ? toRfc3339(last->at) : QString(),
                                  item.subject}));
    }
    QStringList approvals;
    for (const Actor &each : detail.vetting.approvals)
        approvals.append(each.name);
    lines.append(Output::row({QStringLiteral("approvals"),
                              QStringLiteral("%1/%2").arg(approvals.size()).arg(detail.vetting.approvalsNeeded),
                              approvals.join(QStringLiteral(", "))}));
    for (const Finding &finding : detail.check.findings)
        lines.append(Output::row({QStringLiteral("warning"), finding.message, finding.remedy}));
    return lines;
}

QJsonObject jsonOf(const VettingDetail &detail)
{
    QJsonObject json = contract::toJson(detail.vetting);
    json.insert(QStringLiteral("check"), contract::toJson(detail.check));
    return json;
}

bool refuseMissing(CommandContext &context, const char *option)
{
    if (context.options().isSet(QLatin1String(option)))
        return false;
    context.fail({ErrorCode::InvalidArgument, QStringLiteral("--%1 is missing").arg(QLatin1String(option)),
                  QStringLiteral("--%1").arg(QLatin1String(option)), -1});
    return true;
}

void describe(const EnrollmentReceipt &receipt, ActionResult &result)
{
    result.id = receipt.receipt;
    result.state = enrollmentStateName(receipt.state);
    result.version = receipt.version;
}

using Told = std::function<void(const ActionResult &)>;

// What leads from the state to the end; nothing: there, or not from here.
using Way = std::function<std::optional<EnrollmentAction>(EnrollmentState)>;

std::optional<EnrollmentAction> towardsApproval(EnrollmentState state)
{
    switch (state) {
    case EnrollmentState::DocumentsRequested:
        return EnrollmentAction::ResumeReview;
    case EnrollmentState::Approved:
        return EnrollmentAction::BuildSite;
    case EnrollmentState::SiteBuild:
        return EnrollmentAction::Activate;
    case EnrollmentState::Active:
        return std::nullopt;
    default:
        return EnrollmentAction::Approve;
    }
}

std::optional<EnrollmentAction> towardsRejection(EnrollmentState state)
{
    if (state == EnrollmentState::Rejected)
        return std::nullopt;
    return state == EnrollmentState::DocumentsRequested ? EnrollmentAction::ResumeReview : EnrollmentAction::Reject;
}

std::optional<EnrollmentAction> towardsDocuments(EnrollmentState state)
{
    return state == EnrollmentState::DocumentsRequested ? std::nullopt
                                                        : std::optional(EnrollmentAction::RequestDocuments);
}

// Step by step, each with the version that the one before left; ends where a step is not done or leads nowhere (a first
// approval of two).
void go(CommandContext &context, const std::shared_ptr<ExaminerSite> &site, const Way &way,
        const EnrollmentReceipt &from, int version, const Told &done)
{
    const std::optional<EnrollmentAction> action = way(from.state);
    if (!action) {
        ActionResult result;
        result.outcome = QStringLiteral("done");
        describe(from, result);
        done(result);
        return;
    }
    const EnrollmentDecision decision{from.receipt, version, *action, context.options().value(QStringLiteral("note")),
                                      newIdempotencyKey()};
    sendWithRetry<EnrollmentMoveAnswer>(
        context, [site, decision] { return site->decide(decision); },
        [&context, site, way, from, decision, done](const Result<EnrollmentMoveAnswer> &answer) {
            const auto *moved = answer ? std::get_if<ActionDone<EnrollmentReceipt>>(&*answer) : nullptr;
            if (moved && moved->current.state != from.state) {
                go(context, site, way, moved->current, moved->current.version, done);
                return;
            }
            const auto cause = [version = decision.version](const EnrollmentReceipt &now) {
                return conflictCause(version, now.version);
            };
            done(answer ? resultOf(from.receipt, *answer, describe, cause)
                        : failedAction(from.receipt, answer.error()));
        });
}

// Of the application as it is now, unless --expect-version says which one was seen.
void decide(CommandContext &context, const Way &way)
{
    withExaminerSite(context, [&context, way](const std::shared_ptr<ExaminerSite> &site) {
        const auto step = [&context, site, way](const QString &receipt, const Told &done) {
            observe<EnrollmentReceipt>(site->fetchEnrollment(receipt), &context,
                                       [&context, site, way, receipt, done](const Result<EnrollmentReceipt> &seen) {
                                           if (seen)
                                               go(context, site, way, *seen,
                                                  versionToActOn(context.options(), seen->version), done);
                                           else
                                               done(failedAction(receipt, seen.error()));
                                       });
        };
        new ActionRun(context, context.options().arguments(), step);
    });
}

} // namespace

void vetList(CommandContext &context)
{
    const std::optional<ListOptions> list = listOptions(context);
    std::optional<EnrollmentState> state;
    if (!list || !stateOption(context, enrollmentStateFromName, state))
        return;
    withExaminerSite(context, [&context, list = *list, state](const std::shared_ptr<ExaminerSite> &site) {
        observe<ListPage<contract::ListedEnrollment>>(
            site->listEnrollments(state, list.after, list.limit), &context,
            [&context, site](const Result<ListPage<contract::ListedEnrollment>> &page) { showPage(context, page); });
    });
}

void vetShow(CommandContext &context)
{
    withExaminerSite(context, [&context](const std::shared_ptr<ExaminerSite> &site) {
        observe<VettingDetail>(site->fetchVetting(context.options().arguments().constFirst()), &context,
                               [&context, site](const Result<VettingDetail> &detail) {
                                   if (!detail) {
                                       context.fail(detail.error());
                                       return;
                                   }
                                   context.output().write(jsonOf(*detail), linesOf(*detail));
                                   context.finish(Done);
                               });
    });
}

void vetRecord(CommandContext &context)
{
    for (const char *needed : {"outcome", "method", "evidence"}) {
        if (refuseMissing(context, needed))
            return;
    }
    const Options &options = context.options();
    const auto outcome = vettingOutcomeFromName(options.value(QStringLiteral("outcome")));
    if (!outcome) {
        refuseOption(context, QStringLiteral("outcome"));
        return;
    }
    const QString id = options.arguments().at(1);
    const VettingEntry entry{options.arguments().constFirst(),
                             id,
                             0,
                             *outcome,
                             options.value(QStringLiteral("method")),
                             options.value(QStringLiteral("evidence")),
                             newIdempotencyKey()};
    withExaminerSite(context, [&context, entry](const std::shared_ptr<ExaminerSite> &site) {
        const auto step = [&context, site, entry](const QString &,
                                                  const std::function<void(const ActionResult &)> &done) {
            observe<VettingDetail>(
                site->fetchVetting(entry.receipt), &context,
                [&context, site, entry, done](const Result<VettingDetail> &seen) {
                    if (!seen) {
                        done(failedAction(entry.item, seen.error()));
                        return;
                    }
                    const auto versionOf = [id = entry.item](const VettingDetail &detail) {
                        for (const VettingItem &item : detail.vetting.items) {
                            if (item.id == id)
                                return static_cast<int>(item.records.size());
                        }
                        return 0;
                    };
                    const auto tell = [id = entry.item](const VettingDetail &detail, ActionResult &result) {
                        result.id = id;
                        for (const VettingItem &item : detail.vetting.items) {
                            if (item.id == id) {
                                result.state = vettingStateName(item);
                                result.version = static_cast<int>(item.records.size());
                            }
                        }
                    };
                    for (const VettingItem &item : seen->vetting.items) {
                        if (item.id == entry.item && !item.methods.contains(entry.method)) {
                            done(failedAction(entry.item,
                                              {ErrorCode::InvalidArgument,
                                               QStringLiteral("one of %1").arg(item.methods.join(QLatin1String(", "))),
                                               QStringLiteral("--method"), -1}));
                            return;
                        }
                    }
                    VettingEntry sent = entry;
                    sent.version = versionToActOn(context.options(), versionOf(*seen));
                    sendWithRetry<VettingAnswer>(
                        context, [site, sent] { return site->record(sent); },
                        [sent, done, tell, versionOf](const Result<VettingAnswer> &answer) {
                            const auto cause = [&](const VettingDetail &now) {
                                return conflictCause(sent.version, versionOf(now));
                            };
                            done(answer ? resultOf(sent.item, *answer, tell, cause)
                                        : failedAction(sent.item, answer.error()));
                        });
                });
        };
        new ActionRun(context, {entry.item}, step);
    });
}

void vetRequestDocuments(CommandContext &context)
{
    if (!refuseMissing(context, "note"))
        decide(context, towardsDocuments);
}

void vetDecide(CommandContext &context)
{
    const bool isApproval = context.options().isSet(QStringLiteral("approve"));
    const bool isRejection = context.options().isSet(QStringLiteral("reject"));
    if (isApproval == isRejection) {
        context.fail({ErrorCode::InvalidArgument, QStringLiteral("either --approve or --reject is needed"),
                      QStringLiteral("--approve"), -1});
        return;
    }
    if (isRejection && refuseMissing(context, "note"))
        return;
    decide(context, isApproval ? towardsApproval : towardsRejection);
}

} // namespace tegata::cli
