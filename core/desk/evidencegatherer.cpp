// SPDX-License-Identifier: Apache-2.0
#include "core/desk/evidencegatherer.h"

#include "core/desk/livereading.h"
#include "core/rules/requestrules.h"

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr qsizetype MaximumKept = 32;
constexpr qint64 KeptSeconds = 300; // validations grow older, and hosts and DNS change
constexpr qsizetype MaximumHosts = 8;
constexpr std::chrono::milliseconds RegatheredAfter(250); // a synchronisation is many changes

bool isWildcard(const QString &name)
{
    return name.startsWith(QLatin1String("*."));
}

} // namespace

EvidenceGatherer::EvidenceGatherer(CustomerRecords &records, QObject *parent)
    : QObject(parent), m_records(records), m_worker(QStringLiteral("evidence")), m_collector(records.cache(), m_worker)
{
    // Another certificate or waiting request may change any outcome.
    connect(&m_records.cache(), &QueueCache::changed, this, [this](const ChangeSet &changes) {
        const auto cameOrWent = [&changes](QueueView view) {
            return !changes.of(view).added.isEmpty() || !changes.of(view).removed.isEmpty();
        };
        if (!changes.of(QueueView::Issued).isEmpty() || !changes.of(QueueView::Revoked).isEmpty() ||
            cameOrWent(QueueView::Pending) || cameOrWent(QueueView::OnHold))
            onBasisChanged();
    });
    connect(&m_records, &CustomerRecords::kindChanged, this, &EvidenceGatherer::onBasisChanged);
    m_regather.setSingleShot(true);
    m_regather.setInterval(RegatheredAfter);
    connect(&m_regather, &QTimer::timeout, this, &EvidenceGatherer::regather);
}

EvidenceGatherer::~EvidenceGatherer() = default;

void EvidenceGatherer::setPorts(EvidencePorts ports)
{
    m_caa.reset();
    m_records.setCaaResolver(std::move(ports.dns));
    m_ports = std::move(ports);
}

void EvidenceGatherer::setOptions(const EvidenceOptions &options)
{
    if (m_options == options)
        return;
    m_options = options;
    m_records.setAsksDns(options.asksDns);
    for (Kept &each : m_kept)
        each.complete.reset();
    if (!options.asksDns)
        setDns(true);
    Q_EMIT optionsChanged();
}

const EvidenceGatherer::Kept *EvidenceGatherer::kept(const CertificateRequest &request) const
{
    const auto found = std::find_if(m_kept.cbegin(), m_kept.cend(), [this, &request](const Kept &each) {
        return each.requestId == request.id && each.version == request.version && each.basis == m_records.basis() &&
               each.gatheredAt.secsTo(m_records.clock().now()) <= KeptSeconds;
    });
    return found == m_kept.cend() ? nullptr : &*found;
}

std::optional<Evidence> EvidenceGatherer::known(const CertificateRequest &request) const
{
    const Kept *found = kept(request);
    if (!found || !found->local.isFinished() || found->local.resultCount() == 0 || !found->local.resultAt(0))
        return std::nullopt;
    return found->complete ? *found->complete : *found->local.resultAt(0);
}

Future<Evidence> EvidenceGatherer::gather(const CertificateRequest &request)
{
    const quint64 generation = ++m_generation;
    const quint64 changes = m_basisChanges;
    m_caa.reset();
    m_latest.reset();
    const Kept *found = kept(request);
    const Future<Evidence> local = found ? found->local : collect(request);
    const std::optional<Evidence> complete = found ? found->complete : std::nullopt;
    auto promise = std::make_shared<Promise<Evidence>>();
    const auto answer = [this, generation, changes, request, complete, promise](const Result<Evidence> &evidence) {
        if (generation != m_generation) {
            promise->deliver(failure(ErrorCode::Cancelled));
            return;
        }
        if (!evidence) {
            promise->deliver(evidence);
            return;
        }
        m_latest = request;
        m_local = *evidence;
        if (complete) {
            m_current = *complete;
            m_openLooks = 0; // what was open was asked for another one
            m_dnsIsOpen = false;
        } else {
            askOutside(*evidence);
        }
        if (changes != m_basisChanges) // it may have been collected before them
            m_regather.start();
        promise->deliver(m_current);
    };
    observe<Evidence>(local, this, answer);
    return promise->future();
}

void EvidenceGatherer::onBasisChanged()
{
    m_kept.clear();
    ++m_basisChanges;
    if (m_latest && !m_regather.isActive())
        m_regather.start();
}

void EvidenceGatherer::regather()
{
    if (!m_latest)
        return;
    const quint64 generation = m_generation;
    observe<Evidence>(collect(*m_latest), this, [this, generation](const Result<Evidence> &evidence) {
        if (generation != m_generation || !evidence)
            return;
        // Most changes do not concern what is looked at: hosts and DNS are not asked again for them.
        Evidence before = m_local;
        before.gatheredAt = evidence->gatheredAt;
        if (before == *evidence) {
            if (!m_dnsIsOpen) // in place of what collect() noted
                m_records.noteCheck(*m_latest, m_current.check, m_current.gatheredAt);
            return;
        }
        ++m_generation; // answers of hosts belong to the one before
        m_caa.reset();
        m_local = *evidence;
        askOutside(m_local);
        Q_EMIT updated(m_current);
    });
}

void EvidenceGatherer::prefetch(const QList<CertificateRequest> &requests)
{
    for (const CertificateRequest &request : requests) {
        if (!kept(request))
            (void)collect(request);
    }
}

Future<Evidence> EvidenceGatherer::collect(const CertificateRequest &request)
{
    auto promise = std::make_shared<Promise<Evidence>>();
    const Future<Evidence> local = promise->future();
    m_kept.removeIf([&request](const Kept &each) { return each.requestId == request.id; });
    if (m_kept.size() >= MaximumKept)
        m_kept.removeFirst();
    m_kept.append({request.id, request.version, m_records.basis(), m_records.clock().now(), local, std::nullopt});
    const Future<EvidenceSources> collected =
        m_collector.collect(m_records.sourcesOf(request), m_records.policyChoice());
    observe<EvidenceSources>(collected, this, [this, promise](const Result<EvidenceSources> &sources) {
        if (!sources) {
            promise->deliver(failure(sources.error()));
            return;
        }
        const auto build = [given = *sources]() -> Result<Evidence> { return buildEvidence(given); };
        observe<Evidence>(m_worker.run<Evidence>(build), this,
                          [promise](const Result<Evidence> &evidence) { promise->deliver(evidence); });
    });
    observe<Evidence>(local, this, [this, request](const Result<Evidence> &evidence) {
        if (evidence)
            noteLocal(request, *evidence);
        else // may go well the next time
            m_kept.removeIf([&request](const Kept &each) { return each.requestId == request.id; });
    });
    return local;
}

// CAA is asked for what is shown alone: what it found before stays, with its time, unless this is worse.
void EvidenceGatherer::noteLocal(const CertificateRequest &request, const Evidence &evidence)
{
    const std::optional<FindingOutcome> before = m_records.ownChecks().of(request).outcome();
    if (evidence.caaIssuers.isEmpty() || !before || *before < evidence.check.outcome())
        m_records.noteCheck(request, evidence.check, evidence.gatheredAt);
}

bool EvidenceGatherer::isRegistered(const QString &host) const
{
    return m_records.registration() && registeredDomainOf(*m_records.registration(), host);
}

void EvidenceGatherer::askOutside(const Evidence &evidence)
{
    m_current = evidence;
    m_openLooks = 0;
    m_dnsIsOpen = false;
    askDns();
    askHosts(m_current.names);
}

void EvidenceGatherer::askDns()
{
    if (m_current.caaIssuers.isEmpty())
        return;
    m_current.caa = m_records.caaBefore(m_current.names);
    m_current.check.findings += weighed(notAskedFindings(m_current.caa), m_current.rules);
    const QStringList asked = namesToAsk(m_current.caa);
    if (asked.isEmpty())
        return;
    m_dnsIsOpen = true;
    m_caa = std::make_unique<CaaCheck>(*m_records.caaResolver(), m_current.caaIssuers);
    connect(m_caa.get(), &CaaCheck::finished, this, [this] {
        for (const CaaResult &result : m_caa->results()) {
            const auto place = std::find_if(m_current.caa.begin(), m_current.caa.end(),
                                            [&result](const CaaResult &each) { return each.name == result.name; });
            if (place != m_current.caa.end())
                *place = result;
        }
        m_current.check.findings += weighed(m_caa->findings(nameFields(m_current.names)), m_current.rules);
        m_dnsIsOpen = false;
        setDns(!m_caa->hasNoDns());
        publish();
    });
    m_caa->start(asked);
}

void EvidenceGatherer::setDns(bool isThere)
{
    if (isThere == m_isDnsThere)
        return;
    m_isDnsThere = isThere;
    Q_EMIT dnsChanged(isThere);
}

void EvidenceGatherer::askHosts(const QStringList &names)
{
    const quint64 generation = m_generation;
    for (const LiveCertificate &live : unasked(names)) {
        if (live.obstacle == LiveCertificate::Obstacle::Wildcard || m_current.live.size() >= MaximumHosts)
            continue;
        m_current.live.append(live);
        if (live.state == LiveCertificate::State::NotAsked)
            continue;
        const QString name = live.host;
        ++m_openLooks;
        observe<LiveCertificate>(lookAt(name, m_current.previous), this,
                                 [this, generation, name](const Result<LiveCertificate> &answer) {
                                     if (generation != m_generation)
                                         return;
                                     --m_openLooks;
                                     for (LiveCertificate &each : m_current.live) {
                                         if (each.host == name && answer)
                                             each = *answer;
                                     }
                                     publish();
                                 });
    }
}

void EvidenceGatherer::publish()
{
    // What the lists show of it counts CAA too.
    if (!m_dnsIsOpen && m_latest && m_latest->id == m_current.requestId)
        m_records.noteCheck(*m_latest, m_current.check, m_current.gatheredAt);
    // Without DNS it is asked again the next time.
    if (m_openLooks == 0 && !m_dnsIsOpen && m_isDnsThere) {
        for (Kept &each : m_kept) {
            if (each.requestId == m_current.requestId && each.version == m_current.version)
                each.complete = m_current;
        }
    }
    Q_EMIT updated(m_current);
}

QList<LiveCertificate> EvidenceGatherer::unasked(const QStringList &names) const
{
    using Obstacle = LiveCertificate::Obstacle;
    QList<LiveCertificate> hosts;
    qsizetype asked = 0;
    for (const QString &name : names) {
        LiveCertificate live;
        live.host = name;
        if (isWildcard(name))
            live.obstacle = Obstacle::Wildcard;
        else if (!m_ports.hosts || !m_options.asksHosts)
            live.obstacle = Obstacle::SwitchedOff;
        else if (!isRegistered(name))
            live.obstacle = Obstacle::NotRegistered;
        else if (asked == MaximumHosts)
            live.obstacle = Obstacle::TooMany;
        else
            live.state = LiveCertificate::State::Asking;
        if (live.state == LiveCertificate::State::Asking)
            ++asked;
        hosts.append(live);
    }
    return hosts;
}

Future<LiveCertificate> EvidenceGatherer::lookAt(const QString &host,
                                                 const std::optional<CertificateRecord> &certificate)
{
    if (const LiveCertificate live = unasked({host}).constFirst(); live.state == LiveCertificate::State::NotAsked)
        return readyFuture<LiveCertificate>(live);
    auto promise = std::make_shared<Promise<LiveCertificate>>();
    observe<HostCertificates>(
        m_ports.hosts->look(host, m_options.port), this,
        [this, host, certificate, promise](const Result<HostCertificates> &answer) {
            const auto shared = std::make_shared<Result<HostCertificates>>(answer);
            observe<LiveCertificate>(
                m_worker.run<LiveCertificate>([host, certificate, shared]() -> Result<LiveCertificate> {
                    return readLiveCertificate(host, *shared, certificate);
                }),
                this, [promise](const Result<LiveCertificate> &live) { promise->deliver(live); });
        });
    return promise->future();
}

} // namespace tegata
