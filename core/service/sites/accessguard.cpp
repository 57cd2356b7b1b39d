// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/accessguard.h"

#include "core/base/acceptabletext.h"

#include "core/service/http/problem.h"
#include "core/service/store/identifiers.h"

#include <QCryptographicHash>

#include <utility>

namespace tegata {

namespace {

constexpr qsizetype LongestPathOnTrail = 200;

constexpr char Expired[] = "expired";

QString fingerprintOf(const QByteArray &der)
{
    return QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex());
}

tl::unexpected<Error> forbidden(const char *reason)
{
    return failure(ErrorCode::Forbidden, QString::fromLatin1(reason));
}

} // namespace

Result<SiteActor> identifyClient(ReadTransaction &transaction, const HttpRequest &request, CredentialKind kind,
                                 const QDateTime &now)
{
    if (request.peerCertificateDer.isEmpty())
        return forbidden("noCertificate");
    const auto credential = AccountStore::credential(transaction, fingerprintOf(request.peerCertificateDer));
    if (!credential && credential.error().code == ErrorCode::NotFound)
        return forbidden("unknownCertificate");
    if (!credential)
        return failure(credential.error());
    if (credential->kind != kind)
        return forbidden("wrongKind");
    if (credential->revokedAt.isValid())
        return forbidden("revoked");
    if (credential->notAfter < now)
        return forbidden(Expired); // on a connection that was open before

    SiteActor who;
    who.remoteAddress = request.remoteAddress;
    who.certificateSerial = credential->serial;
    who.validUntil = credential->notAfter;
    if (kind == CredentialKind::Operator) {
        const auto row = AccountStore::operatorById(transaction, credential->subjectId);
        if (!row)
            return failure(row.error());
        if (row->state != OperatorState::Active)
            return forbidden("inactive");
        who.site = QStringLiteral("operator");
        who.kind = ActorKind::Operator;
        who.actor = {row->id, row->name};
        who.customerId = row->customerId;
    } else {
        const auto row = AccountStore::examiner(transaction, credential->subjectId);
        if (!row)
            return failure(row.error());
        if (!row->active)
            return forbidden("inactive");
        who.site = QStringLiteral("examiner");
        who.kind = ActorKind::Examiner;
        who.actor = {row->id, row->name};
    }
    return who;
}

QString bearerToken(const HttpRequest &request)
{
    const QByteArray header = request.header("authorization");
    return header.left(7).toLower() == "bearer " ? QString::fromLatin1(header.mid(7).trimmed()) : QString();
}

Result<SiteActor> identifyContact(ReadTransaction &transaction, const HttpRequest &request, const QDateTime &now)
{
    const QString token = bearerToken(request);
    if (token.isEmpty())
        return failure(ErrorCode::NotAuthenticated, QStringLiteral("noToken"));
    const auto session = AccountStore::session(transaction, tokenHash(token), now);
    if (!session && session.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::NotAuthenticated, QStringLiteral("unknownToken"));
    if (!session)
        return failure(session.error());
    const auto contact = AccountStore::contact(transaction, session->contactId);
    if (!contact)
        return failure(contact.error());
    if (!contact->active)
        return failure(ErrorCode::NotAuthenticated, QStringLiteral("inactive"));
    SiteActor who;
    who.site = QStringLiteral("application");
    who.kind = ActorKind::Contact;
    who.actor = {contact->id, contact->name};
    who.mail = contact->mail;
    who.customerId = contact->customerId;
    who.remoteAddress = request.remoteAddress;
    who.validUntil = session->expiresAt;
    return who;
}

AuditEvent refusalEvent(const QString &reason, const HttpRequest &request)
{
    AuditEvent event;
    event.actorKind = ActorKind::Nobody;
    event.remoteAddress = request.remoteAddress;
    event.action = QStringLiteral("refuse");
    event.objectKind = QStringLiteral("access");
    event.note = reason;
    event.evidence = {{QStringLiteral("method"), QString::fromLatin1(request.method.left(32))},
                      {QStringLiteral("path"),
                       QLatin1Char('/') + beginningOf(request.path.join(QLatin1Char('/')), LongestPathOnTrail)}};
    if (!request.peerCertificateDer.isEmpty())
        event.evidence.insert(QStringLiteral("certificateSha256"), fingerprintOf(request.peerCertificateDer));
    return event;
}

AccessGuard::AccessGuard(SiteServices &services, QString site, Identify identify)
    : m_services(services), m_site(std::move(site)), m_identify(std::move(identify))
{}

Result<SiteActor> AccessGuard::identify(ReadTransaction &transaction, const HttpRequest &request) const
{
    return m_identify(transaction, request, m_services.clock.now());
}

HttpResponse AccessGuard::refuse(const RouteContext &context, const Error &error) const
{
    if (error.code == ErrorCode::Forbidden || error.code == ErrorCode::NotAuthenticated) {
        const Result<void> recorded = m_services.refusals.record(m_site, refusalEvent(error.detail, context.request));
        if (!recorded)
            return problemResponse(recorded.error(), context.language);
    }
    if (error.code == ErrorCode::Forbidden && error.detail == QLatin1String(Expired))
        return identityProblem(IdentityFault::Expired, context.language);
    HttpResponse response = problemResponse(error, context.language);
    if (error.code == ErrorCode::NotAuthenticated)
        response.headers.emplaceBack("WWW-Authenticate", "Bearer");
    return response;
}

RouteHandler AccessGuard::guarded(Handler handler) const
{
    return [this, handler = std::move(handler)](const RouteContext &context) {
        const Result<SiteActor> who = m_services.database.read(
            [&](ReadTransaction &transaction) { return identify(transaction, context.request); });
        if (!who)
            return refuse(context, who.error());
        HttpResponse response = handler(context, *who);
        response.isCallerKnown = true;
        return response;
    };
}

} // namespace tegata
