// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/revocationflow.h"

#include "core/desk/evidencegatherer.h"
#include "tests/support/manualclock.h"
#include "tests/support/testauthority.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/deskfixture.h"
#include "tests/ui/picture.h"
#include "ui/operator/revokedialog.h"

#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace tegata {

namespace {

// Answers each host when the test says so.
class HeldProbe final : public HostProbe
{
public:
    Future<HostCertificates> look(const QString &host, quint16) override
    {
        auto promise = std::make_shared<Promise<HostCertificates>>();
        open.insert(host, promise);
        return promise->future();
    }
    void answer(const QString &host, const Result<HostCertificates> &what) { open.take(host)->deliver(what); }

    QHash<QString, std::shared_ptr<Promise<HostCertificates>>> open;
};

} // namespace

class TestRevocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void withoutLookingSaysWhy();
    void servedNeedsItsName();
    void servedElsewhereOrGoneNeedsNone();
    void onlyRegisteredHostsAreAsked();
    void noNameWhileTheSuccessorIsUnknown();
    void doneAndRefusedAreTold();
    void scheduleIsTakenBack();
    void aRevokedOnesReasonCanOnlyBeRaised();
    void everyPartHasAName();
    void pictures();

private:
    void goOnline();
    void look();
    // A newer certificate that renews the one in question.
    void putSuccessor();
    RevokeDialog *ask();
    template <typename T>
    T *find(const char *name) const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    QString live() const { return find<QLabel>("revokeLive")->text(); }
    HostCertificates served(const TestIdentity &identity) const
    {
        HostCertificates answer;
        answer.chain = {identity.certificate.der()};
        return answer;
    }

    const TestAuthority m_authority{QStringLiteral("Test Root"), ManualClock().now()}; // as the desk's clock
    const TestIdentity m_identity = m_authority.server(QStringLiteral("www.example.jp"));
    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<EvidenceGatherer> m_evidence;
    std::unique_ptr<QWidget> m_window;
    RevocationFlow *m_flow = nullptr;
    HeldProbe *m_probe = nullptr;
    CertificateRecord m_certificate;
};

void TestRevocation::init()
{
    m_fixture = std::make_unique<DeskFixture>();
    m_evidence = std::make_unique<EvidenceGatherer>(m_fixture->desk.records());
    auto probe = std::make_unique<HeldProbe>();
    m_probe = probe.get();
    m_evidence->setPorts({std::move(probe), nullptr});
    m_window = std::make_unique<QWidget>();
    m_flow = new RevocationFlow(m_fixture->desk, *m_evidence, m_window.get());
    CertificateRecord record = FakeSite::makeCertificate(1);
    record.serial = m_identity.certificate.serial();
    record.commonName = QStringLiteral("www.example.jp");
    record.sans = {QStringLiteral("www.example.jp"), QStringLiteral("shop.example.jp"),
                   QStringLiteral("*.dev.example.jp"), QStringLiteral("www.example.com")};
    record.key = keySummary(m_identity.certificate.key());
    m_certificate = m_fixture->site.put(record);
}

void TestRevocation::cleanup()
{
    m_window.reset();
    m_evidence.reset();
    m_fixture.reset();
}

void TestRevocation::goOnline()
{
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    QTRY_VERIFY(m_fixture->desk.records().registration());
}

void TestRevocation::look()
{
    EvidenceOptions options;
    options.asksHosts = true;
    m_evidence->setOptions(options);
}

void TestRevocation::putSuccessor()
{
    CertificateRecord successor = FakeSite::makeCertificate(2);
    successor.renewalOf = m_certificate.serial;
    (void)m_fixture->site.put(successor);
}

RevokeDialog *TestRevocation::ask()
{
    m_flow->ask(m_certificate);
    return find<RevokeDialog>("revokeDialog");
}

void TestRevocation::withoutLookingSaysWhy()
{
    putSuccessor();
    goOnline();
    RevokeDialog *dialog = ask();
    QVERIFY2(live().contains(QLatin1String("www.example.jp, shop.example.jp, www.example.com: Not checked: host checks "
                                           "are switched off in the settings")),
             qPrintable(live()));
    QVERIFY(live().contains(QLatin1String("*.dev.example.jp: Not checked: a wildcard is not a host name")));
    QVERIFY(m_probe->open.isEmpty());
    QTRY_VERIFY(find<QLabel>("revokeSuccessor")->text().startsWith(QLatin1String("0A000002")));
    QVERIFY(!dialog->needsName());
}

void TestRevocation::servedNeedsItsName()
{
    putSuccessor();
    look();
    goOnline();
    RevokeDialog *dialog = ask();
    QVERIFY(live().contains(QLatin1String("Checking")));
    QTRY_VERIFY(find<QLabel>("revokeSuccessor")->text().startsWith(QLatin1String("0A000002")));
    QVERIFY(dialog->needsName()); // it may be live
    m_probe->answer(QStringLiteral("shop.example.jp"), failure(ErrorCode::TimedOut));
    m_probe->answer(QStringLiteral("www.example.jp"), served(m_identity));
    QTRY_VERIFY2(live().contains(QLatin1String("www.example.jp: This certificate: it is in use.")), qPrintable(live()));
    QTRY_VERIFY(live().contains(QLatin1String("shop.example.jp: No answer in time")));
    QVERIFY(dialog->needsName());
    auto *name = find<QLineEdit>("revokeName");
    auto *confirm = find<QPushButton>("revokeConfirm");
    QVERIFY(name->isVisible());
    QVERIFY(find<QLabel>("revokeNameLabel")->text().startsWith(QLatin1String("It is in use.")));
    name->setText(QStringLiteral("www.example.j"));
    QVERIFY(!confirm->isEnabled());
    name->setText(QStringLiteral("www.example.jp"));
    QVERIFY(confirm->isEnabled());
}

void TestRevocation::servedElsewhereOrGoneNeedsNone()
{
    putSuccessor();
    look();
    goOnline();
    RevokeDialog *dialog = ask();
    const TestIdentity other = m_authority.server(QStringLiteral("www.example.jp"));
    m_probe->answer(QStringLiteral("www.example.jp"), served(other));
    m_probe->answer(QStringLiteral("shop.example.jp"), failure(ErrorCode::Offline, QStringLiteral("refused")));
    QTRY_VERIFY2(live().contains(QLatin1String("Another certificate: ") + other.certificate.serial()),
                 qPrintable(live()));
    QTRY_VERIFY(live().contains(QLatin1String("shop.example.jp: Not reachable: refused")));
    QTRY_VERIFY(!dialog->needsName());
    QVERIFY(!find<QLineEdit>("revokeName")->isVisible());
    QVERIFY(find<QPushButton>("revokeConfirm")->isEnabled());
}

void TestRevocation::onlyRegisteredHostsAreAsked()
{
    look();
    goOnline();
    (void)ask();
    QStringList asked = m_probe->open.keys();
    asked.sort();
    QCOMPARE(asked, (QStringList{QStringLiteral("shop.example.jp"), QStringLiteral("www.example.jp")}));
    QVERIFY(live().contains(QLatin1String("www.example.com: Not checked: the name is in no registered domain")));
}

void TestRevocation::noNameWhileTheSuccessorIsUnknown()
{
    RevokeDialog dialog(m_certificate, SiteCapabilities());
    QVERIFY(dialog.needsName());
    dialog.setSuccessor(std::nullopt);
    QVERIFY(dialog.needsName());
    dialog.setSuccessor(FakeSite::makeCertificate(2));
    QVERIFY(!dialog.needsName());
}

void TestRevocation::doneAndRefusedAreTold()
{
    goOnline();
    QSignalSpy done(m_flow, &RevocationFlow::done);
    QSignalSpy failed(m_flow, &RevocationFlow::failed);
    m_fixture->site.refuseNext({QStringLiteral("refused"), {}, {}});
    (void)ask();
    find<QLineEdit>("revokeName")->setText(m_certificate.commonName);
    find<QPushButton>("revokeConfirm")->click();
    QVERIFY(m_flow->isGiven(m_certificate.serial));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(std::holds_alternative<ActionRefused>(failed[0][0].value<RevocationFlow::Failed>().why));
    QVERIFY(!m_flow->isGiven(m_certificate.serial));
    QTRY_VERIFY(!find<RevokeDialog>("revokeDialog"));
    (void)ask();
    find<QLineEdit>("revokeName")->setText(m_certificate.commonName);
    find<QPushButton>("revokeConfirm")->click();
    QTRY_COMPARE(done.size(), 1);
    QCOMPARE(m_fixture->site.certificate(m_certificate.serial)->state, CertificateState::Revoked);
}

void TestRevocation::scheduleIsTakenBack()
{
    SiteCapabilities capabilities;
    capabilities.revoke = true;
    capabilities.scheduleRevocation = true;
    capabilities.changeFeed = true;
    capabilities.registration = true;
    m_fixture->site.setCapabilities(capabilities);
    CertificateRecord scheduled = m_certificate;
    scheduled.revokeAt = m_fixture->clock.now().addDays(3);
    scheduled.revokeAtReason = RevocationReason::Superseded;
    scheduled = m_fixture->site.put(scheduled);
    goOnline();
    QSignalSpy done(m_flow, &RevocationFlow::done);
    m_flow->cancelScheduled(scheduled);
    QVERIFY(m_flow->isGiven(scheduled.serial));
    QTRY_COMPARE(done.size(), 1);
    QVERIFY(done[0][1].toString().startsWith(QLatin1String("Scheduled revocation cancelled")));
    QVERIFY(!m_fixture->site.certificate(scheduled.serial)->revokeAt.isValid());
}

// BR 7.2.2: to keyCompromise, at once, and without its name, because nothing that works is stopped.
void TestRevocation::aRevokedOnesReasonCanOnlyBeRaised()
{
    SiteCapabilities capabilities;
    capabilities.revoke = capabilities.scheduleRevocation = capabilities.raiseRevocation = true;
    capabilities.revocationReasons = subscriberRevocationReasons();
    m_certificate.state = CertificateState::Revoked;
    m_certificate.revocationReason = RevocationReason::Superseded;
    const RevokeDialog dialog(m_certificate, capabilities);
    QVERIFY(dialog.isRaise());
    QVERIFY(!dialog.needsName());
    QCOMPARE(dialog.reason(), RevocationReason::KeyCompromise);
    QVERIFY(!dialog.at().isValid());
    QVERIFY(dialog.findChild<QWidget *>(QStringLiteral("revocationReason_keyCompromise")));
    QVERIFY(!dialog.findChild<QWidget *>(QStringLiteral("revocationReason_superseded")));
    QVERIFY(dialog.findChild<QPushButton *>(QStringLiteral("revokeConfirm"))->isEnabled());
    QVERIFY(dialog.findChild<QWidget *>(QStringLiteral("revocationScheduled"))->isHidden());

    capabilities.changeFeed = capabilities.registration = true;
    m_fixture->site.setCapabilities(capabilities);
    SiteSession session;
    session.capabilities = capabilities;
    m_fixture->site.setSession(session);
    goOnline();
    const OperatorDesk &desk = m_fixture->desk;
    QVERIFY(desk.canRaise(m_certificate));
    m_certificate.revocationReason = RevocationReason::KeyCompromise;
    QVERIFY(!desk.canRaise(m_certificate));
    m_certificate.state = CertificateState::Valid;
    QVERIFY(!desk.canRaise(m_certificate));
}

void TestRevocation::everyPartHasAName()
{
    look();
    goOnline();
    QCOMPARE(namelessWidgets(ask()), QStringList());
}

void TestRevocation::pictures()
{
    putSuccessor();
    look();
    goOnline();
    RevokeDialog *dialog = ask();
    m_probe->answer(QStringLiteral("www.example.jp"), served(m_identity));
    m_probe->answer(QStringLiteral("shop.example.jp"), failure(ErrorCode::TimedOut));
    QTRY_VERIFY(live().contains(QLatin1String("in use")));
    keepPictures(*dialog, m_fixture->language, QStringLiteral("revoke"));
}

} // namespace tegata

TEGATA_TEST(tegata::TestRevocation)
#include "test_revocation.moc"
