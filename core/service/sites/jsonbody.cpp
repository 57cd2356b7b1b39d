// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/jsonbody.h"

#include "core/base/acceptabletext.h"
#include "core/pki/privatekeyfinder.h"
#include "core/service/http/problem.h"

#include <QJsonDocument>

#include <algorithm>

namespace tegata {

namespace {

constexpr int LargestLimit = 1000;
constexpr int LongestWait = 60;
constexpr int DeepestNesting = 16; // an enrolment has 5; memberWithPrivateKey() looks deeper than this
constexpr qsizetype LongestNameTold = 64;

Result<int> numberOf(const HttpRequest &request, const QString &name, int least, int most, int otherwise)
{
    const QString text = request.queryValue(name);
    if (text.isNull())
        return otherwise;
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < least || number > most)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("%1 to %2 expected").arg(least).arg(most), name);
    return number;
}

bool isTooDeep(const QJsonValue &value, int most)
{
    if (!value.isArray() && !value.isObject())
        return false;
    if (most == 0)
        return true;
    const auto isDeeper = [most](const QJsonValue &item) { return isTooDeep(item, most - 1); };
    const QJsonArray items = value.toArray();
    const QJsonObject object = value.toObject();
    return std::any_of(items.begin(), items.end(), isDeeper) || std::any_of(object.begin(), object.end(), isDeeper);
}

QString joined(const QString &name, const QString &rest)
{
    const bool isMember = !rest.isEmpty() && !rest.startsWith(QLatin1Char('['));
    return isMember ? name + QLatin1Char('.') + rest : name + rest;
}

// Every string and every member's name. The place is put together on the way back and of short names alone: how long
// and how many names are is the sender's choice, who need not have signed in.
Result<void> checkTexts(const QJsonValue &value)
{
    if (value.isString())
        return checkAcceptableText(value.toString(), {});
    const QJsonArray items = value.toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (auto checked = checkTexts(items.at(i)); !checked) {
            checked.error().field = joined(QStringLiteral("[%1]").arg(i), checked.error().field);
            return checked;
        }
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        auto checked = checkAcceptableText(member.key(), {});
        if (checked)
            checked = checkTexts(member.value());
        if (!checked) {
            const QString name = acceptableForm(beginningOf(member.key(), LongestNameTold));
            checked.error().field = joined(name, checked.error().field);
            return checked;
        }
    }
    return {};
}

} // namespace

Result<QJsonObject> jsonBody(const HttpRequest &request)
{
    const QByteArray type = request.header("content-type").split(';').first().trimmed().toLower();
    if (type != "application/json")
        return failure(ErrorCode::Unsupported, QStringLiteral("application/json expected"));
    // Qt drops it where a string begins with it.
    if (request.body.contains("\xEF\xBB\xBF"))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("U+FEFF"), QStringLiteral("body"));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &problem);
    if (problem.error != QJsonParseError::NoError)
        return failure(ErrorCode::MalformedEncoding, problem.errorString(), {}, problem.offset);
    if (!document.isObject())
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("object expected"), {}, 0);
    if (isTooDeep(document.object(), DeepestNesting))
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("nested too deeply"), QStringLiteral("body"));
    // The one door for all bodies: behind it are the store, the trail, mails and logs.
    if (const QString member = memberWithPrivateKey(document.object()); !member.isEmpty())
        return failure(ErrorCode::PrivateKeyReceived, {}, member);
    if (const Result<void> texts = checkTexts(document.object()); !texts)
        return failure(texts.error());
    return document.object();
}

HttpResponse bodyProblem(const Error &error, Language language)
{
    return error.code == ErrorCode::Unsupported ? problemResponse(415, error, language)
                                                : problemResponse(error, language);
}

Result<ListQuery> listQuery(const HttpRequest &request, int usualLimit)
{
    ListQuery query;
    query.limit = usualLimit;
    for (const auto &[name, value] : request.query) {
        if (name == QLatin1String("state"))
            query.states += value.split(QLatin1Char(','), Qt::SkipEmptyParts);
    }
    query.after = request.queryValue(QStringLiteral("after"));
    const Result<int> limit = numberOf(request, QStringLiteral("limit"), 1, LargestLimit, query.limit);
    if (!limit)
        return failure(limit.error());
    query.limit = *limit;
    const Result<int> wait = numberOf(request, QStringLiteral("wait"), 0, LongestWait, 0);
    if (!wait)
        return failure(wait.error());
    query.waitSeconds = *wait;
    return query;
}

std::optional<Language> certificateLanguage(const QString &tag)
{
    if (tag == QLatin1String("ja"))
        return Language::Japanese;
    if (tag == QLatin1String("en"))
        return Language::English;
    return std::nullopt;
}

} // namespace tegata
