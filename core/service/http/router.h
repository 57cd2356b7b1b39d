// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/http.h"

#include <QHash>
#include <QList>

namespace tegata {

struct RouteContext
{
    const HttpRequest &request; // outlives the call only
    Language language;
    QHash<QString, QString> parameters; // of the pattern, percent-decoded

    QString parameter(const QString &name) const { return parameters.value(name); }
};

using RouteHandler = std::function<HttpResponse(const RouteContext &)>;

// Finds the handler of a request. Filled before the server starts; handle() is then safe from any thread.
// A pattern is "/v1/requests/{id}/approve": a parameter takes one segment of 1 to 128 characters without control
// characters. "{name...}" as the last segment takes the rest of the path, slashes included (OCSP by GET). Where a
// literal segment and a parameter both fit, the route added first wins. HEAD uses the route of GET.
// No route: 404; a route of another method: 405 with Allow; OPTIONS is not served.
class Router
{
public:
    static constexpr qsizetype MaximumParameterLength = 128;
    static constexpr qsizetype MaximumRestLength = 8192;

    void add(const QByteArray &method, const QString &pattern, RouteHandler handler);
    HttpResponse handle(const HttpRequest &request) const;

private:
    struct Route
    {
        QByteArray method;
        QStringList segments;
        RouteHandler handler;
    };
    QList<Route> m_routes;
};

} // namespace tegata
