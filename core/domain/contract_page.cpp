// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"

#include "core/domain/jsonmembers.h"
#include "core/domain/nametable.h"

namespace tegata::contract {

namespace {

enum class Kind
{
    Request,
    Certificate
};

constexpr NameTable<Kind, 2> kindNames = {{
    {Kind::Request, QLatin1String("request")},
    {Kind::Certificate, QLatin1String("certificate")},
}};

std::optional<Kind> kindFromName(const QString &name)
{
    return valueIn(kindNames, name);
}

struct Item
{
    std::optional<CertificateRequest> request;
    std::optional<CertificateRecord> certificate;
};

Result<Item> itemFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    Item item;
    switch (members.choice(QLatin1String("kind"), kindFromName)) {
    case Kind::Request:
        item.request = members.member(QLatin1String("request"), requestFromJson);
        break;
    case Kind::Certificate:
        item.certificate = members.member(QLatin1String("certificate"), certificateFromJson);
        break;
    }
    return members.result(item);
}

struct Removal
{
    Kind kind = Kind::Request;
    QString id;
};

QJsonObject removalToJson(Kind kind, const QString &id)
{
    return {{QStringLiteral("kind"), nameIn(kindNames, kind)}, {QStringLiteral("id"), id}};
}

Result<Removal> removalFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    Removal removal;
    removal.kind = members.choice(QLatin1String("kind"), kindFromName);
    removal.id = members.id(QLatin1String("id"));
    return members.result(removal);
}

} // namespace

QJsonObject toJson(const ChangePage &page)
{
    QJsonArray items;
    for (const CertificateRequest &request : page.requests)
        items.append(QJsonObject{{QStringLiteral("kind"), nameIn(kindNames, Kind::Request)},
                                 {QStringLiteral("request"), toJson(request)}});
    for (const CertificateRecord &certificate : page.certificates)
        items.append(QJsonObject{{QStringLiteral("kind"), nameIn(kindNames, Kind::Certificate)},
                                 {QStringLiteral("certificate"), toJson(certificate)}});
    QJsonArray removed;
    for (const QString &id : page.removedRequests)
        removed.append(removalToJson(Kind::Request, id));
    for (const QString &serial : page.removedCertificates)
        removed.append(removalToJson(Kind::Certificate, serial));
    return {{QStringLiteral("items"), items},
            {QStringLiteral("removed"), removed},
            {QStringLiteral("next"), page.next},
            {QStringLiteral("more"), page.more},
            {QStringLiteral("reset"), page.reset}};
}

Result<ChangePage> changePageFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    ChangePage page;
    const QList<Item> items = members.members(QLatin1String("items"), itemFromJson);
    for (const Item &item : items) {
        if (item.request)
            page.requests.append(*item.request);
        if (item.certificate)
            page.certificates.append(*item.certificate);
    }
    const QList<Removal> removed = members.members(QLatin1String("removed"), removalFromJson);
    for (const Removal &removal : removed)
        (removal.kind == Kind::Request ? page.removedRequests : page.removedCertificates).append(removal.id);
    page.next = members.text(QLatin1String("next"));
    page.more = members.boolean(QLatin1String("more"));
    page.reset = members.boolean(QLatin1String("reset"));
    return members.result(page);
}

QJsonObject toJson(const Problem &problem)
{
    QJsonArray findings;
    for (const Finding &finding : problem.findings)
        findings.append(toJson(finding));
    return {{QStringLiteral("type"), QStringLiteral("about:blank")},
            {QStringLiteral("title"), problem.title},
            {QStringLiteral("status"), problem.status},
            {QStringLiteral("detail"), jsonText(problem.detail)},
            {QStringLiteral("code"), problem.code},
            {QStringLiteral("findings"), findings},
            {QStringLiteral("current"), problem.current.isEmpty() ? QJsonValue() : QJsonValue(problem.current)}};
}

Result<Problem> problemFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    Problem problem;
    problem.status = members.integer(QLatin1String("status"));
    problem.code = members.text(QLatin1String("code"));
    problem.title = members.optionalText(QLatin1String("title"));
    problem.detail = members.optionalText(QLatin1String("detail"));
    problem.findings = members.optionalMembers(QLatin1String("findings"), findingFromJson);
    problem.current = members.optionalObject(QLatin1String("current"));
    return members.result(problem);
}

} // namespace tegata::contract
