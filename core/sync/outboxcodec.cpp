// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outboxcodec.h"

#include "core/base/clock.h"
#include "core/domain/jsonmembers.h"
#include "core/pki/aesgcm.h"
#include "core/pki/keyderivation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tegata {

namespace {

const QString VersionName = QStringLiteral("version");
const QString NoteName = QStringLiteral("note");
const QString MailName = QStringLiteral("notifyMail");

struct Parts
{
    QString kind;
    QJsonObject plain;
    QJsonObject words;
};

Parts partsOf(const Decision &decision)
{
    return {QStringLiteral("decide"),
            {{VersionName, decision.version}, {QStringLiteral("action"), requestActionName(decision.action)}},
            {{NoteName, decision.note}}};
}

Parts partsOf(const Revocation &revocation)
{
    QJsonObject plain{{VersionName, revocation.version},
                      {QStringLiteral("reason"), revocationReasonName(revocation.reason)}};
    if (revocation.at.isValid())
        plain.insert(QStringLiteral("at"), toRfc3339(revocation.at));
    return {QStringLiteral("revoke"), plain, {{NoteName, revocation.note}}};
}

Parts partsOf(const ScheduleCancellation &cancellation)
{
    return {QStringLiteral("unschedule"), {{VersionName, cancellation.version}}, {}};
}

Parts partsOf(const RequestEdit &edit)
{
    Parts parts{QStringLiteral("edit"), {{VersionName, edit.version}}, {{NoteName, edit.note}}};
    if (edit.product)
        parts.plain.insert(QStringLiteral("product"), productName(*edit.product));
    if (edit.language)
        parts.plain.insert(QStringLiteral("language"), languageTag(*edit.language));
    if (edit.renewalOf)
        parts.plain.insert(QStringLiteral("renewalOf"), *edit.renewalOf);
    if (!edit.values.isEmpty()) {
        QJsonArray values;
        for (const ProfileValueEdit &value : edit.values)
            values.append(QJsonObject{{QStringLiteral("id"), value.id}, {QStringLiteral("value"), value.value}});
        parts.plain.insert(QStringLiteral("values"), values);
    }
    if (edit.notifyMail)
        parts.words.insert(MailName, *edit.notifyMail);
    return parts;
}

Parts partsOf(const NoteAddition &note)
{
    return {QStringLiteral("note"), {}, {{NoteName, note.text}}};
}

QByteArray bytesOf(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QByteArray nameOf(const OutboxEntry &entry)
{
    return QByteArrayLiteral("outbox:") + entry.kind.toUtf8() + ':' + entry.target.toUtf8();
}

Result<ProfileValueEdit> valueEditFromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::StoreCorrupt);
    const ProfileValueEdit edit{members.text(QLatin1String("id")), members.optionalText(QLatin1String("value"))};
    return members.result(edit);
}

Result<OutboxAction> read(const OutboxEntry &entry, const QJsonObject &plain, const QJsonObject &words)
{
    JsonMembers members(plain, ErrorCode::StoreCorrupt);
    const QString note = words.value(NoteName).toString();
    const QString &target = entry.target;
    const QString &key = entry.idempotencyKey;
    if (entry.kind == QLatin1String("note"))
        return OutboxAction(NoteAddition{target, note, key});
    const int version = members.integer(QLatin1String("version"));
    if (entry.kind == QLatin1String("decide")) {
        const auto action = members.choice<RequestAction>(QLatin1String("action"), requestActionFromName);
        return members.result(OutboxAction(Decision{target, version, action, note, key}));
    }
    if (entry.kind == QLatin1String("revoke")) {
        const auto reason = members.choice<RevocationReason>(QLatin1String("reason"), revocationReasonFromName);
        const QDateTime at = members.optionalTime(QLatin1String("at"));
        return members.result(OutboxAction(Revocation{target, version, reason, note, key, at}));
    }
    if (entry.kind == QLatin1String("unschedule"))
        return members.result(OutboxAction(ScheduleCancellation{target, version, key}));
    if (entry.kind == QLatin1String("edit")) {
        RequestEdit edit;
        edit.id = target;
        edit.version = version;
        edit.note = note;
        edit.idempotencyKey = key;
        if (plain.contains(QLatin1String("product")))
            edit.product = members.choice<Product>(QLatin1String("product"), productFromName);
        if (plain.contains(QLatin1String("language")))
            edit.language = languageFromTag(members.text(QLatin1String("language")));
        if (plain.contains(QLatin1String("renewalOf")))
            edit.renewalOf = members.optionalText(QLatin1String("renewalOf"));
        if (plain.contains(QLatin1String("values")))
            edit.values = members.members(QLatin1String("values"), valueEditFromJson);
        if (words.contains(MailName))
            edit.notifyMail = words.value(MailName).toString();
        return members.result(OutboxAction(edit));
    }
    return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown kind"), QStringLiteral("kind"));
}

} // namespace

SharedSecret passingKey()
{
    Result<SecretBytes> key = randomKey(AesGcmKeySize);
    return key ? std::make_shared<const SecretBytes>(*std::move(key)) : nullptr;
}

OutboxCodec::OutboxCodec(SharedSecret key) : m_sealer(key ? std::move(key) : passingKey()) {}

Result<OutboxEntry> OutboxCodec::encode(const OutboxAction &action) const
{
    const Parts parts = std::visit([](const auto &one) { return partsOf(one); }, action);
    OutboxEntry entry;
    entry.kind = parts.kind;
    entry.target = targetOf(action);
    entry.idempotencyKey = idempotencyKeyOf(action);
    entry.payload = bytesOf(parts.plain);
    const bool hasWords = std::any_of(parts.words.begin(), parts.words.end(),
                                      [](const QJsonValue &word) { return !word.toString().isEmpty(); });
    if (!hasWords && !parts.words.contains(MailName))
        return entry;
    Result<QByteArray> sealed = m_sealer.seal(nameOf(entry), bytesOf(parts.words));
    if (!sealed)
        return failure(sealed.error());
    entry.texts = *std::move(sealed);
    return entry;
}

void OutboxCodec::recode(const OutboxAction &action, OutboxEntry &entry) const
{
    entry.payload = bytesOf(std::visit([](const auto &one) { return partsOf(one); }, action).plain);
    entry.idempotencyKey = idempotencyKeyOf(action);
}

Result<OutboxCodec::Decoded> OutboxCodec::decode(const OutboxEntry &entry) const
{
    const QJsonObject plain = QJsonDocument::fromJson(entry.payload).object();
    QJsonObject words = plain; // an earlier version kept them there
    bool wordsMissing = false;
    if (!entry.texts.isEmpty()) {
        const Result<SecretBytes> opened = m_sealer.open(nameOf(entry), entry.texts);
        wordsMissing = !opened;
        words = opened ? QJsonDocument::fromJson(QByteArray(opened->data(), qsizetype(opened->size()))).object()
                       : QJsonObject();
    }
    const Result<OutboxAction> action = read(entry, plain, words);
    if (!action)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("outbox entry %1").arg(entry.id), action.error().field);
    return Decoded{*action, wordsMissing};
}

QString targetOf(const OutboxAction &action)
{
    struct Target
    {
        QString operator()(const Decision &one) const { return one.requestId; }
        QString operator()(const Revocation &one) const { return one.serial; }
        QString operator()(const ScheduleCancellation &one) const { return one.serial; }
        QString operator()(const RequestEdit &one) const { return one.id; }
        QString operator()(const NoteAddition &one) const { return one.requestId; }
    };
    return std::visit(Target(), action);
}

QString idempotencyKeyOf(const OutboxAction &action)
{
    return std::visit([](const auto &one) { return one.idempotencyKey; }, action);
}

void setIdempotencyKey(OutboxAction &action, const QString &key)
{
    std::visit([&](auto &one) { one.idempotencyKey = key; }, action);
}

std::optional<int> versionOf(const OutboxAction &action)
{
    if (std::holds_alternative<NoteAddition>(action))
        return std::nullopt;
    return std::visit(
        [](const auto &one) {
            if constexpr (requires { one.version; })
                return one.version;
            else
                return 0;
        },
        action);
}

void setVersion(OutboxAction &action, int version)
{
    std::visit(
        [&](auto &one) {
            if constexpr (requires { one.version; })
                one.version = version;
        },
        action);
}

bool isOfCertificate(const OutboxAction &action)
{
    return std::holds_alternative<Revocation>(action) || std::holds_alternative<ScheduleCancellation>(action);
}

} // namespace tegata
