// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatesigningrequest.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/workflow/workflowfixture.h"
#include "tests/support/keyspelling.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

Q_DECLARE_METATYPE(KeySpelling)

// V6 at the service: a key that is blocked or in use is known in every encoding.
class TestRequestKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WorkflowFixture>(); }
    void knowsABlockedKeyInEverySpelling_data();
    void knowsABlockedKeyInEverySpelling();
    void refusesToApproveAKeyThatWasBlockedMeanwhile();
    void raisedReasonsBlockTheKey();
    void aSubjectWithoutOIsNobodyElses();
    void refusesKeysOfTheWeakList();

private:
    static QByteArray spelled(const PrivateKey &key, KeySpelling spelling, const char *host)
    {
        return spelledRequest(key, spelling, WorkflowFixture::subject(QString::fromLatin1(host)).toString(),
                              {QString::fromLatin1(host)});
    }

    std::unique_ptr<WorkflowFixture> m_fixture;
    QList<Finding> m_findings;
};

void TestRequestKeys::knowsABlockedKeyInEverySpelling_data()
{
    QTest::addColumn<int>("spec");
    QTest::addColumn<KeySpelling>("first");
    QTest::addColumn<KeySpelling>("then");
    const int ec = int(KeySpec::EcP256);
    const int rsa = int(KeySpec::Rsa2048);
    QTest::newRow("compressed") << ec << KeySpelling::Usual << KeySpelling::Compressed;
    QTest::newRow("hybrid") << ec << KeySpelling::Usual << KeySpelling::Hybrid;
    QTest::newRow("first compressed") << ec << KeySpelling::Compressed << KeySpelling::Usual;
    QTest::newRow("RSA without NULL") << rsa << KeySpelling::Usual << KeySpelling::NoParameters;
    QTest::newRow("RSA with other parameters") << rsa << KeySpelling::Usual << KeySpelling::ForeignParameters;
    QTest::newRow("first without NULL") << rsa << KeySpelling::NoParameters << KeySpelling::Usual;
}

void TestRequestKeys::knowsABlockedKeyInEverySpelling()
{
    QFETCH(int, spec);
    QFETCH(KeySpelling, first);
    QFETCH(KeySpelling, then);
    const PrivateKey key = PrivateKey::generate(KeySpec(spec)).value();
    const RequestRow issued = m_fixture->issued(WorkflowFixture::intake(spelled(key, first, "www.example.jp")));
    const QString serial = issued.detail.request.serial;
    const auto certificate = m_fixture->certificate(serial);
    QVERIFY(certificate->der.contains(key.publicKeyDer())); // the usual form, whatever was asked with

    const auto reuse = WorkflowFixture::intake(spelled(key, then, "api.example.jp"));
    const auto reused = m_fixture->submit(reuse, m_findings);
    QVERIFY(reused);
    QVERIFY(findingCodes(reused->detail.check.findings).contains(QLatin1String("key.reused:warning")));
    QVERIFY(!m_fixture->submit(reuse, m_findings, WorkflowFixture::contact(QStringLiteral("c2"))));
    QCOMPARE(findingCodes(m_findings, FindingOutcome::Error), QStringList(QLatin1String("key.usedElsewhere:error")));

    QVERIFY(m_fixture->revoke(serial, RevocationReason::KeyCompromise));
    QVERIFY(!m_fixture->submit(reuse, m_findings));
    QCOMPARE(findingCodes(m_findings, FindingOutcome::Error), QStringList(QLatin1String("key.compromised:error")));
    QVERIFY(!m_fixture->move(*reused, RequestAction::Approve, m_findings));
    QCOMPARE(findingCodes(m_findings, FindingOutcome::Error), QStringList(QLatin1String("key.compromised:error")));
}

void TestRequestKeys::refusesToApproveAKeyThatWasBlockedMeanwhile()
{
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    const RequestRow issued =
        m_fixture->issued(WorkflowFixture::intake(spelled(key, KeySpelling::Usual, "www.example.jp")));
    const auto waiting =
        m_fixture->submit(WorkflowFixture::intake(spelled(key, KeySpelling::Compressed, "api.example.jp")), m_findings);
    QVERIFY(waiting);
    QVERIFY(m_fixture->revoke(issued.detail.request.serial, RevocationReason::KeyCompromise));
    const auto approved = m_fixture->move(*waiting, RequestAction::Approve, m_findings);
    QVERIFY(!approved);
    QCOMPARE(approved.error().code, ErrorCode::Refused);
}

// BR 7.2.2: the reason of a revocation may become keyCompromise later, and from then on the key is refused.
void TestRequestKeys::raisedReasonsBlockTheKey()
{
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    const RequestRow issued =
        m_fixture->issued(WorkflowFixture::intake(spelled(key, KeySpelling::Usual, "www.example.jp")));
    const QString serial = issued.detail.request.serial;
    const auto revoked = m_fixture->revoke(serial, RevocationReason::Superseded);
    QVERIFY(revoked);
    const auto intake = WorkflowFixture::intake(spelled(key, KeySpelling::Compressed, "api.example.jp"));
    QVERIFY(m_fixture->submit(intake, m_findings));

    const QDateTime later = WorkflowFixture::today().addDays(1);
    QCOMPARE(m_fixture->revoke(serial, RevocationReason::CessationOfOperation, later).error().code,
             ErrorCode::Conflict); // to nothing else
    const auto raised = m_fixture->revoke(serial, RevocationReason::KeyCompromise, later);
    QVERIFY2(raised, qPrintable(raised ? QString() : raised.error().detail));
    QVERIFY(raised->certificate.revocationReason == RevocationReason::KeyCompromise);
    QCOMPARE(raised->certificate.revokedAt, revoked->certificate.revokedAt);
    QCOMPARE(raised->certificate.version, revoked->certificate.version + 1);
    QVERIFY(raised->changeSequence > revoked->changeSequence);
    QCOMPARE(m_fixture->revoke(serial, RevocationReason::KeyCompromise, later).error().code, ErrorCode::Conflict);

    const auto status = m_fixture->database().read(
        [&](ReadTransaction &transaction) { return CertificateStore::status(transaction, serial); });
    QVERIFY(status->reason == RevocationReason::KeyCompromise); // what CRL and OCSP are made from
    const auto trail = m_fixture->database().read(
        [](ReadTransaction &transaction) { return AuditTrail::list(transaction, QStringLiteral("c1"), 0, 100); });
    const AuditEvent &last = trail->constLast().event;
    QCOMPARE(last.action, QStringLiteral("revoke"));
    QCOMPARE(last.fromState, QStringLiteral("revoked"));
    QCOMPARE(last.evidence.value(QLatin1String("raisedFrom")).toString(), QStringLiteral("superseded"));
    QCOMPARE(last.evidence.value(QLatin1String("reason")).toString(), QStringLiteral("keyCompromise"));

    QVERIFY(!m_fixture->submit(intake, m_findings));
    QVERIFY(findingCodes(m_findings).contains(QLatin1String("key.compromised:error")));
}

// That O is missing is told by itself; the key is not somebody else's for that.
void TestRequestKeys::aSubjectWithoutOIsNobodyElses()
{
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    (void)m_fixture->issued(WorkflowFixture::intake(spelled(key, KeySpelling::Usual, "www.example.jp")));
    const QByteArray csr = CertificateSigningRequest::create(
                               key, DistinguishedName::parse(QStringLiteral("C=JP, L=港区, CN=a.example.jp")).value(),
                               {QStringLiteral("a.example.jp")})
                               .value()
                               .pem();
    QVERIFY(!m_fixture->submit(WorkflowFixture::intake(csr), m_findings));
    const QStringList codes = findingCodes(m_findings);
    QVERIFY(codes.contains(QLatin1String("subject.missing:error")));
    QVERIFY(!codes.contains(QLatin1String("key.usedElsewhere:error")));
}

// CVE-2008-0166, with a list that holds one key of ours.
void TestRequestKeys::refusesKeysOfTheWeakList()
{
    const PrivateKey key = PrivateKey::generate(KeySpec::Rsa2048).value();
    QTemporaryDir directory;
    QFile file(directory.filePath(QStringLiteral("blacklist.RSA-2048")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray printed = "Modulus=" + key.facts().modulus.toHex().toUpper() + '\n';
    file.write(QCryptographicHash::hash(printed, QCryptographicHash::Sha1).toHex().mid(20) + '\n');
    file.close();
    const auto list = WeakKeyList::load(directory.path());
    QVERIFY(list);
    const RequestWorkflow workflow(m_fixture->authority(), std::make_shared<const WeakKeyList>(*list));
    const auto submit = [&](const PrivateKey &each) {
        m_findings.clear();
        return m_fixture->database().write([&](Transaction &transaction) {
            return workflow.submit(transaction, WorkflowFixture::contact(),
                                   WorkflowFixture::intake(each, {QStringLiteral("www.example.jp")}),
                                   WorkflowFixture::today(), m_findings);
        });
    };
    QVERIFY(!submit(key));
    QCOMPARE(findingCodes(m_findings, FindingOutcome::Error), QStringList(QLatin1String("key.listedWeak:error")));
    QVERIFY(submit(PrivateKey::generate(KeySpec::Rsa2048).value()));
}

TEGATA_TEST(TestRequestKeys)
#include "test_requestkeys.moc"
