// SPDX-License-Identifier: Apache-2.0
#include "core/rules/findingtext.h"
#include "core/rules/requestnames.h"
#include "core/rules/requestrules.h"
#include "tests/core/rules/requestmaker.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

namespace {

QString folder()
{
    return qEnvironmentVariable("TEGATA_SOURCE_DIR") + QStringLiteral("/tests/cases/csr/");
}

QByteArray bytesOf(const QString &name)
{
    QFile file(folder() + name + QStringLiteral(".csr"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As "csr show" has them: kind, value and xn-- form.
QString altNames(const CertificateSigningRequest &csr)
{
    QStringList names;
    for (const GeneralName &name : csr.subjectAltNames()) {
        QString text = generalNameKindName(name.kind) + QLatin1Char(':') + name.value;
        if (const QString ascii = asciiHostName(name.value); name.kind == GeneralNameKind::Dns && !ascii.isEmpty())
            text += QLatin1Char('=') + ascii;
        names.append(text);
    }
    return names.join(QLatin1Char(' '));
}

} // namespace

// tests/cases/README.md: the files that people bring, each with its right answer. Those of the kinds w* are the
// reader's, in core/pki.
class TestRequestCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersEachCase_data();
    void answersEachCase();
    void knowsEveryFile();
    void refusesBytesBehindAnExtension();
    void refusesMaskedAddressesOfPrivateCasToo();
};

void TestRequestCases::answersEachCase_data()
{
    QTest::addColumn<QString>("subject"); // as it is shown
    QTest::addColumn<QString>("names");
    QTest::addColumn<QString>("codes");
    QTest::addColumn<QString>("says"); // part of a finding's words
    const QString usual = QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=a.example.jp");
    const QString name = QStringLiteral("dNSName:a.example.jp");
    const auto row = [](const char *file, const QString &subject, const QString &names, const char *codes,
                        const QString &says = {}) {
        QTest::newRow(file) << subject << names << QString::fromLatin1(codes) << says;
    };
    const char *nobody = "subject.missing subject.missing subject.missing";
    // Without O there is no other organisation to name.
    row("c02-empty-subject-san", {}, name, nobody);
    row("c72-san-critical", {}, name, nobody);
    row("s14-empty-rdn-set", QStringLiteral("C=JP, CN=a.example.jp"), name,
        "subject.emptyRdn subject.missing subject.missing");
    row("c12-san-ulabel-utf8", usual, QStringLiteral("dNSName:日本語.example.jp=xn--wgv71a119e.example.jp"),
        "san.notAsciiForm subject.commonNameAdded~", QStringLiteral("xn--wgv71a119e.example.jp"));
    row("c14-san-emoji-a", QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=xn--z38h.example.jp"),
        QStringLiteral("dNSName:xn--z38h.example.jp"), "domain.punycodeInvalid", QStringLiteral("xn--z38h"));
    row("c23-both-ext-oids", usual, QStringLiteral("dNSName:a.example.jp dNSName:b.example.jp"),
        "extension.contradiction", QStringLiteral("subjectAltName twice"));
    row("e15-san-in-ms-and-empty-std", usual, QStringLiteral("dNSName:b.example.jp"), "subject.commonNameAdded~");
    row("c28-multi-rdn", QStringLiteral("C=JP, ST=東京都, L=港区, CN=a.example.jp + O=株式会社サンプル"), name,
        "subject.joined~ subject.order~", QStringLiteral("CN + O stand in one part"));
    row("c29-multi-rdn-unsorted", QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=a.example.jp + C=JP"),
        name, "subject.duplicate subject.joined~ subject.order~");
    row("s13-cn-with-serial-in-set", QStringLiteral("C=JP, O=株式会社サンプル, serialNumber=12345 + CN=a.example.jp"),
        name, "subject.attributeDropped~ subject.joined~ subject.missing",
        QStringLiteral("serialNumber + CN stand in one part"));
    row("c30-o-t61-sjis", usual, name, "subject.stringTypeWrong?",
        QStringLiteral("O is a TeletexString, which has no place for 株"));
    row("c37-o-printable-utf8", usual, name, "subject.stringTypeWrong?",
        QStringLiteral("O is a PrintableString, which has no place for 株"));
    row("c43-o-surrogate-bmp", QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社𠮷野, CN=a.example.jp"), name,
        "organization.unknown subject.stringType~", QStringLiteral("O is a BMPString"));
    row("c49-o-newline", QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社\\0Aサンプル, CN=a.example.jp"), name,
        "subject.lookAlike subject.unseenCharacter", QStringLiteral("U+000A"));
    row("x-esc", {}, name, "key.signatureInvalid organization.unknown subject.unseenCharacter",
        QStringLiteral("U+001B"));
    row("x-spoof", {}, name, "key.signatureInvalid organization.unknown subject.tooLong subject.unseenCharacter",
        QStringLiteral("U+0009"));
    row("c57-san-list-in-one", usual, QStringLiteral("dNSName:a.example.jp, b.example.jp"),
        "domain.badCharacter san.several subject.commonNameAdded~",
        QStringLiteral("a.example.jp, b.example.jp holds several names"));
    const auto kind = [&](const char *file, const char *names, const char *says, const char *codes = "san.kind") {
        row(file, usual, name + QLatin1Char(' ') + QString::fromUtf8(names), codes, QString::fromUtf8(says));
    };
    // An address is a kind that policies know (V7); these are of the ranges for documentation.
    kind("c61-san-ip4", "iPAddress:192.0.2.1", "reserved IP address 192.0.2.1", "san.reservedAddress");
    kind("c62-san-ip6", "iPAddress:2001:db8::1", "reserved IP address 2001:db8::1", "san.reservedAddress");
    kind("c63-san-ip-mask8", "iPAddress:192.0.2.1/255.255.255.0",
         "192.0.2.1/255.255.255.0 is of the kind iPAddress, but no address", "san.badAddress");
    kind("c65-san-email", "rfc822Name:a@example.jp", "a@example.jp is of the kind rfc822Name");
    kind("c67-san-upn", "otherName:UPN: user@example.jp", "UPN: user@example.jp is of the kind otherName");
    kind("c68-san-dirname", "directoryName:CN=x", "CN=x is of the kind directoryName");
    kind("c69-san-rid", "registeredID:1.2.3", "1.2.3 is of the kind registeredID");
    row("s25-cjk-compat", QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社\uFA19, CN=a.example.jp"), name,
        "organization.unknown subject.compatibilityIdeograph~",
        QStringLiteral("\uFA19 U+FA19 CJK COMPATIBILITY IDEOGRAPH-FA19; the certificate has 神 U+795E CJK UNIFIED "
                       "IDEOGRAPH-795E"));
    row("e03-ku-keycertsign", usual, name, "extension.usage~ extension.usage~",
        QStringLiteral("the usage keyCertSign (keyUsage), which will not be given"));
    row("e04-eku-codesign", usual, name, "extension.usage~", QStringLiteral("the usage codeSigning (extKeyUsage)"));
    row("e06-eku-any", usual, name, "extension.usage~", QStringLiteral("the usage anyExtendedKeyUsage (extKeyUsage)"));
    const auto of = [](const char *host) {
        return QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=") + QLatin1String(host);
    };
    row("kc0-orig", of("kc0.example.jp"), QStringLiteral("dNSName:kc0.example.jp"), "");
    row("kc0-same", of("kd0.example.jp"), QStringLiteral("dNSName:kd0.example.jp"), "");
    row("kc0-alt", of("kd0.example.jp"), QStringLiteral("dNSName:kd0.example.jp"), "");
    row("k-ec-compressed", of("a.example.jp"), name, "");
}

void TestRequestCases::answersEachCase()
{
    QFETCH(QString, subject);
    QFETCH(QString, names);
    QFETCH(QString, codes);
    QFETCH(QString, says);
    const auto csr = CertificateSigningRequest::parse(bytesOf(QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY2(csr, qPrintable(csr ? QString() : csr.error().detail));
    // Written into signed requests with an editor: their signatures fit no longer.
    const bool isEdited = QByteArray(QTest::currentDataTag()).startsWith("x-");
    QCOMPARE(csr->signatureValid(), !isEdited);
    const QString shown = csr->subject().toString();
    const QList<uint> characters = shown.toUcs4();
    for (const uint character : characters)
        QVERIFY(QChar::isPrint(character)); // nothing looks like a line of ours
    if (!subject.isEmpty())
        QCOMPARE(shown, subject);
    QCOMPARE(DistinguishedName::parse(shown)->toString(), shown);
    QCOMPARE(altNames(*csr), names);
    const CheckReport report = checkRequest(*csr, context(), loadPolicy(QStringLiteral("public-tls-2026")).value());
    QCOMPARE(codesOf(report), codes);
    QVERIFY(!find(report, "key.usedElsewhere"));
    QStringList words;
    for (const Finding &finding : report.findings) {
        QCOMPARE(missingArguments(finding), QStringList());
        words.append(findingText(finding, Phrasebook(Language::English)).message);
    }
    QVERIFY2(words.join(QLatin1Char('\n')).contains(says), qPrintable(words.join(QLatin1Char('\n'))));
}

// No file without an answer: those of the kinds w* are answered by the reader's test.
void TestRequestCases::knowsEveryFile()
{
    QStringList files;
    for (const QString &file : QDir(folder()).entryList(QDir::Files, QDir::Name)) {
        if (!file.startsWith(QLatin1Char('w')))
            files.append(file.chopped(4));
    }
    QCOMPARE(files.size(), 33);
}

void TestRequestCases::refusesBytesBehindAnExtension()
{
    const QByteArray bytes = bytesOf(QStringLiteral("c74-san-trailing-in-ext"));
    const auto csr = CertificateSigningRequest::parse(bytes);
    QVERIFY(!csr);
    QCOMPARE(csr.error().code, ErrorCode::InvalidExtension);
    QCOMPARE(csr.error().field, QStringLiteral("subjectAltName"));
    QVERIFY2(csr.error().detail.contains(QLatin1String("bytes after the value")), qPrintable(csr.error().detail));
    QVERIFY(csr.error().offset > bytes.indexOf('\n') && csr.error().offset < bytes.size());
}

// Such a CA may issue for addresses, and this is none: it could not be written into the certificate.
void TestRequestCases::refusesMaskedAddressesOfPrivateCasToo()
{
    const Policy policy = loadPolicy(QStringLiteral("private-pki")).value();
    const auto codesIn = [&policy](const char *file) {
        const auto csr = CertificateSigningRequest::parse(bytesOf(QString::fromLatin1(file)));
        return csr ? codesOf(checkRequest(*csr, context(), policy)) : QString();
    };
    QCOMPARE(codesIn("c63-san-ip-mask8"), QStringLiteral("san.badAddress"));
    QCOMPARE(codesIn("c61-san-ip4"), QStringLiteral("domain.notRegistered san.reservedAddress~"));
}

TEGATA_TEST(TestRequestCases)
#include "test_requestcases.moc"
