// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/customerroutes.h"

#include "core/domain/contract.h"
#include "core/service/http/problem.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/views.h"
#include "core/service/store/feedpages.h"
#include "core/service/store/registrationstore.h"
#include "core/service/store/topics.h"

#include <algorithm>
#include <memory>

namespace tegata {

namespace {

constexpr int UsualChanges = 1000;

HttpResponse answer(const Result<QJsonObject> &json, Language language)
{
    return json ? jsonResponse(200, *json) : problemResponse(json.error(), language);
}

template <typename State>
Result<QList<State>> statesOf(const QStringList &names, std::optional<State> (*fromName)(const QString &))
{
    QList<State> states;
    for (const QString &name : names) {
        const std::optional<State> state = fromName(name);
        if (!state)
            return failure(ErrorCode::InvalidArgument, QStringLiteral("unknown state"), QStringLiteral("state"));
        states.append(*state);
    }
    return states;
}

template <typename Item, typename State>
using ListFunction = Result<Page<Item>> (*)(ReadTransaction &, const QString &, const QList<State> &, const QString &,
                                            int);

template <typename Item, typename State>
HttpResponse listAnswer(const AccessGuard &guard, const RouteContext &context, const SiteActor &who,
                        std::optional<State> (*fromName)(const QString &), ListFunction<Item, State> list)
{
    const Result<ListQuery> query = listQuery(context.request);
    if (!query)
        return problemResponse(query.error(), context.language);
    const Result<QList<State>> states = statesOf(query->states, fromName);
    if (!states)
        return problemResponse(states.error(), context.language);
    const auto page = guard.services().database.read([&](ReadTransaction &transaction) {
        return list(transaction, who.customerId, *states, query->after, query->limit);
    });
    if (!page)
        return problemResponse(page.error(), context.language);
    QJsonArray items;
    for (const Item &item : page->items)
        items.append(contract::toJson(visibleTo(who.kind, item)));
    return jsonResponse(200, listJson(items, page->next));
}

// Who asks is found in the page's own snapshot: a change wakes many polls at once, and each transaction counts.
HttpResponse changes(const AccessGuard &guard, FeedPages &pages, const RouteContext &context)
{
    const Result<ListQuery> query = listQuery(context.request, UsualChanges);
    const SiteServices &services = guard.services();
    std::optional<Error> accessError;
    QString topic;
    const auto page = services.database.read([&](ReadTransaction &transaction) -> Result<FeedPage> {
        const Result<SiteActor> who = guard.identify(transaction, context.request);
        if (!who) {
            accessError = who.error();
            return failure(who.error());
        }
        if (!query)
            return failure(query.error());
        topic = customerTopic(who->customerId);
        return pages.page(transaction, who->customerId, query->after, query->limit);
    });
    if (accessError)
        return guard.refuse(context, *accessError);
    if (!page)
        return problemResponse(page.error(), context.language);
    HttpResponse response;
    response.isCallerKnown = true;
    if (!page->isNews && query->waitSeconds > 0 && !context.request.waitOver) {
        response.waitForChange = WaitForChange{
            topic, std::chrono::seconds(std::min(query->waitSeconds, services.settings.longestWaitSeconds))};
        return response;
    }
    response.addHeader("Content-Type", "application/json");
    response.body = page->json;
    return response;
}

HttpResponse registration(const AccessGuard &guard, const RouteContext &context, const SiteActor &who)
{
    return answer(guard.services().database.read([&](ReadTransaction &transaction) -> Result<QJsonObject> {
        const auto found = RegistrationStore::find(transaction, who.customerId);
        if (!found)
            return failure(found.error());
        return contract::toJson(*found);
    }),
                  context.language);
}

HttpResponse requestDetail(const AccessGuard &guard, const RouteContext &context, const SiteActor &who)
{
    return answer(guard.services().database.read([&](ReadTransaction &transaction) -> Result<QJsonObject> {
        const auto row = RequestStore::find(transaction, who.customerId, context.parameter(QStringLiteral("id")));
        if (!row)
            return failure(row.error());
        return requestView(transaction, *row, who.kind, context.language);
    }),
                  context.language);
}

HttpResponse certificateDetail(const AccessGuard &guard, const RouteContext &context, const SiteActor &who)
{
    const SiteServices &services = guard.services();
    return answer(services.database.read([&](ReadTransaction &transaction) -> Result<QJsonObject> {
        const QString serial =
            CertificateStore::serialMeant(transaction, who.customerId, context.parameter(QStringLiteral("serial")));
        const auto row = CertificateStore::find(transaction, who.customerId, serial);
        if (!row)
            return failure(row.error());
        return certificateView(transaction, *row, services.authority);
    }),
                  context.language);
}

} // namespace

QJsonObject listJson(const QJsonArray &items, const QString &next)
{
    return {{QStringLiteral("items"), items}, {QStringLiteral("next"), jsonText(next)}};
}

void addCustomerRoutes(Router &router, const AccessGuard &guard, ActorKind reader)
{
    const auto pages = std::make_shared<FeedPages>(
        [reader](CertificateRequest request) { return visibleTo(reader, std::move(request)); });
    using std::placeholders::_1;
    using std::placeholders::_2;
    router.add("GET", QStringLiteral("/v1/registration"),
               guard.guarded(std::bind(registration, std::cref(guard), _1, _2)));
    router.add("GET", QStringLiteral("/v1/changes"),
               [&guard, pages](const RouteContext &context) { return changes(guard, *pages, context); });
    router.add("GET", QStringLiteral("/v1/requests"),
               guard.guarded([&guard](const RouteContext &context, const SiteActor &who) {
                   return listAnswer<CertificateRequest, RequestState>(guard, context, who, requestStateFromName,
                                                                       RequestStore::list);
               }));
    router.add("GET", QStringLiteral("/v1/requests/{id}"),
               guard.guarded(std::bind(requestDetail, std::cref(guard), _1, _2)));
    router.add("GET", QStringLiteral("/v1/certificates"),
               guard.guarded([&guard](const RouteContext &context, const SiteActor &who) {
                   return listAnswer<CertificateRecord, CertificateState>(guard, context, who, certificateStateFromName,
                                                                          CertificateStore::list);
               }));
    router.add("GET", QStringLiteral("/v1/certificates/{serial}"),
               guard.guarded(std::bind(certificateDetail, std::cref(guard), _1, _2)));
}

void addAuditRoutes(Router &router, const AccessGuard &guard, bool ofAllCustomers)
{
    const auto handler = [&guard, ofAllCustomers](const RouteContext &context, const SiteActor &who) {
        const Result<ListQuery> query = listQuery(context.request);
        if (!query)
            return problemResponse(query.error(), context.language);
        bool isNumber = true;
        const qint64 after = query->after.isEmpty() ? 0 : query->after.toLongLong(&isNumber);
        if (!isNumber || after < 0)
            return problemResponse(
                Error{ErrorCode::InvalidArgument, QStringLiteral("unknown cursor"), QStringLiteral("after")},
                context.language);
        const std::optional<QString> customerId = ofAllCustomers ? std::nullopt : std::optional(who.customerId);
        const auto rows = guard.services().database.read([&](ReadTransaction &transaction) {
            return AuditTrail::list(transaction, customerId, after, query->limit);
        });
        if (!rows)
            return problemResponse(rows.error(), context.language);
        QJsonArray items;
        for (const AuditRow &row : *rows)
            items.append(auditView(row, ofAllCustomers));
        const bool mayGoOn = rows->size() == query->limit;
        return jsonResponse(200, listJson(items, mayGoOn ? QString::number(rows->last().sequence) : QString()));
    };
    router.add("GET", QStringLiteral("/v1/audit"), guard.guarded(handler));
}

} // namespace tegata
