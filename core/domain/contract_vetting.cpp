// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"
#include "core/domain/jsonmembers.h"

#include <QJsonArray>

namespace tegata::contract {

namespace {

QJsonObject recordToJson(const VettingRecord &record)
{
    return {{QStringLiteral("outcome"), vettingOutcomeName(record.outcome)},
            {QStringLiteral("method"), record.method},
            {QStringLiteral("evidence"), record.evidence},
            {QStringLiteral("examiner"), toJson(record.examiner)},
            {QStringLiteral("at"), jsonTime(record.at)},
            {QStringLiteral("usableUntil"), jsonTime(record.usableUntil)}};
}

Result<VettingRecord> recordFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    VettingRecord record;
    record.outcome = members.choice(QLatin1String("outcome"), vettingOutcomeFromName);
    record.method = members.text(QLatin1String("method"));
    record.evidence = members.text(QLatin1String("evidence"));
    record.examiner = members.member(QLatin1String("examiner"), actorFromJson);
    record.at = members.time(QLatin1String("at"));
    record.usableUntil = members.optionalTime(QLatin1String("usableUntil"));
    return members.result(record);
}

QJsonObject itemToJson(const VettingItem &item)
{
    QJsonArray records;
    for (const VettingRecord &each : item.records)
        records.append(recordToJson(each));
    return {{QStringLiteral("id"), item.id},
            {QStringLiteral("kind"), vettingKindName(item.kind)},
            {QStringLiteral("subject"), jsonText(item.subject)},
            {QStringLiteral("needed"), item.isNeeded},
            {QStringLiteral("methods"), QJsonArray::fromStringList(item.methods)},
            {QStringLiteral("state"), vettingStateName(item)},
            {QStringLiteral("version"), item.records.size()},
            {QStringLiteral("records"), records}};
}

Result<VettingItem> itemFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    VettingItem item;
    item.id = members.id(QLatin1String("id"));
    item.kind = members.choice(QLatin1String("kind"), vettingKindFromName);
    item.subject = members.optionalText(QLatin1String("subject"));
    item.isNeeded = members.boolean(QLatin1String("needed"));
    item.methods = members.texts(QLatin1String("methods"));
    item.records = members.members(QLatin1String("records"), recordFromJson);
    return members.result(item);
}

} // namespace

QJsonObject toJson(const Vetting &vetting)
{
    QJsonArray items;
    for (const VettingItem &each : vetting.items)
        items.append(itemToJson(each));
    QJsonArray approvals;
    for (const Actor &each : vetting.approvals)
        approvals.append(toJson(each));
    return {{QStringLiteral("receipt"), vetting.receipt},
            {QStringLiteral("items"), items},
            {QStringLiteral("approvals"), approvals},
            {QStringLiteral("approvalsNeeded"), vetting.approvalsNeeded}};
}

Result<Vetting> vettingFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    Vetting vetting;
    vetting.receipt = members.id(QLatin1String("receipt"));
    vetting.items = members.members(QLatin1String("items"), itemFromJson);
    vetting.approvals = members.members(QLatin1String("approvals"), actorFromJson);
    vetting.approvalsNeeded = members.integer(QLatin1String("approvalsNeeded"));
    return members.result(vetting);
}

} // namespace tegata::contract
