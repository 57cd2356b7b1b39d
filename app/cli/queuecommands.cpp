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

// Runs act(request as seen) for each id given, and tells what became of it.
template <typename Act>
void runOnRequests(CommandContext &context, Act act)
{
    withOperatorSite(context, [&context, act](const std::shared_ptr<OperatorSite> &site) {
        const auto step = [&context, site, act](const QString &id, std::function<void(const ActionResult &)> done) {
            observe<RequestDetail>(
                site->fetchRequest(id), &context, [&context, site, act, id, done](const Result<RequestDetail> &seen) {
                    if (!seen) {
                        done(failedAction(id, seen.error()));
                        return;
                    }
                    sendSurely<DecisionAnswer>(context, act(site, seen->request),
                                               [id, done](const Result<DecisionAnswer> &answer) {
                                                   done(answer ? resultOf(id, *answer, describe)
                                                               : failedAction(id, answer.error()));
                                               });
                });
        };
        new ActionRun(context, context.options().arguments(), step);
    });
}

// Of what must carry a note; ends the command where it is missing.
bool hasNote(CommandContext &context)
{
    if (!context.options().value(QStringLiteral("note")).trimmed().isEmpty())
        return true;
    context.fail({ErrorCode::InvalidArgument, QStringLiteral("a reason or comment is needed"),
                  QStringLiteral("--note"), -1});
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
    if (noteFor(action) == ActionNote::Required && !hasNote(context))
        return;
    runOnRequests(context, [&options, action, note](const std::shared_ptr<OperatorSite> &site,
                                                    const CertificateRequest &seen) {
        const Decision decision{seen.id, versionToActOn(options, seen.version), action, note, newIdempotencyKey()};
        return [site, decision] { return site->decide(decision); };
    });
}

void queueEdit(CommandContext &context)
{
    if (!hasNote(context))
        return;
    const std::optional<RequestEdit> read = editOptions(context);
    if (!read)
        return;
    runOnRequests(context, [&context, read](const std::shared_ptr<OperatorSite> &site,
                                            const CertificateRequest &seen) {
        RequestEdit edit = *read;
        edit.id = seen.id;
        edit.version = versionToActOn(context.options(), seen.version);
        return [site, edit] { return site->edit(edit); };
    });
}

void queueNote(CommandContext &context)
{
    if (!hasNote(context))
        return;
    runOnRequests(context, [text = context.options().value(QStringLiteral("note"))](
                               const std::shared_ptr<OperatorSite> &site, const CertificateRequest &seen) {
        const NoteAddition note{seen.id, text, newIdempotencyKey()};
        return [site, note] { return site->addNote(note); };
    });
}

} // namespace tegata::cli
