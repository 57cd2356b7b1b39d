// SPDX-License-Identifier: Apache-2.0
#include "core/rules/caarules.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

CaaRecord record(const char *tag, const QByteArray &value, bool isCritical = false)
{
    return {isCritical, tag, value};
}

} // namespace

Q_DECLARE_METATYPE(tegata::CaaVerdict)

class TestCaaRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checks_data()
    {
        QTest::addColumn<QList<CaaRecord>>("records");
        QTest::addColumn<bool>("isWildcard");
        QTest::addColumn<CaaVerdict>("verdict");
        const auto row = [](const char *name, const QList<CaaRecord> &records, bool isWildcard, CaaVerdict verdict) {
            QTest::newRow(name) << records << isWildcard << verdict;
        };
        using enum CaaVerdict;
        row("no record", {}, false, Allowed);
        row("ours", {record("issue", "ca.example.net")}, false, Allowed);
        row("ours, case and blanks", {record("ISSUE", " CA.Example.NET\t")}, false, Allowed);
        row("our second name", {record("issue", "ca2.example.net")}, false, Allowed);
        row("another", {record("issue", "other.example")}, false, OtherIssuer);
        row("a name that ends like ours", {record("issue", "evil-ca.example.net.test")}, false, OtherIssuer);
        row("a name above ours", {record("issue", "example.net")}, false, OtherIssuer);
        row("ours and another", {record("issue", "other.example"), record("issue", "ca.example.net")}, false, Allowed);
        row("nobody", {record("issue", ";")}, false, OtherIssuer);
        row("nobody, empty", {record("issue", "")}, false, OtherIssuer);
        row("nobody, and ours", {record("issue", ";"), record("issue", "ca.example.net")}, false, Allowed);
        row("with parameter", {record("issue", "ca.example.net; account=230123")}, false, Allowed);
        row("with parameters", {record("issue", "ca.example.net; account=230123;policy=ev")}, false, Allowed);
        row("with empty tail", {record("issue", "ca.example.net;")}, false, Allowed);
        row("malformed parameter", {record("issue", "ca.example.net; %%%%%")}, false, OtherIssuer);
        row("malformed name", {record("issue", "-ca.example.net")}, false, OtherIssuer);
        row("two names in one", {record("issue", "ca.example.net other.example")}, false, OtherIssuer);
        row("control characters", {record("issue", QByteArray("ca.example.net\0x", 16))}, false, OtherIssuer);
        row("only reports", {record("iodef", "mailto:security@example.jp")}, false, Allowed);
        row("unknown, not critical", {record("tbs", "x")}, false, Allowed);
        row("unknown and critical", {record("tbs", "x", true)}, false, UnknownCritical);
        row("unknown and critical beside ours", {record("issue", "ca.example.net"), record("tbs", "x", true)}, false,
            UnknownCritical);
        row("known and critical",
            {record("issue", "ca.example.net", true), record("iodef", "mailto:a@b.example", true)}, false, Allowed);
        row("issuewild says nothing of a name", {record("issuewild", ";")}, false, Allowed);
        row("issuewild takes issue's place", {record("issue", "ca.example.net"), record("issuewild", ";")}, true,
            OtherIssuer);
        row("issuewild allows", {record("issue", "other.example"), record("issuewild", "ca.example.net")}, true,
            Allowed);
        row("issue for wildcards too", {record("issue", "other.example")}, true, OtherIssuer);
        row("issue for wildcards, ours", {record("issue", "ca.example.net")}, true, Allowed);
    }
    void checks()
    {
        QFETCH(QList<CaaRecord>, records);
        QFETCH(bool, isWildcard);
        QFETCH(CaaVerdict, verdict);
        QCOMPARE(caaVerdict(records, isWildcard, {QStringLiteral("ca.example.net"), QStringLiteral("ca2.example.net")}),
                 verdict);
    }
    void aCaWithoutNamesIsNobody()
    {
        QCOMPARE(caaVerdict({record("issue", ";")}, false, {}), CaaVerdict::OtherIssuer);
        QCOMPARE(caaVerdict({record("issue", ";")}, false, {QString()}), CaaVerdict::OtherIssuer);
    }

    void writesRecordsAsZoneFilesDo_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isCritical");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray("ca.example.net") << false << QStringLiteral("0 issue \"ca.example.net\"");
        QTest::newRow("critical") << QByteArray(";") << true << QStringLiteral("128 issue \";\"");
        QTest::newRow("quote") << QByteArray("a\"b\\") << false << QStringLiteral("0 issue \"a\\\"b\\\\\"");
        QTest::newRow("hostile") << QByteArray("\xE2\x80\xAE\n") << false
                                 << QStringLiteral("0 issue \"\\226\\128\\174\\010\"");
    }
    void writesRecordsAsZoneFilesDo()
    {
        QFETCH(QByteArray, value);
        QFETCH(bool, isCritical);
        QFETCH(QString, text);
        QCOMPARE(caaRecordText(record("issue", value, isCritical)), text);
    }
};

TEGATA_TEST(TestCaaRules)
#include "test_caarules.moc"
