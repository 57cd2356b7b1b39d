// SPDX-License-Identifier: Apache-2.0
#include "core/pki/openssl.h"
#include "core/rules/policy.h"
#include "core/rules/requestrules.h"
#include "tests/bench/measurement.h"
#include "tests/core/rules/requestmaker.h"

#include <QCoreApplication>

// 200 CSRs read and checked by every rule, against what OpenSSL alone takes to read them and to verify their
// signatures.
namespace tegata {

namespace {

constexpr int Requests = 200;
constexpr int Keys = 20; // RSA keys take long to make
constexpr int Rounds = 5;

// As customers send them: mostly one name, some with many.
QList<QByteArray> makeRequests(KeySpec spec)
{
    QList<PrivateKey> keys;
    for (int i = 0; i < Keys; ++i) {
        const Result<PrivateKey> key = PrivateKey::generate(spec);
        if (!key)
            qFatal("no key");
        keys.append(*key);
    }
    QList<QByteArray> requests;
    for (int i = 0; i < Requests; ++i) {
        QStringList names = {QStringLiteral("www%1.example.jp").arg(i)};
        for (int more = 0; i % 10 == 0 && more < 20; ++more)
            names.append(QStringLiteral("host%1-%2.example.jp").arg(i).arg(more));
        const QString subject = QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=") + names.constFirst();
        requests.append(test::request(keys.at(i % Keys), subject, names).der());
    }
    return requests;
}

void readAndVerify(const QList<QByteArray> &requests)
{
    for (const QByteArray &der : requests) {
        const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
        const ossl::X509Request request(d2i_X509_REQ(nullptr, &bytes, long(der.size())));
        if (!request || X509_REQ_verify(request.get(), X509_REQ_get0_pubkey(request.get())) != 1)
            qFatal("OpenSSL refuses a request");
    }
}

void measure(Measurements &results, KeySpec spec, const QString &name)
{
    const QList<QByteArray> requests = makeRequests(spec);
    const RequestContext context = test::context();
    const Result<Policy> policy = loadPolicy(QStringLiteral("public-tls-2026"));
    if (!policy)
        qFatal("no policy");
    const Timing floor = timed(Rounds, [&] { readAndVerify(requests); });
    const Timing checked = timed(Rounds, [&] {
        for (const QByteArray &der : requests) {
            const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(der);
            if (!csr || !csr->signatureValid())
                qFatal("a request is not read");
            (void)checkRequest(*csr, context, *policy);
        }
    });
    results.add(QStringLiteral("200 requests read and checked by all rules: ") + name, checked,
                QStringLiteral("OpenSSL: read and signatures verified"), floor, 1.2 * floor.median + 100);
}

} // namespace

} // namespace tegata

int main(int argc, char **argv)
{
    using namespace tegata;
    QCoreApplication application(argc, argv);
    Measurements results;
    measure(results, KeySpec::EcP256, QStringLiteral("EC P-256"));
    measure(results, KeySpec::Rsa2048, QStringLiteral("RSA 2048"));
    return results.print(QStringLiteral("bench_rules"));
}
