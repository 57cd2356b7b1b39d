// SPDX-License-Identifier: Apache-2.0
#include "core/desk/customerrecords.h"

#include "core/desk/caacheck.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/requestrules.h"

#include <utility>

namespace tegata {

namespace {

// A bulk run checks hundreds in a second, and every list shows them again.
constexpr std::chrono::milliseconds OwnChecksToldAfter(100);
constexpr std::chrono::seconds DnsSilence(30);
constexpr qsizetype MaximumNamesForDns = 250;

// What a worker makes of one request.
struct RulesOutcome
{
    CheckReport report;
    QStringList names;
};

} // namespace

CustomerRecords::CustomerRecords(QueueCache &cache, const Clock &clock, QObject *parent)
    : QObject(parent), m_cache(cache), m_clock(clock), m_clockWatch(clock), m_worker(QStringLiteral("checks")),
      m_collector(cache, m_worker)
{
    m_tellChecks.setSingleShot(true);
    m_tellChecks.setInterval(OwnChecksToldAfter);
    connect(&m_tellChecks, &QTimer::timeout, this, &CustomerRecords::ownChecksChanged);
    connect(&m_clockWatch, &ClockWatch::leapt, this, &CustomerRecords::onClockLeapt);
    observe<std::optional<Registration>>(m_cache.registration(), this,
                                         [this](const Result<std::optional<Registration>> &stored) {
                                             // The site's own answer may have come first.
                                             if (!stored || !*stored || m_registration)
                                                 return;
                                             m_registration = *stored;
                                             tellRegistration();
                                         });
}

CustomerRecords::~CustomerRecords() = default;

void CustomerRecords::attach(CustomerSite &site, const SharedSecret &sealingKey)
{
    detach();
    m_site = &site;
    if (sealingKey)
        m_cache.setSealingKey(sealingKey);
    m_sync = std::make_unique<SyncScheduler>(site, m_cache);
    connect(m_sync.get(), &SyncScheduler::failed, this, [this](const Error &error) {
        m_isOnline = false;
        Q_EMIT syncFailed(error);
    });
    connect(m_sync.get(), &SyncScheduler::stateChanged, this, [this](SyncState state) {
        m_isOnline = m_isOnline || state == SyncState::UpToDate;
        Q_EMIT syncStateChanged(state);
    });
    connect(m_sync.get(), &SyncScheduler::synchronized, this, [this] {
        m_lastSync = m_clock.now();
        Q_EMIT synchronized();
    });
    Q_EMIT siteChanged();
}

void CustomerRecords::detach()
{
    ++m_generation;
    ++m_basis;
    m_isFollowing = m_isOnline = false;
    m_sync.reset();
    m_cache.dropSealingKey();
    if (std::exchange(m_site, nullptr))
        Q_EMIT siteChanged();
}

void CustomerRecords::follow(const QString &customerId, bool siteRegisters)
{
    if (!m_site)
        return;
    ++m_basis;
    m_isFollowing = true;
    m_siteRegisters = siteRegisters;
    // What another customer's reader left here is nothing to check these requests against.
    if (m_registration && m_registration->customerId != customerId)
        m_registration.reset();
    m_sync->start();
    if (!siteRegisters)
        return;
    const quint64 generation = m_generation;
    observe<Registration>(m_site->fetchRegistration(), this,
                          [this, generation](const Result<Registration> &registration) {
                              if (generation != m_generation || !registration)
                                  return;
                              m_registration = *registration;
                              (void)m_cache.storeRegistration(*registration);
                              tellRegistration();
                          });
}

void CustomerRecords::pause()
{
    ++m_basis;
    m_isFollowing = m_isOnline = false;
    if (m_sync)
        m_sync->stop();
}

void CustomerRecords::retryNow()
{
    if (m_sync)
        m_sync->retryNow();
}

void CustomerRecords::onClockLeapt(std::chrono::milliseconds by)
{
    if (m_lastSync.isValid())
        m_lastSync = m_lastSync.addMSecs(by.count());
    ++m_basis;
    Q_EMIT clockLeapt(by);
}

void CustomerRecords::tellRegistration()
{
    ++m_basis;
    m_ownChecks = {};
    Q_EMIT registrationChanged();
}

Future<RequestDetail> CustomerRecords::fetchRequest(const QString &id)
{
    if (!m_site)
        return readyFuture<RequestDetail>(failure(ErrorCode::IdentityLocked));
    const Future<RequestDetail> answer = m_site->fetchRequest(id);
    const quint64 generation = m_generation;
    observe<RequestDetail>(answer, this, [this, generation](const Result<RequestDetail> &detail) {
        if (generation != m_generation || !detail)
            return;
        noteNames(*detail);
        noteKind(*detail);
        (void)m_cache.upsert({detail->request}, {});
        (void)m_cache.storeDetail({*detail, m_clock.now()}); // without a key it is not kept
    });
    return answer;
}

void CustomerRecords::noteNames(const RequestDetail &detail)
{
    const QHash<QString, QString> before = m_operatorNames;
    for (const Actor &actor : QList<Actor>{detail.claimant} + detail.approvers) {
        if (!actor.id.isEmpty() && !actor.name.isEmpty())
            m_operatorNames.insert(actor.id, actor.name);
    }
    if (m_operatorNames != before)
        Q_EMIT operatorNamesChanged();
}

void CustomerRecords::noteKind(const RequestDetail &detail)
{
    if (!detail.profile)
        return;
    const CertificateKind before = kindOf(detail.request);
    const CertificateKind kind = certificateKindOf(detail.request.profile, &*detail.profile);
    if (m_kinds.size() >= OwnChecks::MaximumKept)
        m_kinds.clear();
    m_kinds.insert(detail.request.id, kind);
    if (kind != before)
        Q_EMIT kindChanged(detail.request.id);
}

CertificateKind CustomerRecords::kindOf(const CertificateRequest &request) const
{
    const auto known = m_kinds.constFind(request.id);
    return known != m_kinds.cend() ? *known : certificateKindOf(request.profile);
}

Future<CertificateDetail> CustomerRecords::fetchCertificate(const QString &serial)
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

const std::optional<Registration> &CustomerRecords::registration() const
{
    const bool isSites = m_registration || (m_isFollowing && m_siteRegisters);
    return isSites ? m_registration : m_localRegistration;
}

QString CustomerRecords::policyName() const
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

void CustomerRecords::setPolicy(const QString &name)
{
    m_policy = name;
    tellRegistration();
}

void CustomerRecords::setOwnPolicy(std::shared_ptr<const Policy> policy, const std::optional<Error> &problem)
{
    m_ownPolicyProblem = problem;
    m_ownPolicy = std::move(policy);
    tellRegistration();
}

PolicyChoice CustomerRecords::policyChoice() const
{
    if (m_registration)
        return {policyName(), nullptr, std::nullopt};
    return {policyName(), m_ownPolicy, m_ownPolicyProblem};
}

PolicyStamp CustomerRecords::policyStamp() const
{
    const PolicyChoice choice = policyChoice();
    const Result<Policy> policy = choice.load(); // from memory
    return policy ? stampOf(*policy) : PolicyStamp{choice.name, 0, {}};
}

void CustomerRecords::setLocalRegistration(const std::optional<Registration> &registration)
{
    m_localRegistration = registration;
    tellRegistration();
}

EvidenceSources CustomerRecords::sourcesOf(const CertificateRequest &request) const
{
    EvidenceSources sources;
    sources.request = request;
    sources.registration = registration();
    sources.siteRegisters = m_siteRegisters;
    sources.kind = kindOf(request);
    sources.now = m_clock.now();
    return sources;
}

Future<CheckReport> CustomerRecords::check(const CertificateRequest &request)
{
    auto promise = std::make_shared<Promise<CheckReport>>();
    const Future<EvidenceSources> collected = m_collector.collect(sourcesOf(request), policyChoice());
    observe<EvidenceSources>(collected, this, [this, promise](const Result<EvidenceSources> &sources) {
        if (!sources) {
            promise->deliver(failure(sources.error()));
            return;
        }
        const auto run = [asked = *sources]() -> Result<RulesOutcome> {
            return RulesOutcome{checkOf(asked), certificateDnsNames(*asked.csr)};
        };
        observe<RulesOutcome>(m_worker.run<RulesOutcome>(run), this,
                              [this, promise, sources = *sources](const Result<RulesOutcome> &outcome) {
                                  if (outcome)
                                      checkCaa(sources, outcome->names, outcome->report, promise);
                                  else
                                      promise->deliver(failure(outcome.error()));
                              });
    });
    return promise->future();
}

void CustomerRecords::checkCaa(const EvidenceSources &sources, const QStringList &names, const CheckReport &report,
                               const CheckPromise &promise)
{
    CheckReport checked = report;
    const QStringList issuers = sources.policy.caaIssuers;
    const QList<CaaResult> before = issuers.isEmpty() ? QList<CaaResult>() : caaBefore(names);
    const QStringList asked = namesToAsk(before);
    checked.findings += weighed(notAskedFindings(before), sources.policy.rules);
    if (asked.isEmpty() || !m_dnsSilence.hasExpired()) {
        if (!asked.isEmpty())
            checked.findings +=
                weighed({makeFinding(FindingCode::CaaNoDns, FindingOutcome::Note, QStringLiteral("sans"), {})},
                        sources.policy.rules);
        finishCheck(sources, checked, promise);
        return;
    }
    auto *caa = new CaaCheck(*m_caaResolver, issuers, this);
    connect(caa, &CaaCheck::finished, this, [=, this, resolver = m_caaResolver]() mutable {
        if (caa->hasNoDns())
            m_dnsSilence.setRemainingTime(DnsSilence);
        checked.findings += weighed(caa->findings(nameFields(names)), sources.policy.rules);
        finishCheck(sources, checked, promise);
        caa->deleteLater();
    });
    caa->start(asked);
}

void CustomerRecords::finishCheck(const EvidenceSources &sources, const CheckReport &report,
                                  const CheckPromise &promise)
{
    noteCheck(sources.request, report, sources.now);
    promise->deliver(report);
}

void CustomerRecords::setCaaResolver(std::unique_ptr<CaaResolver> resolver)
{
    m_caaResolver = std::move(resolver);
    m_dnsSilence = QDeadlineTimer();
}

QList<CaaResult> CustomerRecords::caaBefore(const QStringList &names) const
{
    const bool asks = m_caaResolver && m_asksDns && m_isOnline && registration();
    QList<CaaResult> results;
    qsizetype asked = 0;
    for (const QString &name : names) {
        CaaResult result;
        result.name = name;
        const QString host = name.startsWith(QLatin1String("*.")) ? name.mid(2) : name;
        if (asks && asked < MaximumNamesForDns && registeredDomainOf(*registration(), host)) {
            result.state = CaaResult::State::Asking;
            ++asked;
        }
        results.append(result);
    }
    return results;
}

void CustomerRecords::noteCheck(const CertificateRequest &request, const CheckReport &report, const QDateTime &at)
{
    m_ownChecks.note(request, CheckState(report.outcome(), at));
    if (!m_tellChecks.isActive())
        m_tellChecks.start();
}

Future<std::optional<CachedDetail>> CustomerRecords::cachedDetail(const QString &id)
{
    return m_cache.detail(id);
}

} // namespace tegata
