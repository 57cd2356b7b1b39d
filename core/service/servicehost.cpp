// SPDX-License-Identifier: Apache-2.0
#include "core/service/servicehost.h"

#include "core/base/acceptabletext.h"
#include "core/base/filelock.h"
#include "core/service/authority/owncertificates.h"
#include "core/service/authority/storelink.h"
#include "core/service/authority/storeverification.h"
#include "core/service/clockkeeper.h"
#include "core/service/housekeeper.h"
#include "core/service/http/httpserver.h"
#include "core/service/servicestore.h"
#include "core/service/sites/applicationroutes.h"
#include "core/service/sites/examinerroutes.h"
#include "core/service/sites/operatorroutes.h"
#include "core/service/sites/publicroutes.h"
#include "core/service/store/idempotencystore.h"
#include "core/service/store/topics.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(host, "tegata.service.host")

AuditEvent handshakeEvent(const HandshakeRefusal &refusal)
{
    AuditEvent event;
    event.actorKind = ActorKind::Nobody;
    event.remoteAddress = refusal.remoteAddress;
    event.action = QStringLiteral("refuse");
    event.objectKind = QStringLiteral("access");
    event.note = handshakeReasonName(refusal.reason);
    event.evidence = {{QStringLiteral("stage"), QStringLiteral("handshake")}};
    if (!refusal.certificateSubject.isEmpty())
        event.evidence.insert(QStringLiteral("unverifiedSubject"), acceptableForm(refusal.certificateSubject));
    if (!refusal.certificateSerial.isEmpty())
        event.evidence.insert(QStringLiteral("unverifiedSerial"), refusal.certificateSerial);
    return event;
}

// A quarter of the connections is kept for callers that were let in.
ConnectionLimits connectionLimits(const ServiceConfig &config)
{
    const auto share = [&config](int sixteenths) { return std::max(1, config.connections * sixteenths / 16); };
    ConnectionLimits limits;
    limits.connections = config.connections;
    limits.knownPerBlock = config.connectionsPerAddress;
    limits.handshakes = {share(3), config.handshakesPerAddress};
    limits.heads = {share(4), config.headsPerAddress};
    limits.bodies = {share(2), config.bodiesPerAddress};
    limits.works = {share(3), config.worksPerAddress};
    limits.bodyBytes = qsizetype(config.bodyKilobytes) * 1024;
    limits.bodyBytesPerBlock = qsizetype(config.bodyKilobytesPerAddress) * 1024;
    return limits;
}

SiteSettings siteSettings(const ServiceConfig &config)
{
    SiteSettings settings;
    settings.signIns = {config.signInFailures, config.signInFailuresPerAddress, config.signInMinutes,
                        config.signInFailuresPerAccount, config.signInAccountHours};
    settings.enrollmentsPerAddress = config.enrollmentsPerAddress;
    settings.enrollmentMails = {config.enrollmentMailsPerRecipient, config.enrollmentMailsPerAddress};
    settings.sessionHours = config.sessionHours;
    settings.longestWaitSeconds = config.longestWaitSeconds;
    return settings;
}

template <typename Outcome>
void warnOf(const char *what, const Outcome &outcome)
{
    if (!outcome)
        qCWarning(host) << what << errorCodeName(outcome.error().code) << outcome.error().detail;
}

const QStringList &tlsListeners()
{
    static const QStringList names{QStringLiteral("application"), QStringLiteral("operator"),
                                   QStringLiteral("examiner")};
    return names;
}

} // namespace

struct ServiceHost::Private
{
    Private(const ServiceConfig &serviceConfig, std::shared_ptr<TrustedClock> serviceClock, FileLock serviceLock,
            std::unique_ptr<Database> serviceDatabase, std::unique_ptr<IssuingAuthority> serviceAuthority,
            std::shared_ptr<CaaSource> caaSource, const std::shared_ptr<const WeakKeyList> &weakKeys)
        : lock(std::move(serviceLock)), config(serviceConfig), settings(siteSettings(serviceConfig)),
          clock(std::move(serviceClock)), database(std::move(serviceDatabase)), authority(std::move(serviceAuthority)),
          link(*database, ServiceFiles{config.dataDirectory}.authority()),
          publisher(*database, *authority, *clock, [this] { return link.keep(); }),
          clockKeeper(*database, *clock, config.dataDirectory, [this] { return renewAll(); }),
          refusals(*database, *clock, {config.refusedCallsPerMinute, config.refusedHandshakesPerMinute}),
          workflow(*authority, weakKeys), signer(*database, workflow, *clock), editor(weakKeys),
          notices(*database, config.mailDirectory, config.noticeFrom),
          caa(std::move(caaSource), config.workers / 2), services{settings,  *clock,      *database,   *authority,
                                                                  publisher, refusals,    workflow,    signer,
                                                                  editor,    revocations, enrollments, notices,
                                                                  caa,       *clock,      state},
          application(services), operators(services), examiners(services)
    {
        addPublicRoutes(status, services);
    }

    // What store and keys have to know of each other.
    Result<void> join();
    Result<TlsConfig> newTls(const QString &listener, const ServiceIdentity &identity) const;
    Result<ServiceIdentity> newIdentity();
    Result<void> listen();
    void keepHouse();
    void carryOutRevocations();
    void renewIdentity();
    Result<void> replaceIdentity();
    Result<void> renewAll();
    void verify();

    const FileLock lock;
    const ServiceConfig config;
    const SiteSettings settings;
    const std::shared_ptr<TrustedClock> clock;
    const std::unique_ptr<Database> database;
    const std::unique_ptr<IssuingAuthority> authority;
    StoreLinkKeeper link;
    RevocationPublisher publisher;
    ClockKeeper clockKeeper;
    ServiceState state;
    RefusalJournal refusals;
    const RequestWorkflow workflow;
    ApprovalSigner signer;
    const RequestEditor editor;
    const RevocationWorkflow revocations{};
    const EnrollmentWorkflow enrollments{};
    NoticeOutbox notices;
    CaaGate caa;
    SiteServices services;
    ApplicationRoutes application;
    OperatorRoutes operators;
    ExaminerRoutes examiners;
    Router status;
    QDateTime renewIdentityAt;
    quint64 feedListener = 0;
    std::unique_ptr<HttpServer> server;
    std::unique_ptr<Housekeeper> housekeeper;
    std::unique_ptr<Housekeeper> courier; // mails that are due
    std::unique_ptr<Housekeeper> revoker; // scheduled revocations, each second: their time is a promise
    std::unique_ptr<Housekeeper> linker;  // what the keys know of the store
    std::unique_ptr<Housekeeper> verifier;
};

Result<void> ServiceHost::Private::join()
{
    const Result<void> recorded = database->write([&](Transaction &transaction) -> Result<void> {
        if (const auto added = CertificateStore::addMissingTrail(transaction, clock->now()); !added)
            return failure(added.error());
        return recordAuthorities(transaction, *authority);
    });
    return recorded ? bindTogether(*database, link, {authority->root(), authority->issuing()}) : recorded;
}

Result<ServiceIdentity> ServiceHost::Private::newIdentity()
{
    const QDateTime now = clock->now();
    Result<ServiceIdentity> identity = authority->issueService(config.hostNames, config.hostAddresses, now);
    if (!identity)
        return identity;
    CertificateRow row = certificateRow(identity->issued, QString());
    const auto stored =
        database->write([&](Transaction &transaction) { return CertificateStore::insert(transaction, row); });
    if (!stored)
        return failure(stored.error());
    const qint64 life = now.secsTo(identity->issued.certificate.notAfter());
    renewIdentityAt = now.addSecs(life * 2 / 3);
    return identity;
}

Result<TlsConfig> ServiceHost::Private::newTls(const QString &listener, const ServiceIdentity &identity) const
{
    return TlsConfig{identity.issued.certificate.pem() + authority->issuing().pem(),
                     identity.key,
                     {authority->issuing()},
                     listener != QLatin1String("application")};
}

Result<void> ServiceHost::Private::listen()
{
    Result<ServiceIdentity> identity = newIdentity();
    if (!identity)
        return failure(identity.error());
    HttpServerConfig serverConfig;
    serverConfig.workers = config.workers;
    serverConfig.slowWorkers = config.passwordThreads;
    serverConfig.clock = clock;
    serverConfig.onWorkerExit = [this] { database->closeThreadConnection(); };
    serverConfig.onHandshakeRefused = [this](const HandshakeRefusal &refusal) {
        warnOf("refused handshake not recorded:", refusals.record(refusal.listener, handshakeEvent(refusal)));
    };
    server = std::make_unique<HttpServer>(std::move(serverConfig));

    const auto add = [this](const QString &name, const ListenAddress &where, std::optional<TlsConfig> tls,
                            HttpHandler handler) {
        ListenerConfig listener;
        listener.name = name;
        listener.address = where.address;
        listener.port = where.port;
        listener.tls = std::move(tls);
        listener.limits.connections = connectionLimits(config);
        listener.limits.slowJobs = config.passwordsInQueue;
        listener.limits.slowJobsPerBlock = config.passwordsInQueuePerAddress;
        listener.limits.longestWait = std::chrono::seconds(config.longestWaitSeconds);
        listener.handler = std::move(handler);
        return server->addListener(std::move(listener));
    };
    const QList<ListenAddress> addresses{config.application, config.operatorSite, config.examiner};
    const QList<HttpHandler> handlers{[this](const HttpRequest &request) { return application.handle(request); },
                                      [this](const HttpRequest &request) { return operators.handle(request); },
                                      [this](const HttpRequest &request) { return examiners.handle(request); }};
    for (qsizetype i = 0; i < tlsListeners().size(); ++i) {
        const QString &name = tlsListeners().at(i);
        const Result<TlsConfig> tls = newTls(name, *identity);
        if (!tls)
            return failure(tls.error());
        if (const Result<void> added = add(name, addresses.at(i), *tls, handlers.at(i)); !added)
            return added;
    }
    if (const Result<void> added = add(QStringLiteral("status"), config.status, std::nullopt,
                                       [this](const HttpRequest &request) { return status.handle(request); });
        !added)
        return added;
    return server->start();
}

void ServiceHost::Private::renewIdentity()
{
    if (clock->now() < renewIdentityAt)
        return;
    warnOf("listeners' certificate not renewed:", replaceIdentity());
}

Result<void> ServiceHost::Private::replaceIdentity()
{
    const Result<ServiceIdentity> identity = newIdentity();
    if (!identity)
        return failure(identity.error());
    for (const QString &name : tlsListeners()) {
        const Result<TlsConfig> tls = newTls(name, *identity);
        if (!tls)
            return failure(tls.error());
        if (const Result<void> replaced = server->replaceCertificate(name, *tls); !replaced)
            return replaced;
    }
    return {};
}

Result<void> ServiceHost::Private::renewAll()
{
    const Result<void> published = publisher.renew();
    return published ? replaceIdentity() : published;
}

void ServiceHost::Private::verify()
{
    const auto known = loadStoreLink(ServiceFiles{config.dataDirectory}.authority());
    const AuthorityCertificates authorities{authority->root(), authority->issuing()};
    const Result<StoreVerification> verified = known ? database->read([&](ReadTransaction &transaction) {
        return verifyStore(transaction, authorities, *known);
    })
                                                     : failure(known.error());
    const StoreVerification found = verified ? *verified : StoreVerification::unreadable(verified.error());
    for (const StoreFault &fault : found.faults)
        qCCritical(host).noquote() << "THE STORE IS NOT WHOLE:" << fault.place << fault.what;
    state.setVerified(clock->now(), found);
}

void ServiceHost::Private::carryOutRevocations()
{
    if (clock->leap()) {
        if (clockKeeper.poll())
            housekeeper->wake();
        return;
    }
    const QDateTime now = clock->now();
    const auto due = database->read(
        [&](ReadTransaction &transaction) { return CertificateStore::scheduledUntil(transaction, now, 1); });
    warnOf("scheduled revocations:", due);
    if (due && !due->isEmpty())
        warnOf("scheduled revocations:",
               database->write([&](Transaction &transaction) { return revocations.carryOutDue(transaction, now); }));
}

void ServiceHost::Private::keepHouse()
{
    warnOf("refused accesses:", refusals.flush());
    if (!clockKeeper.keep())
        return;
    const QDateTime now = clock->now();
    warnOf("ends of requests:",
           database->write([](Transaction &transaction) { return RequestStore::tellEnds(transaction); }));
    warnOf("ends of certificates:",
           database->write([](Transaction &transaction) { return CertificateStore::tellEnds(transaction); }));
    warnOf("old sessions and keys:", database->write([&](Transaction &transaction) -> Result<void> {
        const Result<void> sessions = AccountStore::deleteExpiredSessions(transaction, now);
        return sessions ? IdempotencyStore::deleteOlderThan(transaction, now.addDays(-config.idempotencyDays))
                        : sessions;
    }));
    warnOf("what was signed in vain:", signer.recordInVain());
    warnOf("revocation lists:", publisher.refresh());
    renewIdentity();
}

ServiceHost::ServiceHost() = default;

ServiceHost::~ServiceHost()
{
    stop();
    d->database->closeThreadConnection();
}

Result<std::unique_ptr<ServiceHost>> ServiceHost::open(const ServiceConfig &config, std::shared_ptr<const Clock> clock,
                                                       std::shared_ptr<CaaSource> caa)
{
    const ServiceFiles files{config.dataDirectory};
    for (const QString &directory : {config.dataDirectory, config.mailDirectory}) {
        if (!QDir().mkpath(directory) ||
            !QFile::setPermissions(directory, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
            return failure(ErrorCode::FileNotWritable, QStringLiteral("directory"), directory);
    }
    auto lock = FileLock::acquire(files.lock());
    if (!lock && lock.error().code == ErrorCode::Conflict)
        return failure(Error{.code = ErrorCode::Conflict,
                             .detail = QStringLiteral("locked"),
                             .field = config.dataDirectory,
                             .reason = QStringLiteral("directory.inUse")});
    if (!lock)
        return failure(lock.error());
    std::shared_ptr<const WeakKeyList> weakKeys;
    if (!config.weakKeyDirectory.isEmpty()) {
        Result<WeakKeyList> list = WeakKeyList::load(config.weakKeyDirectory);
        if (!list)
            return failure(list.error());
        weakKeys = std::make_shared<const WeakKeyList>(std::move(*list));
    }
    Result<ServiceStore> store = openServiceStore(config, std::move(clock));
    if (!store)
        return failure(store.error());
    std::unique_ptr<ServiceHost> made(new ServiceHost);
    made->d = std::make_unique<Private>(config, store->clock, std::move(*lock), std::move(store->database),
                                        std::move(store->authority), std::move(caa), weakKeys);
    if (const Result<void> joined = made->d->join(); !joined)
        return failure(joined.error());
    return made;
}

Result<void> ServiceHost::start()
{
    if (const Result<void> published = d->publisher.start(); !published)
        return published;
    if (const Result<void> listening = d->listen(); !listening)
        return listening;
    Private *parts = d.get();
    d->courier = std::make_unique<Housekeeper>(
        std::chrono::seconds(d->config.housekeepingSeconds),
        [parts] { warnOf("mails stay due:", parts->notices.deliver()); },
        [parts] { parts->database->closeThreadConnection(); });
    d->linker = std::make_unique<Housekeeper>(
        std::chrono::seconds(d->config.housekeepingSeconds),
        [parts] { warnOf("the keys' knowledge of the store:", parts->link.keep()); },
        [parts] { parts->database->closeThreadConnection(); });
    d->verifier = std::make_unique<Housekeeper>(
        std::chrono::hours(24), [parts] { parts->verify(); }, [parts] { parts->database->closeThreadConnection(); });
    d->feedListener = d->database->onCommitted([parts](const QSet<QString> &topics) {
        if (topics.contains(noticeTopic()))
            parts->courier->wake();
        if (topics.contains(issueTopic()) || topics.contains(revocationTopic()))
            parts->linker->wake();
        for (const QString &topic : topics)
            parts->server->notify(topic);
    });
    d->housekeeper = std::make_unique<Housekeeper>(
        std::chrono::seconds(d->config.housekeepingSeconds), [parts] { parts->keepHouse(); },
        [parts] { parts->database->closeThreadConnection(); });
    d->revoker = std::make_unique<Housekeeper>(
        std::chrono::seconds(1), [parts] { parts->carryOutRevocations(); },
        [parts] { parts->database->closeThreadConnection(); });
    return {};
}

void ServiceHost::stop()
{
    // Whoever notifies the server ends before it: housekeeping here, handlers with their worker threads in stop().
    d->verifier.reset();
    d->revoker.reset(); // it wakes the housekeeper
    d->housekeeper.reset();
    if (d->server)
        d->server->stop();
    d->database->removeListener(d->feedListener);
    if (d->courier) {
        d->courier.reset();
        warnOf("mails stay due:", d->notices.deliver());
    }
    d->server.reset();
    warnOf("refused accesses:", d->refusals.flush(true));
    warnOf("what was signed in vain:", d->signer.recordInVain());
    if (d->linker) {
        d->linker.reset();
        warnOf("the keys' knowledge of the store:", d->link.keep());
    }
}

Database &ServiceHost::database()
{
    return *d->database;
}

const IssuingAuthority &ServiceHost::authority() const
{
    return *d->authority;
}

const RequestWorkflow &ServiceHost::workflow() const
{
    return d->workflow;
}

} // namespace tegata
