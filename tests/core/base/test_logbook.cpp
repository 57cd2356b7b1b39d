// SPDX-License-Identifier: Apache-2.0
#include "core/base/logbook.h"
#include "core/base/logredactor.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace tegata;

class TestLogBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void redacts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("nothing", "GET /v1/requests 200 12 ms", "GET /v1/requests 200 12 ms");
        row("private key", "a -----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY----- b", "a [private key] b");
        row("its end is missing", "x -----BEGIN EC PRIVATE KEY-----\nMIIB", "x [private key]");
        row("encrypted key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nab\n-----END ENCRYPTED PRIVATE KEY-----",
            "[private key]");
        row("certificate stays", "-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----");
        row("password", "login password=geheim ok", "login password=[secret] ok");
        row("passphrase in JSON", R"({"passphrase": "a b c", "x": 1})", R"({"passphrase": [secret], "x": 1})");
        row("PIN", "PIN: 4711 tried", "PIN: [secret] tried");
        row("token", "token=abc;next", "token=[secret];next");
        row("Japanese", "パスワード: ひみつ です", "パスワード: [secret] です");
        row("bearer", "Authorization: Bearer abc.def-1", "Authorization: Bearer [secret]");
        row("in an address", "https://user:pw@example.jp/x", "https://[secret]@example.jp/x");
        row("mail", "to taro.yamada@example.co.jp now", "to [mail] now");
        row("long random text", "got Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A=", "got [secret]");
        row("fingerprint stays", "SHA-256 4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a",
            "SHA-256 4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a4a0f5e7a");
        row("pinned is no PIN", "pinned: yes", "pinned: yes");
        row("error code stays", "wrongPassphrase", "wrongPassphrase");
    }

    void redacts()
    {
        QFETCH(const QString, text);
        QTEST(redacted(text), "expected");
    }

    void keepsTheLast()
    {
        LogBook book({}, m_clock);
        QSignalSpy added(&book, &LogBook::added);
        for (std::size_t i = 0; i < LogBook::Capacity + 5; ++i)
            book.add(LogLevel::Note, QStringLiteral("test"), QString::number(i));
        QCOMPARE(book.records().size(), qsizetype(LogBook::Capacity));
        QCOMPARE(book.records().constFirst().text, QStringLiteral("5"));
        QCOMPARE(logLine(book.records().constLast()),
                 toRfc3339(m_clock.now()) + QStringLiteral(" note test: %1").arg(LogBook::Capacity + 4));
        QTRY_COMPARE(added.count(), 1); // many are one
    }

    void writesAFileOfItsOwner()
    {
        const QString file = m_folder.filePath(QStringLiteral("log/tegata.log"));
        {
            LogBook book(file, m_clock);
            book.add(LogLevel::Warning, QStringLiteral("tegata.remote"), QStringLiteral("password=geheim\nsecond"));
        }
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray text = written.readAll();
        QVERIFY(!text.contains("geheim"));
        QCOMPARE(text.count('\n'), 1);
        QVERIFY(text.contains("warning tegata.remote: password=[secret]"));
        QCOMPARE(written.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }

    void setsALargeFileAside()
    {
        const QString file = m_folder.filePath(QStringLiteral("large.log"));
        {
            LogBook book(file, m_clock);
            const QString line(3000, QLatin1Char('-'));
            for (int i = 0; i < 1200; ++i) // 3.6 MB
                book.add(LogLevel::Note, QStringLiteral("test"), line);
        }
        for (const char *suffix : {"", ".1", ".2"}) {
            const QFileInfo info(file + QLatin1String(suffix));
            QVERIFY2(info.exists(), suffix);
            QVERIFY(info.size() <= 1024 * 1024);
        }
        QVERIFY(!QFile::exists(file + QStringLiteral(".3")));
    }

    void takesFromManyThreads()
    {
        LogBook book({}, m_clock);
        const auto write = [&book] {
            for (int i = 0; i < 200; ++i)
                book.add(LogLevel::Debug, QStringLiteral("thread"), QString::number(i));
        };
        std::thread first(write);
        std::thread second(write);
        first.join();
        second.join();
        QCOMPARE(book.records().size(), 400);
    }

private:
    QTemporaryDir m_folder;
    ManualClock m_clock;
};

TEGATA_TEST(TestLogBook)
#include "test_logbook.moc"
