// SPDX-License-Identifier: Apache-2.0
#include "core/domain/jsonmembers.h"
#include "core/rules/policy.h"
#include "core/rules/policyrules.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <initializer_list>

// The resources live in a static library: without this call the linker drops them. Outside any namespace, as the macro
// demands.
static void initializePolicyResources()
{
    Q_INIT_RESOURCE(tegata_policies);
}

namespace tegata {

namespace {

constexpr qsizetype MaximumSize = 256 * 1024;
constexpr int MaximumReason = 1000; // characters
constexpr int MaximumDays = 40000;
const auto Format = QLatin1String("tegata-policy");

// A name that is not known may be a misspelled one, and what it was to say would not hold.
void refuseUnknown(JsonMembers &members, const QJsonObject &json, std::initializer_list<const char *> known)
{
    for (auto it = json.begin(); it != json.end(); ++it) {
        const bool isKnown = std::any_of(known.begin(), known.end(),
                                         [&it](const char *name) { return it.key() == QLatin1String(name); });
        if (!isKnown)
            members.refuse(it.key(), QStringLiteral("unknown member"));
    }
}

Result<DatedLimit> datedLimitFromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    refuseUnknown(members, json, {"from", "days"});
    DatedLimit limit;
    limit.from = QDate::fromString(members.text(QLatin1String("from")), Qt::ISODate);
    if (!limit.from.isValid())
        members.refuse(QStringLiteral("from"), QStringLiteral("date expected"));
    limit.days = members.integer(QLatin1String("days"));
    if (limit.days < 1 || limit.days > MaximumDays)
        members.refuse(QStringLiteral("days"), QStringLiteral("1 or more expected"));
    return members.result(limit);
}

QList<DatedLimit> datedLimits(JsonMembers &members, QLatin1String name)
{
    QList<DatedLimit> limits = members.members(name, datedLimitFromJson);
    if (limits.isEmpty())
        members.refuse(name, QStringLiteral("at least one row expected"));
    std::sort(limits.begin(), limits.end(), [](const DatedLimit &a, const DatedLimit &b) { return a.from < b.from; });
    return limits;
}

int atLeast(int minimum, JsonMembers &members, QLatin1String name)
{
    const int number = members.integer(name);
    if (number < minimum || number > MaximumDays)
        members.refuse(name, QStringLiteral("%1 or more expected").arg(minimum));
    return number;
}

QStringList textsOf(JsonMembers &members, QLatin1String name, const QStringList &known)
{
    const QStringList values = members.texts(name);
    for (const QString &value : values) {
        if (!known.contains(value))
            members.refuse(name,
                           QStringLiteral("unknown value %1; known: %2").arg(value, known.join(QLatin1String(", "))));
    }
    return values;
}

// A site's own reason is a text, a shipped one stands in both languages.
void readReason(JsonMembers &members, const QJsonObject &json, RuleSetting &setting)
{
    if (json.value(QLatin1String("reason")).isObject()) {
        const QJsonObject texts = members.object(QLatin1String("reason"));
        setting.reason = texts.value(QLatin1String("en")).toString();
        setting.reasonJapanese = texts.value(QLatin1String("ja")).toString();
        if (texts.size() != 2 || setting.reason.isEmpty() || setting.reasonJapanese.isEmpty())
            members.refuse(QStringLiteral("reason"), QStringLiteral("a text, or en and ja"));
    } else {
        setting.reason = members.optionalText(QLatin1String("reason")).trimmed();
    }
    if (setting.reason.size() > MaximumReason)
        members.refuse(QStringLiteral("reason"), QStringLiteral("at most %1 characters").arg(MaximumReason));
}

Result<RuleSetting> settingFromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    refuseUnknown(members, json, {"outcome", "reason"});
    RuleSetting setting;
    setting.outcome = members.choice(QLatin1String("outcome"), ruleOutcomeFromName);
    readReason(members, json, setting);
    return members.result(setting);
}

void readRules(JsonMembers &members, Policy &policy)
{
    const QJsonObject rows = members.optionalObject(QLatin1String("outcomes"));
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        const QString path = QStringLiteral("outcomes.") + it.key();
        const PolicyRule *rule = policyRule(it.key());
        if (!rule) {
            members.refuse(path, QStringLiteral("unknown rule"));
            return;
        }
        const Result<RuleSetting> setting = settingFromJson(it.value().toObject());
        if (!setting) {
            members.refuse(path + QLatin1Char('.') + setting.error().field, setting.error().detail);
            return;
        }
        if (rule->isFixed && setting->outcome != RuleOutcome::Error)
            members.refuse(path + QLatin1String(".outcome"), QStringLiteral("this rule is always an error"));
        if (!policy.basedOn.isEmpty() && setting->reason.isEmpty())
            members.refuse(path + QLatin1String(".reason"), QStringLiteral("a reason is needed"));
        policy.rules.insert(it.key(), *setting);
    }
}

void readLimits(JsonMembers &members, const QJsonObject &json, Policy &policy)
{
    // What a policy that is based on another one leaves out holds as it is there.
    const auto isGiven = [&](const char *name) {
        return policy.basedOn.isEmpty() || json.contains(QLatin1String(name));
    };
    static const QStringList algorithms = {QStringLiteral("RSA"), QStringLiteral("EC"), QStringLiteral("RSA-PSS"),
                                           QStringLiteral("ED25519"), QStringLiteral("ED448")};
    static const QStringList curves = {QStringLiteral("P-256"), QStringLiteral("P-384"), QStringLiteral("P-521")};
    static const QStringList digests = {QStringLiteral("SHA256"),   QStringLiteral("SHA384"),
                                        QStringLiteral("SHA512"),   QStringLiteral("SHA3-256"),
                                        QStringLiteral("SHA3-384"), QStringLiteral("SHA3-512")};
    if (isGiven("maximumValidity"))
        policy.maximumValidity = datedLimits(members, QLatin1String("maximumValidity"));
    if (isGiven("validityMarginDays"))
        policy.validityMarginDays = atLeast(0, members, QLatin1String("validityMarginDays"));
    if (isGiven("domainReuse"))
        policy.domainReuse = datedLimits(members, QLatin1String("domainReuse"));
    if (isGiven("organizationReuseDays"))
        policy.organizationReuseDays = atLeast(1, members, QLatin1String("organizationReuseDays"));
    if (isGiven("keyAlgorithms"))
        policy.keyAlgorithms = textsOf(members, QLatin1String("keyAlgorithms"), algorithms);
    if (isGiven("minimumRsaBits"))
        policy.minimumRsaBits = atLeast(2048, members, QLatin1String("minimumRsaBits"));
    if (isGiven("curves"))
        policy.curves = textsOf(members, QLatin1String("curves"), curves);
    if (isGiven("signatureDigests"))
        policy.signatureDigests = textsOf(members, QLatin1String("signatureDigests"), digests);
    if (isGiven("renewalWindowDays"))
        policy.renewalWindowDays = atLeast(0, members, QLatin1String("renewalWindowDays"));
    if (isGiven("requestTimeoutDays"))
        policy.requestTimeoutDays = atLeast(1, members, QLatin1String("requestTimeoutDays"));
    if (isGiven("maximumNames"))
        policy.maximumNames = atLeast(1, members, QLatin1String("maximumNames"));
    if (isGiven("openRequestsPerContact"))
        policy.openRequestsPerContact = atLeast(1, members, QLatin1String("openRequestsPerContact"));
    if (isGiven("caaIssuers"))
        policy.caaIssuers = members.texts(QLatin1String("caaIssuers"));
}

QJsonArray jsonOf(const QList<DatedLimit> &limits)
{
    QJsonArray rows;
    for (const DatedLimit &limit : limits)
        rows.append(QJsonObject{{QStringLiteral("from"), limit.from.toString(Qt::ISODate)},
                                {QStringLiteral("days"), limit.days}});
    return rows;
}

QJsonObject jsonOf(const RuleSetting &setting)
{
    QJsonObject json{{QStringLiteral("outcome"), ruleOutcomeName(setting.outcome)}};
    if (!setting.reasonJapanese.isEmpty())
        json.insert(QStringLiteral("reason"), QJsonObject{{QStringLiteral("en"), setting.reason},
                                                          {QStringLiteral("ja"), setting.reasonJapanese}});
    else if (!setting.reason.isEmpty())
        json.insert(QStringLiteral("reason"), setting.reason);
    return json;
}

// All that is in force.
QJsonObject wholeOf(const Policy &policy)
{
    QJsonObject rules;
    for (auto it = policy.rules.cbegin(); it != policy.rules.cend(); ++it)
        rules.insert(it.key(), jsonOf(it.value()));
    return {{QStringLiteral("format"), Format},
            {QStringLiteral("name"), policy.name},
            {QStringLiteral("version"), policy.version},
            {QStringLiteral("maximumValidity"), jsonOf(policy.maximumValidity)},
            {QStringLiteral("validityMarginDays"), policy.validityMarginDays},
            {QStringLiteral("domainReuse"), jsonOf(policy.domainReuse)},
            {QStringLiteral("organizationReuseDays"), policy.organizationReuseDays},
            {QStringLiteral("keyAlgorithms"), QJsonArray::fromStringList(policy.keyAlgorithms)},
            {QStringLiteral("minimumRsaBits"), policy.minimumRsaBits},
            {QStringLiteral("curves"), QJsonArray::fromStringList(policy.curves)},
            {QStringLiteral("signatureDigests"), QJsonArray::fromStringList(policy.signatureDigests)},
            {QStringLiteral("renewalWindowDays"), policy.renewalWindowDays},
            {QStringLiteral("requestTimeoutDays"), policy.requestTimeoutDays},
            {QStringLiteral("maximumNames"), policy.maximumNames},
            {QStringLiteral("openRequestsPerContact"), policy.openRequestsPerContact},
            {QStringLiteral("caaIssuers"), QJsonArray::fromStringList(policy.caaIssuers)},
            {QStringLiteral("outcomes"), rules}};
}

} // namespace

QStringList shippedPolicies()
{
    return {QStringLiteral("public-tls-2026"), QStringLiteral("private-pki")};
}

Result<Policy> loadPolicy(const QString &name)
{
    // They never change while the program runs: each is read and parsed once, by whoever asks first (none of them is
    // based on another). The name may come from a file or a command line: it never becomes a path.
    static const QHash<QString, Result<Policy>> shipped = [] {
        initializePolicyResources();
        QHash<QString, Result<Policy>> policies;
        for (const QString &each : shippedPolicies()) {
            QFile file(QStringLiteral(":/policies/%1.json").arg(each));
            if (file.open(QIODevice::ReadOnly))
                policies.insert(each, parsePolicy(file.readAll()));
        }
        return policies;
    }();
    const auto found = shipped.constFind(name);
    if (found == shipped.cend())
        return failure(ErrorCode::NotFound, QStringLiteral("no such policy"), QStringLiteral("policy"));
    return *found;
}

Result<Policy> parsePolicy(const QByteArray &json)
{
    if (json.size() > MaximumSize)
        return failure(ErrorCode::TooLarge, {}, QStringLiteral("policy"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorCode::MalformedEncoding, error.errorString(), QStringLiteral("policy"), error.offset);
    const QJsonObject object = document.object();
    JsonMembers members(object, ErrorCode::InvalidArgument);
    refuseUnknown(members, object,
                  {"format", "name", "version", "basedOn", "maximumValidity", "validityMarginDays", "domainReuse",
                   "organizationReuseDays", "keyAlgorithms", "minimumRsaBits", "curves", "signatureDigests",
                   "renewalWindowDays", "requestTimeoutDays", "maximumNames", "openRequestsPerContact", "caaIssuers",
                   "outcomes"});
    if (members.text(QLatin1String("format")) != Format)
        members.refuse(QStringLiteral("format"), QStringLiteral("%1 expected").arg(Format));
    const QString basedOn = members.optionalText(QLatin1String("basedOn"));
    Policy policy;
    if (!basedOn.isEmpty()) {
        const Result<Policy> base = loadPolicy(basedOn);
        if (!base)
            return failure(ErrorCode::NotFound, QStringLiteral("no such policy"), QStringLiteral("basedOn"));
        policy = *base;
    }
    policy.basedOn = basedOn;
    policy.name = members.text(QLatin1String("name"));
    if (!basedOn.isEmpty() && shippedPolicies().contains(policy.name))
        members.refuse(QStringLiteral("name"), QStringLiteral("a policy of the program has this name"));
    policy.version = atLeast(1, members, QLatin1String("version"));
    readLimits(members, object, policy);
    readRules(members, policy);
    policy.sha256 =
        QString::fromLatin1(QCryptographicHash::hash(QJsonDocument(wholeOf(policy)).toJson(QJsonDocument::Compact),
                                                     QCryptographicHash::Sha256)
                                .toHex());
    return members.result(policy);
}

QByteArray toJson(const Policy &policy)
{
    QJsonObject json = wholeOf(policy);
    if (const Result<Policy> base = loadPolicy(policy.basedOn)) {
        const QJsonObject before = wholeOf(*base);
        for (auto it = before.begin(); it != before.end(); ++it) {
            const bool isLimit = it.key() != QLatin1String("format") && it.key() != QLatin1String("name") &&
                                 it.key() != QLatin1String("version") && it.key() != QLatin1String("outcomes");
            if (isLimit && json.value(it.key()) == it.value())
                json.remove(it.key());
        }
        QJsonObject rules;
        for (auto it = policy.rules.cbegin(); it != policy.rules.cend(); ++it) {
            if (base->rules.value(it.key()) != it.value())
                rules.insert(it.key(), jsonOf(it.value()));
        }
        json.insert(QStringLiteral("outcomes"), rules);
        json.insert(QStringLiteral("basedOn"), policy.basedOn);
    }
    return QJsonDocument(json).toJson();
}

} // namespace tegata
