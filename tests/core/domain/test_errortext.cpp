// SPDX-License-Identifier: Apache-2.0
#include "core/base/identityfault.h"
#include "core/domain/errortext.h"
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
    void consolesShowThePlaceWithoutGaps();
    void aConflictIsToldAsWhatItIs();
    void neverShowsTheDetail();
    void internalNamesAreForTheLog_data();
    void internalNamesAreForTheLog();
    void theSitesFaultIsNamed_data();
    void theSitesFaultIsNamed();
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

void TestErrorText::internalNamesAreForTheLog_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");
    QTest::addColumn<bool>("isShown");
    for (const char *name : {"contact.loginId", "applicants[0].name", "idempotencyKey"})
        QTest::addRow("%s", name) << ErrorCode::InvalidArgument << QString::fromLatin1(name) << false;
    QTest::addRow("an option") << ErrorCode::InvalidArgument << QStringLiteral("--at") << true;
    QTest::addRow("a value") << ErrorCode::InvalidArgument << QStringLiteral("https://ca.example.jp") << true;
    QTest::addRow("an item") << ErrorCode::NotFound << QStringLiteral("draft") << false;
    QTest::addRow("a file") << ErrorCode::NotFound << QStringLiteral("missing.csr") << true;
    QTest::addRow("a path") << ErrorCode::FileNotReadable << QStringLiteral("/data") << true;
}

void TestErrorText::internalNamesAreForTheLog()
{
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, field);
    for (const Language language : {Language::Japanese, Language::English}) {
        const QString message = describe(Error{code, {}, field, -1}, Phrasebook(language)).message;
        QTEST(message.contains(field), "isShown");
        QVERIFY(!message.contains(QLatin1String("%{")));
    }
}

void TestErrorText::consolesShowThePlaceWithoutGaps()
{
    Error error{ErrorCode::Conflict, {}, {}, -1};
    QCOMPARE(placeInBrackets(error), QString());
    error.field = QStringLiteral("/data");
    QCOMPARE(placeInBrackets(error), QStringLiteral(" (/data)"));
    error.detail = QStringLiteral("locked");
    QCOMPARE(placeInBrackets(error), QStringLiteral(" (/data: locked)"));
    error.field.clear();
    QCOMPARE(placeInBrackets(error), QStringLiteral(" (locked)"));
}

void TestErrorText::aConflictIsToldAsWhatItIs()
{
    const Phrasebook book(Language::English);
    Error error{ErrorCode::Conflict, {}, QStringLiteral("/data"), -1};
    QSet<QString> messages{describe(error, book).message};
    for (const char *reason : {"conflict.state", "conflict.timedOut", "conflict.claimed", "directory.inUse"}) {
        error.reason = QLatin1String(reason);
        const ErrorText text = describe(error, book);
        QVERIFY2(!messages.contains(text.message), reason);
        QVERIFY2(!text.message.contains(QLatin1String("changed")), reason); // nobody's change
        messages.insert(text.message);
    }
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

void TestErrorText::theSitesFaultIsNamed_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");
    for (const char *field : {"answer.head", "answer.body"}) {
        QTest::addRow("%s, too large", field) << ErrorCode::TooLarge << QString::fromLatin1(field);
        QTest::addRow("%s, broken", field) << ErrorCode::ProtocolViolation << QString::fromLatin1(field);
    }
    for (const char *field : {"changes.page", "changes.cursor", "changes.reset", "changes.poll"})
        QTest::addRow("%s", field) << ErrorCode::ProtocolViolation << QString::fromLatin1(field);
    QTest::newRow("changes.total") << ErrorCode::TooLarge << QStringLiteral("changes.total");
}

void TestErrorText::theSitesFaultIsNamed()
{
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, field);
    const Phrasebook book(Language::English);
    const ErrorText text = describe(Error{code, {}, field, -1}, book);
    QVERIFY2(text.message.startsWith(QStringLiteral("The site")), qPrintable(text.message));
    QVERIFY2(text.remedy.contains(QStringLiteral("fault of the site")), qPrintable(text.remedy));
    QVERIFY(text.message != describe(Error{code, {}, {}, -1}, book).message);
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
