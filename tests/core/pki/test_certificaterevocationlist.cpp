// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificaterevocationlist.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

class TestCertificateRevocationList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReads();
    void opensslAgrees();
    void readsPem();
    void emptyListIsWhole();
    void refusesBadInput();
    void givesOutNoSignatureThatDoesNotVerify();
    void refusesAnUnknownCriticalExtension();
    void hostileInput();

private:
    Result<CertificateRevocationList> list(const QList<RevokedCertificate> &revoked, quint64 number = 7) const
    {
        return CertificateRevocationList::create(m_pki.ca, m_pki.caKey, number, PkiFixture::now(),
                                                 PkiFixture::now().addDays(7), revoked);
    }
    QList<RevokedCertificate> someRevoked() const
    {
        const QDateTime time = PkiFixture::now().addDays(-1);
        return {{QStringLiteral("7F00000000000000000000000000000001"), time, RevocationReason::KeyCompromise},
                {QStringLiteral("0A"), time, RevocationReason::Superseded},
                {QStringLiteral("1234"), time.addSecs(5), RevocationReason::Unspecified},
                {QStringLiteral("0B"), time, std::nullopt},
                {QStringLiteral("FF00"), time, RevocationReason::PrivilegeWithdrawn}};
    }

    const PkiFixture m_pki;
};

void TestCertificateRevocationList::writesAndReads()
{
    const Result<CertificateRevocationList> crl = list(someRevoked(), 0xFFFFFFFFFFFFFFFFULL);
    QVERIFY(crl);
    QCOMPARE(crl->number(), 0xFFFFFFFFFFFFFFFFULL);
    QCOMPARE(crl->issuer(), m_pki.ca.subject());
    QCOMPARE(crl->thisUpdate(), PkiFixture::now());
    QCOMPARE(crl->nextUpdate(), PkiFixture::now().addDays(7));
    QVERIFY(crl->isSignedBy(m_pki.ca));
    QVERIFY(!crl->isSignedBy(m_pki.root));
    QStringList order;
    for (const RevokedCertificate &entry : crl->revoked())
        order.append(entry.serial);
    QCOMPARE(order, QStringList({QStringLiteral("0A"), QStringLiteral("0B"), QStringLiteral("1234"),
                                 QStringLiteral("FF00"), QStringLiteral("7F00000000000000000000000000000001")}));
    QCOMPARE(crl->find(QStringLiteral("0A")), std::optional(someRevoked().at(1)));
    QCOMPARE(crl->find(QStringLiteral("0B")), std::optional(someRevoked().at(3)));
    // Unspecified is written without reasonCode.
    QCOMPARE(crl->find(QStringLiteral("1234"))->reason, std::nullopt);
    QCOMPARE(crl->find(QStringLiteral("1234"))->revokedAt, someRevoked().at(2).revokedAt);
    QCOMPARE(crl->find(QStringLiteral("0C")), std::nullopt);
}

void TestCertificateRevocationList::opensslAgrees()
{
    QTemporaryDir folder;
    writeBytes(folder.filePath(QStringLiteral("crl.pem")), list(someRevoked())->pem());
    writeBytes(folder.filePath(QStringLiteral("ca.pem")), m_pki.ca.pem());
    const QByteArray text = openssl(
        folder.path(), {QStringLiteral("crl"), QStringLiteral("-noout"), QStringLiteral("-text"), QStringLiteral("-in"),
                        QStringLiteral("crl.pem"), QStringLiteral("-CAfile"), QStringLiteral("ca.pem")});
    QVERIFY(text.contains("Version 2"));
    QVERIFY(text.contains("X509v3 CRL Number"));
    QVERIFY(text.contains("X509v3 Authority Key Identifier"));
    QCOMPARE(text.count("Serial Number:"), 5);
    QCOMPARE(text.count("X509v3 CRL Reason Code"), 3);
    QVERIFY(text.contains("Key Compromise") && text.contains("Superseded") && text.contains("Privilege Withdrawn"));
}

void TestCertificateRevocationList::readsPem()
{
    const Result<CertificateRevocationList> crl = list(someRevoked());
    const Result<CertificateRevocationList> again = CertificateRevocationList::parse("text before\n" + crl->pem());
    QVERIFY(again);
    QCOMPARE(again->der(), crl->der());
    QCOMPARE(CertificateRevocationList::parse(m_pki.ca.pem()).error().code, ErrorCode::WrongKind);
    QCOMPARE(CertificateRevocationList::parse(crl->der() + "x").error().code, ErrorCode::TrailingData);
}

void TestCertificateRevocationList::emptyListIsWhole()
{
    const Result<CertificateRevocationList> crl = list({}, 0);
    QVERIFY(crl);
    QVERIFY(crl->revoked().isEmpty());
    QCOMPARE(crl->number(), 0ULL);
    QVERIFY(crl->isSignedBy(m_pki.ca));
}

void TestCertificateRevocationList::refusesBadInput()
{
    QCOMPARE(list({{QStringLiteral("not hex"), PkiFixture::now(), {}}}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(list({{QStringLiteral("0A"), QDateTime(), {}}}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(CertificateRevocationList::create(m_pki.ca, m_pki.rootKey, 1, PkiFixture::now(),
                                               PkiFixture::now().addDays(1), {})
                 .error()
                 .code,
             ErrorCode::KeyMismatch);
    QCOMPARE(CertificateRevocationList::create(m_pki.ca, m_pki.caKey, 1, PkiFixture::now(), PkiFixture::now(), {})
                 .error()
                 .field,
             QStringLiteral("nextUpdate"));
}

void TestCertificateRevocationList::refusesAnUnknownCriticalExtension()
{
    QTemporaryDir folder;
    const Result<QByteArray> key = m_pki.caKey.toEncryptedPem(secret(QStringLiteral("pass")));
    writeBytes(folder.filePath(QStringLiteral("key.pem")), *key);
    writeBytes(folder.filePath(QStringLiteral("ca.pem")), m_pki.ca.pem());
    writeBytes(folder.filePath(QStringLiteral("index")), "");
    writeBytes(folder.filePath(QStringLiteral("number")), "01\n");
    writeBytes(folder.filePath(QStringLiteral("ca.cnf")),
               "[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ncrl_extensions=e\n"
               "default_crl_days=3\n[e]\nissuingDistributionPoint=critical,@i\n[i]\nonlyuser=TRUE\n");
    openssl(folder.path(), {QStringLiteral("ca"), QStringLiteral("-config"), QStringLiteral("ca.cnf"),
                            QStringLiteral("-gencrl"), QStringLiteral("-cert"), QStringLiteral("ca.pem"),
                            QStringLiteral("-keyfile"), QStringLiteral("key.pem"), QStringLiteral("-passin"),
                            QStringLiteral("pass:pass"), QStringLiteral("-out"), QStringLiteral("crl.pem")});
    const Result<CertificateRevocationList> crl =
        CertificateRevocationList::parse(fileBytes(folder.filePath(QStringLiteral("crl.pem"))));
    QVERIFY(!crl);
    QCOMPARE(crl.error().code, ErrorCode::InvalidExtension);
}

void TestCertificateRevocationList::hostileInput()
{
    const QByteArray good = list(someRevoked())->der();
    int accepted = 0;
    int refused = 0;
    tryDamaged(good, [&](const QByteArray &bytes) {
        const Result<CertificateRevocationList> crl = CertificateRevocationList::parse(bytes);
        (crl ? accepted : refused) += 1;
        if (crl && crl->der() != good)
            QVERIFY(!crl->isSignedBy(m_pki.ca) || crl->revoked() == someRevoked());
    });
    QVERIFY(refused > good.size());
    QVERIFY(accepted > 0); // a flipped bit in the signature still decodes
}

void TestCertificateRevocationList::givesOutNoSignatureThatDoesNotVerify()
{
    const auto crl = CertificateRevocationList::create(m_pki.ca, damagedKey(m_pki.caKey), 1, PkiFixture::now(),
                                                       PkiFixture::now().addDays(7), {});
    QVERIFY(!crl);
    QCOMPARE(crl.error().code, ErrorCode::Internal);
}

TEGATA_TEST(TestCertificateRevocationList)
#include "test_certificaterevocationlist.moc"
