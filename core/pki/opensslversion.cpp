// SPDX-License-Identifier: Apache-2.0
#include "core/pki/opensslversion.h"

#include <openssl/crypto.h>

namespace tegata {

QString opensslVersion()
{
    return QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION));
}

} // namespace tegata
