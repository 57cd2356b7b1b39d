// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/cryptoki.h"
#include "core/pki/openssl.h"

#include <memory>

namespace tegata::ossl {

// A private key on a token: the session that is logged in, and the object in it.
struct TokenKey
{
    std::shared_ptr<cryptoki::Session> session;
    CK_OBJECT_HANDLE object = 0;
};

// An OpenSSL key whose signatures the token makes, for TLS 1.2 and 1.3; the public half is the certificate's. OpenSSL
// calls the token where it signs, so a handshake may wait for the hardware. RSA needs the token's CKM_RSA_PKCS and
// CKM_RSA_X_509 (PSS is padded here), EC its CKM_ECDSA. Errors: UnsupportedAlgorithm, Internal.
//
// By a method of the key itself and not by an ENGINE: those keep the PIN for themselves, and log in again with it when
// they see fit.
Result<Key> makeTokenKey(const QByteArray &publicKeyDer, TokenKey token);

} // namespace tegata::ossl
