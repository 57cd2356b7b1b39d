// SPDX-License-Identifier: Apache-2.0
#include "tests/support/await.h"
#include "tests/support/manualclock.h"
#include "tests/support/softtoken.h"
#include "tests/support/testauthority.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/picture.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/problemlabel.h"
#include "ui/identity/addtokendialog.h"
#include "ui/identity/unlockdialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace tegata {

// Operator certificates on tokens, as a person adds and unlocks them; with SoftHSM2.
class TestTokenDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aCertificateIsAddedWithoutAPin();
    void aDriverThatIsNoneSaysSo();
    void withoutATokenItSaysSo();
    void theRightPinUnlocks();
    void aWrongPinIsTriedOnceAndSaid();
    void anEmptyPinIsNoTry();
    void theStateOfThePinIsShown_data();
    void theStateOfThePinIsShown();

private:
    bool add();
    template <typename T>
    static T *part(QWidget &widget, const char *name)
    {
        T *found = widget.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    UnlockDialog *ask()
    {
        m_dialog = std::make_unique<UnlockDialog>(m_shell->session, m_shell->language,
                                                  Error{ErrorCode::PinNeeded, {}, {}, -1}, &m_shell->window);
        m_dialog->show();
        return m_dialog.get();
    }

    SoftToken m_token;
    const TestAuthority m_authority{QStringLiteral("Test Root"), ManualClock().now()}; // as the desk's clock
    std::unique_ptr<ShellFixture> m_shell;
    std::unique_ptr<UnlockDialog> m_dialog;
};

void TestTokenDialog::initTestCase()
{
    const TestIdentity made = m_authority.client(QStringLiteral("T.YAMADA"), KeySpec::EcP256);
    m_token.add(QStringLiteral("desk"), made.key, made.certificate);
}

void TestTokenDialog::init()
{
    m_token.clear();
    m_shell = std::make_unique<ShellFixture>();
    m_shell->window.show();
}

void TestTokenDialog::cleanup()
{
    m_dialog.reset();
    m_shell.reset();
}

// Whether it worked.
bool TestTokenDialog::add()
{
    AddTokenDialog dialog(m_shell->session, m_shell->language, &m_shell->window);
    const QSignalSpy added(&dialog, &AddTokenDialog::added);
    dialog.show();
    dialog.setModule(SoftToken::module());
    auto *accept = part<QPushButton>(dialog, "tokenAccept");
    if (!QTest::qWaitFor([accept] { return accept->isEnabled(); }))
        return false;
    accept->click();
    return QTest::qWaitFor([&added] { return !added.isEmpty(); });
}

void TestTokenDialog::aCertificateIsAddedWithoutAPin()
{
    AddTokenDialog dialog(m_shell->session, m_shell->language, &m_shell->window);
    const QSignalSpy added(&dialog, &AddTokenDialog::added);
    dialog.show();
    auto *accept = part<QPushButton>(dialog, "tokenAccept");
    QVERIFY(!accept->isEnabled());
    dialog.setModule(SoftToken::module());
    auto *list = part<QListWidget>(dialog, "tokenCertificates");
    QTRY_COMPARE(list->count(), 1);
    QVERIFY(list->item(0)->text().startsWith(QLatin1String("T.YAMADA")));
    QTRY_VERIFY(part<QComboBox>(dialog, "tokenChoice")->currentText().startsWith(QLatin1String("desk")));
    const QStringList nameless = namelessWidgets(&dialog);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    // The list follows the language.
    m_shell->language.setLanguage(Language::Japanese);
    QTRY_VERIFY(!list->item(0)->text().contains(QLatin1String("issued by")));
    m_shell->language.setLanguage(Language::English);
    QTRY_VERIFY(list->item(0)->text().contains(QLatin1String("issued by")));
    keepPictures(dialog, m_shell->language, dialog.objectName());
    QTRY_VERIFY(accept->isEnabled());
    accept->click();
    QTRY_COMPARE(added.size(), 1);
    QCOMPARE(m_shell->session.identity()->token->tokenLabel, QStringLiteral("desk"));
    QVERIFY(!dialog.isVisible());
    QVERIFY(m_token.logins().isEmpty());
}

void TestTokenDialog::aDriverThatIsNoneSaysSo()
{
    AddTokenDialog dialog(m_shell->session, m_shell->language, &m_shell->window);
    dialog.show();
    dialog.setModule(m_shell->folder.filePath(QStringLiteral("none.so")));
    auto *problem = part<ProblemLabel>(dialog, "tokenProblem");
    QTRY_VERIFY(!problem->text().isEmpty());
    QVERIFY(!part<QPushButton>(dialog, "tokenAccept")->isEnabled());
}

void TestTokenDialog::withoutATokenItSaysSo()
{
    m_token.set("removed", true);
    AddTokenDialog dialog(m_shell->session, m_shell->language, &m_shell->window);
    dialog.show();
    dialog.setModule(SoftToken::module());
    auto *state = part<QLabel>(dialog, "tokenState");
    QTRY_VERIFY(state->text().contains(QLatin1String("No token was found")));
    m_token.set("removed", false);
    part<QPushButton>(dialog, "tokenRefresh")->click();
    QTRY_COMPARE(part<QListWidget>(dialog, "tokenCertificates")->count(), 1);
    QVERIFY(!state->isVisible());
}

void TestTokenDialog::theRightPinUnlocks()
{
    QVERIFY(add());
    UnlockDialog *dialog = ask();
    QCOMPARE(part<QLabel>(*dialog, "unlockLabel")->text(), QStringLiteral("&PIN:"));
    QCOMPARE(part<QLineEdit>(*dialog, "unlockPassphrase")->echoMode(), QLineEdit::Password);
    keepPictures(*dialog, m_shell->language, QStringLiteral("unlockPin"));
    part<QLineEdit>(*dialog, "unlockPassphrase")->setText(QStringLiteral("4711"));
    part<QPushButton>(*dialog, "unlockConfirm")->click();
    QTRY_VERIFY(!dialog->isVisible());
    QVERIFY(m_shell->session.isUnlocked());
    QCOMPARE(m_token.logins(), QList<QByteArray>{"0x0"});
}

void TestTokenDialog::aWrongPinIsTriedOnceAndSaid()
{
    QVERIFY(add());
    UnlockDialog *dialog = ask();
    auto *pin = part<QLineEdit>(*dialog, "unlockPassphrase");
    auto *problem = part<ProblemLabel>(*dialog, "unlockProblem");
    pin->setText(QStringLiteral("1234"));
    part<QPushButton>(*dialog, "unlockConfirm")->click();
    QTRY_VERIFY(problem->text().contains(QLatin1String("PIN")));
    QVERIFY(pin->text().isEmpty()); // it is typed anew, not sent again
    QVERIFY(dialog->isVisible());
    QVERIFY(!m_shell->session.isUnlocked());
    QCOMPARE(m_token.logins(), QList<QByteArray>{"0xa0"});
}

void TestTokenDialog::anEmptyPinIsNoTry()
{
    QVERIFY(add());
    UnlockDialog *dialog = ask();
    part<QPushButton>(*dialog, "unlockConfirm")->click();
    QTRY_VERIFY(!part<ProblemLabel>(*dialog, "unlockProblem")->text().isEmpty());
    QVERIFY(m_token.logins().isEmpty());
}

void TestTokenDialog::theStateOfThePinIsShown_data()
{
    QTest::addColumn<QByteArray>("flag");
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("canTry");
    QTest::newRow("low") << QByteArray("low") << QStringLiteral("A wrong PIN was entered before") << true;
    QTest::newRow("last try") << QByteArray("final") << QStringLiteral("the last try") << true;
    QTest::newRow("locked") << QByteArray("locked") << QStringLiteral("PUK") << false;
}

void TestTokenDialog::theStateOfThePinIsShown()
{
    QFETCH(const QByteArray, flag);
    QFETCH(const QString, said);
    QVERIFY(add());
    m_token.set(flag.constData(), true);
    UnlockDialog *dialog = ask();
    auto *state = part<QLabel>(*dialog, "unlockPinState");
    QTRY_VERIFY(state->text().contains(said));
    QVERIFY(state->isVisible());
    QTEST(part<QPushButton>(*dialog, "unlockConfirm")->isEnabled(), "canTry");
}

} // namespace tegata

TEGATA_TEST(tegata::TestTokenDialog)
#include "test_tokendialog.moc"
