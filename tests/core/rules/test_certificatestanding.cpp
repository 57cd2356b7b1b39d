// SPDX-License-Identifier: Apache-2.0
#include "core/rules/certificatestanding.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace tegata;

namespace {

const QTimeZone Tokyo("Asia/Tokyo");

QDateTime tokyo(int year, int month, int day, int hour = 12)
{
    return QDateTime(QDate(year, month, day), QTime(hour, 0), Tokyo);
}

CertificateRecord certificate(const QDateTime &notAfter = tokyo(2026, 12, 4))
{
    CertificateRecord record;
    record.serial = QStringLiteral("0A01");
    record.commonName = QStringLiteral("www.example.jp");
    record.subject = QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=www.example.jp");
    record.sans = {QStringLiteral("www.example.jp"), QStringLiteral("*.example.jp")};
    record.notAfter = notAfter.toUTC();
    return record;
}

Registration registration()
{
    Organization organization;
    organization.id = QStringLiteral("o-1");
    organization.legalName = QStringLiteral("株式会社サンプル");
    organization.legalNameEnglish = QStringLiteral("Sample Inc.");
    organization.prefecture = 13;
    organization.municipality = QStringLiteral("港区");
    organization.municipalityEnglish = QStringLiteral("Minato City");
    organization.englishAllowed = true;
    Registration registered;
    registered.organizations = {organization};
    registered.domains = {{QStringLiteral("example.jp"), QStringLiteral("o-1"), false, {}}};
    return registered;
}

} // namespace

class TestCertificateStanding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expiry_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<CertificateState>("state");
        QTest::addColumn<ExpiryBand>("band");
        QTest::addColumn<int>("days");
        // Until 2026-12-04 12:00 in Tokyo, which is 03:00 UTC.
        const auto row = [](const char *name, const QDateTime &now, ExpiryBand band, int days,
                            CertificateState state = CertificateState::Valid) {
            QTest::newRow(name) << now << state << band << days;
        };
        row("far", tokyo(2026, 9, 4), ExpiryBand::Later, 91);
        row("90 days", tokyo(2026, 9, 5), ExpiryBand::Within90, 90);
        row("61 days", tokyo(2026, 10, 4), ExpiryBand::Within90, 61);
        row("60 days", tokyo(2026, 10, 5), ExpiryBand::Within60, 60);
        row("46 days", tokyo(2026, 10, 19), ExpiryBand::Within60, 46);
        row("45 days", tokyo(2026, 10, 20), ExpiryBand::Within45, 45);
        row("30 days", tokyo(2026, 11, 4), ExpiryBand::Within30, 30);
        row("15 days", tokyo(2026, 11, 19), ExpiryBand::Within15, 15);
        row("tomorrow", tokyo(2026, 12, 3, 23), ExpiryBand::Within15, 1);
        row("today", tokyo(2026, 12, 4, 0), ExpiryBand::Today, 0);
        row("the last second", tokyo(2026, 12, 4, 12), ExpiryBand::Today, 0);
        row("later today", tokyo(2026, 12, 4, 13), ExpiryBand::Expired, 0);
        row("yesterday in UTC", tokyo(2026, 12, 4, 1).toUTC(), ExpiryBand::Within15, 1);
        row("past", tokyo(2026, 12, 7), ExpiryBand::Expired, -3);
        row("the site says expired", tokyo(2026, 12, 3), ExpiryBand::Expired, 1, CertificateState::Expired);
        row("revoked", tokyo(2026, 12, 3), ExpiryBand::Revoked, 1, CertificateState::Revoked);
    }
    void expiry()
    {
        QFETCH(QDateTime, now);
        QFETCH(CertificateState, state);
        CertificateRecord record = certificate();
        record.state = state;
        const CertificateExpiry expiry = expiryOf(record, now);
        QTEST(expiry.band, "band");
        QTEST(static_cast<int>(expiry.days), "days");
    }

    void dueFilterAndBandAgree()
    {
        const QDateTime now = tokyo(2026, 9, 5, 8);
        for (const QDateTime &end : {tokyo(2026, 12, 4, 0), tokyo(2026, 12, 4, 23), tokyo(2026, 12, 5, 0)}) {
            const bool isDue = standingOf(certificate(end), {}, {}, now).dueForRenewal;
            QCOMPARE(isDue, end < renewalDueBefore(now));
        }
    }

    void renewedIsNotDue()
    {
        const QDateTime now = tokyo(2026, 11, 22);
        QVERIFY(standingOf(certificate(), {}, {}, now).dueForRenewal);
        CertificateRecord successor = certificate(tokyo(2027, 6, 1));
        successor.serial = QStringLiteral("0A02");
        const CertificateStanding renewed = standingOf(certificate(), {}, successor, now);
        QVERIFY(!renewed.dueForRenewal);
        QCOMPARE(renewed.renewedBy, QStringLiteral("0A02"));
        successor.state = CertificateState::Revoked;
        QVERIFY(standingOf(certificate(), {}, successor, now).dueForRenewal);
    }

    void staleAndLost_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QStringList>("sans");
        QTest::addColumn<QStringList>("stale");
        QTest::addColumn<QStringList>("lost");
        const QStringList sans = certificate().sans;
        QTest::newRow("as registered") << certificate().subject << sans << QStringList() << QStringList();
        QTest::newRow("english") << "C=JP, ST=TOKYO, L=Minato City, O=Sample Inc., CN=www.example.jp" << sans
                                 << QStringList() << QStringList();
        QTest::newRow("english in other case") << "C=JP, ST=Tokyo, L=MINATO CITY, O=SAMPLE INC., CN=www.example.jp"
                                               << sans << QStringList() << QStringList();
        QTest::newRow("moved") << QStringLiteral("C=JP, ST=東京都, L=千代田区, O=株式会社サンプル") << sans
                               << QStringList{QStringLiteral("L")} << QStringList();
        QTest::newRow("moved far") << QStringLiteral("C=JP, ST=大阪府, L=北区, O=株式会社サンプル") << sans
                                   << QStringList{QStringLiteral("ST"), QStringLiteral("L")} << QStringList();
        QTest::newRow("renamed") << QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社旧社名") << sans
                                 << QStringList{QStringLiteral("O")} << QStringList();
        QTest::newRow("without L") << QStringLiteral("C=JP, ST=東京都, O=株式会社サンプル") << sans << QStringList()
                                   << QStringList();
        QTest::newRow("domain lost") << certificate().subject
                                     << QStringList{QStringLiteral("www.example.jp"), QStringLiteral("www.gone.jp"),
                                                    QStringLiteral("badexample.jp")}
                                     << QStringList()
                                     << QStringList{QStringLiteral("www.gone.jp"), QStringLiteral("badexample.jp")};
    }
    void staleAndLost()
    {
        QFETCH(QString, subject);
        QFETCH(QStringList, sans);
        CertificateRecord record = certificate();
        record.subject = subject;
        record.sans = sans;
        const CertificateStanding standing = standingOf(record, registration(), {}, tokyo(2026, 11, 22));
        QTEST(standing.staleFields, "stale");
        QTEST(standing.lostDomains, "lost");
    }

    void nothingIsSaidOfTheDead()
    {
        CertificateRecord record = certificate();
        record.subject = QStringLiteral("O=x");
        record.state = CertificateState::Revoked;
        const CertificateStanding standing = standingOf(record, registration(), {}, tokyo(2026, 11, 22));
        QVERIFY(!standing.isStale() && !standing.hasLostDomain() && !standing.dueForRenewal);
    }

    void withoutRegistrationNothingIsStale()
    {
        CertificateRecord record = certificate();
        record.subject = QStringLiteral("O=x");
        QVERIFY(!standingOf(record, {}, {}, tokyo(2026, 11, 22)).isStale());
    }
};

TEGATA_TEST(TestCertificateStanding)
#include "test_certificatestanding.moc"
