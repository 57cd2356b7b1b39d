// SPDX-License-Identifier: Apache-2.0
#include "core/base/filewriter.h"
#include "core/base/privatefile.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/smalldisk.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tegata;

class TestFileWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
    }

    // A disk that fills up after each possible number of bytes: what was there stays, and nothing else is left.
    void keepsTheOldFileWhereverTheDiskFillsUp()
    {
        const QByteArray before(100, 'o');
        const QByteArray after(300, 'n');
        QVERIFY(writePrivateFile(path("file"), before));
        for (rlim_t room = 0; room < rlim_t(after.size()); ++room) {
            const Result<void> written = [&] {
                const FileSizeLimit limit(room);
                return writePrivateFile(path("file"), after);
            }();
            QVERIFY2(!written, QByteArray::number(room).constData());
            QCOMPARE(written.error().code, ErrorCode::DiskFull);
            QCOMPARE(written.error().field, QStringLiteral("file"));
            QCOMPARE(readPrivateFile(path("file"), 1000).value_or("lost"), before);
            QCOMPARE(names(), QStringLiteral("file"));
        }
        const FileSizeLimit enough(rlim_t(after.size()));
        QVERIFY(writePrivateFile(path("file"), after));
        QCOMPARE(readPrivateFile(path("file"), 1000).value_or("lost"), after);
    }

    // The same on a real one of some pages, where this process may mount it.
    void keepsTheOldFileOnASmallDisk()
    {
        const SmallDisk disk(m_directory->path(), 32 * 1024);
        if (!disk.isMounted())
            return; // the limit above walked the same calls
        const QByteArray before(4096, 'o');
        QVERIFY(writePrivateFile(path("file"), before));
        QByteArray filling;
        for (int page = 1; page < 12; ++page) {
            filling = QByteArray(page * 4096, 'n');
            if (const Result<void> written = writePrivateFile(path("file"), filling); !written) {
                QCOMPARE(written.error().code, ErrorCode::DiskFull);
                break;
            }
        }
        const QByteArray left = readPrivateFile(path("file"), 100000).value_or("lost");
        QVERIFY(left.size() >= 4096 && left.size() < filling.size());
        QCOMPARE(left, QByteArray(left.size(), 'n'));
        QCOMPARE(names(), QStringLiteral("file"));
    }

    void tellsThatADeviceIsFull()
    {
        const Result<void> full = writeFile(QStringLiteral("/dev/full"), "certificate", FileAccess::AsBefore);
        QVERIFY(!full);
        QCOMPARE(full.error().code, ErrorCode::DiskFull);
        struct stat found = {};
        QCOMPARE(::stat("/dev/full", &found), 0);
        QVERIFY2(S_ISCHR(found.st_mode), "the device was replaced by a file");
        QVERIFY(writeFile(QStringLiteral("/dev/null"), "certificate", FileAccess::AsBefore));
    }

    void writesIntoAPipe()
    {
        const QByteArray pipe = QFile::encodeName(path("pipe"));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(reader >= 0);
        QVERIFY(writeFile(path("pipe"), "certificate", FileAccess::AsBefore));
        QByteArray read(100, '\0');
        read.resize(::read(reader, read.data(), size_t(read.size())));
        ::close(reader);
        QCOMPARE(read, QByteArray("certificate"));
        QCOMPARE(names(), QStringLiteral("pipe"));
    }

    void keepsOrSetsTheMode_data()
    {
        QTest::addColumn<FileAccess>("access");
        QTest::addColumn<int>("before"); // 0: no file
        QTest::addColumn<int>("after");
        QTest::newRow("new, owner") << FileAccess::Owner << 0 << 0600;
        QTest::newRow("new, as before") << FileAccess::AsBefore << 0 << 0600;
        QTest::newRow("readable by all, owner") << FileAccess::Owner << 0644 << 0600;
        QTest::newRow("readable by all, as before") << FileAccess::AsBefore << 0644 << 0644;
        QTest::newRow("group, as before") << FileAccess::AsBefore << 0640 << 0640;
    }

    void keepsOrSetsTheMode()
    {
        QFETCH(const FileAccess, access);
        QFETCH(const int, before);
        QFETCH(const int, after);
        if (before != 0) {
            QVERIFY(writePrivateFile(path("file"), "old"));
            QCOMPARE(::chmod(QFile::encodeName(path("file")).constData(), mode_t(before)), 0);
        }
        QVERIFY(writeFile(path("file"), "new", access));
        struct stat found = {};
        QCOMPARE(::stat(QFile::encodeName(path("file")).constData(), &found), 0);
        QCOMPARE(int(found.st_mode & 07777), after);
    }

    void refusesToReplaceWhereANewFileIsWanted()
    {
        QVERIFY(writeFile(path("draft"), "mine", FileAccess::Owner, Existing::Refuse));
        const Result<void> again = writeFile(path("draft"), "other", FileAccess::Owner, Existing::Refuse);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::FileNotWritable);
        QCOMPARE(again.error().detail, QStringLiteral("exists already"));
        // One that appears between looking and naming.
        FileWriter writer;
        QVERIFY(writer.open(path("late"), FileAccess::Owner, Existing::Refuse));
        QVERIFY(writer.write("other"));
        QVERIFY(writePrivateFile(path("late"), "mine"));
        QVERIFY(!writer.commit());
        QCOMPARE(readPrivateFile(path("late"), 100).value_or("lost"), QByteArray("mine"));
        QCOMPARE(names(), QStringLiteral("draft late"));
    }

    void replacesWhatALinkPointsTo()
    {
        QVERIFY(writePrivateFile(path("real"), "old"));
        QVERIFY(QFile::link(path("real"), path("link")));
        QVERIFY(writePrivateFile(path("link"), "new"));
        QCOMPARE(readPrivateFile(path("real"), 100).value_or("lost"), QByteArray("new"));
        QVERIFY(QFileInfo(path("link")).isSymLink());
    }

    void refusesWhatCannotBeWritten()
    {
        const Result<void> folder = writePrivateFile(m_directory->path(), "x");
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, ErrorCode::FileNotWritable);
        const Result<void> missing = writePrivateFile(path("no/such"), "x");
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::FileNotWritable);
        // What Qt makes of a name that is not UTF-8: another name.
        const QString decoded = QFile::decodeName(QFile::encodeName(path("caf")) + "\xe9.pem");
        const Result<void> foreign = writePrivateFile(decoded, "x");
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().code, ErrorCode::FileNotWritable);
        QCOMPARE(names(), QString());
    }

    void leavesNothingWhenItIsGivenUp()
    {
        {
            FileWriter writer;
            QVERIFY(writer.open(path("file")));
            QVERIFY(writer.write("half"));
        }
        QCOMPARE(names(), QString());
    }

private:
    QString path(const char *name) const { return m_directory->filePath(QLatin1String(name)); }
    QString names() const
    {
        const QDir::Filters all = QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot;
        return QDir(m_directory->path()).entryList(all, QDir::Name).join(QLatin1Char(' '));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

TEGATA_TEST(TestFileWriter)
#include "test_filewriter.moc"
