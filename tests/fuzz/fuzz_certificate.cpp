// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificate.h"
#include "tests/fuzz/fuzzinput.h"

using namespace tegata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    (void)Certificate::parseAll(bytes);
    const Result<Certificate> certificate = Certificate::parse(bytes);
    if (!certificate)
        return 0;
    (void)certificate->subject().toString();
    (void)certificate->issuer().toString();
    (void)certificate->isSelfIssued();
    (void)certificate->key();
    const Result<Certificate> again = Certificate::parse(certificate->pem());
    fuzz::require(again && again->der() == certificate->der(), "a certificate is read again from its own PEM");
    return 0;
}
