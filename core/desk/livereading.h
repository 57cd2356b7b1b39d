// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"
#include "core/remote/probe/hostprobe.h"

#include <optional>

namespace tegata {

// What an answer of a host shows, beside the certificate in question. Reads a certificate: for a worker.
LiveCertificate readLiveCertificate(const QString &host, const Result<HostCertificates> &answer,
                                    const std::optional<CertificateRecord> &certificate);

} // namespace tegata
