// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/revocationpublisher.h"

#include "core/pki/openssl.h"
#include "tests/core/service/authority/authorityfixture.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <utility>

using namespace tegata;

namespace {

// An authority over a store, with one certificate of request "r1".
class World
{
public:
    World() : authority(std::move(*files.open(clock.now()))), publisher(store.database(), *authority, clock)
    {
        store.insert(StoreFixture::request(QStringLiteral("r1")));
        const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
        const auto issued =
            authority->issueClient(QStringLiteral("operator"), authority->examinerSubject(QStringLiteral("X")),
                                   key.publicKeyDer(), clock.now());
        CertificateRow row = certificateRow(*issued, QStringLiteral("c1"));
        row.certificate.requestId = QStringLiteral("r1");
        store.insert(row);
        serial = row.certificate.serial;
    }

    Result<CertificateRow> revoke()
    {
        return store.database().write([this](Transaction &transaction) {
            return CertificateStore::revoke(transaction, QStringLiteral("c1"), serial, 1,
                                            RevocationReason::KeyCompromise, clock.now());
        });
    }
    CertificateRevocationList crl() const { return CertificateRevocationList::parse(publisher.crl()).value(); }

    ManualClock clock;
    StoreFixture store;
    AuthorityFixture files;
    std::unique_ptr<IssuingAuthority> authority;
    RevocationPublisher publisher;
    QString serial;
};

ossl::X509Certificate x509(const Certificate &certificate)
{
    const auto *data = reinterpret_cast<const unsigned char *>(certificate.der().constData());
    return ossl::X509Certificate(d2i_X509(nullptr, &data, long(certificate.der().size())));
}

QByteArray ocspRequest(const Certificate &issuer, const QString &serial)
{
    BIGNUM *number = nullptr;
    BN_hex2bn(&number, serial.toLatin1().constData());
    const ossl::BigNum owner(number);
    ASN1_INTEGER *integer = BN_to_ASN1_INTEGER(number, nullptr);
    const ossl::X509Certificate x = x509(issuer);
    OCSP_CERTID *id =
        OCSP_cert_id_new(EVP_sha1(), X509_get_subject_name(x.get()), X509_get0_pubkey_bitstr(x.get()), integer);
    ASN1_INTEGER_free(integer);
    const ossl::OcspRequest request(OCSP_REQUEST_new());
    OCSP_request_add0_id(request.get(), id);
    unsigned char *der = nullptr;
    const int size = i2d_OCSP_REQUEST(request.get(), &der);
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return bytes;
}

// The status of the one answer of a response that its responder signed; -1 when there is none.
int ocspStatus(const QByteArray &response, const Certificate &issuer, const Certificate &root)
{
    const auto *data = reinterpret_cast<const unsigned char *>(response.constData());
    const ossl::OcspResponse parsed(d2i_OCSP_RESPONSE(nullptr, &data, long(response.size())));
    if (!parsed || OCSP_response_status(parsed.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL)
        return -1;
    const ossl::OcspBasic basic(OCSP_response_get1_basic(parsed.get()));
    const ossl::X509Certificate issuerX509 = x509(issuer);
    const ossl::X509Certificate rootX509 = x509(root);
    const ossl::X509Store trust(X509_STORE_new());
    X509_STORE_add_cert(trust.get(), rootX509.get());
    X509_VERIFY_PARAM_set_flags(X509_STORE_get0_param(trust.get()), X509_V_FLAG_NO_CHECK_TIME);
    const ossl::Certificates helpers(sk_X509_new_null());
    X509_up_ref(issuerX509.get());
    sk_X509_push(helpers.get(), issuerX509.get());
    if (OCSP_basic_verify(basic.get(), helpers.get(), trust.get(), 0) != 1)
        return -1;
    return OCSP_single_get0_status(OCSP_resp_get0(basic.get(), 0), nullptr, nullptr, nullptr, nullptr);
}

} // namespace

class TestRevocationPublisher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesAtOnceAfterARevocation();
    void refreshesBeforeTheListEnds();
    void makesUpForWhatCouldNotBePublished();
    void countsOnAfterARestart();
    void answersOcsp();
};

void TestRevocationPublisher::publishesAtOnceAfterARevocation()
{
    World world;
    QVERIFY(world.publisher.crl().isEmpty());
    QVERIFY(world.publisher.start());
    QCOMPARE(world.crl().number(), 1U);
    QVERIFY(world.crl().revoked().isEmpty());
    QVERIFY(world.crl().isSignedBy(world.authority->issuing()));
    QCOMPARE(world.crl().nextUpdate(), world.crl().thisUpdate().addSecs(24 * 3600));
    const auto root = CertificateRevocationList::parse(world.publisher.rootCrl());
    QVERIFY(root);
    QVERIFY(root->isSignedBy(world.authority->root()));

    QVERIFY(world.revoke());
    QCOMPARE(world.crl().number(), 2U);
    const auto entry = world.crl().find(world.serial);
    QVERIFY(entry);
    QVERIFY(entry->reason == RevocationReason::KeyCompromise);
    QCOMPARE(entry->revokedAt, world.clock.now());
}

void TestRevocationPublisher::refreshesBeforeTheListEnds()
{
    World world;
    QVERIFY(world.publisher.start());
    world.clock.advance(std::chrono::hours(11));
    QVERIFY(world.publisher.refresh());
    QCOMPARE(world.crl().number(), 1U);
    const QByteArray root = world.publisher.rootCrl();
    world.clock.advance(std::chrono::hours(1));
    QVERIFY(world.publisher.refresh());
    QCOMPARE(world.crl().number(), 2U);
    QCOMPARE(world.crl().thisUpdate(), world.clock.now());
    QCOMPARE(world.publisher.rootCrl(), root);
    world.clock.advance(std::chrono::hours(24 * 46));
    QVERIFY(world.publisher.refresh());
    QCOMPARE(CertificateRevocationList::parse(world.publisher.rootCrl())->number(), 2U);
}

void TestRevocationPublisher::makesUpForWhatCouldNotBePublished()
{
    World world;
    bool maySign = true;
    AuthorityOptions options = world.files.options();
    options.maySign = [&maySign]() -> Result<void> {
        if (!maySign)
            return failure(ErrorCode::ClockLeaped, QString());
        return {};
    };
    const auto authority = IssuingAuthority::open(options, AuthorityFixture::passphrase(), world.clock.now());
    QVERIFY(authority);
    bool revokesNow = false;
    RevocationPublisher publisher(world.store.database(), **authority, world.clock, [&]() -> Result<void> {
        if (std::exchange(revokesNow, false)) {
            maySign = false;
            (void)world.revoke();
            maySign = true;
        }
        return {};
    });
    const auto isListed = [&] {
        return CertificateRevocationList::parse(publisher.crl()).value().find(world.serial).has_value();
    };
    QVERIFY(publisher.start());
    revokesNow = true;
    QVERIFY(publisher.publish()); // signed before the revocation, handed out after it could not be published
    QVERIFY(!isListed());
    QVERIFY(publisher.refresh());
    QVERIFY(isListed());
}

void TestRevocationPublisher::countsOnAfterARestart()
{
    World world;
    {
        RevocationPublisher earlier(world.store.database(), *world.authority, world.clock);
        QVERIFY(earlier.start());
        QVERIFY(world.revoke());
    }
    QVERIFY(world.publisher.start());
    QCOMPARE(world.crl().number(), 3U);
    QVERIFY(world.crl().find(world.serial));
}

void TestRevocationPublisher::answersOcsp()
{
    World world;
    QVERIFY(world.publisher.start());
    const auto ask = [&world](const QString &serial) {
        const auto answer = world.publisher.ocsp(ocspRequest(world.authority->issuing(), serial));
        return answer ? ocspStatus(*answer, world.authority->issuing(), world.authority->root()) : -2;
    };
    QCOMPARE(ask(world.serial), V_OCSP_CERTSTATUS_GOOD);
    QCOMPARE(ask(QStringLiteral("7F01")), V_OCSP_CERTSTATUS_UNKNOWN);
    QVERIFY(world.revoke());
    QCOMPARE(ask(world.serial), V_OCSP_CERTSTATUS_REVOKED);
    const auto malformed = world.publisher.ocsp("nonsense");
    QVERIFY(malformed);
    QCOMPARE(ocspStatus(*malformed, world.authority->issuing(), world.authority->root()), -1);
}

TEGATA_TEST(TestRevocationPublisher)
#include "test_revocationpublisher.moc"
