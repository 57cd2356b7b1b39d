// SPDX-License-Identifier: Apache-2.0
#include "core/base/privatefile.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

class TestPrivateFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasWritten_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 4095, 4096, 4097, 100000})
            QTest::addRow("%d bytes", size) << size;
    }

    void givesBackWhatWasWritten()
    {
        QFETCH(const int, size);
        const QByteArray bytes(size, 'x');
        QVERIFY(writePrivateFile(path("file"), bytes));
        QCOMPARE(readPrivateFile(path("file"), 100000).value_or("unreadable"), bytes);
    }

    // The limit is for the hostile file: a small one read under a large limit, again and again, must stay small.
    void takesTheMemoryThatTheFileNeeds()
    {
        QVERIFY(writePrivateFile(path("small"), "a draft"));
        const Result<QByteArray> bytes = readPrivateFile(path("small"), 80 * 1024 * 1024);
        QVERIFY(bytes);
        QCOMPARE(*bytes, QByteArray("a draft"));
        QVERIFY2(bytes->capacity() < 64 * 1024, QByteArray::number(bytes->capacity()).constData());
    }

    void refusesWhatIsLongerThanTheLimit()
    {
        QVERIFY(writePrivateFile(path("long"), QByteArray(5001, 'x')));
        QVERIFY(readPrivateFile(path("long"), 5001));
        const Result<QByteArray> refused = readPrivateFile(path("long"), 5000);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
        QCOMPARE(refused.error().field, QStringLiteral("long"));
    }

    // The kernel's own files say that they are empty.
    void readsToTheEndWhateverTheSizeSays()
    {
        const QString maps = QStringLiteral("/proc/self/maps");
        QCOMPARE(QFile(maps).size(), 0);
        const Result<QByteArray> bytes = readPrivateFile(maps, 16 * 1024 * 1024);
        QVERIFY(bytes && bytes->size() > 4096);
        QVERIFY(bytes->contains("[stack]") && bytes->endsWith('\n'));
        const Result<QByteArray> refused = readPrivateFile(maps, 5000);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
    }

    void saysWhatCannotBeRead()
    {
        const Result<QByteArray> absent = readPrivateFile(path("absent"), 10);
        QVERIFY(!absent);
        QCOMPARE(absent.error().code, ErrorCode::NotFound);
        const Result<QByteArray> folder = readPrivateFile(m_directory.path(), 10);
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, ErrorCode::FileNotReadable);
    }

    void readsWhatAPersonChose_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("absent") << path("absent") << ErrorCode::FileNotReadable;
        QTest::newRow("folder") << m_directory.path() << ErrorCode::FileNotReadable;
        QTest::newRow("device without end") << QStringLiteral("/dev/zero") << ErrorCode::FileNotReadable;
        QTest::newRow("too large") << path("chosen") << ErrorCode::TooLarge;
    }

    void readsWhatAPersonChose()
    {
        QFETCH(const QString, file);
        QVERIFY(writePrivateFile(path("chosen"), "12345"));
        const Result<QByteArray> refused = readChosenFile(file, 4);
        QVERIFY(!refused);
        QTEST(refused.error().code, "code");
        QCOMPARE(refused.error().field, file);
        QCOMPARE(readChosenFile(path("chosen"), 5).value_or("unreadable"), QByteArray("12345"));
    }

private:
    QString path(const char *name) const { return m_directory.filePath(QLatin1String(name)); }

    QTemporaryDir m_directory;
};

TEGATA_TEST(TestPrivateFile)
#include "test_privatefile.moc"
