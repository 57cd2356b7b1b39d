// SPDX-License-Identifier: Apache-2.0
#include "core/base/errortext.h"
#include "core/base/identityfault.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>

using namespace tegata;

class TestErrorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasNameAndWords();
    void everyIdentityFaultHasNameAndWords();
    void placeIsNamed();
    void neverShowsTheDetail();
};

namespace {

// The last code of the enumeration: a new one after it must be named here.
constexpr int LastCode = int(ErrorCode::StoreTooNew);

} // namespace

void TestErrorText::everyCodeHasNameAndWords()
{
    const Phrasebook book(Language::English);
    QSet<QString> names;
    QSet<QString> messages;
    for (int code = 0; code <= LastCode; ++code) {
        Error error;
        error.code = ErrorCode(code);
        const QString name = errorCodeName(error.code);
        const ErrorText text = describe(error, book);
        QVERIFY2(!name.isEmpty() && !names.contains(name), qPrintable(name));
        QVERIFY2(!text.message.isEmpty() && !messages.contains(text.message), qPrintable(name));
        QVERIFY2(!text.remedy.isEmpty(), qPrintable(name));
        QVERIFY2(!text.message.contains(QStringLiteral("%{")), qPrintable(name));
        names.insert(name);
        messages.insert(text.message);
    }
    QCOMPARE(names.size(), LastCode + 1);
}

void TestErrorText::everyIdentityFaultHasNameAndWords()
{
    const Phrasebook book(Language::English);
    QSet<QString> messages{describe(Error{ErrorCode::TlsIdentityRefused, {}, {}, -1}, book).message};
    for (int number = 0; number <= int(IdentityFault::Missing); ++number) {
        const auto fault = IdentityFault(number);
        const QString name = identityFaultName(fault);
        QVERIFY(identityFaultFromName(name) == fault);
        const ErrorText text = describe(Error{ErrorCode::TlsIdentityRefused, {}, name, -1}, book);
        QVERIFY2(!messages.contains(text.message), qPrintable(name));
        QVERIFY2(!text.remedy.isEmpty(), qPrintable(name));
        messages.insert(text.message);
    }
    QVERIFY(!identityFaultFromName(QString()));
    QVERIFY(!identityFaultFromName(QStringLiteral("forbidden")));
}

void TestErrorText::placeIsNamed()
{
    const Phrasebook book(Language::English);
    Error error;
    error.code = ErrorCode::MalformedEncoding;
    QVERIFY(!describe(error, book).message.contains(QStringLiteral("byte")));
    error.offset = 42;
    QVERIFY(describe(error, book).message.contains(QStringLiteral("42")));
    error = Error{ErrorCode::FileNotReadable, {}, QStringLiteral("a.csr"), -1};
    QVERIFY(describe(error, book).message.contains(QStringLiteral("a.csr")));
}

void TestErrorText::neverShowsTheDetail()
{
    const Phrasebook book(Language::English);
    for (int code = 0; code <= LastCode; ++code) {
        const ErrorText text = describe(Error{ErrorCode(code), QStringLiteral("engineers-only"), {}, -1}, book);
        QVERIFY(!text.message.contains(QStringLiteral("engineers-only")));
        QVERIFY(!text.remedy.contains(QStringLiteral("engineers-only")));
    }
}

TEGATA_TEST(TestErrorText)
#include "test_errortext.moc"
