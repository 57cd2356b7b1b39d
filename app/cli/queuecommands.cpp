// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/listing.h"
#include "app/cli/localcheck.h"

namespace tegata::cli {

namespace {

void describe(const RequestDetail &detail, ActionResult &result)
{
    result.state = requestStateName(detail.request.state);
    result.version = detail.request.version;
}

// Before act, where the site does not do it itself: what speaks against the request as seen, as the result of not doing
// it.
using Guard = std::function<std::optional<ActionResult>(const RequestDetail &seen)>;

// Runs act(request as seen) for each id given, and tells what became of it.
template <typename Act>
void runOnRequests(CommandContext &context, const std::shared_ptr<OperatorSite> &site, const Guard &guard, Act act)
{
    const auto step = [&context, site, guard, act](const QString &id, std::function<void(const ActionResult &)> done) {
        observe<RequestDetail>(
            site->fetchRequest(id), &context,
            [&context, site, guard, act, id, done](const Result<RequestDetail> &seen) {
                if (!seen) {
                    done(failedAction(id, seen.error()));
                    return;
                }
                if (const std::optional<ActionResult> refused = guard ? guard(*seen) : std::nullopt) {
                    done(*refused);
                    return;
                }
                sendWithRetry<DecisionAnswer>(
                    context, act(site, *seen),
                    [id, done, cause = causeFor(context, seen->request)](const Result<DecisionAnswer> &answer) {
                        done(answer ? resultOf(id, *answer, describe, cause) : failedAction(id, answer.error()));
                    });
            });
    };
    new ActionRun(context, context.options().arguments(), step);
}

template <typename Act>
void runOnRequests(CommandContext &context, Act act)
{
    withOperatorSite(
        context, [&context, act](const std::shared_ptr<OperatorSite> &site) { runOnRequests(context, site, {}, act); });
}

// The rule of the desk (an error forbids it, a warning takes a note), where no site watches over it.
Guard approvalGuard(CommandContext &context, const LocalCheck &local)
{
    return [&context, local](const RequestDetail &seen) -> std::optional<ActionResult> {
        const CheckReport report = local.check(seen, context.clock().now());
        const bool hasNote = !context.options().value(QStringLiteral("note")).trimmed().isEmpty();
        if (!report.hasErrors() && (report.outcome() != FindingOutcome::Warning || hasNote))
            return std::nullopt;
        ActionResult refused = failedAction(
            seen.request.id,
            {ErrorCode::Refused, report.hasErrors() ? QString() : QStringLiteral("warnings take a --note"), {}, -1});
        refused.report = report;
        describe(seen, refused);
        return refused;
    };
}

// Of what must carry a note; ends the command where it is missing.
bool hasNote(CommandContext &context)
{
    if (!context.options().value(QStringLiteral("note")).trimmed().isEmpty())
        return true;
    context.fail(
        {ErrorCode::InvalidArgument, QStringLiteral("a reason or comment is needed"), QStringLiteral("--note"), -1});
    return false;
}

std::optional<Language> languageFromName(const QString &name)
{
    for (const Language language : {Language::Japanese, Language::English}) {
        if (languageTag(language) == name)
            return language;
    }
    return std::nullopt;
}

// What the options change, or nothing where one cannot be read and the command has ended.
std::optional<RequestEdit> editOptions(CommandContext &context)
{
    const Options &options = context.options();
    RequestEdit edit;
    edit.note = options.value(QStringLiteral("note"));
    edit.idempotencyKey = newIdempotencyKey();
    if (options.isSet(QStringLiteral("product"))) {
        edit.product = productFromName(options.value(QStringLiteral("product")));
        if (!edit.product) {
            refuseOption(context, QStringLiteral("product"));
            return std::nullopt;
        }
    }
    if (options.isSet(QStringLiteral("language"))) {
        edit.language = languageFromName(options.value(QStringLiteral("language")));
        if (!edit.language) {
            refuseOption(context, QStringLiteral("language"));
            return std::nullopt;
        }
    }
    if (options.isSet(QStringLiteral("notify")))
        edit.notifyMail = options.value(QStringLiteral("notify"));
    if (options.isSet(QStringLiteral("renewal-of")))
        edit.renewalOf = options.value(QStringLiteral("renewal-of"));
    return edit;
}

// --value NAME=VALUE: by the value's id, or by its name where only one value has it.
Result<QList<ProfileValueEdit>> valueOptions(const Options &options, const RequestDetail &seen)
{
    QList<ProfileValueEdit> edits;
    const QList<ProfileValue> values = seen.profile ? seen.profile->values : QList<ProfileValue>();
    for (const QString &given : options.values(QStringLiteral("value"))) {
        const QString name = given.section(QLatin1Char('='), 0, 0);
        QStringList ids;
        for (const ProfileValue &value : values) {
            if (!value.readOnly && (value.id == name || value.name == name))
                ids.append(value.id);
        }
        if (ids.size() != 1 || !given.contains(QLatin1Char('=')))
            return failure(ErrorCode::Refused, QStringLiteral("one value of the profile, as NAME=VALUE"),
                           QStringLiteral("--value"));
        edits.append({ids.constFirst(), given.section(QLatin1Char('='), 1)});
    }
    return edits;
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
    withOperatorSiteOf(context, [&context](const std::shared_ptr<OperatorSite> &site, const SiteProfile &profile) {
        std::optional<LocalCheck> local;
        if (!site->capabilities().siteCheck) {
            local = localCheck(context, profile);
            if (!local)
                return;
        }
        observe<RequestDetail>(site->fetchRequest(context.options().arguments().constFirst()), &context,
                               [&context, site, local](Result<RequestDetail> detail) {
                                   if (!detail) {
                                       context.fail(detail.error());
                                       return;
                                   }
                                   if (local) {
                                       const QDateTime now = context.clock().now();
                                       detail->check = context.output().worded(local->check(*detail, now));
                                       detail->request.checkState = CheckState(detail->check.outcome(), now);
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
    if (noteFor(action) == ActionNote::Required && !hasNote(context))
        return;
    withOperatorSiteOf(context, [&context, &options, action, note](const std::shared_ptr<OperatorSite> &site,
                                                                   const SiteProfile &profile) {
        Guard guard;
        if (!site->capabilities().allows(action)) {
            guard = [](const RequestDetail &seen) {
                return failedAction(seen.request.id, {ErrorCode::Unsupported, {}, {}, -1});
            };
        } else if (action == RequestAction::Approve && !site->capabilities().siteCheck) {
            const std::optional<LocalCheck> local = localCheck(context, profile);
            if (!local)
                return;
            guard = approvalGuard(context, *local);
        }
        runOnRequests(context, site, guard,
                      [&options, action, note](const std::shared_ptr<OperatorSite> &to, const RequestDetail &seen) {
                          const Decision decision{seen.request.id, versionToActOn(options, seen.request.version),
                                                  action, note, newIdempotencyKey()};
                          return [to, decision] { return to->decide(decision); };
                      });
    });
}

void queueEdit(CommandContext &context)
{
    if (!hasNote(context))
        return;
    const std::optional<RequestEdit> read = editOptions(context);
    if (!read)
        return;
    withOperatorSite(context, [&context, read](const std::shared_ptr<OperatorSite> &operatorSite) {
        const Guard guard = [&context](const RequestDetail &seen) -> std::optional<ActionResult> {
            if (const Result<QList<ProfileValueEdit>> values = valueOptions(context.options(), seen); !values)
                return failedAction(seen.request.id, values.error());
            return std::nullopt;
        };
        runOnRequests(context, operatorSite, guard,
                      [&context, read](const std::shared_ptr<OperatorSite> &site, const RequestDetail &seen) {
                          RequestEdit edit = *read;
                          edit.id = seen.request.id;
                          edit.version = versionToActOn(context.options(), seen.request.version);
                          edit.values = valueOptions(context.options(), seen).value_or(QList<ProfileValueEdit>());
                          return [site, edit] { return site->edit(edit); };
                      });
    });
}

void queueNote(CommandContext &context)
{
    if (!hasNote(context))
        return;
    runOnRequests(context, [text = context.options().value(QStringLiteral("note"))](
                               const std::shared_ptr<OperatorSite> &site, const RequestDetail &seen) {
        const NoteAddition note{seen.request.id, text, newIdempotencyKey()};
        return [site, note] { return site->addNote(note); };
    });
}

} // namespace tegata::cli
