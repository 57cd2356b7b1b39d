// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/dogtagoperatorsite.h"

#include "core/remote/dogtag/changefeed.h"
#include "core/remote/dogtag/requestjob.h"
#include "core/remote/dogtag/revocationjob.h"

#include <QVersionNumber>

namespace tegata {

using namespace dogtag;

namespace {

SiteCapabilities abilities()
{
    SiteCapabilities all;
    all.claim = all.release = all.cancel = true;
    all.decisionNotes = all.internalNotes = true;
    all.revoke = all.releaseHold = true;
    all.revocationReasons = {RevocationReason::Unspecified,          RevocationReason::KeyCompromise,
                             RevocationReason::AffiliationChanged,   RevocationReason::Superseded,
                             RevocationReason::CessationOfOperation, RevocationReason::CertificateHold,
                             RevocationReason::PrivilegeWithdrawn};
    all.edit = all.profiles = true;
    return all;
}

// Before 11.2 the server says yes to unassign and does nothing.
bool canUnassign(const QString &version)
{
    return QVersionNumber::fromString(version) >= QVersionNumber(11, 2);
}

QUrl authorityUrl(const QUrl &site)
{
    QUrl url = site;
    if (url.path().isEmpty() || url.path() == QLatin1String("/"))
        url.setPath(QStringLiteral("/ca"));
    return url;
}

template <typename T>
Future<T> unsupported()
{
    return readyFuture<T>(failure(ErrorCode::Unsupported));
}

// What is a detail of ours inside an answer of the parts.
template <typename To, typename From, typename Convert>
Future<To> converted(const Future<From> &future, QObject *receiver, Convert convert)
{
    auto promise = std::make_shared<Promise<To>>();
    observe<From>(future, receiver, [promise, convert](const Result<From> &from) {
        if (from)
            promise->deliver(convert(*from));
        else
            promise->deliver(failure(from.error()));
    });
    return promise->future();
}

} // namespace

struct DogtagOperatorSite::Parts
{
    Parts(const SiteProfile &profile, Certificate certificateGiven, const QSslConfiguration &tls, Language language)
        : site(profile), certificate(std::move(certificateGiven)),
          api(gate(profile, tls, language), gate(profile, tls, language)), requests(api), certificates(api, holds),
          feed({api, requests, certificates, holds})
    {}

    static std::unique_ptr<HttpGate> gate(const SiteProfile &site, const QSslConfiguration &tls, Language language)
    {
        return std::make_unique<HttpGate>(authorityUrl(site.operatorUrl), tls, language);
    }

    // Asks once; a failure is asked again.
    Future<Agent> agent()
    {
        if (known)
            return readyFuture<Agent>(*known);
        return converted<Agent>(api.login(), &api, [this](const Agent &answered) {
            known = answered;
            return answered;
        });
    }

    // run: with the agent, in a job of the site's.
    template <typename T, typename Run>
    Future<T> asAgent(Run run)
    {
        auto promise = std::make_shared<Promise<T>>();
        observe<Agent>(agent(), &api, [this, promise, run](const Result<Agent> &who) {
            if (!who) {
                promise->deliver(failure(who.error()));
                return;
            }
            observe<T>(run(*who), &api, [promise](const Result<T> &answer) { promise->deliver(answer); });
        });
        return promise->future();
    }

    Future<DecisionAnswer> run(const RequestWork &work)
    {
        return asAgent<DecisionAnswer>([this, work](const Agent &who) {
            return (new RequestJob({api, requests, versions}, who, work, &api))->start();
        });
    }

    SiteProfile site;
    Certificate certificate;
    ReleasedHolds holds;
    RequestVersions versions;
    AgentApi api;
    RequestReader requests;
    CertificateReader certificates;
    ChangeFeed feed;
    std::optional<Agent> known;
};

Result<std::unique_ptr<DogtagOperatorSite>> DogtagOperatorSite::make(const SiteProfile &site,
                                                                     const TlsIdentity &identity, Language language)
{
    if (site.operatorUrl.isEmpty())
        return failure(ErrorCode::InvalidArgument, {}, QStringLiteral("operatorUrl"));
    const Result<QSslConfiguration> tls = makeTlsConfiguration(site.trustAnchors, identity);
    if (!tls)
        return failure(tls.error());
    return std::unique_ptr<DogtagOperatorSite>(
        new DogtagOperatorSite(std::make_unique<Parts>(site, identity.certificate, *tls, language)));
}

DogtagOperatorSite::DogtagOperatorSite(std::unique_ptr<Parts> parts) : m_parts(std::move(parts))
{
    connect(&m_parts->api, &AgentApi::connected, this, &DogtagOperatorSite::connected);
}

DogtagOperatorSite::~DogtagOperatorSite() = default;

void DogtagOperatorSite::setLanguage(Language) {}

SiteCapabilities DogtagOperatorSite::capabilities() const
{
    return abilities();
}

Future<SiteSession> DogtagOperatorSite::openSession()
{
    m_parts->known.reset();
    return m_parts->asAgent<SiteSession>([this](const Agent &who) -> Future<SiteSession> {
        if (!who.mayDecide)
            return readyFuture<SiteSession>(failure(ErrorCode::Forbidden, QStringLiteral("not an agent")));
        return converted<SiteSession>(m_parts->api.serverVersion(), &m_parts->api, [this, who](const QString &version) {
            SiteSession session;
            session.operatorActor = {who.uid, who.name};
            session.operatorCommonName = m_parts->certificate.subject().value(QLatin1String("CN"));
            const QString host = m_parts->site.operatorUrl.host();
            session.customer = {host, host};
            session.siteName = m_parts->site.name.isEmpty() ? host : m_parts->site.name;
            session.certificateSerial = m_parts->certificate.serial();
            session.certificateNotAfter = m_parts->certificate.notAfter();
            session.capabilities = abilities();
            session.capabilities.release = canUnassign(version);
            session.serviceVersion = version;
            session.serverTime = m_parts->api.serverTime();
            return session;
        });
    });
}

Future<Registration> DogtagOperatorSite::fetchRegistration()
{
    return unsupported<Registration>();
}

Future<contract::ChangePage> DogtagOperatorSite::fetchChanges(const QString &after, int limit, std::chrono::seconds)
{
    return m_parts->feed.fetch(after, limit);
}

Future<ListPage<CertificateRequest>> DogtagOperatorSite::listRequests(std::optional<RequestState> state,
                                                                      const QString &after, int limit)
{
    return m_parts->requests.list(state, after, limit);
}

Future<RequestDetail> DogtagOperatorSite::fetchRequest(const QString &id)
{
    return converted<RequestDetail>(m_parts->requests.read(id), &m_parts->api, [this](const Reviewed &read) {
        m_parts->versions.saw(read.review);
        return read.detail;
    });
}

Future<DecisionAnswer> DogtagOperatorSite::decide(const Decision &decision)
{
    const RequestWork work = workOf(decision);
    return work.operation.isEmpty() ? unsupported<DecisionAnswer>() : m_parts->run(work);
}

Future<ListPage<CertificateRecord>> DogtagOperatorSite::listCertificates(std::optional<CertificateState> state,
                                                                         const QString &after, int limit)
{
    return m_parts->certificates.list(state, after, limit);
}

Future<CertificateDetail> DogtagOperatorSite::fetchCertificate(const QString &serial)
{
    return converted<CertificateDetail>(m_parts->certificates.read(serial), &m_parts->api,
                                        [](const ServerCertificate &read) { return read.detail; });
}

Future<RevocationAnswer> DogtagOperatorSite::revoke(const Revocation &revocation)
{
    if (revocation.at.isValid())
        return unsupported<RevocationAnswer>();
    return m_parts->asAgent<RevocationAnswer>([this, revocation](const Agent &who) {
        return (new RevocationJob({m_parts->api, m_parts->certificates, m_parts->holds}, who, revocation,
                                  &m_parts->api))
            ->start();
    });
}

Future<RevocationAnswer> DogtagOperatorSite::cancelScheduled(const ScheduleCancellation &)
{
    return unsupported<RevocationAnswer>();
}

Future<DecisionAnswer> DogtagOperatorSite::edit(const RequestEdit &edit)
{
    if (edit.product || edit.language || edit.notifyMail || edit.renewalOf)
        return unsupported<DecisionAnswer>();
    return m_parts->run(workOf(edit));
}

Future<DecisionAnswer> DogtagOperatorSite::validate(const RequestEdit &edit)
{
    return m_parts->run(validationOf(edit));
}

Future<DecisionAnswer> DogtagOperatorSite::addNote(const NoteAddition &note)
{
    return m_parts->run(workOf(note));
}

Future<QList<AuditRecord>> DogtagOperatorSite::fetchAudit(qint64, int)
{
    return unsupported<QList<AuditRecord>>();
}

} // namespace tegata
