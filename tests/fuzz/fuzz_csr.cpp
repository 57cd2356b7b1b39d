// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/requestrules.h"
#include "tests/fuzz/fuzzinput.h"

using namespace tegata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(fuzz::bytesOf(data, size));
    if (!csr)
        return 0;
    (void)csr->subject().toString();
    (void)csr->dnsNames();
    static const Result<Policy> policy = loadPolicy(QStringLiteral("public-tls-2026"));
    fuzz::require(policy.has_value(), "the shipped policy is there");
    RequestContext context;
    context.now = QDateTime(QDate(2026, 11, 30), QTime(0, 0), Qt::UTC);
    (void)checkRequest(*csr, context, *policy);
    const Result<CertificateSigningRequest> again = CertificateSigningRequest::parse(csr->pem());
    fuzz::require(again && again->der() == csr->der(), "a request is read again from its own PEM");
    return 0;
}
