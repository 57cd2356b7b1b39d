// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clockwatch.h"
#include "core/base/secretbytes.h"
#include "core/base/worker.h"
#include "core/cache/queuecache.h"
#include "core/desk/evidencecollector.h"
#include "core/domain/ownchecks.h"
#include "core/remote/customersite.h"
#include "core/remote/dns/caaresolver.h"
#include "core/rules/policy.h"
#include "core/sync/syncscheduler.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace tegata {

// One customer's records at one site, whoever looks at them: requests and certificates from the cache, which follows
// the site, details, registered data, and the checks over them. Without a site it shows the cache. Lives on the GUI
// thread, blocks nothing.
class CustomerRecords : public QObject
{
    Q_OBJECT

public:
    // cache: of this site, already opened or being opened; outlives this.
    CustomerRecords(QueueCache &cache, const Clock &clock, QObject *parent = nullptr);
    ~CustomerRecords() override;

    // site: outlives the next detach(). sealingKey: of the site's cache (CacheKeyStore); seals details, which are not
    // kept without one.
    void attach(CustomerSite &site, const SharedSecret &sealingKey);
    // The site accepted the sign-in: from now on the cache follows it.
    void follow(const QString &customerId, bool siteRegisters);
    // It does not any more: nothing is asked by itself until the next follow().
    void pause();
    // The sealing key leaves the cache as well.
    void detach();
    void retryNow();

    QueueCache &cache() { return m_cache; }
    const Clock &clock() const { return m_clock; }
    ClockWatch &clockWatch() { return m_clockWatch; }
    // Whether there is a site to ask: not while its reader is locked or signed out.
    bool hasSite() const { return m_site != nullptr; }
    // Whether the site answered when the cache last asked it.
    bool isOnline() const { return m_isOnline; }
    // Another number whenever something changes that all checks stand on beside the request and the certificates:
    // registered data, policy, session, this computer's clock.
    quint64 basis() const { return m_basis; }
    // When the cache last agreed with the site, by the clock as it is set now; invalid before the first time.
    const QDateTime &lastSync() const { return m_lastSync; }
    // Of operators, by id, as the site told them with what was opened or decided.
    const QHash<QString, QString> &operatorNames() const { return m_operatorNames; }

    // What requests are checked against: the site's, or the local file's where the site tells none.
    const std::optional<Registration> &registration() const;
    // Whether the site tells registered data; told by the last follow(), true before the first.
    bool siteRegisters() const { return m_siteRegisters; }
    // Registered data from a file, for a site that tells none; not used where the site does.
    void setLocalRegistration(const std::optional<Registration> &registration);
    // Of the checks: the registration's; where the site tells none, the one set here.
    QString policyName() const;
    void setPolicy(const QString &name);
    // The site's own policy file, where it has one: in place of the one set by name; null: none.
    // problem: it has one that cannot be read; checks then answer that.
    void setOwnPolicy(std::shared_ptr<const Policy> policy, const std::optional<Error> &problem = {});
    PolicyChoice policyChoice() const;
    PolicyStamp policyStamp() const;

    // From the site; errors leave who asks with what the cache has. The answer also refreshes the cache. Errors: also
    // IdentityLocked, while there is no site.
    Future<RequestDetail> fetchRequest(const QString &id);
    Future<CertificateDetail> fetchCertificate(const QString &serial);
    // What the cache keeps sealed of a request's details, for when the site cannot be asked; nothing where it has none.
    // Errors: IdentityLocked.
    Future<std::optional<CachedDetail>> cachedDetail(const QString &id);
    // The same rules as the service's, over the CSR, the registration and what the cache has, and CAA where the policy
    // names issuers; what of it could not be asked is a note, so that it works offline. Runs on a worker. The same as
    // Evidence::check when all is in it. Errors: those of EvidenceCollector::collect.
    Future<CheckReport> check(const CertificateRequest &request);
    // What it begins with, as of now; the rest is collected.
    EvidenceSources sourcesOf(const CertificateRequest &request) const;
    // What check() and the evidence found, as long as the registered data and the policy are the same.
    const OwnChecks &ownChecks() const { return m_ownChecks; }
    void noteCheck(const CertificateRequest &request, const CheckReport &report, const QDateTime &at);
    // By the values of the request's profile, where the site has told them; else by the profile's name.
    CertificateKind kindOf(const CertificateRequest &request) const;

    // What CAA is asked of; null: nobody, as while `asks` is off.
    void setCaaResolver(std::unique_ptr<CaaResolver> resolver);
    void setAsksDns(bool asks) { m_asksDns = asks; }
    const std::shared_ptr<CaaResolver> &caaResolver() const { return m_caaResolver; }
    // Before they are asked, an entry for each name: Asking, or NotAsked. Only names in a registered domain are asked,
    // because those of a request may point anywhere, and only the first few hundred.
    QList<CaaResult> caaBefore(const QStringList &names) const;

Q_SIGNALS:
    void siteChanged();
    // The registered data came, from the cache or from the site, or another version of it; or what is checked by.
    void registrationChanged();
    void operatorNamesChanged();
    // Another kind than the profile's name says: the request's check is another one.
    void kindChanged(const QString &requestId);
    // Some time after one more, for many at once.
    void ownChecksChanged();
    void synchronized();
    void syncStateChanged(tegata::SyncState state);
    void syncFailed(const tegata::Error &error);
    // This computer's clock was set: whatever was computed by it is to be computed again.
    void clockLeapt(std::chrono::milliseconds by);

private:
    using CheckPromise = std::shared_ptr<Promise<CheckReport>>;

    void checkCaa(const EvidenceSources &sources, const QStringList &names, const CheckReport &report,
                  const CheckPromise &promise);
    void finishCheck(const EvidenceSources &sources, const CheckReport &report, const CheckPromise &promise);
    void onClockLeapt(std::chrono::milliseconds by);
    void tellRegistration();
    void noteNames(const RequestDetail &detail);
    void noteKind(const RequestDetail &detail);

    QueueCache &m_cache;
    const Clock &m_clock;
    ClockWatch m_clockWatch;
    Worker m_worker; // checks: parsing and verifying a CSR is not the GUI thread's work
    EvidenceCollector m_collector;
    std::shared_ptr<CaaResolver> m_caaResolver; // checks under way keep the one that they ask
    bool m_asksDns = true;
    QDeadlineTimer m_dnsSilence; // until then a check does not wait for a DNS that did not answer the last one
    QHash<QString, CertificateKind> m_kinds; // of what was opened, by request
    OwnChecks m_ownChecks;
    QTimer m_tellChecks;
    CustomerSite *m_site = nullptr;
    std::unique_ptr<SyncScheduler> m_sync;
    std::optional<Registration> m_registration; // the site's own
    std::optional<Registration> m_localRegistration;
    QString m_policy;
    std::shared_ptr<const Policy> m_ownPolicy;
    std::optional<Error> m_ownPolicyProblem;
    bool m_siteRegisters = true;
    bool m_isFollowing = false;
    bool m_isOnline = false;
    quint64 m_basis = 0;
    QHash<QString, QString> m_operatorNames;
    QDateTime m_lastSync;
    quint64 m_generation = 0; // answers of a detached site are dropped
};

} // namespace tegata
