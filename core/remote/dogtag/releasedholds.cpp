// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/releasedholds.h"

#include <algorithm>

namespace tegata::dogtag {

void ReleasedHolds::load(const Versions &versions)
{
    for (auto it = versions.cbegin(); it != versions.cend(); ++it)
        m_versions[it.key()] = std::max(m_versions.value(it.key()), it.value());
}

void ReleasedHolds::add(const QString &serial, int heldVersion)
{
    m_versions[serial] = std::max(m_versions.value(serial), releasedVersion(heldVersion));
}

void ReleasedHolds::apply(ServerCertificate &certificate) const
{
    CertificateRecord &record = certificate.detail.certificate;
    const int released = m_versions.value(record.serial);
    if (record.state != CertificateState::Revoked)
        record.version = std::max(record.version, released);
    else if (released > 0) // revoked again, perhaps within the same second
        record.version = std::max(record.version, released + 1);
}

} // namespace tegata::dogtag
