// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/addsitedialog.h"

#include "core/base/privatefile.h"
#include "tests/support/manualclock.h"
#include "tests/support/testauthority.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/picture.h"
#include "ui/common/languagecontroller.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tegata {

namespace {

class ScriptedProbe final : public HostProbe
{
public:
    Future<HostCertificates> look(const QString &host, quint16 port) override
    {
        asked.append(QStringLiteral("%1:%2").arg(host).arg(port));
        return readyFuture<HostCertificates>(answer);
    }

    Result<HostCertificates> answer = failure(ErrorCode::Offline);
    QStringList asked;
};

} // namespace

class TestAddSiteDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsTrustedBeforeTheFingerprintIsConfirmed();
    void anotherAuthorityHasToBeConfirmedAgain();
    void theServersAuthorityIsFetched();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
    void aSiteFileIsHandedOn();
    void everythingHasAName();

private:
    template <typename T>
    T *find(const char *name) const
    {
        return m_dialog->findChild<T *>(QLatin1String(name));
    }
    QString problem() const
    {
        QStringList words;
        for (const QLabel *label : find<QWidget>("addSiteProblem")->findChildren<QLabel *>())
            words.append(label->text());
        return words.join(QLatin1Char(' ')).trimmed();
    }
    void fillIn();
    QString caFile(const QByteArray &content) const;

    QTemporaryDir m_folder;
    const ManualClock m_clock;
    const TestAuthority m_authority{QStringLiteral("Test Root"), m_clock.now()};
    const QList<SiteProtocol> m_protocols{
        {QStringLiteral("ours"), QStringLiteral("Ours"), QStringLiteral("public-tls-2026"), true},
        {QStringLiteral("other"), QStringLiteral("Another authority"), QStringLiteral("private-pki"), false}};
    LanguageController m_language{Language::English};
    Worker m_worker{QStringLiteral("files")};
    ScriptedProbe m_probe;
    std::unique_ptr<AddSiteDialog> m_dialog;
};

void TestAddSiteDialog::init()
{
    m_probe = {};
    m_dialog = std::make_unique<AddSiteDialog>(AddSiteDialog::Means{m_protocols, m_probe, m_worker, m_language});
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    m_dialog->show();
    find<QComboBox>("addSiteKind")->setCurrentIndex(1);
}

void TestAddSiteDialog::cleanup()
{
    m_dialog.reset();
}

QString TestAddSiteDialog::caFile(const QByteArray &content) const
{
    const QString path = m_folder.filePath(QStringLiteral("ca.pem"));
    (void)writePrivateFile(path, content);
    return path;
}

void TestAddSiteDialog::fillIn()
{
    find<QLineEdit>("addSiteName")->setText(QStringLiteral("社内 CA"));
    find<QLineEdit>("addSiteAddress")->setText(QStringLiteral("https://ca.example.jp:8443/"));
}

void TestAddSiteDialog::nothingIsTrustedBeforeTheFingerprintIsConfirmed()
{
    QSignalSpy made(m_dialog.get(), &AddSiteDialog::made);
    auto *add = find<QPushButton>("addSiteAdd");
    auto *confirm = find<QCheckBox>("addSiteConfirm");
    fillIn();
    QVERIFY(!add->isEnabled());
    QVERIFY(!confirm->isVisible());
    find<QLineEdit>("addSiteAuthority")->setText(caFile(m_authority.root().pem()));
    QTRY_VERIFY(confirm->isVisible());
    QVERIFY(!confirm->isChecked());
    QVERIFY(!add->isEnabled());
    QCOMPARE(find<QLabel>("authoritySha2560")->text().remove(QLatin1Char('\n')), colonHex(m_authority.root().sha256()));
    QCOMPARE(find<QComboBox>("addSitePolicy")->currentData().toString(), QStringLiteral("private-pki"));
    keepPictures(*m_dialog, m_language, QStringLiteral("addsite"));
    confirm->click();
    QVERIFY(add->isEnabled());
    add->click();
    QCOMPARE(made.size(), 1);
    const auto site = made.constFirst().constFirst().value<SiteProfile>();
    QVERIFY(isSiteId(site.id));
    QCOMPARE(site.name, QStringLiteral("社内 CA"));
    QCOMPARE(site.protocol, QStringLiteral("other"));
    QCOMPARE(site.policy, QStringLiteral("private-pki"));
    QCOMPARE(site.operatorUrl, QUrl(QStringLiteral("https://ca.example.jp:8443")));
    QCOMPARE(site.trustAnchors, QList<Certificate>{m_authority.root()});
    QCOMPARE(*siteProfileFromJson(toJson(site)), site);
}

void TestAddSiteDialog::anotherAuthorityHasToBeConfirmedAgain()
{
    fillIn();
    auto *confirm = find<QCheckBox>("addSiteConfirm");
    find<QLineEdit>("addSiteAuthority")->setText(caFile(m_authority.root().pem()));
    QTRY_VERIFY(confirm->isVisible());
    confirm->click();
    QVERIFY(find<QPushButton>("addSiteAdd")->isEnabled());
    HostCertificates presented;
    presented.chain = {TestAuthority(QStringLiteral("Other Root"), m_clock.now()).root().der()};
    m_probe.answer = presented;
    find<QPushButton>("addSiteFetch")->click();
    QTRY_VERIFY(find<QLabel>("authoritySubject0")->text().contains(QLatin1String("Other Root")));
    QVERIFY(!confirm->isChecked());
    QVERIFY(!find<QPushButton>("addSiteAdd")->isEnabled());
}

void TestAddSiteDialog::theServersAuthorityIsFetched()
{
    fillIn();
    HostCertificates presented;
    presented.chain = {m_authority.server().certificate.der(), m_authority.root().der()};
    m_probe.answer = presented;
    find<QPushButton>("addSiteFetch")->click();
    QTRY_VERIFY(find<QCheckBox>("addSiteConfirm")->isVisible());
    QCOMPARE(m_probe.asked, QStringList{QStringLiteral("ca.example.jp:8443")});
    QCOMPARE(find<QLabel>("authoritySubject0")->text(), m_authority.root().subject().toString());
    QVERIFY(!find<QPushButton>("addSiteAdd")->isEnabled());
}

void TestAddSiteDialog::whatIsWrongIsSaid_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("words");
    QTest::newRow("down") << "down"
                          << "does not answer";
    QTest::newRow("no root") << "leaf"
                             << "does not send its CA certificate";
    QTest::newRow("address") << "address"
                             << "must start with https://";
    QTest::newRow("no CA in the file") << "leafFile"
                                       << "contains no CA certificate";
    QTest::newRow("no certificate") << "textFile"
                                    << "not a PEM or DER file";
    QTest::newRow("no file") << "noFile"
                             << "was not found";
}

void TestAddSiteDialog::whatIsWrongIsSaid()
{
    QFETCH(QString, what);
    QFETCH(QString, words);
    fillIn();
    if (what == QLatin1String("leaf")) {
        HostCertificates presented;
        presented.chain = {m_authority.server().certificate.der()};
        m_probe.answer = presented;
    }
    if (what == QLatin1String("address"))
        find<QLineEdit>("addSiteAddress")->setText(QStringLiteral("http://ca.example.jp"));
    if (what == QLatin1String("leafFile"))
        find<QLineEdit>("addSiteAuthority")->setText(caFile(m_authority.server().certificate.pem()));
    else if (what == QLatin1String("textFile"))
        find<QLineEdit>("addSiteAuthority")->setText(caFile("nothing"));
    else if (what == QLatin1String("noFile"))
        find<QLineEdit>("addSiteAuthority")->setText(m_folder.filePath(QStringLiteral("none.pem")));
    else
        find<QPushButton>("addSiteFetch")->click();
    QTRY_VERIFY2(problem().contains(words), qPrintable(problem()));
    QVERIFY(!find<QPushButton>("addSiteAdd")->isEnabled());
}

void TestAddSiteDialog::aSiteFileIsHandedOn()
{
    QSignalSpy chosen(m_dialog.get(), &AddSiteDialog::fileChosen);
    find<QComboBox>("addSiteKind")->setCurrentIndex(0);
    QVERIFY(!find<QLineEdit>("addSiteAddress")->isVisible());
    find<QLineEdit>("addSiteFile")->setText(QStringLiteral("/tmp/site.json"));
    find<QPushButton>("addSiteAdd")->click();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().constFirst().toString(), QStringLiteral("/tmp/site.json"));
}

void TestAddSiteDialog::everythingHasAName()
{
    QCOMPARE(namelessWidgets(m_dialog.get()), QStringList());
    find<QLineEdit>("addSiteAuthority")->setText(caFile(m_authority.root().pem()));
    QTRY_VERIFY(find<QCheckBox>("addSiteConfirm")->isVisible());
    QCOMPARE(namelessWidgets(m_dialog.get()), QStringList());
}

} // namespace tegata

TEGATA_TEST(tegata::TestAddSiteDialog)
#include "test_addsitedialog.moc"
