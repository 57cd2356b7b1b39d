// SPDX-License-Identifier: Apache-2.0
#include "core/remote/rest/restoperatorsite.h"

#include "core/remote/http/httpgate.h"
#include "core/remote/rest/restanswer.h"

namespace tegata {

using namespace rest;

namespace {

// What our contract always has.
void ownCapabilities(SiteCapabilities &capabilities)
{
    capabilities.products = capabilities.siteCheck = capabilities.timeLimit = true;
    capabilities.revocationReasons = subscriberRevocationReasons();
}

Result<SiteCapabilities> capabilitiesFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    SiteCapabilities capabilities;
    // A service from before these does not offer them.
    const auto optionalFlag = [&](const char *name) { return members.optionalBoolean(QLatin1String(name), false); };
    capabilities.changeFeed = members.boolean(QLatin1String("changeFeed"));
    capabilities.claim = members.boolean(QLatin1String("claim"));
    capabilities.release = members.boolean(QLatin1String("release"));
    capabilities.hold = members.boolean(QLatin1String("hold"));
    capabilities.cancel = members.boolean(QLatin1String("cancel"));
    capabilities.decisionNotes = members.boolean(QLatin1String("decisionNotes"));
    capabilities.history = members.boolean(QLatin1String("history"));
    capabilities.registration = members.boolean(QLatin1String("registration"));
    capabilities.revoke = members.boolean(QLatin1String("revoke"));
    capabilities.scheduleRevocation = optionalFlag("scheduleRevocation");
    capabilities.raiseRevocation = optionalFlag("raiseRevocation");
    capabilities.edit = optionalFlag("edit");
    capabilities.internalNotes = optionalFlag("internalNotes");
    capabilities.fourEyes = optionalFlag("fourEyes");
    capabilities.auditTrail = optionalFlag("auditTrail");
    capabilities.decisionLog = optionalFlag("decisionLog");
    ownCapabilities(capabilities);
    return members.result(capabilities);
}

Result<SiteSession> sessionFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    SiteSession session;
    session.operatorActor = members.member(QLatin1String("operator"), contract::actorFromJson);
    session.operatorCommonName =
        json.value(QLatin1String("operator")).toObject().value(QLatin1String("commonName")).toString();
    session.customer = members.member(QLatin1String("customer"), contract::actorFromJson);
    session.siteName = members.member(QLatin1String("site"), contract::actorFromJson).name;
    JsonMembers certificate(members.object(QLatin1String("certificate")));
    session.certificateSerial = certificate.text(QLatin1String("serial"));
    session.certificateNotAfter = certificate.time(QLatin1String("notAfter"));
    if (const Result<void *> read = certificate.result<void *>(nullptr); !read)
        members.refuse(QStringLiteral("certificate.") + read.error().field, read.error().detail);
    session.capabilities = members.member(QLatin1String("capabilities"), capabilitiesFromJson);
    session.serverTime = members.time(QLatin1String("serverTime"));
    session.serviceVersion = members.text(QLatin1String("version"));
    return members.result(session);
}

QString requestPath(const QString &id, const char *action)
{
    return QStringLiteral("/v1/requests/%1/%2").arg(pathSegment(id), QLatin1String(action));
}

QString certificatePath(const QString &serial, const char *action)
{
    return QStringLiteral("/v1/certificates/%1/%2").arg(pathSegment(serial), QLatin1String(action));
}

QJsonObject editBody(const RequestEdit &edit)
{
    QJsonObject body{{QStringLiteral("version"), edit.version}, {QStringLiteral("note"), jsonText(edit.note)}};
    if (edit.product)
        body.insert(QStringLiteral("product"), productName(*edit.product));
    if (edit.language)
        body.insert(QStringLiteral("language"), languageTag(*edit.language));
    if (edit.notifyMail)
        body.insert(QStringLiteral("notifyMail"), jsonText(*edit.notifyMail));
    if (edit.renewalOf)
        body.insert(QStringLiteral("renewalOf"), jsonText(*edit.renewalOf));
    return body;
}

Result<AuditRecord> auditRecordFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    AuditRecord record;
    record.sequence = members.integer(QLatin1String("sequence"));
    record.at = members.time(QLatin1String("at"));
    record.action = members.text(QLatin1String("action"));
    record.actor = members.optionalMember(QLatin1String("actor"), contract::actorFromJson);
    record.objectKind = members.text(QLatin1String("objectKind"));
    record.objectId = members.optionalText(QLatin1String("objectId"));
    record.fromState = members.optionalText(QLatin1String("fromState"));
    record.toState = members.optionalText(QLatin1String("toState"));
    record.note = members.optionalText(QLatin1String("note"));
    record.evidence = members.optionalObject(QLatin1String("evidence"));
    return members.result(record);
}

Result<QList<AuditRecord>> auditPageFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    const QList<AuditRecord> records = members.members(QLatin1String("items"), auditRecordFromJson);
    return members.result(records);
}

} // namespace

Result<std::unique_ptr<RestOperatorSite>> RestOperatorSite::make(const SiteProfile &site, const TlsIdentity &identity,
                                                                 Language language)
{
    if (site.operatorUrl.isEmpty())
        return failure(ErrorCode::InvalidArgument, {}, QStringLiteral("operatorUrl"));
    Result<QSslConfiguration> tls = makeTlsConfiguration(site.trustAnchors, identity);
    if (!tls)
        return failure(tls.error());
    return std::make_unique<RestOperatorSite>(std::make_unique<HttpGate>(site.operatorUrl, *std::move(tls), language));
}

RestOperatorSite::RestOperatorSite(std::unique_ptr<HttpGate> gate) : m_gate(std::move(gate))
{
    connect(m_gate.get(), &HttpGate::connected, this, &RestOperatorSite::connected);
}

RestOperatorSite::~RestOperatorSite() = default;

void RestOperatorSite::setLanguage(Language language)
{
    m_gate->setLanguage(language);
}

SiteCapabilities RestOperatorSite::capabilities() const
{
    SiteCapabilities all;
    all.changeFeed = all.claim = all.release = all.hold = all.cancel = true;
    all.decisionNotes = all.history = all.registration = all.revoke = true;
    all.scheduleRevocation = all.raiseRevocation = all.edit = all.internalNotes = all.fourEyes = true;
    all.auditTrail = all.decisionLog = true;
    ownCapabilities(all);
    return all;
}

Future<SiteSession> RestOperatorSite::openSession()
{
    return m_gate->send<SiteSession>(get(QStringLiteral("/v1/session")), decoder(sessionFromJson));
}

Future<Registration> RestOperatorSite::fetchRegistration()
{
    return m_gate->send<Registration>(get(QStringLiteral("/v1/registration")), decoder(contract::registrationFromJson));
}

Future<contract::ChangePage> RestOperatorSite::fetchChanges(const QString &after, int limit, std::chrono::seconds wait)
{
    return m_gate->send<contract::ChangePage>(changesRequest(after, limit, wait),
                                              decoder(contract::changePageFromJson));
}

Future<ListPage<CertificateRequest>> RestOperatorSite::listRequests(std::optional<RequestState> state,
                                                                    const QString &after, int limit)
{
    return m_gate->send<ListPage<CertificateRequest>>(
        listRequest(QStringLiteral("/v1/requests"), state ? requestStateName(*state) : QString(), after, limit),
        listDecoder(contract::requestFromJson));
}

Future<RequestDetail> RestOperatorSite::fetchRequest(const QString &id)
{
    return m_gate->send<RequestDetail>(get(QStringLiteral("/v1/requests/") + pathSegment(id)),
                                       decoder(contract::requestDetailFromJson));
}

Future<DecisionAnswer> RestOperatorSite::decide(const Decision &decision)
{
    return m_gate->send<DecisionAnswer>(actionRequest(decision), actionDecoder(contract::requestDetailFromJson));
}

Future<ListPage<CertificateRecord>> RestOperatorSite::listCertificates(std::optional<CertificateState> state,
                                                                       const QString &after, int limit)
{
    return m_gate->send<ListPage<CertificateRecord>>(
        listRequest(QStringLiteral("/v1/certificates"), state ? certificateStateName(*state) : QString(), after, limit),
        listDecoder(contract::certificateFromJson));
}

Future<CertificateDetail> RestOperatorSite::fetchCertificate(const QString &serial)
{
    return m_gate->send<CertificateDetail>(get(QStringLiteral("/v1/certificates/") + pathSegment(serial)),
                                           decoder(contract::certificateDetailFromJson));
}

Future<RevocationAnswer> RestOperatorSite::revoke(const Revocation &revocation)
{
    QJsonObject body{{QStringLiteral("version"), revocation.version},
                     {QStringLiteral("reason"), revocationReasonName(revocation.reason)},
                     {QStringLiteral("note"), jsonText(revocation.note)}};
    if (revocation.at.isValid())
        body.insert(QStringLiteral("at"), jsonTime(revocation.at));
    return m_gate->send<RevocationAnswer>(
        post(certificatePath(revocation.serial, "revoke"), body, revocation.idempotencyKey),
        actionDecoder(contract::certificateDetailFromJson));
}

Future<RevocationAnswer> RestOperatorSite::cancelScheduled(const ScheduleCancellation &cancellation)
{
    return m_gate->send<RevocationAnswer>(post(certificatePath(cancellation.serial, "cancel-scheduled"),
                                               {{QStringLiteral("version"), cancellation.version}},
                                               cancellation.idempotencyKey),
                                          actionDecoder(contract::certificateDetailFromJson));
}

Future<DecisionAnswer> RestOperatorSite::edit(const RequestEdit &edit)
{
    return m_gate->send<DecisionAnswer>(post(requestPath(edit.id, "edit"), editBody(edit), edit.idempotencyKey),
                                        actionDecoder(contract::requestDetailFromJson));
}

Future<DecisionAnswer> RestOperatorSite::validate(const RequestEdit &)
{
    return readyFuture<DecisionAnswer>(failure(ErrorCode::Unsupported));
}

Future<DecisionAnswer> RestOperatorSite::addNote(const NoteAddition &note)
{
    return m_gate->send<DecisionAnswer>(
        post(requestPath(note.requestId, "notes"), {{QStringLiteral("text"), note.text}}, note.idempotencyKey),
        actionDecoder(contract::requestDetailFromJson));
}

Future<QList<AuditRecord>> RestOperatorSite::fetchAudit(qint64 after, int limit)
{
    return m_gate->send<QList<AuditRecord>>(
        listRequest(QStringLiteral("/v1/audit"), {}, after > 0 ? QString::number(after) : QString(), limit),
        decoder(auditPageFromJson));
}

Future<void> RestOperatorSite::reportDecisionLog(const DecisionLogReport &report)
{
    const QJsonObject body{{QStringLiteral("log"), report.log},
                           {QStringLiteral("sequence"), report.sequence},
                           {QStringLiteral("hash"), QString::fromLatin1(report.hash.toHex())}};
    return m_gate->send<void>(post(QStringLiteral("/v1/decision-log"), body, report.idempotencyKey), nothing);
}

} // namespace tegata
