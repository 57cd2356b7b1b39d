// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/caacheck.h"
#include "core/desk/customerrecords.h"
#include "core/desk/evidence.h"
#include "core/desk/evidencecollector.h"
#include "core/remote/dns/caaresolver.h"
#include "core/remote/probe/hostprobe.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace tegata {

// What the operator lets this computer ask beyond the site; kept in the settings.
struct EvidenceOptions
{
    bool asksHosts = false; // what the named hosts serve now
    bool asksDns = true;    // CAA, where the policy names the CA's domain names
    quint16 port = 443;     // of the hosts

    friend bool operator==(const EvidenceOptions &, const EvidenceOptions &) = default;
};

// Ways out of this computer. Null: that is never asked. dns becomes the records', whose checks ask it too.
struct EvidencePorts
{
    std::unique_ptr<HostProbe> hosts;
    std::unique_ptr<CaaResolver> dns;
};

// Gathers what an operator looks at before a decision: check and comparison from CSR, registration and cache at once,
// offline too; hosts and DNS afterwards, and only for names in a registered domain, because the names of a request may
// point anywhere. Lives on the records' thread and blocks nothing: rules, parsing and comparing run on a worker.
class EvidenceGatherer : public QObject
{
    Q_OBJECT

public:
    // The records outlive it.
    explicit EvidenceGatherer(CustomerRecords &records, QObject *parent = nullptr);
    ~EvidenceGatherer() override;

    void setPorts(EvidencePorts ports);
    const EvidenceOptions &options() const { return m_options; }
    void setOptions(const EvidenceOptions &options);

    // Only the latest counts: an earlier one that is not done answers Cancelled. Errors: those of reading the CSR, and
    // of the cache. What hosts and DNS say follows by updated().
    Future<Evidence> gather(const CertificateRequest &request);
    // What gather() would answer, where it is known already; asks nothing.
    std::optional<Evidence> known(const CertificateRequest &request) const;
    // Prepares the local part for requests that will be looked at next, so that known() has it.
    void prefetch(const QList<CertificateRequest> &requests);
    // Before they are asked, an entry for each name: NotAsked, with the obstacle, or Asking. Only names in a registered
    // domain are asked, and only the first few.
    QList<LiveCertificate> unasked(const QStringList &names) const;
    // What the host serves now, beside the certificate in question; NotAsked as unasked() says.
    Future<LiveCertificate> lookAt(const QString &host, const std::optional<CertificateRecord> &certificate);

Q_SIGNALS:
    // The evidence of the latest gather() has more in it, or is another since what it stands on changed: it is gathered
    // again by itself, once for the changes of a moment.
    void updated(const tegata::Evidence &evidence);
    void optionsChanged();
    // Whether a DNS server answers this computer, as far as it was asked.
    void dnsChanged(bool isThere);

private:
    // Kept by request, version and what it stands on; the local part and, when they came, the answers of hosts and DNS.
    struct Kept
    {
        QString requestId;
        int version = 0;
        quint64 basis = 0; // CustomerRecords::basis()
        QDateTime gatheredAt;
        Future<Evidence> local;
        std::optional<Evidence> complete;
    };

    const Kept *kept(const CertificateRequest &request) const;
    Future<Evidence> collect(const CertificateRequest &request);
    void noteLocal(const CertificateRequest &request, const Evidence &evidence);
    void onBasisChanged();
    void regather();

    void askOutside(const Evidence &evidence);
    void askDns();
    void setDns(bool isThere);
    void askHosts(const QStringList &names);
    void publish();
    bool isRegistered(const QString &host) const;

    CustomerRecords &m_records;
    EvidencePorts m_ports;
    EvidenceOptions m_options;
    QList<Kept> m_kept; // the newest last
    Worker m_worker;
    EvidenceCollector m_collector;

    quint64 m_generation = 0;                   // of the latest gather()
    std::optional<CertificateRequest> m_latest; // its request, once it has answered
    quint64 m_basisChanges = 0;                 // those that may change any outcome
    QTimer m_regather;
    Evidence m_local;   // of m_latest, as it was built
    Evidence m_current; // … and what hosts and DNS said
    std::unique_ptr<CaaCheck> m_caa;
    int m_openLooks = 0; // hosts of m_current that have not answered
    bool m_dnsIsOpen = false;
    bool m_isDnsThere = true;
};

} // namespace tegata
