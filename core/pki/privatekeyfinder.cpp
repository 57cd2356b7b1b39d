// SPDX-License-Identifier: Apache-2.0
#include "core/pki/privatekeyfinder.h"

#include "core/pki/inputreader.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype ShortestKey = 48; // an Ed25519 key in base64 is longer
constexpr int MaximumDepth = 32;

// JSON and XML name the secret numbers.
bool isNamedKey(const QByteArray &text)
{
    static const QRegularExpression webKey(QStringLiteral("\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{20,}\""));
    const bool isWebKey = text.contains("\"kty\"") && webKey.match(QString::fromLatin1(text)).hasMatch();
    return isWebKey || (text.contains("<RSAKeyValue>") && text.contains("<D>"));
}

bool holdsKey(const QJsonValue &value, int depth)
{
    if (value.isString())
        return holdsPrivateKey(value.toString().toUtf8());
    if (depth > MaximumDepth)
        return false;
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        return std::any_of(items.begin(), items.end(),
                           [depth](const QJsonValue &item) { return holdsKey(item, depth + 1); });
    }
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(),
                       [depth](const QJsonValue &item) { return holdsKey(item, depth + 1); });
}

} // namespace

bool holdsPrivateKey(const QByteArray &text)
{
    if (text.size() < ShortestKey)
        return false;
    const QList<InputObject> objects = scanInput(text);
    return std::any_of(objects.cbegin(), objects.cend(),
                       [](const InputObject &object) { return object.kind == InputKind::PrivateKey; }) ||
           kindOfFile(text) == InputKind::PrivateKey || isNamedKey(text);
}

QString memberWithPrivateKey(const QJsonObject &json)
{
    static const QRegularExpression identifier(QStringLiteral("\\A[A-Za-z][A-Za-z0-9]{0,39}\\z"));
    for (auto member = json.begin(); member != json.end(); ++member) {
        if (holdsKey(member.value(), 0))
            return identifier.match(member.key()).hasMatch() ? member.key() : QStringLiteral("body");
    }
    return {};
}

} // namespace tegata
