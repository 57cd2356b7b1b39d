// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatordesk.h"

#include "core/desk/decisionevidence.h"
#include "core/desk/evidencebuilder.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/requestrules.h"

#include <QUuid>

namespace tegata {

namespace {

// Claims and releases: nothing is lost with them, so that nobody need be asked about them either.
bool isUndoneByOther(RequestAction action)
{
    return action == RequestAction::Claim || action == RequestAction::Release;
}

} // namespace

OperatorDesk::OperatorDesk(QueueCache &cache, const Clock &clock, QObject *parent)
    : QObject(parent), m_cache(cache), m_clock(clock), m_clockWatch(clock), m_worker(QStringLiteral("checks")),
      m_actions(cache, clock), m_logReporter(m_actions.log(), clock)
{
    connect(&m_actions, &OperatorActions::depthChanged, this, &OperatorDesk::outboxDepthChanged);
    connect(&m_actions, &OperatorActions::changed, this, &OperatorDesk::outboxChanged);
    connect(&m_actions, &OperatorActions::troublesChanged, this, &OperatorDesk::troublesChanged);
    connect(&m_actions, &OperatorActions::answered, this, &OperatorDesk::answered);
    connect(&m_actions, &OperatorActions::lateAnswer, this, &OperatorDesk::lateAnswer);
    connect(&m_actions, &OperatorActions::identityRefused, this, &OperatorDesk::onIdentityRefused);
    connect(&m_clockWatch, &ClockWatch::leapt, this, &OperatorDesk::onClockLeapt);
    m_sessionRetry.setSingleShot(true);
    connect(&m_sessionRetry, &QTimer::timeout, this, &OperatorDesk::openSession);
    observe<std::optional<Registration>>(m_cache.registration(), this,
                                         [this](const Result<std::optional<Registration>> &stored) {
                                             // The site's own answer may have come first.
                                             if (!stored || !*stored || m_registration)
                                                 return;
                                             m_registration = *stored;
                                             Q_EMIT registrationChanged();
                                         });
}

OperatorDesk::~OperatorDesk()
{
    m_actions.close(); // before the site that it sends to
}

void OperatorDesk::attach(std::unique_ptr<OperatorSite> site, const SharedSecret &sealingKey)
{
    leaveSite();
    m_site = std::move(site);
    if (sealingKey)
        m_cache.setSealingKey(sealingKey);
    m_heldTexts.open(sealingKey);
    m_sync = std::make_unique<SyncScheduler>(*m_site, m_cache);
    m_logReporter.open(*m_site);
    m_actions.open(*m_site, sealingKey, [this](const CertificateRequest &request) { return check(request); });
    connect(m_sync.get(), &SyncScheduler::failed, this, &OperatorDesk::onSiteError);
    connect(m_sync.get(), &SyncScheduler::stateChanged, this, [this](SyncState state) {
        if (state == SyncState::UpToDate) {
            if (m_connection != DeskConnection::Online)
                m_actions.outbox()->retryNow();
            setConnection(DeskConnection::Online);
        }
    });
    connect(m_sync.get(), &SyncScheduler::synchronized, this, [this] {
        m_lastSync = m_clock.now();
        if (capabilities().decisionLog)
            m_logReporter.report();
        Q_EMIT synchronized();
    });
    setConnection(DeskConnection::Connecting);
    openSession();
}

void OperatorDesk::keepLogHead(SecretStore &secrets, const QString &logName)
{
    m_logReporter.setName(logName);
    m_actions.log().keepHeadIn(secrets, QStringLiteral("decisionLogHead/") + logName);
}

void OperatorDesk::detach()
{
    Q_EMIT locking();
    leaveSite();
    m_heldTexts.close();
    m_cache.dropSealingKey();
}

void OperatorDesk::setLanguage(Language language)
{
    if (m_site)
        m_site->setLanguage(language);
}

void OperatorDesk::leaveSite()
{
    ++m_generation;
    m_sessionRetry.stop();
    m_backoff.reset();
    m_actions.close();
    m_logReporter.close();
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

void OperatorDesk::openSession()
{
    const quint64 generation = m_generation;
    const QDateTime asked = m_clock.now();
    observe<SiteSession>(m_site->openSession(), this, [this, generation, asked](const Result<SiteSession> &session) {
        if (generation != m_generation)
            return;
        if (session) {
            noteServerTime(session->serverTime, asked);
            onSession(*session);
            return;
        }
        m_sessionRetry.start(m_backoff.next());
        onSiteError(session.error());
    });
}

void OperatorDesk::noteServerTime(const QDateTime &serverTime, const QDateTime &asked)
{
    m_clockSkew.reset();
    if (serverTime.isValid()) {
        // The site looked at its clock between the two.
        const QDateTime middle = asked.addMSecs(asked.msecsTo(m_clock.now()) / 2);
        m_clockSkew = std::chrono::milliseconds(middle.msecsTo(serverTime));
    }
    Q_EMIT clockChanged();
}

void OperatorDesk::onClockLeapt(std::chrono::milliseconds by)
{
    if (m_lastSync.isValid())
        m_lastSync = m_lastSync.addMSecs(by.count());
    if (m_clockSkew)
        *m_clockSkew -= by;
    Q_EMIT clockChanged();
    // It may have been the wrong time that made certificates look invalid.
    if (m_connection == DeskConnection::Offline)
        retryNow();
}

void OperatorDesk::onSession(const SiteSession &session)
{
    m_session = session;
    m_siteRegisters = session.capabilities.registration;
    // What another customer's operator left here is nobody's ground to judge this queue by.
    if (m_registration && m_registration->customerId != session.customer.id)
        m_registration.reset();
    m_backoff.reset();
    Q_EMIT sessionChanged();
    m_sync->start();
    m_actions.resume(session);
    if (!session.capabilities.registration)
        return;
    const quint64 generation = m_generation;
    observe<Registration>(m_site->fetchRegistration(), this,
                          [this, generation](const Result<Registration> &registration) {
                              if (generation != m_generation || !registration)
                                  return;
                              m_registration = *registration;
                              (void)m_cache.storeRegistration(*registration);
                              Q_EMIT registrationChanged();
                          });
}

void OperatorDesk::onSiteError(const Error &error)
{
    // Who was never let in has lost nothing: the site says that he is no operator there.
    const bool wasLetIn = m_session || (m_lastError && m_lastError->code == ErrorCode::TlsIdentityRefused);
    if (error.code == ErrorCode::Forbidden && wasLetIn) {
        onIdentityRefused();
        return;
    }
    m_actions.outbox()->expectTrouble();
    setConnection(DeskConnection::Offline, error);
}

// Revoked, or taken off the site's list: there is no session any more. Whether there is one again is asked with pauses.
void OperatorDesk::onIdentityRefused()
{
    m_actions.outbox()->expectTrouble();
    if (m_session) {
        m_sync->stop();
        m_session.reset();
        m_sessionRetry.start(m_backoff.next());
        Q_EMIT sessionChanged();
    }
    setConnection(DeskConnection::Offline, Error{ErrorCode::TlsIdentityRefused, {}, {}, -1});
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
        if (generation != m_generation || !detail)
            return;
        noteNames(*detail);
        (void)m_cache.upsert({detail->request}, {});
        (void)m_cache.storeDetail(*detail); // without a key it is not kept
    });
    return answer;
}

void OperatorDesk::noteNames(const RequestDetail &detail)
{
    const QHash<QString, QString> before = m_operatorNames;
    for (const Actor &actor : QList<Actor>{detail.claimant} + detail.approvers) {
        if (!actor.id.isEmpty() && !actor.name.isEmpty())
            m_operatorNames.insert(actor.id, actor.name);
    }
    if (m_operatorNames != before)
        Q_EMIT operatorNamesChanged();
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

const std::optional<Registration> &OperatorDesk::registration() const
{
    const bool isSites = m_registration || (m_session && m_siteRegisters);
    return isSites ? m_registration : m_localRegistration;
}

QString OperatorDesk::policyName() const
{
    if (m_registration)
        return m_registration->policy;
    if (m_ownPolicy)
        return m_ownPolicy->name;
    if (!m_policy.isEmpty())
        return m_policy;
    if (m_localRegistration && !m_siteRegisters)
        return m_localRegistration->policy;
    // An authority that registers nobody is nobody's public one.
    return m_siteRegisters ? Registration().policy : QStringLiteral("private-pki");
}

void OperatorDesk::setPolicy(const QString &name)
{
    m_policy = name;
    Q_EMIT registrationChanged();
}

void OperatorDesk::setOwnPolicy(std::shared_ptr<const Policy> policy, const std::optional<Error> &problem)
{
    m_ownPolicyProblem = problem;
    m_ownPolicy = std::move(policy);
    Q_EMIT registrationChanged();
}

PolicyChoice OperatorDesk::policyChoice() const
{
    if (m_registration)
        return {policyName(), nullptr, std::nullopt};
    return {policyName(), m_ownPolicy, m_ownPolicyProblem};
}

PolicyStamp OperatorDesk::policyStamp() const
{
    const PolicyChoice choice = policyChoice();
    const Result<Policy> policy = choice.load(); // from memory
    return policy ? stampOf(*policy) : PolicyStamp{choice.name, 0, {}};
}

void OperatorDesk::setLocalRegistration(const std::optional<Registration> &registration)
{
    m_localRegistration = registration;
    Q_EMIT registrationChanged();
}

Future<CheckReport> OperatorDesk::check(const CertificateRequest &request)
{
    auto promise = std::make_shared<Promise<CheckReport>>();
    const auto hand = [promise](const Result<CheckReport> &report) { promise->deliver(report); };
    const auto parse = [csr = request.csr] { return CertificateSigningRequest::parse(csr); };
    observe<CertificateSigningRequest>(
        m_worker.run<CertificateSigningRequest>(parse), this,
        [this, request, promise, hand](const Result<CertificateSigningRequest> &csr) {
            if (!csr) {
                promise->deliver(failure(csr.error()));
                return;
            }
            // V6: whether the key is used elsewhere is known to the cache, which is asked as for the evidence.
            observe<QList<CertificateRecord>>(
                m_cache.certificatesOfKey(QString::fromLatin1(csr->key().spkiSha256.toHex())), this,
                [this, request, csr = *csr, hand](const Result<QList<CertificateRecord>> &sameKey) {
                    const QList<KeyUse> uses = keyUses(sameKey.value_or(QList<CertificateRecord>()), request.id);
                    observe<CheckReport>(checkWith(request, csr, uses), this, hand);
                });
        });
    return promise->future();
}

Future<CheckReport> OperatorDesk::checkWith(const CertificateRequest &request, const CertificateSigningRequest &csr,
                                            const QList<KeyUse> &uses)
{
    RequestContext context;
    context.registration = registration();
    context.siteRegisters = m_siteRegisters;
    context.product = request.product;
    context.language = request.language;
    context.renewalOf = request.renewalOf;
    context.keyUses = uses;
    context.now = m_clock.now();
    return m_worker.run<CheckReport>([csr, context, policyChoice = policyChoice(),
                                      profile = request.profile]() mutable -> Result<CheckReport> {
        if (!profile.isEmpty())
            context.language = languageOf(csr.subject());
        context.kind = certificateKindOf(csr, profile);
        const Result<Policy> policy = policyChoice.load();
        if (!policy)
            return failure(policy.error());
        return checkRequest(csr, context, *policy);
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
    if (!request.claimedBy.isEmpty() && request.claimedBy != m_session->operatorActor.id)
        return false; // whoever claimed it decides
    return action != RequestAction::Withdraw;
}

bool OperatorDesk::canRevoke(const CertificateRecord &certificate) const
{
    return m_session && m_session->capabilities.revoke && certificate.state == CertificateState::Valid;
}

bool OperatorDesk::canRaise(const CertificateRecord &certificate) const
{
    return m_session && m_session->capabilities.raiseRevocation && certificate.state == CertificateState::Revoked &&
           certificate.revocationReason != RevocationReason::KeyCompromise &&
           certificate.revocationReason != RevocationReason::CertificateHold;
}

bool OperatorDesk::canReleaseHold(const CertificateRecord &certificate) const
{
    return m_session && m_session->capabilities.releaseHold && certificate.state == CertificateState::Revoked &&
           certificate.revocationReason == RevocationReason::CertificateHold;
}

std::optional<ApprovalObstacle> OperatorDesk::obstacleAgainst(const CertificateRequest &request) const
{
    if (!m_session)
        return std::nullopt;
    return approvalObstacle(request, m_session->operatorActor.id);
}

std::chrono::milliseconds OperatorDesk::undoWindowFor(RequestAction action) const
{
    return isUndoneByOther(action) ? std::chrono::milliseconds(0) : m_undoWindow;
}

Future<DecisionAnswer> OperatorDesk::decide(const CertificateRequest &request, RequestAction action,
                                            const QString &note, const std::optional<Evidence> &evidence)
{
    const Decision decision{request.id, request.version, action, note, OperatorActions::newKey()};
    return m_actions.answerOf<DecisionAnswer>({decision,
                                               request.commonName,
                                               request,
                                               {},
                                               undoWindowFor(action),
                                               isUndoneByOther(action) ? OnConflict::Answer : OnConflict::Ask},
                                              evidence ? decisionEvidence(*evidence) : QJsonObject());
}

Future<RevocationAnswer> OperatorDesk::revoke(const CertificateRecord &certificate, RevocationReason reason,
                                              const QString &note, const QDateTime &at)
{
    const Revocation revocation{certificate.serial, certificate.version, reason, note, OperatorActions::newKey(), at};
    return m_actions.answerOf<RevocationAnswer>({revocation, certificate.commonName, {}, certificate, m_undoWindow});
}

Future<RevocationAnswer> OperatorDesk::releaseHold(const CertificateRecord &certificate, const QString &note)
{
    return revoke(certificate, RevocationReason::RemoveFromCrl, note);
}

Future<RevocationAnswer> OperatorDesk::cancelScheduled(const CertificateRecord &certificate)
{
    const ScheduleCancellation cancellation{certificate.serial, certificate.version, OperatorActions::newKey()};
    return m_actions.answerOf<RevocationAnswer>({cancellation, certificate.commonName, {}, certificate, m_undoWindow});
}

Future<DecisionAnswer> OperatorDesk::edit(const CertificateRequest &request, RequestEdit edit)
{
    edit.id = request.id;
    edit.version = request.version;
    edit.idempotencyKey = OperatorActions::newKey();
    return m_actions.answerOf<DecisionAnswer>({edit, request.commonName, request, {}, m_undoWindow});
}

Future<DecisionAnswer> OperatorDesk::validate(const CertificateRequest &request, RequestEdit edit)
{
    if (!m_site)
        return readyFuture<DecisionAnswer>(failure(ErrorCode::IdentityLocked));
    edit.id = request.id;
    edit.version = request.version;
    return m_site->validate(edit);
}

Future<DecisionAnswer> OperatorDesk::addNote(const CertificateRequest &request, const QString &text)
{
    const NoteAddition note{request.id, text, OperatorActions::newKey()};
    return m_actions.answerOf<DecisionAnswer>({note, request.commonName, request, {}, m_undoWindow});
}

Outbox::Receipt OperatorDesk::give(const CertificateRequest &request, const Decision &decision,
                                   const QJsonObject &evidence, std::optional<std::chrono::milliseconds> undoWindow)
{
    return m_actions.give({decision,
                           request.commonName,
                           request,
                           {},
                           undoWindow.value_or(undoWindowFor(decision.action)),
                           OnConflict::Answer},
                          evidence);
}

Outbox::Receipt OperatorDesk::give(const CertificateRecord &certificate, const Revocation &revocation,
                                   std::optional<std::chrono::milliseconds> undoWindow)
{
    return m_actions.give(
        {revocation, certificate.commonName, {}, certificate, undoWindow.value_or(m_undoWindow), OnConflict::Answer});
}

Future<std::optional<RequestDetail>> OperatorDesk::cachedDetail(const QString &id)
{
    return m_cache.detail(id);
}

std::optional<OutboxItem> OperatorDesk::outboxItem(qint64 id) const
{
    return m_actions.outbox() ? m_actions.outbox()->item(id) : std::nullopt;
}

QHash<qint64, OutboxState> OperatorDesk::outboxStates() const
{
    return m_actions.outbox() ? m_actions.outbox()->states() : QHash<qint64, OutboxState>();
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
    m_actions.outbox()->retryNow();
}

} // namespace tegata
