// SPDX-License-Identifier: Apache-2.0
#include "core/rules/profilerules.h"

#include "tests/core/rules/requestmaker.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

EnrollmentProfile profileWith(const QStringList &values)
{
    EnrollmentProfile profile;
    for (const QString &value : values) {
        ProfileValue each;
        each.value = value;
        profile.values.append(each);
    }
    return profile;
}

} // namespace

class TestProfileRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesNotIssued_data()
    {
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QStringList>("missing");
        const QString www = QStringLiteral("www.example.jp");
        const QString shop = QStringLiteral("shop.example.jp");
        QTest::newRow("subject alone") << QStringList{QStringLiteral("CN=www.example.jp,O=x,C=JP")}
                                       << QStringList{shop};
        QTest::newRow("an extension takes both")
            << QStringList{QStringLiteral("CN=www.example.jp,C=JP"),
                           QStringLiteral("GeneralNames: \nDNSName: www.example.jp\nDNSName: SHOP.example.jp\n")}
            << QStringList();
        QTest::newRow("part of a longer name")
            << QStringList{QStringLiteral("CN=www.example.jp.evil.test"), QStringLiteral("my-shop.example.jp")}
            << QStringList{shop, www};
    }

    void namesNotIssued()
    {
        QFETCH(QStringList, values);
        const CertificateSigningRequest csr =
            test::request(test::ecKey("P-256"), test::goodSubject(),
                          {QStringLiteral("www.example.jp"), QStringLiteral("shop.example.jp")});
        QStringList missing = tegata::namesNotIssued(csr, profileWith(values));
        missing.sort();
        QTEST(missing, "missing");
        const CheckReport report{checkProfile(csr, profileWith(values))};
        QCOMPARE(report.outcome() == FindingOutcome::Warning, !missing.isEmpty());
        for (const Finding &finding : report.findings) {
            QVERIFY(finding.args.value(QStringLiteral("names")).contains(missing.constFirst()));
            QCOMPARE(test::missingArguments(finding), QStringList());
        }
    }

    void nothingIsSaidOfAProfileWithoutValues()
    {
        const CertificateSigningRequest csr =
            test::request(test::ecKey("P-256"), test::goodSubject(), {QStringLiteral("www.example.jp")});
        QVERIFY(checkProfile(csr, EnrollmentProfile()).isEmpty());
    }

    void aSiteThatRegistersNobodyIsNamedAsSuch()
    {
        const CertificateSigningRequest csr =
            test::request(test::ecKey("P-256"), test::goodSubject(), {QStringLiteral("www.example.jp")});
        RequestContext context = test::context();
        context.registration.reset();
        context.siteRegisters = false;
        const CheckReport report = checkRequest(csr, context, *loadPolicy(QStringLiteral("private-pki")));
        QVERIFY(test::find(report, "registration.notTold"));
        QVERIFY(!test::find(report, "registration.absent"));
        QCOMPARE(report.outcome(), FindingOutcome::Note);
    }

    void languageIsThatOfTheSubject()
    {
        const auto subject = [](const char *text) { return *DistinguishedName::parse(QString::fromUtf8(text)); };
        QCOMPARE(languageOf(subject("C=JP, O=株式会社例示, CN=a.example.jp")), Language::Japanese);
        QCOMPARE(languageOf(subject("C=JP, O=Example Inc., CN=a.example.jp")), Language::English);
    }
};

TEGATA_TEST(TestProfileRules)
#include "test_profilerules.moc"
