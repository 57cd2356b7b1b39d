// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatordesk.h"

#include "core/desk/decisionevidence.h"

namespace tegata {

namespace {

// Claims and releases: nothing is lost with them, so that nobody need be asked about them either.
bool isUndoneByOther(RequestAction action)
{
    return action == RequestAction::Claim || action == RequestAction::Release;
}

} // namespace

OperatorDesk::OperatorDesk(QueueCache &cache, const Clock &clock, QObject *parent)
    : QObject(parent), m_records(cache, clock), m_actions(cache, clock), m_logReporter(m_actions.log(), clock)
{
    connect(&m_actions, &OperatorActions::depthChanged, this, &OperatorDesk::outboxDepthChanged);
    connect(&m_actions, &OperatorActions::changed, this, &OperatorDesk::outboxChanged);
    connect(&m_actions, &OperatorActions::troublesChanged, this, &OperatorDesk::troublesChanged);
    connect(&m_actions, &OperatorActions::answered, this, &OperatorDesk::answered);
    connect(&m_actions, &OperatorActions::lateAnswer, this, &OperatorDesk::lateAnswer);
    connect(&m_actions, &OperatorActions::identityRefused, this, &OperatorDesk::onIdentityRefused);
    connect(&m_records, &CustomerRecords::clockLeapt, this, &OperatorDesk::onClockLeapt);
    connect(&m_records, &CustomerRecords::syncFailed, this, &OperatorDesk::onSiteError);
    connect(&m_records, &CustomerRecords::syncStateChanged, this, [this](SyncState state) {
        if (state != SyncState::UpToDate)
            return;
        if (m_connection != DeskConnection::Online)
            m_actions.outbox()->retryNow();
        setConnection(DeskConnection::Online);
    });
    connect(&m_records, &CustomerRecords::synchronized, this, [this] {
        if (capabilities().decisionLog)
            m_logReporter.report();
    });
    m_sessionRetry.setSingleShot(true);
    connect(&m_sessionRetry, &QTimer::timeout, this, &OperatorDesk::openSession);
}

OperatorDesk::~OperatorDesk()
{
    m_actions.close(); // before the site that it sends to
    m_records.detach();
}

void OperatorDesk::attach(std::unique_ptr<OperatorSite> site, const SharedSecret &sealingKey, const QString &identity)
{
    leaveSite();
    m_site = std::move(site);
    m_identity = identity;
    m_heldTexts.open(sealingKey);
    m_records.attach(*m_site, sealingKey);
    m_logReporter.open(*m_site);
    m_actions.open(*m_site, sealingKey, [this](const CertificateRequest &request) { return m_records.check(request); });
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
    m_records.detach();
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
    const QDateTime asked = clock().now();
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
        const QDateTime middle = asked.addMSecs(asked.msecsTo(clock().now()) / 2);
        m_clockSkew = std::chrono::milliseconds(middle.msecsTo(serverTime));
    }
    Q_EMIT clockChanged();
}

void OperatorDesk::onClockLeapt(std::chrono::milliseconds by)
{
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
    m_backoff.reset();
    m_records.follow(session.customer.id, session.capabilities.registration);
    Q_EMIT sessionChanged();
    m_actions.resume(session);
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
        m_records.pause();
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
    m_records.retryNow();
    m_actions.outbox()->retryNow();
}

} // namespace tegata
