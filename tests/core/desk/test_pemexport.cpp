// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/pemexport.h"
#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;
using State = PemExport::State;

class TestPemExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_connection = m_site->makeConnection();
        m_serials.clear();
        for (int i = 1; i <= 5; ++i)
            m_serials.append(m_site->put(FakeSite::makeCertificate(i)).serial);
    }
    void cleanup()
    {
        m_job.reset();
        m_connection.reset();
        m_site.reset();
    }

    void bundleHoldsAllInOrder()
    {
        make({PemExport::Layout::Bundle, path("all.pem"), false});
        m_job->start();
        QTRY_COMPARE(m_job->state(), State::Finished);
        QVERIFY(!m_job->lastError());
        QCOMPARE(m_job->done(), 5);
        QByteArray expected;
        for (const QString &serial : std::as_const(m_serials))
            expected += pemOf(serial);
        QCOMPARE(read("all.pem"), expected);
    }

    void chainsFollowTheirCertificates()
    {
        make({PemExport::Layout::Bundle, path("all.pem"), true});
        m_job->start();
        QTRY_COMPARE(m_job->state(), State::Finished);
        QVERIFY(read("all.pem").count("-----BEGIN CERTIFICATE-----") > 5);
    }

    void eachGetsAFileOfItsOwn()
    {
        make({PemExport::Layout::FileEach, path("certificates"), false});
        m_job->start();
        QTRY_COMPARE(m_job->state(), State::Finished);
        const QStringList files = QDir(path("certificates")).entryList(QDir::Files);
        QCOMPARE(files.size(), 5);
        for (const QString &serial : std::as_const(m_serials))
            QCOMPARE(files.filter(serial).size(), 1);
    }

    // One after the other: never a second question before the answer to the first.
    void asksOneAfterTheOther()
    {
        m_site->hold();
        make({PemExport::Layout::Bundle, path("all.pem"), false});
        m_job->start();
        QTRY_COMPARE(m_site->calls().size(), 1);
        m_site->release();
        QTRY_COMPARE(m_job->state(), State::Finished);
        QCOMPARE(m_site->calls().size(), 5);
    }

    void waitsWhileTheSiteIsAwayAndGoesOn()
    {
        make({PemExport::Layout::Bundle, path("all.pem"), false});
        m_site->goOffline();
        m_job->start();
        QTRY_VERIFY(m_pauses >= 2);
        QCOMPARE(m_job->done(), 0);
        QCOMPARE(m_job->lastError()->code, ErrorCode::Offline);
        m_site->goOnline();
        QTRY_COMPARE(m_job->state(), State::Finished);
        QVERIFY(m_job->failures().isEmpty());
        QCOMPARE(read("all.pem").count("-----BEGIN CERTIFICATE-----"), 5);
    }

    void stopsAndResumesAtTheSamePlace()
    {
        make({PemExport::Layout::Bundle, path("all.pem"), false});
        connect(m_job.get(), &PemExport::progressed, this, [this](qsizetype done) {
            if (done == 2)
                m_job->stop();
        });
        m_job->start();
        QTRY_COMPARE(m_job->state(), State::Stopped);
        QCOMPARE(m_job->done(), 2);
        QVERIFY(!QFile::exists(path("all.pem")));
        m_job->resume();
        QTRY_COMPARE(m_job->state(), State::Finished);
        QCOMPARE(read("all.pem").count("-----BEGIN CERTIFICATE-----"), 5);
        QCOMPARE(m_site->calls().size(), 5);
    }

    void stopsByItselfWhenNobodyIsLetIn()
    {
        make({PemExport::Layout::Bundle, path("all.pem"), false});
        m_site->failNext(Error{ErrorCode::TlsIdentityRefused, {}, {}, -1});
        m_job->start();
        QTRY_COMPARE(m_job->state(), State::Stopped);
        QCOMPARE(m_job->lastError()->code, ErrorCode::TlsIdentityRefused);
        m_job->resume();
        QTRY_COMPARE(m_job->state(), State::Finished);
        QCOMPARE(m_job->done(), 5);
    }

    void leavesOutWhatTheSiteDoesNotHave()
    {
        m_serials.insert(2, QStringLiteral("FFFF"));
        make({PemExport::Layout::Bundle, path("all.pem"), false});
        m_job->start();
        QTRY_COMPARE(m_job->state(), State::Finished);
        QCOMPARE(m_job->failures().size(), 1);
        QCOMPARE(m_job->failures().constFirst().serial, QStringLiteral("FFFF"));
        QCOMPARE(m_job->failures().constFirst().error.code, ErrorCode::NotFound);
        QCOMPARE(read("all.pem").count("-----BEGIN CERTIFICATE-----"), 5);
    }

    void tellsWhatCannotBeWritten()
    {
        make({PemExport::Layout::Bundle, path("absent/all.pem"), false});
        m_job->start();
        QTRY_COMPARE(m_job->state(), State::Finished);
        QCOMPARE(m_job->lastError()->code, ErrorCode::FileNotWritable);
        QVERIFY(m_site->calls().isEmpty());
    }

    void deletedLeavesNoPartOfABundle()
    {
        make({PemExport::Layout::Bundle, path("all.pem"), false});
        m_site->goOffline();
        m_job->start();
        QTRY_COMPARE(m_job->state(), State::Waiting);
        m_job.reset();
        QTRY_VERIFY(QDir(m_folder->path()).isEmpty(QDir::Files | QDir::Hidden));
    }

    void fileNames_data()
    {
        QTest::addColumn<QString>("commonName");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "www.example.jp"
                               << "www.example.jp-0A000001.pem";
        QTest::newRow("wildcard") << "*.example.jp"
                                  << "wildcard.example.jp-0A000001.pem";
        QTest::newRow("path") << "../../etc/passwd"
                              << "0A000001.._.._etc_passwd.pem";
        QTest::newRow("japanese") << "日本語.jp"
                                  << "___.jp-0A000001.pem";
        QTest::newRow("empty") << ""
                               << "0A000001.pem";
        QTest::newRow("long") << QString(300, QLatin1Char('a'))
                              << QString(160, QLatin1Char('a')) + QStringLiteral("-0A000001.pem");
    }
    void fileNames()
    {
        QFETCH(QString, commonName);
        CertificateRecord certificate = FakeSite::makeCertificate(1);
        certificate.commonName = commonName;
        QTEST(PemExport::fileName(certificate), "expected");
    }

private:
    void make(const PemExport::Target &target)
    {
        m_pauses = 0;
        const auto fetch = [this](const QString &serial) { return m_connection->fetchCertificate(serial); };
        const auto pause = [this] {
            ++m_pauses;
            return std::chrono::milliseconds(1);
        };
        m_job = std::make_unique<PemExport>(m_worker, fetch, m_serials, target, nullptr, pause);
    }
    QByteArray pemOf(const QString &serial)
    {
        const Future<CertificateDetail> detail = m_connection->fetchCertificate(serial);
        if (!QTest::qWaitFor([&] { return detail.isFinished(); }))
            return {};
        return detail.resultAt(0)->pem;
    }
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Worker m_worker{QStringLiteral("export")};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeSite> m_site;
    std::unique_ptr<OperatorSite> m_connection;
    QStringList m_serials;
    std::unique_ptr<PemExport> m_job;
    int m_pauses = 0;
};

TEGATA_TEST(TestPemExport)
#include "test_pemexport.moc"
