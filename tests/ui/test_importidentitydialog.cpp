// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/importidentitydialog.h"

#include "core/domain/errortext.h"
#include "tests/support/testmain.h"
#include "tests/ui/practiceidentity.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/problemlabel.h"
#include "ui/identity/signinflow.h"
#include "ui/identity/unlockdialog.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace tegata {

namespace {

const QDateTime ValidUntil(QDate(2027, 6, 1), QTime(0, 0), Qt::UTC);
const QDateTime ExpiredOn(QDate(2026, 6, 1), QTime(0, 0), Qt::UTC);

} // namespace

class TestImportIdentityDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void importsAndUnlocksThroughTheKeychain();
    void withoutKeychainThePassphraseUnlocks();
    void wrongPassphraseStandsBesideTheField();

private:
    QString write(const QTemporaryDir &folder, const QByteArray &bytes) const;
    ImportIdentityDialog *openDialog(ShellFixture &shell, const QByteArray &bytes) const;

    PracticeIdentity m_files;
};

QString TestImportIdentityDialog::write(const QTemporaryDir &folder, const QByteArray &bytes) const
{
    QFile file(folder.filePath(QStringLiteral("operator.p12")));
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    return isWritten ? file.fileName() : QString();
}

ImportIdentityDialog *TestImportIdentityDialog::openDialog(ShellFixture &shell, const QByteArray &bytes) const
{
    shell.window.show();
    shell.operatorDesk.workspace().load();
    shell.operatorDesk.signIn().start();
    if (!QTest::qWaitFor([&shell] { return shell.operatorDesk.signIn().state() == SignIn::NoIdentity; }))
        return nullptr;
    shell.operatorDesk.signIn().importIdentity();
    auto *dialog = shell.window.findChild<ImportIdentityDialog *>();
    dialog->findChild<QLineEdit *>(QStringLiteral("identityFile"))->setText(write(shell.folder, bytes));
    return dialog;
}

void TestImportIdentityDialog::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("passphrase");
    QTest::addColumn<ErrorCode>("expected");
    const QString right = QStringLiteral("合言葉 Test 1");
    const QByteArray good = m_files.pkcs12(ValidUntil, ExtendedKeyUsage::ClientAuth);
    QTest::newRow("wrong passphrase") << good << QStringLiteral("wrong") << ErrorCode::WrongPassphrase;
    QTest::newRow("no passphrase") << good << QString() << ErrorCode::WrongPassphrase;
    QTest::newRow("damaged") << good.left(good.size() / 2) << right << ErrorCode::MalformedEncoding;
    QTest::newRow("not a PKCS#12") << QByteArray("hello, I am a text\n") << right << ErrorCode::MalformedEncoding;
    QTest::newRow("empty") << QByteArray() << right << ErrorCode::Empty;
    QTest::newRow("too large") << QByteArray(1024 * 1024 + 1, 'x') << right << ErrorCode::TooLarge;
    QTest::newRow("expired") << m_files.pkcs12(ExpiredOn, ExtendedKeyUsage::ClientAuth) << right
                             << ErrorCode::CertificateExpired;
    QTest::newRow("not for client authentication")
        << m_files.pkcs12(ValidUntil, ExtendedKeyUsage::ServerAuth) << right << ErrorCode::WrongPurpose;
    QFile keyless(QStringLiteral("%1/tests/ui/data/keyless.p12").arg(qEnvironmentVariable("TEGATA_SOURCE_DIR")));
    QVERIFY(keyless.open(QIODevice::ReadOnly));
    QTest::newRow("no key") << keyless.readAll() << QStringLiteral("test") << ErrorCode::KeyMissing;
}

void TestImportIdentityDialog::saysWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, passphrase);
    QFETCH(ErrorCode, expected);
    ShellFixture shell;
    ImportIdentityDialog *dialog = openDialog(shell, bytes);
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(QStringLiteral("identityPassphrase"))->setText(passphrase);
    dialog->findChild<QPushButton *>(QStringLiteral("identityImport"))->click();
    const bool isPassphrase = expected == ErrorCode::WrongPassphrase;
    auto *problem = dialog->findChild<ProblemLabel *>(isPassphrase ? QStringLiteral("identityPassphraseProblem")
                                                                   : QStringLiteral("identityFileProblem"));
    QTRY_VERIFY(!problem->isHidden());
    const ErrorText words = describe(Error{expected, {}, {}, -1}, shell.language.phrasebook());
    QVERIFY2(problem->text().contains(words.remedy), qPrintable(problem->text()));
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->findChild<QPushButton *>(QStringLiteral("identityImport"))->isEnabled());
    QCOMPARE(shell.operatorDesk.signIn().state(), SignIn::NoIdentity);
    // Mended input takes the words away.
    dialog->findChild<QLineEdit *>(QStringLiteral("identityPassphrase"))->setText(QStringLiteral("another"));
    QVERIFY(problem->isHidden());
}

void TestImportIdentityDialog::importsAndUnlocksThroughTheKeychain()
{
    ShellFixture shell;
    ImportIdentityDialog *dialog = openDialog(shell, m_files.pkcs12(ValidUntil, ExtendedKeyUsage::ClientAuth));
    QVERIFY(dialog);
    QSignalSpy closed(dialog, &QDialog::accepted);
    dialog->findChild<QLineEdit *>(QStringLiteral("identityPassphrase"))->setText(QStringLiteral("合言葉 Test 1"));
    dialog->findChild<QPushButton *>(QStringLiteral("identityImport"))->click();
    QTRY_COMPARE(closed.size(), 1);
    QTRY_COMPARE(shell.operatorDesk.signIn().state(), SignIn::Unlocked);
    QTRY_COMPARE(shell.desk.connection(), DeskConnection::Online);
    QCOMPARE(shell.secrets.keys().size(), 2); // of the identity, and of what is sealed in the cache
    QVERIFY(!shell.window.findChild<UnlockDialog *>());
    shell.operatorDesk.signIn().lock();
    QCOMPARE(shell.operatorDesk.signIn().state(), SignIn::Locked);
    shell.operatorDesk.signIn().unlock();
    QTRY_COMPARE(shell.operatorDesk.signIn().state(), SignIn::Unlocked);
}

void TestImportIdentityDialog::withoutKeychainThePassphraseUnlocks()
{
    ShellFixture shell;
    shell.secrets.failWith(ErrorCode::KeychainUnavailable);
    ImportIdentityDialog *dialog = openDialog(shell, m_files.pkcs12(ValidUntil, ExtendedKeyUsage::ClientAuth));
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(QStringLiteral("identityPassphrase"))->setText(QStringLiteral("合言葉 Test 1"));
    dialog->findChild<QPushButton *>(QStringLiteral("identityImport"))->click();
    QTRY_COMPARE(shell.operatorDesk.signIn().state(), SignIn::Unlocked);
}

void TestImportIdentityDialog::wrongPassphraseStandsBesideTheField()
{
    ShellFixture shell;
    shell.secrets.failWith(ErrorCode::KeychainUnavailable);
    ImportIdentityDialog *import = openDialog(shell, m_files.pkcs12(ValidUntil, ExtendedKeyUsage::ClientAuth));
    QVERIFY(import);
    import->findChild<QLineEdit *>(QStringLiteral("identityPassphrase"))->setText(QStringLiteral("合言葉 Test 1"));
    import->findChild<QPushButton *>(QStringLiteral("identityImport"))->click();
    QTRY_COMPARE(shell.operatorDesk.signIn().state(), SignIn::Unlocked);
    shell.operatorDesk.signIn().lock();
    shell.operatorDesk.signIn().unlock();
    UnlockDialog *dialog = nullptr;
    QTRY_VERIFY(dialog = shell.window.findChild<UnlockDialog *>());
    auto *passphrase = dialog->findChild<QLineEdit *>(QStringLiteral("unlockPassphrase"));
    auto *problem = dialog->findChild<ProblemLabel *>(QStringLiteral("unlockProblem"));
    QVERIFY(problem->isHidden());
    passphrase->setText(QStringLiteral("wrong"));
    QTest::keyClick(passphrase, Qt::Key_Return);
    QTRY_VERIFY(!problem->isHidden());
    QVERIFY(problem->text().contains(QLatin1String("passphrase is wrong")));
    QVERIFY(passphrase->text().isEmpty());
    passphrase->setText(QStringLiteral("合言葉 Test 1"));
    QTest::keyClick(passphrase, Qt::Key_Return);
    QTRY_COMPARE(shell.operatorDesk.signIn().state(), SignIn::Unlocked);
}

} // namespace tegata

TEGATA_TEST(tegata::TestImportIdentityDialog)
#include "test_importidentitydialog.moc"
