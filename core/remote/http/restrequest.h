// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <memory>

namespace tegata {

enum class HttpMethod
{
    Get,
    Post,
    Delete
};

// One request to a site, in the contract's terms. The path begins with "/v1/"; ids in it are made by pathSegment().
struct RestRequest
{
    HttpMethod method = HttpMethod::Get;
    QString path;
    QUrlQuery query;
    QByteArray body; // JSON; wiped after it was sent
    QString idempotencyKey;
    std::shared_ptr<const SecretBytes> token; // bearer, for the application site
    std::chrono::milliseconds timeout = std::chrono::seconds(20);
};

// What the site answered, of any status.
struct HttpAnswer
{
    int status = 0;
    QByteArray contentType;
    QByteArray body;
    QByteArray date;           // the header's value
    QList<QByteArray> cookies; // the values of Set-Cookie: secrets
};

inline QString methodName(HttpMethod method)
{
    switch (method) {
    case HttpMethod::Get:
        return QStringLiteral("GET");
    case HttpMethod::Post:
        return QStringLiteral("POST");
    case HttpMethod::Delete:
        return QStringLiteral("DELETE");
    }
    return {};
}

// An id as one segment of a path, whatever it contains.
inline QString pathSegment(const QString &id)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(id));
}

} // namespace tegata
