// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/enrollmentreviewroutes.h"

#include "core/service/http/problem.h"
#include "core/service/sites/customerroutes.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/views.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/identifiers.h"
#include "core/service/workflow/vettingworkflow.h"

namespace tegata {

namespace {

HttpResponse list(const AccessGuard &guard, const RouteContext &context)
{
    const Result<ListQuery> query = listQuery(context.request);
    if (!query)
        return problemResponse(query.error(), context.language);
    QList<EnrollmentState> states;
    for (const QString &name : query->states) {
        const std::optional<EnrollmentState> state = enrollmentStateFromName(name);
        if (!state)
            return problemResponse(
                Error{ErrorCode::InvalidArgument, QStringLiteral("unknown state"), QStringLiteral("state")},
                context.language);
        states.append(*state);
    }
    const auto page = guard.services().database.read([&](ReadTransaction &transaction) {
        return EnrollmentStore::list(transaction, states, query->after, query->limit);
    });
    if (!page)
        return problemResponse(page.error(), context.language);
    QJsonArray items;
    for (const EnrollmentSummary &summary : page->items)
        items.append(enrollmentSummaryView(summary));
    return jsonResponse(200, listJson(items, page->next));
}

HttpResponse detail(const AccessGuard &guard, const RouteContext &context)
{
    const QString receipt = receiptNumberOf(context.parameter(QStringLiteral("receipt")));
    const auto json = guard.services().database.read([&](ReadTransaction &transaction) -> Result<QJsonObject> {
        const Result<EnrollmentRow> row = EnrollmentStore::find(transaction, receipt);
        if (!row)
            return failure(row.error());
        return enrollmentView(transaction, *row, context.language);
    });
    return json ? jsonResponse(200, *json) : problemResponse(json.error(), context.language);
}

HttpResponse move(const AccessGuard &guard, const RouteContext &context)
{
    const std::optional<EnrollmentAction> action =
        enrollmentActionFromName(context.parameter(QStringLiteral("action")));
    if (!action || *action == EnrollmentAction::Withdraw)
        return problemResponse(Error{ErrorCode::NotFound, QStringLiteral("no such action"), {}}, context.language);
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    JsonMembers members(*body, ErrorCode::InvalidArgument);
    EnrollmentMove read;
    read.receipt = receiptNumberOf(context.parameter(QStringLiteral("receipt")));
    read.action = *action;
    read.version = members.integer(QLatin1String("version"));
    read.note = members.optionalText(QLatin1String("note"));
    const Result<EnrollmentMove> move = members.result(read);
    if (!move)
        return bodyProblem(move.error(), context.language);

    const SiteServices &services = guard.services();
    WriteAction write;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        const Result<EnrollmentRow> row = services.enrollments.move(transaction, who, *move, services.clock.now());
        if (!row)
            return failure(row.error());
        return enrollmentView(transaction, *row, context.language);
    };
    write.current = [&](ReadTransaction &transaction, const SiteActor &) -> Result<QJsonObject> {
        const Result<EnrollmentRow> row = EnrollmentStore::find(transaction, move->receipt);
        if (!row)
            return failure(row.error());
        return enrollmentView(transaction, *row, context.language);
    };
    return runWrite(guard, context, write);
}

HttpResponse vetting(const AccessGuard &guard, const RouteContext &context)
{
    const QString receipt = receiptNumberOf(context.parameter(QStringLiteral("receipt")));
    const auto json = guard.services().database.read([&](ReadTransaction &transaction) -> Result<QJsonObject> {
        const Result<EnrollmentRow> row = EnrollmentStore::find(transaction, receipt);
        return row ? vettingView(transaction, *row, context.language) : failure(row.error());
    });
    return json ? jsonResponse(200, *json) : problemResponse(json.error(), context.language);
}

HttpResponse recordVetting(const AccessGuard &guard, const RouteContext &context)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    JsonMembers members(*body, ErrorCode::InvalidArgument);
    VettingWord read;
    read.receipt = receiptNumberOf(context.parameter(QStringLiteral("receipt")));
    read.item = context.parameter(QStringLiteral("item"));
    read.version = members.integer(QLatin1String("version"));
    read.outcome = members.choice(QLatin1String("outcome"), vettingOutcomeFromName);
    read.method = members.text(QLatin1String("method"));
    read.evidence = members.text(QLatin1String("evidence"));
    const Result<VettingWord> word = members.result(read);
    if (!word)
        return bodyProblem(word.error(), context.language);
    const SiteServices &services = guard.services();
    const auto view = [&](ReadTransaction &transaction) -> Result<QJsonObject> {
        const Result<EnrollmentRow> row = EnrollmentStore::find(transaction, word->receipt);
        return row ? vettingView(transaction, *row, context.language) : failure(row.error());
    };
    WriteAction write;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &) -> Result<QJsonObject> {
        // The first word begins the review.
        const Result<EnrollmentRow> row = EnrollmentStore::find(transaction, word->receipt);
        if (row && row->receipt.state == EnrollmentState::Submitted) {
            const EnrollmentMove begin{word->receipt, row->receipt.version, EnrollmentAction::BeginReview, {}};
            if (const auto begun = services.enrollments.move(transaction, who, begin, services.clock.now()); !begun)
                return failure(begun.error());
        }
        const auto recorded = VettingWorkflow::record(transaction, who, *word, services.clock.now());
        return recorded ? view(transaction) : failure(recorded.error());
    };
    write.current = [&](ReadTransaction &transaction, const SiteActor &) { return view(transaction); };
    return runWrite(guard, context, write);
}

} // namespace

void addEnrollmentReviewRoutes(Router &router, const AccessGuard &guard)
{
    const QString enrollments = QStringLiteral("/v1/enrollments");
    router.add("GET", enrollments, guard.guarded([&guard](const RouteContext &context, const SiteActor &) {
        return list(guard, context);
    }));
    router.add(
        "GET", enrollments + QStringLiteral("/{receipt}"),
        guard.guarded([&guard](const RouteContext &context, const SiteActor &) { return detail(guard, context); }));
    const QString items = enrollments + QStringLiteral("/{receipt}/vetting");
    router.add("GET", items, guard.guarded([&guard](const RouteContext &context, const SiteActor &) {
        return vetting(guard, context);
    }));
    router.add("POST", items + QStringLiteral("/{item}"),
               guard.guarded(
                   [&guard](const RouteContext &context, const SiteActor &) { return recordVetting(guard, context); }));
    router.add(
        "POST", enrollments + QStringLiteral("/{receipt}/{action}"),
        guard.guarded([&guard](const RouteContext &context, const SiteActor &) { return move(guard, context); }));
}

} // namespace tegata
