// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/router.h"

#include "core/service/http/problem.h"

#include <algorithm>
#include <optional>

namespace tegata {

namespace {

bool isParameter(const QString &segment)
{
    return segment.startsWith(u'{') && segment.endsWith(u'}');
}

bool takesRest(const QString &segment)
{
    return segment.startsWith(u'{') && segment.endsWith(QLatin1String("...}"));
}

bool isAcceptable(const QString &value, qsizetype longest)
{
    return !value.isEmpty() && value.size() <= longest &&
           std::none_of(value.begin(), value.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

std::optional<QHash<QString, QString>> match(const QStringList &pattern, const QStringList &path)
{
    QHash<QString, QString> parameters;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QString &segment = pattern.at(i);
        if (i >= path.size())
            return std::nullopt;
        if (takesRest(segment)) {
            const QString rest = path.mid(i).join(u'/');
            if (!isAcceptable(rest, Router::MaximumRestLength))
                return std::nullopt;
            parameters.insert(segment.mid(1, segment.size() - 5), rest);
            return parameters;
        }
        if (isParameter(segment)) {
            if (!isAcceptable(path.at(i), Router::MaximumParameterLength))
                return std::nullopt;
            parameters.insert(segment.mid(1, segment.size() - 2), path.at(i));
        } else if (segment != path.at(i)) {
            return std::nullopt;
        }
    }
    return pattern.size() == path.size() ? std::optional(parameters) : std::nullopt;
}

} // namespace

void Router::add(const QByteArray &method, const QString &pattern, RouteHandler handler)
{
    m_routes.append({method, pattern.mid(1).split(u'/'), std::move(handler)});
}

HttpResponse Router::handle(const HttpRequest &request) const
{
    const Language language = requestLanguage(request);
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    QList<QByteArray> allowed;
    for (const Route &route : m_routes) {
        const std::optional<QHash<QString, QString>> parameters = match(route.segments, request.path);
        if (!parameters)
            continue;
        if (route.method == method)
            return route.handler(RouteContext{request, language, *parameters});
        if (!allowed.contains(route.method))
            allowed.append(route.method);
        if (route.method == "GET" && !allowed.contains("HEAD"))
            allowed.append("HEAD");
    }
    if (allowed.isEmpty())
        return problemResponse(Error{ErrorCode::NotFound, QStringLiteral("no route"), {}, -1}, language);
    HttpResponse response = problemResponse(Error{ErrorCode::Unsupported, QStringLiteral("method"), {}, -1}, language);
    std::sort(allowed.begin(), allowed.end());
    response.addHeader("Allow", allowed.join(", "));
    return response;
}

} // namespace tegata
