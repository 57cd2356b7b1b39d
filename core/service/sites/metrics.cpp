// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/metrics.h"

#include "core/pki/certificaterevocationlist.h"
#include "core/service/sites/serviceversion.h"

namespace tegata {

namespace {

class Exposition
{
public:
    void gauge(const char *name, const char *help, qint64 value, const QByteArray &labels = {})
    {
        add("gauge", name, help, value, labels);
    }
    void counter(const char *name, const char *help, quint64 value) { add("counter", name, help, qint64(value), {}); }
    const QByteArray &text() const { return m_text; }

private:
    void add(const char *type, const char *name, const char *help, qint64 value, const QByteArray &labels)
    {
        if (name != m_last) {
            m_text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
            m_last = name;
        }
        m_text +=
            name + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' ' + QByteArray::number(value) + '\n';
    }
    QByteArray m_text;
    QByteArray m_last;
};

void addList(Exposition &metrics, const char *name, const char *help, const QByteArray &issuer, qint64 value)
{
    metrics.gauge(name, help, value, "issuer=\"" + issuer + '"');
}

} // namespace

Result<QByteArray> metricsText(const SiteServices &services)
{
    const auto trail =
        services.database.read([](ReadTransaction &transaction) { return AuditTrail::head(transaction); });
    if (!trail)
        return failure(trail.error());
    Exposition metrics;
    metrics.gauge("tegata_build_info", "The service's version.", 1, "version=\"" + serviceVersion().toLatin1() + '"');
    metrics.gauge("tegata_audit_rows", "Lines of the audit trail.", trail->sequence);
    if (const auto verified = services.state.verified()) {
        metrics.gauge("tegata_store_whole", "1: trail, certificates, lists and requests agreed when last verified.",
                      verified->result.isWhole() ? 1 : 0);
        metrics.gauge("tegata_store_faults", "Contradictions found when last verified.", verified->result.faultCount);
        metrics.gauge("tegata_store_verified_timestamp_seconds", "When the store was last verified.",
                      verified->at.toSecsSinceEpoch());
    }
    const Database::WriterCounts writers = services.database.writerCounts();
    metrics.gauge("tegata_store_writers_waiting", "Writes that wait for the next commit.", qint64(writers.waiting));
    metrics.counter("tegata_store_commits_total", "Commits since the start.", writers.commits);
    metrics.counter("tegata_store_writes_total", "Writes that the commits held.", writers.writes);
    metrics.gauge("tegata_clock_leaped", "1: the clock has leaped; nothing is signed and nothing expires.",
                  services.trustedClock.leap() ? 1 : 0);
    metrics.gauge("tegata_clock_trusted_timestamp_seconds", "The time that the service goes by.",
                  services.trustedClock.now().toSecsSinceEpoch());
    const std::pair<QByteArray, QByteArray> lists[] = {{"issuing", services.publisher.crl()},
                                                       {"root", services.publisher.rootCrl()}};
    for (const auto &[issuer, der] : lists) {
        if (const auto crl = CertificateRevocationList::parse(der))
            addList(metrics, "tegata_crl_number", "Number of the list that is handed out.", issuer,
                    static_cast<qint64>(crl->number()));
    }
    for (const auto &[issuer, der] : lists) {
        if (const auto crl = CertificateRevocationList::parse(der))
            addList(metrics, "tegata_crl_next_update_timestamp_seconds", "When the list that is handed out ends.",
                    issuer, crl->nextUpdate().toSecsSinceEpoch());
    }
    return metrics.text();
}

} // namespace tegata
