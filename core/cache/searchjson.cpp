// SPDX-License-Identifier: Apache-2.0
#include "core/cache/searchjson.h"

#include "core/base/clock.h"
#include "core/domain/jsonmembers.h"
#include "core/domain/nametable.h"

#include <QJsonArray>

namespace tegata {

namespace {

constexpr qsizetype MaximumElements = 100;
constexpr qsizetype MaximumText = 1000;

constexpr NameTable<QueueView, QueueViewCount> ViewNames{{
    {QueueView::Pending, QLatin1String("pending")},
    {QueueView::OnHold, QLatin1String("onHold")},
    {QueueView::Issued, QLatin1String("issued")},
    {QueueView::Closed, QLatin1String("closed")},
    {QueueView::Revoked, QLatin1String("revoked")},
}};

constexpr NameTable<QueueColumn, 16> ColumnNames{{
    {QueueColumn::CommonName, QLatin1String("commonName")},
    {QueueColumn::Organization, QLatin1String("organization")},
    {QueueColumn::Product, QLatin1String("product")},
    {QueueColumn::Key, QLatin1String("key")},
    {QueueColumn::Check, QLatin1String("check")},
    {QueueColumn::State, QLatin1String("state")},
    {QueueColumn::SubmittedAt, QLatin1String("submittedAt")},
    {QueueColumn::UpdatedAt, QLatin1String("updatedAt")},
    {QueueColumn::IssuedAt, QLatin1String("issuedAt")},
    {QueueColumn::NotAfter, QLatin1String("notAfter")},
    {QueueColumn::RevokedAt, QLatin1String("revokedAt")},
    {QueueColumn::Reason, QLatin1String("reason")},
    {QueueColumn::Serial, QLatin1String("serial")},
    {QueueColumn::ClaimedBy, QLatin1String("claimedBy")},
    {QueueColumn::Approvals, QLatin1String("approvals")},
    {QueueColumn::ExpiresAt, QLatin1String("expiresAt")},
}};

std::optional<QueueView> viewFromName(const QString &name)
{
    return valueIn(ViewNames, name);
}

std::optional<QueueColumn> columnFromName(const QString &name)
{
    return valueIn(ColumnNames, name);
}

void insertText(QJsonObject &json, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        json.insert(name, text);
}

void insertTime(QJsonObject &json, const QString &name, const QDateTime &time)
{
    if (time.isValid())
        json.insert(name, toRfc3339(time));
}

QJsonObject toJson(const ColumnCondition &condition)
{
    QJsonObject json{{QStringLiteral("column"), nameIn(ColumnNames, condition.column)}};
    insertText(json, QStringLiteral("contains"), condition.contains);
    if (!condition.values.isEmpty()) {
        QJsonArray values;
        for (const int value : condition.values)
            values.append(value);
        json.insert(QStringLiteral("values"), values);
    }
    insertTime(json, QStringLiteral("from"), condition.from);
    insertTime(json, QStringLiteral("until"), condition.until);
    return json;
}

QString readText(JsonMembers &members, QLatin1String name)
{
    const QString text = members.optionalText(name);
    if (text.size() > MaximumText)
        members.refuse(name, QStringLiteral("too long"));
    return text;
}

QJsonArray readArray(JsonMembers &members, const QJsonObject &json, QLatin1String name)
{
    const QJsonArray array = json.contains(name) ? members.array(name) : QJsonArray();
    if (array.size() > MaximumElements)
        members.refuse(name, QStringLiteral("too many"));
    return array;
}

Result<ColumnCondition> conditionFromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    ColumnCondition condition;
    condition.column = members.choice(QLatin1String("column"), columnFromName);
    condition.contains = readText(members, QLatin1String("contains"));
    for (const QJsonValue &value : readArray(members, json, QLatin1String("values"))) {
        if (!value.isDouble())
            members.refuse(QLatin1String("values"), QStringLiteral("not a number"));
        condition.values.append(value.toInt());
    }
    condition.from = members.optionalTime(QLatin1String("from"));
    condition.until = members.optionalTime(QLatin1String("until"));
    return members.result(condition);
}

Result<QueueOrder> orderFromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    QueueOrder order;
    order.column = members.choice(QLatin1String("column"), columnFromName);
    order.descending = members.optionalBoolean(QLatin1String("descending"), false);
    return members.result(order);
}

} // namespace

QJsonObject toJson(const QueueQuery &query)
{
    QJsonObject json{{QStringLiteral("view"), nameIn(ViewNames, query.view)}};
    insertText(json, QStringLiteral("text"), query.filter.text);
    insertText(json, QStringLiteral("spkiSha256"), query.filter.spkiSha256);
    if (query.filter.dueForRenewal)
        json.insert(QStringLiteral("dueForRenewal"), true);
    insertTime(json, QStringLiteral("dueBefore"), query.filter.dueBefore);
    QJsonArray conditions;
    for (const ColumnCondition &condition : query.filter.conditions)
        conditions.append(toJson(condition));
    if (!conditions.isEmpty())
        json.insert(QStringLiteral("conditions"), conditions);
    json.insert(QStringLiteral("order"),
                QJsonObject{{QStringLiteral("column"), nameIn(ColumnNames, query.order.column)},
                            {QStringLiteral("descending"), query.order.descending}});
    return json;
}

Result<QueueQuery> queueQueryFromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    QueueQuery query;
    query.view = members.choice(QLatin1String("view"), viewFromName);
    query.filter.text = readText(members, QLatin1String("text"));
    query.filter.spkiSha256 = readText(members, QLatin1String("spkiSha256"));
    query.filter.dueForRenewal = members.optionalBoolean(QLatin1String("dueForRenewal"), false);
    query.filter.dueBefore = members.optionalTime(QLatin1String("dueBefore"));
    if (!readArray(members, json, QLatin1String("conditions")).isEmpty())
        query.filter.conditions = members.members(QLatin1String("conditions"), conditionFromJson);
    if (json.contains(QLatin1String("order")))
        query.order = members.member(QLatin1String("order"), orderFromJson);
    else
        query.order = defaultOrder(query.view);
    return members.result(query);
}

} // namespace tegata
