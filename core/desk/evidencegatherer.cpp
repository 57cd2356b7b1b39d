// SPDX-License-Identifier: Apache-2.0
#include "core/desk/evidencegatherer.h"

#include <utility>

namespace tegata {

EvidenceGatherer::EvidenceGatherer(OperatorDesk &desk, const Clock &clock, QObject *parent)
    : QObject(parent), m_desk(desk), m_clock(clock), m_worker(QStringLiteral("evidence"))
{}

EvidenceGatherer::~EvidenceGatherer() = default;

void EvidenceGatherer::setPorts(EvidencePorts ports)
{
    m_ports = std::move(ports);
}

void EvidenceGatherer::setOptions(const EvidenceOptions &options)
{
    if (m_options == options)
        return;
    m_options = options;
    Q_EMIT optionsChanged();
}

Future<Evidence> EvidenceGatherer::gather(const CertificateRequest &)
{
    return readyFuture<Evidence>(failure(ErrorCode::Unsupported));
}

void EvidenceGatherer::prefetch(const QList<CertificateRequest> &) {}

Future<LiveCertificate> EvidenceGatherer::lookAt(const QString &host, const CertificateRecord &)
{
    LiveCertificate live;
    live.host = host;
    return readyFuture<LiveCertificate>(live);
}

} // namespace tegata
