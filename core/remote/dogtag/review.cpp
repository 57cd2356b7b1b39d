// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/review.h"

#include "core/remote/dogtag/answer.h"
#include "core/remote/dogtag/servertime.h"

#include <QJsonArray>

#include <algorithm>

namespace tegata::dogtag {

namespace {

// Nothing real has so many; they only keep a hostile answer small.
constexpr qsizetype MaximumInputs = 200;
constexpr qsizetype MaximumPolicies = 200;

QJsonArray arrayOf(const QJsonObject &object, const char *name, qsizetype most)
{
    QJsonArray array = object.value(QLatin1String(name)).toArray();
    while (array.size() > most)
        array.removeLast();
    return array;
}

QString tail(const QString &url)
{
    return url.section(QLatin1Char('/'), -1);
}

qint64 requestNumber(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

void readInputs(const QJsonObject &object, Review &review)
{
    for (const QJsonValue &input : arrayOf(object, "Input", MaximumInputs)) {
        const QString group = textOf(input.toObject(), QLatin1String("Name"));
        for (const QJsonValue &value : arrayOf(input.toObject(), "Attribute", MaximumInputs)) {
            const QJsonObject attribute = value.toObject();
            const QString name = textOf(attribute, QLatin1String("name"));
            const QString text = textOf(attribute, QLatin1String("Value"));
            if (name == QLatin1String("cert_request"))
                review.request = text.toUtf8();
            else if (!name.isEmpty())
                review.profile.inputs.append({group, name, text});
            if (name == QLatin1String("cert_request_type"))
                review.requestType = text;
        }
    }
}

ProfileSyntax syntaxOf(const QString &name)
{
    if (name == QLatin1String("integer"))
        return ProfileSyntax::Integer;
    if (name == QLatin1String("boolean"))
        return ProfileSyntax::Boolean;
    return name == QLatin1String("choice") ? ProfileSyntax::Choice : ProfileSyntax::Text;
}

ProfileValue valueOf(const QJsonObject &attribute)
{
    const QJsonObject descriptor = attribute.value(QLatin1String("Descriptor")).toObject();
    ProfileValue value;
    value.name = textOf(attribute, QLatin1String("name"));
    value.value = textOf(attribute, QLatin1String("Value"));
    value.description = textOf(descriptor, QLatin1String("Description"));
    value.syntax = syntaxOf(textOf(descriptor, QLatin1String("Syntax")));
    const QString constraint = textOf(descriptor, QLatin1String("Constraint"));
    value.readOnly = constraint == QLatin1String("readonly");
    if (value.syntax == ProfileSyntax::Choice)
        value.choices = constraint.split(QLatin1Char(','), Qt::SkipEmptyParts);
    return value;
}

QString constraintText(const QJsonObject &policy)
{
    const QJsonObject constraint = policy.value(QLatin1String("constraint")).toObject();
    const QString text = textOf(constraint, QLatin1String("description"));
    return text == QLatin1String("No Constraint") ? QString() : text;
}

void readPolicies(const QJsonObject &object, Review &review)
{
    const QJsonArray sets = arrayOf(object, "ProfilePolicySet", MaximumPolicies);
    for (qsizetype set = 0; set < sets.size(); ++set) {
        QList<Policy> policies;
        for (const QJsonValue &each : arrayOf(sets.at(set).toObject(), "policies", MaximumPolicies)) {
            const QJsonObject definition = each.toObject().value(QLatin1String("def")).toObject();
            Policy policy;
            policy.id = textOf(definition, QLatin1String("id"));
            for (const QJsonValue &attribute : arrayOf(definition, "policyAttribute", MaximumPolicies)) {
                ProfileValue value = valueOf(attribute.toObject());
                policy.attributes.append({value.name, value.value});
                value.id = valueId(set, policies.size(), value.name);
                value.policy = policy.id;
                value.constraint = constraintText(each.toObject());
                review.profile.values.append(value);
            }
            policies.append(policy);
        }
        review.policySets.append(policies);
    }
}

} // namespace

bool ListRow::isForCertificate() const
{
    return type == QLatin1String("enrollment") || type == QLatin1String("renewal");
}

bool ListRow::isPending() const
{
    return stateOf(status) == RequestState::Pending;
}

RequestState stateOf(const QString &status)
{
    if (status == QLatin1String("pending") || status == QLatin1String("begin") ||
        status == QLatin1String("svc_pending"))
        return RequestState::Pending;
    if (status == QLatin1String("approved"))
        return RequestState::Approved;
    if (status == QLatin1String("complete"))
        return RequestState::Issued;
    if (status == QLatin1String("rejected"))
        return RequestState::Rejected;
    if (status == QLatin1String("canceled"))
        return RequestState::Cancelled;
    return RequestState::Failed;
}

QString serialFromServer(const QString &id)
{
    QString digits = id.startsWith(QLatin1String("0x"), Qt::CaseInsensitive) ? id.mid(2) : id;
    const bool isHex =
        !digits.isEmpty() && digits.size() <= 64 && std::all_of(digits.cbegin(), digits.cend(), [](QChar c) {
            const char16_t u = c.toLower().unicode();
            return (u >= u'0' && u <= u'9') || (u >= u'a' && u <= u'f');
        });
    if (!isHex)
        return {};
    while (digits.size() > 1 && digits.startsWith(QLatin1Char('0')))
        digits.remove(0, 1);
    if (digits.size() % 2 == 1)
        digits.prepend(QLatin1Char('0'));
    return digits.toUpper();
}

QString serialForServer(const QString &serial)
{
    QString digits = serial.toLower();
    while (digits.size() > 1 && digits.startsWith(QLatin1Char('0')))
        digits.remove(0, 1);
    return QStringLiteral("0x") + digits;
}

Result<ListRow> rowFromJson(const QJsonObject &object)
{
    const QJsonArray entries = object.value(QLatin1String("entries")).toArray();
    const QJsonObject entry = entries.isEmpty() ? object : entries.first().toObject();
    ListRow row;
    row.id = requestNumber(tail(textOf(entry, QLatin1String("requestURL"))));
    if (row.id == 0)
        row.id = requestNumber(textOf(entry, QLatin1String("requestID")));
    row.type = textOf(entry, QLatin1String("requestType"));
    row.status = textOf(entry, QLatin1String("requestStatus"));
    row.serial = serialFromServer(textOf(entry, QLatin1String("certId")));
    if (row.id == 0 || row.status.isEmpty())
        return failure(ErrorCode::ProtocolViolation, QStringLiteral("no request"), QStringLiteral("requestURL"));
    return row;
}

Result<QList<ListRow>> rowsFromJson(const QJsonObject &object)
{
    QList<ListRow> rows;
    for (const QJsonValue &entry : object.value(QLatin1String("entries")).toArray()) {
        const Result<ListRow> row = rowFromJson(entry.toObject());
        if (!row)
            return failure(row.error());
        rows.append(*row);
    }
    std::sort(rows.begin(), rows.end(), [](const ListRow &a, const ListRow &b) { return a.id < b.id; });
    return rows;
}

Result<Review> reviewFromJson(const QJsonObject &object)
{
    Review review;
    review.id = textOf(object, QLatin1String("requestId"));
    if (review.id.startsWith(QLatin1String("0x")))
        review.id = QString::number(review.id.mid(2).toLongLong(nullptr, 16));
    review.status = textOf(object, QLatin1String("requestStatus"));
    if (requestNumber(review.id) == 0 || review.status.isEmpty())
        return failure(ErrorCode::ProtocolViolation, QStringLiteral("no review"), QStringLiteral("requestId"));
    review.nonce = textOf(object, QLatin1String("nonce"));
    review.type = textOf(object, QLatin1String("requestType"));
    review.owner = textOf(object, QLatin1String("requestOwner"));
    review.notes = textOf(object, QLatin1String("requestNotes"));
    review.createdAt = serverTime(textOf(object, QLatin1String("requestCreationTime")));
    review.modifiedAt = serverTime(textOf(object, QLatin1String("requestModificationTime")));
    review.profile.id = textOf(object, QLatin1String("ProfileID"));
    review.profile.name = textOf(object, QLatin1String("profileName"));
    review.profile.description = textOf(object, QLatin1String("profileDescription"));
    readInputs(object, review);
    readPolicies(object, review);
    return review;
}

QString valueId(qsizetype set, qsizetype policy, const QString &name)
{
    return QStringLiteral("%1.%2.%3").arg(set).arg(policy).arg(name);
}

} // namespace tegata::dogtag
