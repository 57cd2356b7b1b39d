// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace tegata {

// Reads the members of one JSON object into values and keeps the first mistake; the reader's caller fills its value
// and hands it to result(). Names that are not asked for are ignored. A mistake's field is the member's path:
// "key.bits", "items[2].request.id". After a mistake every read answers an empty value. A value; one thread.
class JsonMembers
{
public:
    explicit JsonMembers(QJsonObject object, ErrorCode mistake = ErrorCode::ProtocolViolation)
        : m_object(std::move(object)), m_mistake(mistake)
    {}

    // Required: not null, not empty.
    QString text(QLatin1String name);
    // Required, and fit to be a segment of a path: neither "." nor "..", no control characters, at most 200 characters.
    QString id(QLatin1String name);
    // Absent and null are empty.
    QString optionalText(QLatin1String name);
    int integer(QLatin1String name);
    bool boolean(QLatin1String name);
    // Absent and null are the value given.
    int optionalInteger(QLatin1String name, int otherwise);
    bool optionalBoolean(QLatin1String name, bool otherwise);
    QDateTime time(QLatin1String name); // RFC 3339
    QDateTime optionalTime(QLatin1String name);
    QJsonObject object(QLatin1String name);
    QJsonObject optionalObject(QLatin1String name);
    QJsonArray array(QLatin1String name);
    QStringList texts(QLatin1String name);

    template <typename Value>
    Value choice(QLatin1String name, std::optional<Value> (*fromName)(const QString &))
    {
        const std::optional<Value> value = fromName(text(name));
        if (!value)
            refuse(name, QStringLiteral("unknown value"));
        return value.value_or(Value{});
    }

    // Absent and null are read as the empty name.
    template <typename Value>
    Value optionalChoice(QLatin1String name, std::optional<Value> (*fromName)(const QString &))
    {
        const std::optional<Value> value = fromName(optionalText(name));
        if (!value)
            refuse(name, QStringLiteral("unknown value"));
        return value.value_or(Value{});
    }

    template <typename Value>
    Value member(QLatin1String name, Result<Value> (*read)(const QJsonObject &))
    {
        return nested(name, read(object(name)));
    }

    // Null and absent leave the value as it is made by default.
    template <typename Value>
    Value optionalMember(QLatin1String name, Result<Value> (*read)(const QJsonObject &))
    {
        const QJsonValue value = m_object.value(name);
        return value.isUndefined() || value.isNull() ? Value{} : member(name, read);
    }

    template <typename Value>
    QList<Value> members(QLatin1String name, Result<Value> (*read)(const QJsonObject &))
    {
        QList<Value> values;
        const QJsonArray elements = array(name);
        for (qsizetype i = 0; i < elements.size() && !m_error; ++i) {
            const QString path = QStringLiteral("%1[%2]").arg(name).arg(i);
            if (elements.at(i).isObject())
                values.append(nested(path, read(elements.at(i).toObject())));
            else
                refuse(path, QStringLiteral("object expected"));
        }
        return values;
    }

    // Null and absent are the empty list.
    template <typename Value>
    QList<Value> optionalMembers(QLatin1String name, Result<Value> (*read)(const QJsonObject &))
    {
        const QJsonValue value = m_object.value(name);
        return value.isUndefined() || value.isNull() ? QList<Value>() : members(name, read);
    }

    // For what the reads above cannot see.
    void refuse(const QString &path, const QString &detail);

    template <typename Value>
    Result<Value> result(Value value) const
    {
        if (m_error)
            return failure(*m_error);
        return value;
    }

private:
    template <typename Value>
    Value nested(const QString &path, Result<Value> value)
    {
        if (value)
            return *std::move(value);
        refuse(path + QLatin1Char('.') + value.error().field, value.error().detail);
        return {};
    }

    QJsonObject m_object;
    ErrorCode m_mistake;
    std::optional<Error> m_error;
};

// What the contract writes: null for what is empty or invalid.
QJsonValue jsonText(const QString &text);
QJsonValue jsonTime(const QDateTime &time);

} // namespace tegata
