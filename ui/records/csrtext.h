// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificatesigningrequest.h"

#include <QString>

namespace tegata {

// A request as plain text for reading and copying, in the manner of "openssl req -text": technical English, the same in
// every language of the interface.
QString csrText(const CertificateSigningRequest &csr);

} // namespace tegata
