// SPDX-License-Identifier: Apache-2.0
#include "core/base/logbook.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/picture.h"
#include "tests/ui/practiceidentity.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/settingsstore.h"
#include "ui/identity/addtokendialog.h"
#include "ui/identity/identitiesdialog.h"
#include "ui/identity/unlockdialog.h"
#include "ui/shell/diagnosticsdialog.h"
#include "ui/shell/logdialog.h"
#include "ui/shell/settingsdialog.h"
#include "ui/shell/sitechangedialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

namespace tegata {

namespace {

const QDateTime ValidUntil(QDate(2027, 6, 1), QTime(0, 0), Qt::UTC);

SharedSecret secret()
{
    return std::make_shared<const SecretBytes>(PracticeIdentity::passphrase());
}

} // namespace

class TestShellDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsCountWhenAccepted();
    void settingsAreKept();
    void settingsAreBounded();
    void theLookCountsAtOnceAndGoesBack();
    void logFilters();
    void siteChangeIsAskedAbout_data();
    void siteChangeIsAskedAbout();
    void siteChangeShowsOldAndNew();
    void identitiesAreListedChosenAndRemoved();
    void theKeychainIsTriedAgain();
    void diagnosticsTellWhatToDo();

private:
    template <typename T>
    static T *part(QWidget &widget, const char *name)
    {
        T *found = widget.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    // Every part has a name, in both languages, and a picture is kept of each.
    static void look(QDialog &dialog, LanguageController &language)
    {
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        for (const Language each : {Language::Japanese, Language::English}) {
            language.setLanguage(each);
            QTRY_COMPARE(namelessWidgets(&dialog), QStringList());
        }
        keepPictures(dialog, language, dialog.objectName());
    }

    PracticeIdentity m_files;
    QTemporaryDir m_folder;
    Worker m_worker{QStringLiteral("test")};
};

void TestShellDialogs::settingsCountWhenAccepted()
{
    LanguageController language(Language::English);
    SettingsStore store({}, m_worker);
    QSignalSpy changed(&store, &SettingsStore::changed);
    {
        SettingsDialog dialog(store, language);
        look(dialog, language);
        part<QSpinBox>(dialog, "settingsIdle")->setValue(30);
        part<QCheckBox>(dialog, "settingsSound")->setChecked(true);
        part<QComboBox>(dialog, "settingsLanguage")->setCurrentIndex(0);
        QCOMPARE(language.language(), Language::Japanese); // seen at once
        part<QPushButton>(dialog, "settingsCancel")->click();
        QCOMPARE(language.language(), Language::English);
    }
    QCOMPARE(changed.count(), 0);
    SettingsDialog dialog(store, language);
    dialog.show();
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    part<QSpinBox>(dialog, "settingsUndo")->setValue(0);
    part<QSpinBox>(dialog, "settingsIdle")->setValue(30);
    part<QCheckBox>(dialog, "settingsLiveProbe")->toggle();
    QCOMPARE(part<QSpinBox>(dialog, "settingsPort")->isEnabled(), !Settings().liveProbe);
    QTest::keyClick(&dialog, Qt::Key_Return);
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(store.settings().idleLock, std::chrono::minutes(30));
    QCOMPARE(store.settings().undoWindow, std::chrono::seconds(0));
    QCOMPARE(store.settings().liveProbe, !Settings().liveProbe);
    QVERIFY(!store.settings().sound); // off unless somebody wants it
}

void TestShellDialogs::settingsAreKept()
{
    const QString file = m_folder.filePath(QStringLiteral("kept/settings.json"));
    Settings wanted;
    wanted.undoWindow = std::chrono::seconds(25);
    wanted.notifySent = false;
    wanted.liveProbePort = 8443;
    wanted.appearance = {SchemeChoice::Dark, Density::Compact, 130};
    {
        SettingsStore store(file, m_worker);
        QCOMPARE(store.settings(), Settings());
        QVERIFY(await(store.set(wanted)));
    }
    QCOMPARE(SettingsStore(file, m_worker).settings(), wanted);
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestShellDialogs::settingsAreBounded()
{
    const QString file = m_folder.filePath(QStringLiteral("wild.json"));
    QFile written(file);
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write(R"({"undoWindowSeconds": -5, "idleLockMinutes": 100000, "liveProbePort": 0, "sound": "yes",
                     "scheme": "pink", "density": 3, "textPercent": 9000})");
    written.close();
    const SettingsStore store(file, m_worker);
    QCOMPARE(store.settings().undoWindow, std::chrono::seconds(0));
    QCOMPARE(store.settings().idleLock, std::chrono::minutes(120));
    QCOMPARE(store.settings().liveProbePort, 1);
    QVERIFY(!store.settings().sound);
    QCOMPARE(store.settings().appearance,
             (AppearanceChoice{SchemeChoice::System, Density::Standard, AppearanceChoice::MostText}));
}

void TestShellDialogs::theLookCountsAtOnceAndGoesBack()
{
    LanguageController language(Language::English);
    SettingsStore store({}, m_worker);
    SettingsDialog dialog(store, language);
    dialog.show();
    const auto choose = [&dialog](const char *name, int place) {
        auto *box = part<QComboBox>(dialog, name);
        box->setFocus();
        QTest::keyClick(box, place > 0 ? Qt::Key_End : Qt::Key_Home);
    };
    part<QSpinBox>(dialog, "settingsIdle")->setValue(77);
    choose("settingsScheme", 1);
    QCOMPARE(store.settings().appearance.scheme, SchemeChoice::Dark);
    choose("settingsDensity", 1);
    QCOMPARE(store.settings().appearance.density, Density::Compact);
    choose("settingsText", 1);
    QVERIFY(store.settings().appearance.textPercent > 100);
    QCOMPARE(store.settings().idleLock, Settings().idleLock); // the rest waits until it is accepted
    part<QPushButton>(dialog, "settingsCancel")->click();
    QCOMPARE(store.settings(), Settings());
}

void TestShellDialogs::logFilters()
{
    LanguageController language(Language::English);
    ManualClock clock;
    LogBook book({}, clock);
    book.add(LogLevel::Debug, QStringLiteral("tegata.remote"), QStringLiteral("GET /v1/session 200"));
    book.add(LogLevel::Warning, QStringLiteral("tegata.remote"), QStringLiteral("password=geheim refused"));
    LogDialog dialog(book, m_worker);
    look(dialog, language);
    QVERIFY(dialog.shownText().contains(QLatin1String("GET")));
    QVERIFY(!dialog.shownText().contains(QLatin1String("geheim")));
    part<QComboBox>(dialog, "logLevel")->setCurrentIndex(2);
    QVERIFY(!dialog.shownText().contains(QLatin1String("GET")));
    part<QLineEdit>(dialog, "logFilter")->setText(QStringLiteral("REFUSED"));
    part<QPushButton>(dialog, "logCopy")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             toRfc3339(clock.now()) + QStringLiteral(" warning tegata.remote: password=[secret] refused"));
    book.add(LogLevel::Error, QStringLiteral("tegata"), QStringLiteral("refused too"));
    QTRY_VERIFY(dialog.shownText().contains(QLatin1String("refused too")));
    part<QLineEdit>(dialog, "logFilter")->setText(QStringLiteral("nothing has this"));
    QVERIFY(!part<QPushButton>(dialog, "logSave")->isEnabled());
}

void TestShellDialogs::siteChangeIsAskedAbout_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<bool>("isAsked");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("name") << QStringLiteral("name") << false;
    QTest::newRow("operator's address") << QStringLiteral("operator") << true;
    QTest::newRow("application's address") << QStringLiteral("application") << true;
    QTest::newRow("examiner's address") << QStringLiteral("examiner") << true;
    QTest::newRow("another authority") << QStringLiteral("anchor") << true;
    QTest::newRow("one more authority") << QStringLiteral("more") << true;
    QTest::newRow("no authority") << QStringLiteral("none") << true;
    QTest::newRow("another order") << QStringLiteral("order") << false;
}

void TestShellDialogs::siteChangeIsAskedAbout()
{
    QFETCH(const QString, change);
    SiteProfile known = ShellFixture::profile();
    known.operatorUrl = QUrl(QStringLiteral("https://operator.example.jp"));
    known.trustAnchors = {m_files.certificate(ValidUntil, ExtendedKeyUsage::ClientAuth),
                          m_files.certificate(ValidUntil, ExtendedKeyUsage::ServerAuth)};
    SiteProfile offered = known;
    const QUrl evil(QStringLiteral("https://evil.example"));
    const Certificate other = m_files.certificate(ValidUntil.addDays(1), ExtendedKeyUsage::ServerAuth);
    if (change == QLatin1String("name"))
        offered.name = QStringLiteral("Another name");
    else if (change == QLatin1String("operator"))
        offered.operatorUrl = evil;
    else if (change == QLatin1String("application"))
        offered.applicationUrl = evil;
    else if (change == QLatin1String("examiner"))
        offered.examinerUrl = evil;
    else if (change == QLatin1String("anchor"))
        offered.trustAnchors[1] = other;
    else if (change == QLatin1String("more"))
        offered.trustAnchors.append(other);
    else if (change == QLatin1String("none"))
        offered.trustAnchors.clear();
    else if (change == QLatin1String("order"))
        offered.trustAnchors.swapItemsAt(0, 1);
    QTEST(SiteChangeDialog::isNeeded(known, offered), "isAsked");
}

void TestShellDialogs::siteChangeShowsOldAndNew()
{
    LanguageController language(Language::English);
    SiteProfile known = ShellFixture::profile();
    known.operatorUrl = QUrl(QStringLiteral("https://operator.example.jp"));
    known.trustAnchors = {m_files.certificate(ValidUntil, ExtendedKeyUsage::ClientAuth)};
    SiteProfile offered = known;
    offered.operatorUrl = QUrl(QStringLiteral("https://elsewhere.example"));
    offered.trustAnchors = {m_files.certificate(ValidUntil, ExtendedKeyUsage::ServerAuth)};
    SiteChangeDialog dialog(known, offered);
    look(dialog, language);
    auto *list = part<QTreeWidget>(dialog, "siteChangeList");
    QCOMPARE(list->topLevelItemCount(), 2);
    QCOMPARE(list->topLevelItem(0)->text(1), known.operatorUrl.toString());
    QCOMPARE(list->topLevelItem(0)->text(2), offered.operatorUrl.toString());
    const auto shown = [list](int column) { return list->topLevelItem(1)->text(column).remove(QLatin1Char('\n')); };
    QVERIFY(shown(1).contains(colonHex(known.trustAnchors.constFirst().sha256())));
    QVERIFY(shown(2).contains(colonHex(offered.trustAnchors.constFirst().sha256())));
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    QSignalSpy rejected(&dialog, &QDialog::rejected);
    QTest::keyClick(&dialog, Qt::Key_Return); // alone, it trusts nobody new
    QCOMPARE(rejected.count(), 1);
    dialog.show();
    part<QPushButton>(dialog, "siteChangeAccept")->click();
    QCOMPARE(accepted.count(), 1);
}

void TestShellDialogs::identitiesAreListedChosenAndRemoved()
{
    ShellFixture shell;
    shell.window.show();
    const auto first =
        await(shell.session.importIdentity(m_files.pkcs12(ValidUntil, ExtendedKeyUsage::ClientAuth), secret()));
    const auto second = await(
        shell.session.importIdentity(m_files.pkcs12(ValidUntil.addDays(10), ExtendedKeyUsage::ClientAuth), secret()));
    QVERIFY(first && second);
    QCOMPARE(shell.session.site().identity, second->id);
    IdentitiesDialog dialog(shell.session, shell.language, shell.clock, &shell.window);
    auto *list = part<QTreeWidget>(dialog, "identitiesList");
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    look(dialog, shell.language);
    QVERIFY(list->topLevelItem(0)->text(0).contains(QLatin1String("(selected)")));
    QCOMPARE(list->topLevelItem(0)->text(3), QStringLiteral("on this computer (opened with the keychain)"));
    QVERIFY(list->topLevelItem(1)->text(2).contains(QLatin1String("2027-06-01")));

    QSignalSpy chosen(&dialog, &IdentitiesDialog::chosen);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    part<QPushButton>(dialog, "identitiesUse")->click();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(shell.session.site().identity, first->id);

    dialog.show();
    QVERIFY(await(shell.session.identities()));
    // Asked first, and kept unless the person says otherwise.
    part<QPushButton>(dialog, "identitiesRemove")->click();
    auto *box = part<QMessageBox>(dialog, "removeIdentityBox");
    QCOMPARE(box->defaultButton(), part<QPushButton>(*box, "removeIdentityKeep"));
    part<QPushButton>(*box, "removeIdentityConfirm")->click();
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    QTRY_VERIFY(shell.session.site().identity.isEmpty());
}

void TestShellDialogs::theKeychainIsTriedAgain()
{
    ShellFixture shell;
    shell.window.show();
    QVERIFY(await(shell.session.importIdentity(m_files.pkcs12(ValidUntil, ExtendedKeyUsage::ClientAuth), secret())));
    shell.secrets.hideEntries(); // as a locked keyring does
    UnlockDialog dialog(shell.session, shell.language, Error{ErrorCode::KeychainEntryMissing, {}, {}, -1},
                        &shell.window);
    look(dialog, shell.language);
    QVERIFY(part<QLineEdit>(dialog, "unlockPassphrase")->isHidden());
    part<QPushButton>(dialog, "unlockConfirm")->click();
    QTRY_VERIFY(part<QPushButton>(dialog, "unlockConfirm")->isEnabled());
    QVERIFY(dialog.isVisible());
    shell.secrets.showEntries();
    QTest::keyClick(&dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog.isVisible());
    QVERIFY(shell.session.isUnlocked());
}

void TestShellDialogs::diagnosticsTellWhatToDo()
{
    ShellFixture shell;
    shell.secrets.failWith(ErrorCode::KeychainUnavailable);
    DiagnosticsDialog dialog(shell.diagnostics, shell.language);
    auto *list = part<QTreeWidget>(dialog, "diagnosticsList");
    QTRY_VERIFY(list->topLevelItemCount() > 0);
    look(dialog, shell.language);
    part<QPushButton>(dialog, "diagnosticsCopy")->click();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(QLatin1String("Keychain: This desktop offers no keychain. (keychainUnavailable)")),
             qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("→ Load your operator certificate.")));
    QVERIFY(text.contains(QLatin1String("OpenSSL 3")));
    QVERIFY(text.contains(QLatin1String("SQLite 3")));
    QVERIFY(part<QLabel>(dialog, "diagnosticsSummary")->text().startsWith(QStringLiteral("⚠")));
}

} // namespace tegata

TEGATA_TEST(tegata::TestShellDialogs)
#include "test_shelldialogs.moc"
