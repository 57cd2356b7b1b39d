// SPDX-License-Identifier: Apache-2.0
#include "core/pki/ocsp.h"
#include "core/pki/openssl.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

class TestOcsp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensslClientReadsTheAnswer_data();
    void opensslClientReadsTheAnswer();
    void nonceIsGivenBack_data();
    void nonceIsGivenBack();
    void severalCertificatesInOneRequest();
    void anotherIssuerIsUnknown();
    void tooManyQuestions();
    void respondsByKeyWithItsCertificate();
    void hostileRequests();
    void givesOutNoSignatureThatDoesNotVerify();

private:
    using Id = std::unique_ptr<OCSP_CERTID, ossl::Deleter<OCSP_CERTID_free>>;

    QByteArray request(const QStringList &serials, const Certificate &issuer, const QByteArray &nonce = {},
                       const EVP_MD *digest = EVP_sha1()) const;
    QByteArray respond(const QByteArray &question, const OcspAnswer &answer = {OcspStatus::Good, {}, {}}) const;
    static int statusOf(const QByteArray &response);
    static ossl::OcspBasic basicOf(const QByteArray &response);
    static ossl::X509Certificate x509(const Certificate &certificate);

    const PkiFixture m_pki;
    const PrivateKey m_responderKey = newKey();
    const PrivateKey m_leafKey = newKey();
    std::unique_ptr<Certificate> m_responderCertificate;
    std::unique_ptr<OcspResponder> m_responder;
};

void TestOcsp::initTestCase()
{
    m_responderCertificate = std::make_unique<Certificate>(m_pki.leaf(m_responderKey, [](CertificateTemplate &content) {
        content.dnsNames.clear();
        content.extendedKeyUsage = {ExtendedKeyUsage::OcspSigning};
        content.ocspNoCheck = true;
        // OpenSSL's client checks at the real time.
        content.notBefore = QDateTime::currentDateTimeUtc().addDays(-1);
        content.notAfter = QDateTime::currentDateTimeUtc().addDays(30);
    }));
    m_responder = std::make_unique<OcspResponder>(m_pki.ca, *m_responderCertificate, m_responderKey);
}

ossl::X509Certificate TestOcsp::x509(const Certificate &certificate)
{
    const auto *data = reinterpret_cast<const unsigned char *>(certificate.der().constData());
    return ossl::X509Certificate(d2i_X509(nullptr, &data, static_cast<long>(certificate.der().size())));
}

QByteArray TestOcsp::request(const QStringList &serials, const Certificate &issuer, const QByteArray &nonce,
                             const EVP_MD *digest) const
{
    const ossl::X509Certificate issuerX509 = x509(issuer);
    const ossl::OcspRequest question(OCSP_REQUEST_new());
    for (const QString &serial : serials) {
        BIGNUM *number = nullptr;
        BN_hex2bn(&number, qPrintable(serial));
        const ossl::BigNum owner(number);
        const ossl::Integer integer(BN_to_ASN1_INTEGER(number, nullptr));
        OCSP_request_add0_id(question.get(),
                             OCSP_cert_id_new(digest, X509_get_subject_name(issuerX509.get()),
                                              X509_get0_pubkey_bitstr(issuerX509.get()), integer.get()));
    }
    if (!nonce.isNull()) {
        // By hand: OpenSSL's own functions write no empty nonce, or one without the OCTET STRING inside.
        const QByteArray longForm = nonce.size() > 127 ? QByteArray("\x81") : QByteArray();
        const QByteArray wrapped = '\x04' + longForm + QByteArray(1, static_cast<char>(nonce.size())) + nonce;
        const std::unique_ptr<ASN1_OCTET_STRING, ossl::Deleter<ASN1_OCTET_STRING_free>> value(ASN1_OCTET_STRING_new());
        ASN1_OCTET_STRING_set(value.get(), reinterpret_cast<const unsigned char *>(wrapped.constData()),
                              static_cast<int>(wrapped.size()));
        const std::unique_ptr<X509_EXTENSION, ossl::Deleter<X509_EXTENSION_free>> extension(
            X509_EXTENSION_create_by_NID(nullptr, NID_id_pkix_OCSP_Nonce, 0, value.get()));
        OCSP_REQUEST_add_ext(question.get(), extension.get(), -1);
    }
    unsigned char *data = nullptr;
    const int size = i2d_OCSP_REQUEST(question.get(), &data);
    const QByteArray bytes(reinterpret_cast<const char *>(data), size);
    OPENSSL_free(data);
    return bytes;
}

QByteArray TestOcsp::respond(const QByteArray &question, const OcspAnswer &answer) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return m_responder->respond(question, now.addSecs(-60), now.addDays(4), [&](const QString &) { return answer; });
}

int TestOcsp::statusOf(const QByteArray &response)
{
    const auto *data = reinterpret_cast<const unsigned char *>(response.constData());
    const ossl::OcspResponse decoded(d2i_OCSP_RESPONSE(nullptr, &data, static_cast<long>(response.size())));
    return decoded ? OCSP_response_status(decoded.get()) : -1;
}

ossl::OcspBasic TestOcsp::basicOf(const QByteArray &response)
{
    const auto *data = reinterpret_cast<const unsigned char *>(response.constData());
    const ossl::OcspResponse decoded(d2i_OCSP_RESPONSE(nullptr, &data, static_cast<long>(response.size())));
    return ossl::OcspBasic(decoded ? OCSP_response_get1_basic(decoded.get()) : nullptr);
}

void TestOcsp::opensslClientReadsTheAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("reason");
    QTest::addColumn<QString>("digest");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("good, SHA-1") << int(OcspStatus::Good) << -1 << "-sha1" << QByteArrayList{"leaf.pem: good"};
    QTest::newRow("good, SHA-256") << int(OcspStatus::Good) << -1 << "-sha256" << QByteArrayList{"leaf.pem: good"};
    QTest::newRow("unknown") << int(OcspStatus::Unknown) << -1 << "-sha256" << QByteArrayList{"leaf.pem: unknown"};
    QTest::newRow("hash not supported") << int(OcspStatus::Good) << -1 << "-sha512"
                                        << QByteArrayList{"leaf.pem: unknown"};
    QTest::newRow("revoked without reason")
        << int(OcspStatus::Revoked) << -1 << "-sha256"
        << QByteArrayList{"leaf.pem: revoked", "Revocation Time: Nov 20 01:02:03 2026 GMT"};
    QTest::newRow("revoked, compromise") << int(OcspStatus::Revoked) << int(RevocationReason::KeyCompromise)
                                         << "-sha256" << QByteArrayList{"leaf.pem: revoked", "Reason: keyCompromise"};
}

void TestOcsp::opensslClientReadsTheAnswer()
{
    QFETCH(int, status);
    QFETCH(int, reason);
    QFETCH(QString, digest);
    QFETCH(QByteArrayList, expected);
    QTemporaryDir folder;
    const Certificate leaf = m_pki.leaf(m_leafKey);
    writeBytes(folder.filePath(QStringLiteral("leaf.pem")), leaf.pem());
    writeBytes(folder.filePath(QStringLiteral("ca.pem")), m_pki.ca.pem());
    writeBytes(folder.filePath(QStringLiteral("chain.pem")), m_pki.ca.pem() + m_pki.root.pem());
    openssl(folder.path(), {QStringLiteral("ocsp"), QStringLiteral("-no_nonce"), digest, QStringLiteral("-issuer"),
                            QStringLiteral("ca.pem"), QStringLiteral("-cert"), QStringLiteral("leaf.pem"),
                            QStringLiteral("-reqout"), QStringLiteral("request.der")});
    OcspAnswer answer;
    answer.status = OcspStatus(status);
    answer.revokedAt = QDateTime(QDate(2026, 11, 20), QTime(1, 2, 3), Qt::UTC);
    if (reason >= 0)
        answer.reason = RevocationReason(reason);
    writeBytes(folder.filePath(QStringLiteral("response.der")),
               respond(fileBytes(folder.filePath(QStringLiteral("request.der"))), answer));
    const QByteArray text =
        openssl(folder.path(), {QStringLiteral("ocsp"), QStringLiteral("-no_nonce"), digest, QStringLiteral("-issuer"),
                                QStringLiteral("ca.pem"), QStringLiteral("-cert"), QStringLiteral("leaf.pem"),
                                QStringLiteral("-CAfile"), QStringLiteral("chain.pem"), QStringLiteral("-respin"),
                                QStringLiteral("response.der")});
    for (const QByteArray &part : expected)
        QVERIFY2(text.contains(part), text.constData());
    if (status == int(OcspStatus::Revoked) && reason < 0)
        QVERIFY(!text.contains("Reason:"));
}

void TestOcsp::nonceIsGivenBack_data()
{
    QTest::addColumn<QByteArray>("nonce");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QByteArray() << OCSP_RESPONSE_STATUS_SUCCESSFUL;
    QTest::newRow("1 octet") << QByteArray("x") << OCSP_RESPONSE_STATUS_SUCCESSFUL;
    QTest::newRow("16 octets") << QByteArray(16, 'x') << OCSP_RESPONSE_STATUS_SUCCESSFUL;
    QTest::newRow("32 octets") << QByteArray(32, 'x') << OCSP_RESPONSE_STATUS_SUCCESSFUL;
    QTest::newRow("empty") << QByteArray("") << OCSP_RESPONSE_STATUS_MALFORMEDREQUEST;
    QTest::newRow("127 octets") << QByteArray(127, 'x') << OCSP_RESPONSE_STATUS_SUCCESSFUL;
    QTest::newRow("128 octets") << QByteArray(128, 'x') << OCSP_RESPONSE_STATUS_SUCCESSFUL;
    QTest::newRow("129 octets") << QByteArray(129, 'x') << OCSP_RESPONSE_STATUS_MALFORMEDREQUEST;
}

void TestOcsp::nonceIsGivenBack()
{
    QFETCH(QByteArray, nonce);
    QFETCH(int, status);
    const QByteArray question = request({QStringLiteral("0A")}, m_pki.ca, nonce);
    const QByteArray response = respond(question);
    QCOMPARE(statusOf(response), status);
    if (status != OCSP_RESPONSE_STATUS_SUCCESSFUL)
        return;
    const auto *data = reinterpret_cast<const unsigned char *>(question.constData());
    const ossl::OcspRequest decoded(d2i_OCSP_REQUEST(nullptr, &data, static_cast<long>(question.size())));
    const ossl::OcspBasic basic = basicOf(response);
    QCOMPARE(OCSP_check_nonce(decoded.get(), basic.get()), nonce.isNull() ? 2 : 1);
}

void TestOcsp::severalCertificatesInOneRequest()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QStringList asked;
    const QByteArray response =
        m_responder->respond(request({QStringLiteral("0A"), QStringLiteral("00FF"), QStringLiteral("0B")}, m_pki.ca),
                             now, now.addDays(1), [&asked, now](const QString &serial) {
                                 asked.append(serial);
                                 return serial == QLatin1String("FF")
                                            ? OcspAnswer{OcspStatus::Revoked, now.addDays(-1), {}}
                                            : OcspAnswer{OcspStatus::Good, {}, {}};
                             });
    QCOMPARE(asked, QStringList({QStringLiteral("0A"), QStringLiteral("FF"), QStringLiteral("0B")}));
    const ossl::OcspBasic basic = basicOf(response);
    QCOMPARE(OCSP_resp_count(basic.get()), 3);
    QList<int> states;
    for (int i = 0; i < 3; ++i)
        states.append(OCSP_single_get0_status(OCSP_resp_get0(basic.get(), i), nullptr, nullptr, nullptr, nullptr));
    QCOMPARE(states, QList<int>({V_OCSP_CERTSTATUS_GOOD, V_OCSP_CERTSTATUS_REVOKED, V_OCSP_CERTSTATUS_GOOD}));
}

void TestOcsp::anotherIssuerIsUnknown()
{
    int lookups = 0;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArray response =
        m_responder->respond(request({QStringLiteral("0A")}, m_pki.root), now, now.addDays(1), [&](const QString &) {
            ++lookups;
            return OcspAnswer{OcspStatus::Good, {}, {}};
        });
    QCOMPARE(lookups, 0);
    const ossl::OcspBasic basic = basicOf(response);
    QCOMPARE(OCSP_single_get0_status(OCSP_resp_get0(basic.get(), 0), nullptr, nullptr, nullptr, nullptr),
             V_OCSP_CERTSTATUS_UNKNOWN);
}

void TestOcsp::tooManyQuestions()
{
    const auto ask = [this](int count) {
        QStringList serials;
        for (int i = 0; i < count; ++i)
            serials.append(QStringLiteral("%1").arg(i + 1, 4, 16, QLatin1Char('0')));
        return statusOf(respond(request(serials, m_pki.ca)));
    };
    QCOMPARE(ask(100), OCSP_RESPONSE_STATUS_SUCCESSFUL);
    QCOMPARE(ask(101), OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
    QCOMPARE(ask(0), OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
}

void TestOcsp::respondsByKeyWithItsCertificate()
{
    const ossl::OcspBasic basic = basicOf(respond(request({QStringLiteral("0A")}, m_pki.ca)));
    const ASN1_OCTET_STRING *byKey = nullptr;
    const X509_NAME *byName = nullptr;
    QCOMPARE(OCSP_resp_get0_id(basic.get(), &byKey, &byName), 1);
    QVERIFY(byKey && !byName);
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(ASN1_STRING_get0_data(byKey)), ASN1_STRING_length(byKey)),
             m_responderCertificate->subjectKeyId());
    QCOMPARE(sk_X509_num(OCSP_resp_get0_certs(basic.get())), 1);

    // The answer verifies through the responder's certificate up to the root, and not under another root.
    const ossl::X509Store store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), x509(m_pki.root).get());
    X509_STORE_add_cert(store.get(), x509(m_pki.ca).get());
    QCOMPARE(OCSP_basic_verify(basic.get(), nullptr, store.get(), 0), 1);
    const ossl::X509Store empty(X509_STORE_new());
    QVERIFY(OCSP_basic_verify(basic.get(), nullptr, empty.get(), 0) != 1);
}

void TestOcsp::hostileRequests()
{
    const QByteArray good = request({QStringLiteral("0A")}, m_pki.ca, QByteArray(16, 'n'));
    QCOMPARE(statusOf(respond(good)), OCSP_RESPONSE_STATUS_SUCCESSFUL);
    QCOMPARE(statusOf(respond(good + '\0')), OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
    QSet<int> states;
    const int count = tryDamaged(good, [&](const QByteArray &bytes) { states.insert(statusOf(respond(bytes))); });
    QVERIFY(count > good.size() * 4);
    states.remove(OCSP_RESPONSE_STATUS_SUCCESSFUL);
    QCOMPARE(states, QSet<int>{OCSP_RESPONSE_STATUS_MALFORMEDREQUEST});
}

void TestOcsp::givesOutNoSignatureThatDoesNotVerify()
{
    const OcspResponder damaged(m_pki.ca, *m_responderCertificate, damagedKey(m_responderKey));
    const QByteArray answer = damaged.respond(request({QStringLiteral("0A")}, m_pki.ca), PkiFixture::now(),
                                              PkiFixture::now().addDays(1), [](const QString &) {
                                                  return OcspAnswer{OcspStatus::Good, {}, {}};
                                              });
    QCOMPARE(statusOf(answer), OCSP_RESPONSE_STATUS_INTERNALERROR);
}

TEGATA_TEST(TestOcsp)
#include "test_ocsp.moc"
