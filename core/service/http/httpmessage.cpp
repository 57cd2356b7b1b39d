// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/httpmessage.h"

#include "core/base/acceptabletext.h"

#include <QLocale>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace tegata {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::optional<QString> percentDecoded(const QByteArray &encoded, bool plusIsSpace)
{
    QByteArray bytes;
    bytes.reserve(encoded.size());
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        char c = encoded.at(i);
        if (c == '%') {
            const int high = i + 2 < encoded.size() ? hexValue(encoded.at(i + 1)) : -1;
            const int low = i + 2 < encoded.size() ? hexValue(encoded.at(i + 2)) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (plusIsSpace && c == '+') {
            c = ' ';
        }
        const unsigned char byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f)
            return std::nullopt;
        bytes.append(c);
    }
    // U+FEFF must not vanish as if it were the mark of a file's encoding.
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError() || !isAcceptableText(text))
        return std::nullopt;
    return text.isNull() ? QStringLiteral("") : text;
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

bool isToken(const QByteArray &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

bool isFieldValue(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(), [](char c) {
        const unsigned char byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7f;
    });
}

bool isOurs(const QByteArray &name)
{
    static constexpr std::array<const char *, 8> Names{
        "content-length",         "transfer-encoding",         "connection", "date", "request-id",
        "x-content-type-options", "strict-transport-security", "keep-alive"};
    const QByteArray lower = name.toLower();
    return std::any_of(Names.begin(), Names.end(), [&lower](const char *ours) { return lower == ours; });
}

void appendHeader(QByteArray &out, const QByteArray &name, const QByteArray &value)
{
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

} // namespace

Result<void> readTarget(const QByteArray &target, HttpRequest &request)
{
    const auto bad = [](const QString &place) {
        return failure(ErrorCode::InvalidArgument, QStringLiteral("request target"), place);
    };
    if (!target.startsWith('/'))
        return bad(QStringLiteral("target"));
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.left(mark);
    const QList<QByteArray> segments = path.mid(1).split('/');
    for (const QByteArray &segment : segments) {
        const std::optional<QString> decoded = percentDecoded(segment, false);
        if (!decoded)
            return bad(QStringLiteral("path"));
        request.path.append(*decoded);
    }
    const QList<QByteArray> items = mark < 0 ? QList<QByteArray>() : target.mid(mark + 1).split('&');
    for (const QByteArray &item : items) {
        if (item.isEmpty())
            continue;
        const qsizetype equals = item.indexOf('=');
        const std::optional<QString> name = percentDecoded(equals < 0 ? item : item.left(equals), true);
        const std::optional<QString> value = percentDecoded(equals < 0 ? QByteArray() : item.mid(equals + 1), true);
        if (!name || !value)
            return bad(name ? QStringLiteral("query.") + *name : QStringLiteral("query"));
        request.query.append({*name, *value});
    }
    return {};
}

QByteArray formatResponse(const HttpResponse &response, const ResponseFraming &framing)
{
    const bool bodiless = response.status == 204 || response.status == 304;
    QByteArray out = framing.http10 ? "HTTP/1.0 " : "HTTP/1.1 ";
    out += QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n";
    appendHeader(out, "Date",
                 QLocale::c().toString(framing.date, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1());
    appendHeader(out, "Request-Id", framing.requestId.toLatin1());
    for (const std::pair<QByteArray, QByteArray> &header : response.headers) {
        if (isToken(header.first) && isFieldValue(header.second) && !isOurs(header.first))
            appendHeader(out, header.first, header.second);
    }
    if (response.header("Cache-Control").isEmpty())
        appendHeader(out, "Cache-Control", "no-store");
    appendHeader(out, "X-Content-Type-Options", "nosniff");
    if (framing.tls)
        appendHeader(out, "Strict-Transport-Security", "max-age=31536000");
    if (!bodiless)
        appendHeader(out, "Content-Length", QByteArray::number(response.body.size()));
    if (!framing.keepAlive)
        appendHeader(out, "Connection", "close");
    else if (framing.http10)
        appendHeader(out, "Connection", "keep-alive");
    out += "\r\n";
    if (!bodiless && !framing.headOnly)
        out += response.body;
    return out;
}

} // namespace tegata
