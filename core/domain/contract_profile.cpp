// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"

#include "core/domain/jsonmembers.h"

namespace tegata::contract {

namespace {

QString syntaxName(ProfileSyntax syntax)
{
    switch (syntax) {
    case ProfileSyntax::Text:
        break;
    case ProfileSyntax::Integer:
        return QStringLiteral("integer");
    case ProfileSyntax::Boolean:
        return QStringLiteral("boolean");
    case ProfileSyntax::Choice:
        return QStringLiteral("choice");
    }
    return QStringLiteral("text");
}

std::optional<ProfileSyntax> syntaxFromName(const QString &name)
{
    for (const ProfileSyntax each :
         {ProfileSyntax::Text, ProfileSyntax::Integer, ProfileSyntax::Boolean, ProfileSyntax::Choice}) {
        if (syntaxName(each) == name)
            return each;
    }
    return std::nullopt;
}

QJsonObject toJson(const ProfileInput &input)
{
    return {{QStringLiteral("group"), input.group},
            {QStringLiteral("name"), input.name},
            {QStringLiteral("value"), input.value}};
}

Result<ProfileInput> inputFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    ProfileInput input;
    input.group = members.optionalText(QLatin1String("group"));
    input.name = members.text(QLatin1String("name"));
    input.value = members.optionalText(QLatin1String("value"));
    return members.result(input);
}

QJsonObject toJson(const ProfileValue &value)
{
    return {{QStringLiteral("id"), value.id},
            {QStringLiteral("policy"), value.policy},
            {QStringLiteral("name"), value.name},
            {QStringLiteral("description"), value.description},
            {QStringLiteral("value"), value.value},
            {QStringLiteral("syntax"), syntaxName(value.syntax)},
            {QStringLiteral("choices"), QJsonArray::fromStringList(value.choices)},
            {QStringLiteral("readOnly"), value.readOnly},
            {QStringLiteral("constraint"), value.constraint}};
}

Result<ProfileValue> valueFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    ProfileValue value;
    value.id = members.text(QLatin1String("id"));
    value.policy = members.optionalText(QLatin1String("policy"));
    value.name = members.optionalText(QLatin1String("name"));
    value.description = members.optionalText(QLatin1String("description"));
    value.value = members.optionalText(QLatin1String("value"));
    value.syntax = members.choice(QLatin1String("syntax"), syntaxFromName);
    value.choices = members.texts(QLatin1String("choices"));
    value.readOnly = members.boolean(QLatin1String("readOnly"));
    value.constraint = members.optionalText(QLatin1String("constraint"));
    return members.result(value);
}

template <typename T>
QJsonArray arrayOf(const QList<T> &items)
{
    QJsonArray array;
    for (const T &item : items)
        array.append(toJson(item));
    return array;
}

} // namespace

QJsonObject toJson(const EnrollmentProfile &profile)
{
    return {{QStringLiteral("id"), profile.id},
            {QStringLiteral("name"), profile.name},
            {QStringLiteral("description"), profile.description},
            {QStringLiteral("inputs"), arrayOf(profile.inputs)},
            {QStringLiteral("values"), arrayOf(profile.values)}};
}

Result<EnrollmentProfile> enrollmentProfileFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    EnrollmentProfile profile;
    profile.id = members.text(QLatin1String("id"));
    profile.name = members.optionalText(QLatin1String("name"));
    profile.description = members.optionalText(QLatin1String("description"));
    profile.inputs = members.members(QLatin1String("inputs"), inputFromJson);
    profile.values = members.members(QLatin1String("values"), valueFromJson);
    return members.result(profile);
}

} // namespace tegata::contract
