// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/httpmessage.h"
#include "core/service/http/router.h"
#include "tests/fuzz/fuzzinput.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

using namespace tegata;
namespace http = boost::beast::http;

namespace {

const Router &router()
{
    static const Router router = [] {
        Router made;
        const RouteHandler echo = [](const RouteContext &context) {
            HttpResponse response;
            response.body = context.parameter(QStringLiteral("id")).toUtf8();
            response.addHeader("Location", response.body);
            return response;
        };
        made.add("GET", QStringLiteral("/v1/requests/{id}"), echo);
        made.add("POST", QStringLiteral("/v1/requests/{id}/approve"), echo);
        made.add("GET", QStringLiteral("/ocsp/{id...}"), echo);
        return made;
    }();
    return router;
}

// As the server does once a head is whole.
void answer(const http::request<http::string_body> &head)
{
    HttpRequest request;
    const auto text = [](auto view) { return QByteArray(view.data(), static_cast<qsizetype>(view.size())); };
    request.method = text(head.method_string());
    for (const auto &field : head)
        request.headers.insert(text(field.name_string()).toLower(), text(field.value()));
    request.body = QByteArray(head.body().data(), static_cast<qsizetype>(head.body().size()));
    if (!readTarget(text(head.target()), request))
        return;
    (void)requestLanguage(request);
    const HttpResponse response = router().handle(request);
    ResponseFraming framing;
    framing.requestId = QStringLiteral("r");
    framing.date = QDateTime(QDate(2026, 11, 30), QTime(0, 0), Qt::UTC);
    const QByteArray bytes = formatResponse(response, framing);
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    fuzz::require(end > 0 && bytes.mid(end + 4) == response.body, "the body begins after the first empty line");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    http::request_parser<http::string_body> parser;
    parser.eager(true);
    parser.header_limit(16 * 1024);
    parser.body_limit(1024 * 1024);
    boost::beast::error_code error;
    std::size_t read = 0;
    while (read < size && !error && !parser.is_done()) {
        const std::size_t taken = parser.put(boost::asio::buffer(data + read, size - read), error);
        if (taken == 0)
            break;
        read += taken;
    }
    if (parser.is_header_done())
        answer(parser.get());
    return 0;
}
