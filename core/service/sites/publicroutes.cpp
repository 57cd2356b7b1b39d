// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/publicroutes.h"

#include "core/domain/jsonmembers.h"
#include "core/service/http/problem.h"
#include "core/service/sites/serviceversion.h"

#include <functional>

namespace tegata {

namespace {

HttpResponse binary(const QByteArray &type, const QByteArray &bytes, const QByteArray &cacheControl)
{
    HttpResponse response;
    response.headers = {{"Content-Type", type}, {"Cache-Control", cacheControl}};
    response.body = bytes;
    return response;
}

HttpResponse ocspAnswer(SiteServices &services, const RouteContext &context, const QByteArray &request)
{
    const Result<QByteArray> answer = services.publisher.ocsp(request);
    if (!answer)
        return problemResponse(answer.error(), context.language);
    // A revocation must be seen at the next question, so that no cache may keep an answer.
    return binary("application/ocsp-response", *answer, "no-cache");
}

RouteHandler crl(std::function<QByteArray()> bytes)
{
    return [bytes = std::move(bytes)](const RouteContext &context) {
        const QByteArray der = bytes();
        if (der.isEmpty()) // a first start while the clock is not to be believed
            return problemResponse(Error{ErrorCode::ClockLeaped, QStringLiteral("no list yet"), {}}, context.language);
        return binary("application/pkix-crl", der, "no-cache");
    };
}

RouteHandler certificate(const Certificate &certificate)
{
    return [der = certificate.der()](const RouteContext &) {
        return binary("application/pkix-cert", der, "public, max-age=86400");
    };
}

} // namespace

void addPublicRoutes(Router &router, SiteServices &services)
{
    RevocationPublisher &publisher = services.publisher;
    router.add("GET", QStringLiteral("/crl/issuing.crl"), crl([&publisher] { return publisher.crl(); }));
    router.add("GET", QStringLiteral("/crl/root.crl"), crl([&publisher] { return publisher.rootCrl(); }));
    router.add("GET", QStringLiteral("/ca/root.crt"), certificate(services.authority.root()));
    router.add("GET", QStringLiteral("/ca/issuing.crt"), certificate(services.authority.issuing()));
    router.add("POST", QStringLiteral("/ocsp"), [&services](const RouteContext &context) {
        const QByteArray type = context.request.header("content-type").split(';').first().trimmed().toLower();
        if (type != "application/ocsp-request")
            return problemResponse(
                415, Error{ErrorCode::Unsupported, QStringLiteral("application/ocsp-request expected"), {}},
                context.language);
        return ocspAnswer(services, context, context.request.body);
    });
    router.add("GET", QStringLiteral("/ocsp/{request...}"), [&services](const RouteContext &context) {
        const QByteArray text = context.parameter(QStringLiteral("request")).toLatin1();
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        // What is no base64 is answered as OCSP says: malformedRequest.
        return ocspAnswer(services, context, decoded ? *decoded : QByteArray());
    });
    router.add("GET", QStringLiteral("/v1/health"), [&services](const RouteContext &context) {
        // Asks the store, so that a balancer stops sending to a service that cannot work.
        const auto alive = services.database.read(
            [](ReadTransaction &transaction) { return AuditTrail::list(transaction, std::nullopt, 0, 1); });
        if (!alive)
            return problemResponse(alive.error(), context.language);
        const bool hasLeaped = services.trustedClock.leap().has_value();
        return jsonResponse(
            200, {{QStringLiteral("status"), QStringLiteral("ok")},
                  {QStringLiteral("clock"), hasLeaped ? QStringLiteral("leaped") : QStringLiteral("trusted")},
                  {QStringLiteral("version"), serviceVersion()},
                  {QStringLiteral("time"), jsonTime(services.clock.now())}});
    });
}

} // namespace tegata
