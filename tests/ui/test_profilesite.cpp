// SPDX-License-Identifier: Apache-2.0
// A site that issues by profiles: what it cannot do is not offered or is explained, what it does otherwise is shown.
#include "core/desk/localregistration.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/privatekey.h"
#include "core/rules/requestrules.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/deskfixture.h"
#include "tests/ui/picture.h"
#include "ui/common/bannerbar.h"
#include "ui/common/verdictcard.h"
#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/operator/profilevaluesdialog.h"
#include "ui/operator/revokedialog.h"
#include "ui/records/queuetable.h"
#include "ui/records/requestdetailpane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>
#include <QTest>

namespace tegata {

using Command = RequestActions::Command;

class TestProfileSite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void whatTheSiteCannotDoIsNotOffered();
    void profilesStandInPlaceOfProducts();
    void namesThatTheProfileLeavesOutAreShown();
    void withoutRegisteredDataANoteSaysWhatToDo();
    void otherKindsOfCertificatesAreSaid();
    void aFileOfRegisteredDataIsComparedWith();
    void theFileIsNotUsedWhereTheSiteRegisters();
    void profileValuesAreValidatedAndUpdated();
    void reasonsAreTheSites();
    void aHoldIsReleased();
    void whereNothingIsReleasedItIsSaid();
    void whatKeepsAnOperatorOutIsToldApart_data();
    void whatKeepsAnOperatorOutIsToldApart();

private:
    CertificateRequest request(const QStringList &sans) const;
    void start();
    QAction *action(Command command) const { return m_workspace->actions().action(command); }
    template <typename T>
    T *find(const char *name) const
    {
        return m_workspace->findChild<T *>(QLatin1String(name));
    }
    // The words of everything that the check's list shows.
    QString checks() const;
    CertificateRecord held();

    QByteArray m_twoNames;
    QByteArray m_oneName;
    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<OperatorWorkspace> m_workspace;
};

void TestProfileSite::initTestCase()
{
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    const DistinguishedName subject =
        DistinguishedName::parse(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=www1.example.jp")).value();
    const QString www = QStringLiteral("www1.example.jp");
    m_oneName = CertificateSigningRequest::create(key, subject, {www})->pem();
    m_twoNames = CertificateSigningRequest::create(key, subject, {www, QStringLiteral("shop.example.jp")})->pem();
}

void TestProfileSite::init()
{
    m_fixture = std::make_unique<DeskFixture>();
    m_fixture->site.setCapabilities(FakeSite::profileCapabilities());
    m_fixture->site.usesProfiles();
    m_workspace = std::make_unique<OperatorWorkspace>(m_fixture->desk, m_fixture->language, m_fixture->worker,
                                                      m_fixture->commands);
    m_workspace->resize(1200, 900);
}

void TestProfileSite::cleanup()
{
    m_workspace.reset();
    m_fixture.reset();
}

CertificateRequest TestProfileSite::request(const QStringList &sans) const
{
    CertificateRequest made = FakeSite::makeRequest(1);
    made.profile = QStringLiteral("Manual Server Certificate Enrollment");
    made.sans = sans;
    made.csr = sans.size() > 1 ? m_twoNames : m_oneName;
    made.checkState = {}; // such a site checks nothing
    return made;
}

void TestProfileSite::start()
{
    m_workspace->load();
    m_workspace->setSignIn(SignIn::Unlocked);
    m_workspace->show();
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
}

QString TestProfileSite::checks() const
{
    QStringList words;
    const QList<QLabel *> labels = find<QWidget>("requestCheck")->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        words.append(label->text());
    return words.join(QLatin1Char('\n'));
}

void TestProfileSite::whatTheSiteCannotDoIsNotOffered()
{
    m_fixture->site.put(request({QStringLiteral("www1.example.jp")}));
    start();
    QTRY_VERIFY(action(Command::Approve)->isEnabled());
    for (const Command missing : {Command::Hold, Command::Release, Command::Note})
        QVERIFY(!action(missing)->isVisible());
    for (const Command offered : {Command::Approve, Command::Reject, Command::Cancel, Command::Claim, Command::Edit})
        QVERIFY(action(offered)->isVisible());
    QVERIFY(action(Command::Claim)->toolTip().contains(QLatin1String("cannot be released")));
    auto *tabs = find<QTabWidget>("queueTabs");
    QVERIFY(!tabs->isTabVisible(static_cast<int>(QueueView::OnHold)));
    // The keys that step through the tabs leave it out.
    m_workspace->setView(QueueView::Pending);
    m_workspace->stepView(1);
    QCOMPARE(m_workspace->view(), QueueView::Issued);
    m_workspace->stepView(-1);
    QCOMPARE(m_workspace->view(), QueueView::Pending);
}

void TestProfileSite::profilesStandInPlaceOfProducts()
{
    m_fixture->site.put(request({QStringLiteral("www1.example.jp")}));
    CertificateRequest unreadable = request({QStringLiteral("www1.example.jp")});
    unreadable.id = QStringLiteral("r-0002");
    unreadable.submittedAt = unreadable.submittedAt.addSecs(60);
    unreadable.csr = "nothing"; // nobody can check it
    m_fixture->site.put(unreadable);
    m_fixture->site.put(FakeSite::makeCertificate(7));
    start();
    auto *pending = find<QueueTable>("pendingTable");
    QTRY_COMPARE(pending->model()->rowCount(), 2);
    const auto column = [pending](QueueColumn which) {
        return static_cast<const QueueModel *>(pending->model())->columnOf(which);
    };
    const auto cell = [&](QueueColumn which) { return pending->model()->index(0, column(which)).data().toString(); };
    QTRY_COMPARE(cell(QueueColumn::Product), QStringLiteral("Manual Server Certificate Enrollment"));
    QTRY_COMPARE(pending->model()->headerData(column(QueueColumn::Product), Qt::Horizontal).toString(),
                 QStringLiteral("Profile"));
    const QModelIndex check = pending->model()->index(1, column(QueueColumn::Check));
    QTRY_COMPARE(check.data().toString(), QStringLiteral("Not checked"));
    QVERIFY(check.data(Qt::ToolTipRole).toString().contains(QLatin1String("made on this computer")));
    QVERIFY(!check.data(Qt::DecorationRole).isValid());
    // What this computer checked, beside the details, has its outcome and its time.
    QTRY_VERIFY(cell(QueueColumn::Check) != QStringLiteral("Not checked"));
    const QModelIndex own = pending->model()->index(0, column(QueueColumn::Check));
    QVERIFY(own.data(Qt::ToolTipRole).toString().contains(QueueText::time(m_fixture->clock.now())));
    QVERIFY(own.data(Qt::DecorationRole).isValid());
    QVERIFY(pending->isColumnHidden(column(QueueColumn::Approvals))); // nobody counts them there
    m_workspace->setView(QueueView::Issued);
    QVERIFY(find<QueueTable>("issuedTable"));
    auto *issued = find<QueueTable>("issuedTable");
    const auto *certificates = static_cast<const QueueModel *>(issued->model());
    QVERIFY(issued->isColumnHidden(certificates->columnOf(QueueColumn::Product)));
    // What the person had chosen is kept for other sites.
    for (const ColumnLayout &each : issued->columnLayout())
        QVERIFY(each.column != QueueColumn::Product || each.isShown);
    m_workspace->setView(QueueView::Pending);
    QTRY_VERIFY(find<QLabel>("requestHeadingLine")->text().contains(QLatin1String("Manual Server")));
    QVERIFY(!find<QLabel>("requestHeadingLine")->text().contains(QLatin1String("SureServer")));
}

void TestProfileSite::namesThatTheProfileLeavesOutAreShown()
{
    m_fixture->site.put(request({QStringLiteral("www1.example.jp"), QStringLiteral("shop.example.jp")}));
    start();
    QTRY_VERIFY(checks().contains(QLatin1String("will not put into the certificate: shop.example.jp")));
    auto *values = find<QWidget>("profileValues");
    QTRY_VERIFY(values->isVisible());
    QStringList words;
    for (const QLabel *label : values->findChildren<QLabel *>())
        words.append(label->text());
    const QString all = words.join(QLatin1Char('\n'));
    QVERIFY(all.contains(QLatin1String("accepts the subject name that matches")));
    QVERIFY(all.contains(QLatin1String("Yes: keyUsageDigitalSignature")));
    auto *inputs = find<QWidget>("profileInputs");
    QVERIFY(inputs->isVisibleTo(m_workspace.get()));
    // An approval takes a note that says why.
    auto *verdict = find<VerdictCard>("requestVerdict");
    QTRY_VERIFY(verdict->text().contains(QLatin1String("give a reason to approve")));
    keepPictures(*m_workspace, m_fixture->language, QStringLiteral("profilesite"));
}

void TestProfileSite::withoutRegisteredDataANoteSaysWhatToDo()
{
    m_fixture->site.put(request({QStringLiteral("www1.example.jp")}));
    start();
    QTRY_VERIFY(checks().contains(QLatin1String("does not provide registered data")));
    QVERIFY(checks().contains(QLatin1String("choose a file with the registered organisations")));
    QTRY_VERIFY(find<VerdictCard>("requestVerdict")->text().contains(QLatin1String("Ready to approve")));
    QCOMPARE(m_fixture->desk.records().policyName(), QStringLiteral("private-pki"));
}

// F24: the rules of server certificates are not those of a person's.
void TestProfileSite::otherKindsOfCertificatesAreSaid()
{
    CertificateRequest made = request({QStringLiteral("www1.example.jp")});
    made.profile = QStringLiteral("Manual User Dual-Use Certificate Enrollment");
    m_fixture->site.put(made);
    start();
    QTRY_VERIFY(checks().contains(QLatin1String("This is a client certificate")));
    QVERIFY(!checks().contains(QLatin1String("does not provide registered data")));
    QVERIFY(!checks().contains(QLatin1String("host names")));
    QTRY_VERIFY(find<VerdictCard>("requestVerdict")->text().contains(QLatin1String("were not checked")));
}

void TestProfileSite::aFileOfRegisteredDataIsComparedWith()
{
    m_fixture->site.put(request({QStringLiteral("www1.example.jp")}));
    start();
    QTRY_VERIFY(checks().contains(QLatin1String("does not provide registered data")));
    Registration registration;
    registration.customerId = QStringLiteral("local");
    registration.version = 1;
    Organization organization;
    organization.id = QStringLiteral("o1");
    organization.legalName = QStringLiteral("株式会社別物");
    organization.prefecture = 13;
    organization.municipality = QStringLiteral("港区");
    organization.validatedAt = m_fixture->clock.now();
    registration.organizations = {organization};
    registration.domains = {{QStringLiteral("example.com"), organization.id, false, m_fixture->clock.now()}};
    m_fixture->desk.records().setLocalRegistration(registration);
    QTRY_VERIFY(!checks().contains(QLatin1String("does not provide registered data")));
    QTRY_VERIFY(find<VerdictCard>("requestVerdict")->text().contains(QLatin1String("Cannot be approved")));
    QTRY_VERIFY(!action(Command::Approve)->isEnabled());
    // … and taken away again.
    m_fixture->desk.records().setLocalRegistration(std::nullopt);
    QTRY_VERIFY(checks().contains(QLatin1String("does not provide registered data")));
}

void TestProfileSite::theFileIsNotUsedWhereTheSiteRegisters()
{
    SiteCapabilities can = FakeSite::profileCapabilities();
    can.registration = true;
    m_fixture->site.setCapabilities(can);
    Registration registration;
    registration.customerId = QStringLiteral("local");
    registration.version = 9;
    registration.policy = QStringLiteral("private-pki");
    m_fixture->desk.records().setLocalRegistration(registration);
    QCOMPARE(m_fixture->desk.records().registration()->version, 9);
    start();
    QTRY_VERIFY(m_fixture->desk.records().registration() && m_fixture->desk.records().registration()->version == 1);
    QCOMPARE(m_fixture->desk.records().policyName(), m_fixture->desk.records().registration()->policy);
}

void TestProfileSite::profileValuesAreValidatedAndUpdated()
{
    m_fixture->site.put(request({QStringLiteral("www1.example.jp")}));
    start();
    QTRY_VERIFY(find<QWidget>("profileValues")->isVisible());
    QTRY_VERIFY(action(Command::Edit)->isEnabled());
    action(Command::Edit)->trigger();
    auto *dialog = m_workspace->findChild<ProfileValuesDialog *>();
    QVERIFY(dialog);
    QCOMPARE(namelessWidgets(dialog), QStringList());
    auto *update = dialog->findChild<QPushButton *>(QStringLiteral("profileValuesUpdate"));
    QVERIFY(!update->isEnabled());
    QVERIFY(qobject_cast<QLabel *>(dialog->findChild<QWidget *>(QStringLiteral("profileValue_LEN"))));
    dialog->findChild<QLineEdit *>(QStringLiteral("profileValue_range"))->setText(QStringLiteral("9999"));
    dialog->findChild<QComboBox *>(QStringLiteral("profileValue_signingAlg"))
        ->setCurrentText(QStringLiteral("SHA512withRSA"));
    dialog->findChild<QCheckBox *>(QStringLiteral("profileValue_keyUsageDigitalSignature"))->click();
    QVERIFY(!update->isEnabled()); // nobody said why
    dialog->findChild<QPlainTextEdit *>(QStringLiteral("profileValuesWhy"))->setPlainText(QStringLiteral("試験"));
    QVERIFY(update->isEnabled());

    auto *answer = dialog->findChild<BannerBar *>(QStringLiteral("profileValuesAnswer"));
    m_fixture->site.refuseNext({QStringLiteral("invalid"), QStringLiteral("Validity Out of Range 9999 days"), {}});
    dialog->findChild<QPushButton *>(QStringLiteral("profileValuesCheck"))->click();
    QTRY_VERIFY(answer->text().contains(QLatin1String("Validity Out of Range 9999 days")));
    keepPictures(*dialog, m_fixture->language, QStringLiteral("profilevalues"));
    dialog->findChild<QLineEdit *>(QStringLiteral("profileValue_range"))->setText(QStringLiteral("90"));
    QVERIFY(answer->text().isEmpty()); // it was said of other values
    dialog->findChild<QPushButton *>(QStringLiteral("profileValuesCheck"))->click();
    QTRY_VERIFY(answer->text().contains(QLatin1String("would issue")));
    QCOMPARE(m_fixture->site.validations().size(), 2);
    QVERIFY(m_fixture->site.edits().isEmpty());

    update->click();
    QTRY_COMPARE(m_fixture->site.edits().size(), 1);
    const QList<ProfileValueEdit> expected{{QStringLiteral("2"), QStringLiteral("false")},
                                           {QStringLiteral("3"), QStringLiteral("SHA512withRSA")},
                                           {QStringLiteral("4"), QStringLiteral("90")}};
    QCOMPARE(m_fixture->site.edits().constFirst().values, expected);
    QCOMPARE(m_fixture->site.edits().constFirst().note, QStringLiteral("試験"));
}

void TestProfileSite::reasonsAreTheSites()
{
    m_fixture->site.put(FakeSite::makeCertificate(50));
    start();
    m_workspace->setView(QueueView::Issued);
    QTRY_VERIFY(action(Command::Revoke)->isEnabled());
    action(Command::Revoke)->trigger();
    auto *dialog = m_workspace->findChild<RevokeDialog *>();
    QVERIFY(dialog);
    const auto reason = [dialog](const char *name) {
        return dialog->findChild<QRadioButton *>(QStringLiteral("revocationReason_") + QLatin1String(name));
    };
    QVERIFY(reason("certificateHold"));
    QVERIFY(!reason("affiliationChanged"));
    QVERIFY(dialog->findChild<QCheckBox *>(QStringLiteral("revocationScheduled"))->isHidden());
    reason("certificateHold")->click();
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("revokeQuestion"))->text().contains(QLatin1String("on hold")));
}

CertificateRecord TestProfileSite::held()
{
    CertificateRecord record = FakeSite::makeCertificate(50);
    record.state = CertificateState::Revoked;
    record.revokedAt = m_fixture->clock.now();
    record.revocationReason = RevocationReason::CertificateHold;
    return m_fixture->site.put(record);
}

void TestProfileSite::aHoldIsReleased()
{
    const CertificateRecord record = held();
    start();
    m_workspace->setView(QueueView::Revoked);
    QTRY_VERIFY(action(Command::ReleaseHold)->isEnabled());
    QVERIFY(action(Command::ReleaseHold)->isVisible());
    QVERIFY(!action(Command::Revoke)->isEnabled());
    action(Command::ReleaseHold)->trigger();
    auto *box = find<QMessageBox>("releaseHoldBox");
    QVERIFY(box);
    box->findChild<QPushButton *>(QStringLiteral("releaseHoldConfirm"))->click();
    QTRY_COMPARE(m_fixture->site.certificate(record.serial)->state, CertificateState::Valid);
    QCOMPARE(m_fixture->site.revocations().constLast().reason, RevocationReason::RemoveFromCrl);
    m_workspace->setView(QueueView::Issued);
    QTRY_COMPARE(find<QueueTable>("issuedTable")->model()->rowCount(), 1);
}

void TestProfileSite::whereNothingIsReleasedItIsSaid()
{
    SiteCapabilities can = FakeSite::profileCapabilities();
    can.releaseHold = false;
    m_fixture->site.setCapabilities(can);
    held();
    start();
    m_workspace->setView(QueueView::Revoked);
    QTRY_VERIFY(action(Command::Revoke)->statusTip().contains(QLatin1String("this site cannot release it")));
    QVERIFY(!action(Command::ReleaseHold)->isVisible());
}

void TestProfileSite::whatKeepsAnOperatorOutIsToldApart_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("japanese");
    QTest::newRow("wrong CA") << ErrorCode::TlsServerUntrusted << "not issued by the CA that is trusted for this site"
                              << "このサイトで信頼する認証局が発行したものではありません";
    QTest::newRow("wrong certificate") << ErrorCode::TlsIdentityRefused << "Load the right one"
                                       << "オペレーター証明書を拒否しました";
    QTest::newRow("nobody's certificate")
        << ErrorCode::NotAuthenticated << "This operator certificate is not registered"
        << "このオペレーター証明書はサイトに登録されていません";
    QTest::newRow("no agent") << ErrorCode::Forbidden << "not as an operator (agent)"
                              << "オペレーター（エージェント）の権限がありません";
    QTest::newRow("down") << ErrorCode::Offline << "No connection: The site cannot be reached."
                          << "サイトに接続できません";
}

void TestProfileSite::whatKeepsAnOperatorOutIsToldApart()
{
    QFETCH(ErrorCode, code);
    QFETCH(QString, english);
    QFETCH(QString, japanese);
    m_fixture->site.fail(Error{code, {}, {}, -1});
    m_workspace->load();
    m_workspace->setSignIn(SignIn::Unlocked);
    m_workspace->show();
    m_fixture->connectDesk();
    auto *banner = find<BannerBar>("connectionBanner");
    QTRY_VERIFY2(banner->text().contains(english), qPrintable(banner->text()));
    m_fixture->language.setLanguage(Language::Japanese);
    QTRY_VERIFY2(banner->text().contains(japanese), qPrintable(banner->text()));
}

} // namespace tegata

TEGATA_TEST(tegata::TestProfileSite)
#include "test_profilesite.moc"
