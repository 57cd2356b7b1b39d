// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/distinguishedname.h"
#include "core/pki/openssl.h"

namespace tegata::ossl {

// Writes the attributes in their order and exactly in their encoding. Errors: InvalidSubject with the attribute's type
// as field, where the type is unknown, the value does not fit its encoding, or its number of characters is outside
// RFC 5280's bounds (as in OpenSSL's table).
Result<X509Name> toX509Name(const DistinguishedName &name);
// One attribute from its octets; stringType: an ASN.1 universal tag (V_ASN1_UTF8STRING …). Errors: InvalidSubject.
Result<NameAttribute> readNameAttribute(const QString &type, int stringType, const QByteArray &octets, bool isJoined);

} // namespace tegata::ossl
