// SPDX-License-Identifier: Apache-2.0
#include "core/desk/livereading.h"

#include "core/pki/certificate.h"

namespace tegata {

namespace {

LiveCertificate notReachable(const QString &host, const Error &error)
{
    LiveCertificate live;
    live.state = LiveCertificate::State::NotReachable;
    live.host = host;
    live.error = error.code;
    live.problem = error.detail;
    return live;
}

} // namespace

LiveCertificate readLiveCertificate(const QString &host, const Result<HostCertificates> &answer,
                                    const std::optional<CertificateRecord> &certificate)
{
    if (!answer)
        return notReachable(host, answer.error());
    if (answer->chain.isEmpty())
        return notReachable(host, {ErrorCode::CertificateMissing, {}, {}, -1});
    const Result<Certificate> served = Certificate::parse(answer->chain.constFirst());
    if (!served)
        return notReachable(host, served.error());
    LiveCertificate live;
    live.state = LiveCertificate::State::Served;
    live.host = host;
    live.isTrusted = answer->isTrusted;
    live.problem = answer->problem;
    live.serial = served->serial();
    live.subject = served->subject().toString();
    live.issuer = served->issuer().toString();
    live.notAfter = served->notAfter();
    live.spkiSha256 = QString::fromLatin1(served->key().spkiSha256.toHex());
    // A serial is unique within its issuer only; with the same key it is the same certificate.
    live.isThisCertificate =
        certificate && certificate->serial == live.serial && certificate->key.spkiSha256 == live.spkiSha256;
    return live;
}

} // namespace tegata
