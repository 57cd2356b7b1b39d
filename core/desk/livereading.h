// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"
#include "core/remote/probe/hostprobe.h"

#include <optional>

namespace tegata {

// Compares the certificate that a host serves with the certificate in question. Parses certificates: on a worker.
LiveCertificate readLiveCertificate(const QString &host, const Result<HostCertificates> &answer,
                                    const std::optional<CertificateRecord> &certificate);

} // namespace tegata
