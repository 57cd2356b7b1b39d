// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/http/httpmessage.h"
#include "core/service/http/problem.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <optional>

// Private to httpserver.cpp, the one translation unit of Asio and Beast: from Beast's message to our values.
namespace tegata {

using HttpParser = boost::beast::http::request_parser<boost::beast::http::string_body>;
using HttpHead = HttpParser::value_type;

template <typename Text>
QByteArray bytesOf(const Text &text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

inline HttpResponse refuse(int status, ErrorCode code, const QString &field, Language language)
{
    return problemResponse(status, Error{code, {}, field, -1}, language);
}

// As far as the head has been read.
inline Language languageOf(const HttpHead &message)
{
    HttpRequest request;
    request.headers["accept-language"] = bytesOf(message[boost::beast::http::field::accept_language]);
    return requestLanguage(request);
}

inline HttpResponse refusalOf(const boost::system::error_code &error, Language language)
{
    namespace http = boost::beast::http;
    if (error == http::error::body_limit)
        return refuse(413, ErrorCode::TooLarge, QStringLiteral("body"), language);
    if (error == http::error::header_limit)
        return refuse(431, ErrorCode::TooLarge, QStringLiteral("header"), language);
    return refuse(400, ErrorCode::InvalidArgument, QStringLiteral("message"), language);
}

inline void readFields(const HttpHead &message, HttpRequest &request)
{
    request.method = bytesOf(message.method_string());
    for (const auto &field : message.base()) {
        const QByteArray name = bytesOf(field.name_string()).toLower();
        const QByteArray value = bytesOf(field.value());
        QByteArray &known = request.headers[name];
        known = known.isNull() ? value : known + ", " + value;
    }
}

// Reads the target of a request whose fields are read; the answer where it must not be served: anything about which a
// proxy in front could think otherwise than we do.
inline std::optional<HttpResponse> refusalOfHead(const HttpHead &message, bool chunked, HttpRequest &request)
{
    namespace http = boost::beast::http;
    const Language language = requestLanguage(request);
    const bool encoded = message.count(http::field::transfer_encoding) > 0;
    if (encoded && (!chunked || message.version() == 10 || request.header("transfer-encoding").toLower() != "chunked"))
        return refuse(400, ErrorCode::InvalidArgument, QStringLiteral("Transfer-Encoding"), language);
    const std::size_t hosts = message.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && message.version() != 10))
        return refuse(400, ErrorCode::InvalidArgument, QStringLiteral("Host"), language);
    if (request.headers.contains("expect") && request.header("expect").toLower() != "100-continue")
        return refuse(417, ErrorCode::Unsupported, QStringLiteral("Expect"), language);
    if (const Result<void> target = readTarget(bytesOf(message.target()), request); !target)
        return refuse(400, target.error().code, target.error().field, language);
    return std::nullopt;
}

} // namespace tegata
