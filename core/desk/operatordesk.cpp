// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatordesk.h"

#include "core/pki/certificatesigningrequest.h"
#include "core/rules/requestrules.h"

#include <QUuid>

namespace tegata {

OperatorDesk::OperatorDesk(QueueCache &cache, const Clock &clock, QObject *parent)
    : QObject(parent), m_cache(cache), m_clock(clock), m_worker(QStringLiteral("checks"))
{
    m_sessionRetry.setSingleShot(true);
    connect(&m_sessionRetry, &QTimer::timeout, this, &OperatorDesk::openSession);
    observe<std::optional<Registration>>(m_cache.registration(), this,
                                         [this](const Result<std::optional<Registration>> &stored) {
                                             // The site's own answer may have come first.
                                             if (stored && !m_registration)
                                                 m_registration = *stored;
                                         });
}

OperatorDesk::~OperatorDesk() = default;

void OperatorDesk::attach(std::unique_ptr<OperatorSite> site)
{
    detach();
    m_site = std::move(site);
    m_sync = std::make_unique<SyncScheduler>(*m_site, m_cache);
    m_outbox = std::make_unique<Outbox>(*m_site, m_cache);
    connect(m_sync.get(), &SyncScheduler::failed, this, &OperatorDesk::onSiteError);
    connect(m_sync.get(), &SyncScheduler::stateChanged, this, [this](SyncState state) {
        if (state == SyncState::UpToDate) {
            m_outbox->retryNow();
            setConnection(DeskConnection::Online);
        }
    });
    connect(m_sync.get(), &SyncScheduler::synchronized, this, [this] {
        m_lastSync = m_clock.now();
        Q_EMIT synchronized();
    });
    connect(m_outbox.get(), &Outbox::depthChanged, this, &OperatorDesk::outboxDepthChanged);
    connect(m_outbox.get(), &Outbox::lateAnswer, this, &OperatorDesk::lateAnswer);
    setConnection(DeskConnection::Connecting);
    openSession();
}

void OperatorDesk::detach()
{
    ++m_generation;
    m_sessionRetry.stop();
    m_backoff.reset();
    m_outbox.reset();
    m_sync.reset();
    m_site.reset();
    if (m_session) {
        m_session.reset();
        Q_EMIT sessionChanged();
    }
    setConnection(DeskConnection::Locked);
}

SiteCapabilities OperatorDesk::capabilities() const
{
    return m_session ? m_session->capabilities : SiteCapabilities();
}

int OperatorDesk::outboxDepth() const
{
    return m_outbox ? m_outbox->depth() : 0;
}

void OperatorDesk::openSession()
{
    const quint64 generation = m_generation;
    observe<SiteSession>(m_site->openSession(), this, [this, generation](const Result<SiteSession> &session) {
        if (generation != m_generation)
            return;
        if (session) {
            onSession(*session);
            return;
        }
        m_sessionRetry.start(m_backoff.next());
        onSiteError(session.error());
    });
}

void OperatorDesk::onSession(const SiteSession &session)
{
    m_session = session;
    // What another customer's operator left here is nobody's ground to judge this queue by.
    if (m_registration && m_registration->customerId != session.customer.id)
        m_registration.reset();
    m_backoff.reset();
    Q_EMIT sessionChanged();
    m_sync->start();
    m_outbox->resume(session.operatorActor.id);
    if (!session.capabilities.registration)
        return;
    const quint64 generation = m_generation;
    observe<Registration>(m_site->fetchRegistration(), this,
                          [this, generation](const Result<Registration> &registration) {
                              if (generation != m_generation || !registration)
                                  return;
                              m_registration = *registration;
                              (void)m_cache.storeRegistration(*registration);
                              Q_EMIT sessionChanged();
                          });
}

void OperatorDesk::onSiteError(const Error &error)
{
    setConnection(DeskConnection::Offline, error);
}

void OperatorDesk::setConnection(DeskConnection connection, std::optional<Error> error)
{
    if (m_connection == connection && m_lastError == error)
        return;
    m_connection = connection;
    m_lastError = std::move(error);
    Q_EMIT connectionChanged();
}

Future<RequestDetail> OperatorDesk::fetchRequest(const QString &id)
{
    if (!m_site)
        return readyFuture<RequestDetail>(failure(ErrorCode::IdentityLocked));
    const Future<RequestDetail> answer = m_site->fetchRequest(id);
    const quint64 generation = m_generation;
    observe<RequestDetail>(answer, this, [this, generation](const Result<RequestDetail> &detail) {
        if (generation == m_generation && detail)
            (void)m_cache.upsert({detail->request}, {});
    });
    return answer;
}

Future<CertificateDetail> OperatorDesk::fetchCertificate(const QString &serial)
{
    if (!m_site)
        return readyFuture<CertificateDetail>(failure(ErrorCode::IdentityLocked));
    const Future<CertificateDetail> answer = m_site->fetchCertificate(serial);
    const quint64 generation = m_generation;
    observe<CertificateDetail>(answer, this, [this, generation](const Result<CertificateDetail> &detail) {
        if (generation == m_generation && detail)
            (void)m_cache.upsert({}, {detail->certificate});
    });
    return answer;
}

Future<CheckReport> OperatorDesk::check(const CertificateRequest &request)
{
    RequestContext context;
    context.registration = m_registration;
    context.product = request.product;
    context.language = request.language;
    context.renewalOf = request.renewalOf;
    context.now = m_clock.now();
    return m_worker.run<CheckReport>([csr = request.csr, context]() -> Result<CheckReport> {
        const Result<CertificateSigningRequest> parsed = CertificateSigningRequest::parse(csr);
        if (!parsed)
            return failure(parsed.error());
        const QString policyName = context.registration ? context.registration->policy : Registration().policy;
        const Result<Policy> policy = loadPolicy(policyName);
        if (!policy)
            return failure(policy.error());
        return checkRequest(*parsed, context, *policy);
    });
}

bool OperatorDesk::canDecide(const CertificateRequest &request, RequestAction action) const
{
    if (!m_session || !m_session->capabilities.allows(action) || !stateAfter(request.state, action))
        return false;
    if (action == RequestAction::Claim)
        return request.claimedBy.isEmpty();
    if (action == RequestAction::Release)
        return request.state == RequestState::OnHold || !request.claimedBy.isEmpty();
    return action != RequestAction::Withdraw;
}

bool OperatorDesk::canRevoke(const CertificateRecord &certificate) const
{
    return m_session && m_session->capabilities.revoke && certificate.state == CertificateState::Valid;
}

std::optional<ApprovalObstacle> OperatorDesk::obstacleAgainst(const CertificateRequest &request) const
{
    if (!m_session)
        return std::nullopt;
    return approvalObstacle(request, m_session->operatorActor.id);
}

Future<DecisionAnswer> OperatorDesk::decide(const CertificateRequest &request, RequestAction action,
                                            const QString &note, const std::optional<Evidence> &)
{
    if (!m_outbox)
        return readyFuture<DecisionAnswer>(failure(ErrorCode::IdentityLocked));
    return m_outbox->decide(
        {request.id, request.version, action, note, QUuid::createUuid().toString(QUuid::WithoutBraces)});
}

Future<RevocationAnswer> OperatorDesk::revoke(const CertificateRecord &certificate, RevocationReason reason,
                                              const QString &note, const QDateTime &at)
{
    if (!m_outbox)
        return readyFuture<RevocationAnswer>(failure(ErrorCode::IdentityLocked));
    if (at.isValid())
        return readyFuture<RevocationAnswer>(failure(ErrorCode::Unsupported));
    return m_outbox->revoke(
        {certificate.serial, certificate.version, reason, note, QUuid::createUuid().toString(QUuid::WithoutBraces), {}});
}

Future<RevocationAnswer> OperatorDesk::cancelScheduled(const CertificateRecord &)
{
    return readyFuture<RevocationAnswer>(failure(ErrorCode::Unsupported));
}

Future<DecisionAnswer> OperatorDesk::edit(const CertificateRequest &, RequestEdit)
{
    return readyFuture<DecisionAnswer>(failure(ErrorCode::Unsupported));
}

Future<DecisionAnswer> OperatorDesk::addNote(const CertificateRequest &, const QString &)
{
    return readyFuture<DecisionAnswer>(failure(ErrorCode::Unsupported));
}

Future<std::optional<RequestDetail>> OperatorDesk::cachedDetail(const QString &)
{
    return readyFuture<std::optional<RequestDetail>>(std::optional<RequestDetail>());
}

QList<OutboxItem> OperatorDesk::outboxItems() const
{
    return {};
}

Result<void> OperatorDesk::undo(qint64)
{
    return failure(ErrorCode::NotFound);
}

Result<void> OperatorDesk::sendNow(qint64)
{
    return failure(ErrorCode::NotFound);
}

Result<void> OperatorDesk::resolve(qint64, OutboxResolution)
{
    return failure(ErrorCode::NotFound);
}

void OperatorDesk::retryNow()
{
    if (!m_site)
        return;
    if (m_sessionRetry.isActive()) {
        m_sessionRetry.stop();
        openSession();
    }
    m_sync->retryNow();
    m_outbox->retryNow();
}

} // namespace tegata
