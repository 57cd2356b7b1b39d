// SPDX-License-Identifier: Apache-2.0
#include "core/domain/jsonmembers.h"

#include "core/base/clock.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tegata {

void JsonMembers::refuse(const QString &path, const QString &detail)
{
    if (!m_error)
        m_error = Error{m_mistake, detail, path};
}

QString JsonMembers::text(QLatin1String name)
{
    const QString text = m_object.value(name).toString();
    if (text.isEmpty())
        refuse(name, QStringLiteral("text expected"));
    return text;
}

QString JsonMembers::id(QLatin1String name)
{
    constexpr qsizetype LongestId = 200;
    const QString id = text(name);
    const bool isPlace = id == QLatin1String(".") || id == QLatin1String("..");
    const bool isPlain = std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c >= u' ' && c != u'\x7f'; });
    if (isPlace || !isPlain || id.size() > LongestId)
        refuse(name, QStringLiteral("id expected"));
    return id;
}

QString JsonMembers::optionalText(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isUndefined() && !value.isNull() && !value.isString())
        refuse(name, QStringLiteral("text or null expected"));
    return value.toString();
}

int JsonMembers::integer(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    const double number = value.toDouble();
    if (!value.isDouble() || number != std::floor(number) || number < std::numeric_limits<int>::min() ||
        number > std::numeric_limits<int>::max()) {
        refuse(name, QStringLiteral("integer expected"));
        return 0;
    }
    return static_cast<int>(number);
}

bool JsonMembers::boolean(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isBool())
        refuse(name, QStringLiteral("true or false expected"));
    return value.toBool();
}

int JsonMembers::optionalInteger(QLatin1String name, int otherwise)
{
    return m_object.value(name).isUndefined() || m_object.value(name).isNull() ? otherwise : integer(name);
}

bool JsonMembers::optionalBoolean(QLatin1String name, bool otherwise)
{
    return m_object.value(name).isUndefined() || m_object.value(name).isNull() ? otherwise : boolean(name);
}

QDateTime JsonMembers::time(QLatin1String name)
{
    const QDateTime time = fromRfc3339(text(name));
    if (!time.isValid())
        refuse(name, QStringLiteral("RFC 3339 time expected"));
    return time;
}

QDateTime JsonMembers::optionalTime(QLatin1String name)
{
    return optionalText(name).isEmpty() ? QDateTime() : time(name);
}

QJsonObject JsonMembers::object(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isObject())
        refuse(name, QStringLiteral("object expected"));
    return value.toObject();
}

QJsonObject JsonMembers::optionalObject(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    return value.isUndefined() || value.isNull() ? QJsonObject() : object(name);
}

QJsonArray JsonMembers::array(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isArray())
        refuse(name, QStringLiteral("array expected"));
    return value.toArray();
}

QStringList JsonMembers::texts(QLatin1String name)
{
    QStringList texts;
    const QJsonArray elements = array(name);
    for (qsizetype i = 0; i < elements.size(); ++i) {
        if (!elements.at(i).isString())
            refuse(QStringLiteral("%1[%2]").arg(name).arg(i), QStringLiteral("text expected"));
        texts.append(elements.at(i).toString());
    }
    return texts;
}

QJsonValue jsonText(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue jsonTime(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(toRfc3339(time)) : QJsonValue();
}

} // namespace tegata
