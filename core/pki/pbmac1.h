// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/pki/openssl.h"

#include <QByteArray>

namespace tegata::ossl {

// The MAC of a PKCS#12 by PBMAC1 (RFC 9579), which OpenSSL knows from 3.4 on only.
bool usesPbmac1(const PKCS12 *file);
// Whether the passphrase (UTF-8) gives the file's MAC. der: the file. The derivation has to be bounded already
// (isDerivationBounded). Errors: UnsupportedAlgorithm (another derivation or digest), MalformedEncoding.
Result<bool> pbmac1Matches(const PKCS12 *file, const QByteArray &der, const SecretBytes &passphrase);

} // namespace tegata::ossl
