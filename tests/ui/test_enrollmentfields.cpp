// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/enrollmentfixture.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>

namespace tegata {

// The editors of the enrolment form, driven as a person drives them.
class TestEnrollmentFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMissingFieldIsSaidAfterItsVisit();
    void findingsStandBesideTheirField();
    void aCorrectionIsOffered_data();
    void aCorrectionIsOffered();
    void composingChangesNothing();
    void nameIsCountedInCodePoints_data();
    void nameIsCountedInCodePoints();
    void nameOffersAreStepsBack();
    void longNamesGoToTheDesk();
    void theWordsOfABoxTickIt();
    void prefectureIsFoundByTyping_data();
    void prefectureIsFoundByTyping();
    void numbersAreTypedFreely_data();
    void numbersAreTypedFreely();
    void diesWhileTypedIn();
    void passwordStaysOffTheClipboard();
    void applicantsAreAddedMovedAndRemoved();
    void namesAreCopied();
    void typingIsQuick();
};

namespace {

void chooseByTyping(QComboBox *box, const QString &text)
{
    box->setFocus();
    box->lineEdit()->selectAll();
    if (text.isEmpty())
        QTest::keyClick(box->lineEdit(), Qt::Key_Delete);
    for (const QChar character : text)
        EnrollmentFixture::typeInto(box->lineEdit(), character);
    QTest::keyClick(box->lineEdit(), Qt::Key_Return);
}

} // namespace

void TestEnrollmentFields::aMissingFieldIsSaidAfterItsVisit()
{
    EnrollmentFixture fixture;
    fixture.check();
    fixture.open(EnrollmentPage::Subscriber);
    const auto *field = fixture.find<QWidget>("subscriberName");
    QVERIFY(!field->findChild<QLabel *>(QStringLiteral("finding0Message")));
    fixture.find<QWidget>("subscriberNameEditor")->setFocus();
    fixture.find<QWidget>("enrollmentPages")->setFocus();
    const auto *message = field->findChild<QLabel *>(QStringLiteral("finding0Message"));
    QVERIFY(message);
    QCOMPARE(message->text(), QStringLiteral("Not filled in."));
    // another draft is not blamed
    fixture.form.load({});
    fixture.check();
    QTRY_VERIFY(!field->findChild<QLabel *>(QStringLiteral("finding0Message")));
    // but whoever is led to the field is told
    fixture.wizard.goTo(QStringLiteral("subscriberName"));
    QVERIFY(field->findChild<QLabel *>(QStringLiteral("finding0Message")));
}

void TestEnrollmentFields::findingsStandBesideTheirField()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Contact);
    fixture.type("contact.mailEditor", QStringLiteral("taro@"));
    fixture.check();
    const auto *field = fixture.find<QWidget>("contact.mail");
    const auto *heading = field->findChild<QLabel *>(QStringLiteral("finding0Heading"));
    QVERIFY(heading);
    QVERIFY2(heading->text().startsWith(QLatin1String("Error")), qPrintable(heading->text())); // a word, not a colour
    QVERIFY(!heading->text().contains(QLatin1String("rule"))); // numbers of rules stand in no sentence
    QVERIFY(field->findChild<QLabel *>(QStringLiteral("finding0Remedy")));
    QVERIFY(fixture.find<QLineEdit>("contact.mailEditor")->accessibleDescription().contains(QLatin1String("Error: ")));
    fixture.type("contact.mailEditor", QStringLiteral("example.jp"));
    fixture.check();
    QTRY_VERIFY(!field->findChild<QLabel *>(QStringLiteral("finding0Heading")));
}

void TestEnrollmentFields::aCorrectionIsOffered_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected"); // empty: nothing is offered
    QTest::newRow("width") << "corporateNumber"
                           << "７０１０７０５０００７２５"
                           << "7010705000725";
    QTest::newRow("right") << "corporateNumber"
                           << "7010705000725"
                           << "";
    QTest::newRow("postal code") << "postalCode"
                                 << "１０５－０００１"
                                 << "105-0001";
    QTest::newRow("registry office") << "establishingBody"
                                     << "東京法務局港出張所"
                                     << "法務局";
    QTest::newRow("ward") << "municipalityEnglish"
                          << "Minato-ku"
                          << "Minato City";
}

void TestEnrollmentFields::aCorrectionIsOffered()
{
    QFETCH(QString, member);
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    EnrollmentFixture fixture;
    EnrollmentApplication value;
    EnrollmentApplicant &applicant = value.applicants.first();
    applicant.ev = true;
    applicant.english = true;
    applicant.prefecture = 13;
    applicant.municipality = QStringLiteral("港区");
    applicant.category = OrganizationCategory::PrivateOrganization;
    fixture.form.load(value);
    const QString path = QStringLiteral("applicants[0].") + member;
    fixture.wizard.goTo(path);
    const QString name = QStringLiteral("applicants.") + member;
    const auto *line = fixture.wizard.findChild<QLineEdit *>(name + QStringLiteral("Editor"));
    fixture.type(qPrintable(name + QStringLiteral("Editor")), typed);
    fixture.check();
    auto *button = fixture.wizard.findChild<QPushButton *>(name + QStringLiteral("Correct"));
    QCOMPARE(button->isVisible(), !expected.isEmpty());
    if (expected.isEmpty())
        return;
    QCOMPARE(button->text(), QStringLiteral("Use ") + expected);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(line->text(), expected);
    fixture.check();
    QVERIFY(!button->isVisible());
    fixture.form.undo();
    QCOMPARE(line->text(), typed);
}

void TestEnrollmentFields::composingChangesNothing()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Applicant);
    auto *line = fixture.find<QLineEdit>("applicants.legalNameEditor");
    const auto *field = fixture.find<QWidget>("applicants.legalName");
    line->setFocus();
    QInputMethodEvent composing(QStringLiteral("㈱さんぷる"), {});
    QCoreApplication::sendEvent(line, &composing);
    fixture.check();
    QCOMPARE(fixture.form.value().applicants.constFirst().legalName, QString());
    QVERIFY(!fixture.form.canUndo());
    Finding finding;
    finding.code = QStringLiteral("name.tooLong");
    finding.field = QStringLiteral("applicants[0].legalName");
    fixture.form.setReport({{finding}});
    QVERIFY(!field->findChild<QLabel *>(QStringLiteral("finding0Message"))); // nothing jumps under the candidates
    QInputMethodEvent done(QString(), {});
    done.setCommitString(QStringLiteral("㈱サンプル"));
    QCoreApplication::sendEvent(line, &done);
    QCOMPARE(fixture.form.value().applicants.constFirst().legalName, QStringLiteral("㈱サンプル"));
    QVERIFY(field->findChild<QLabel *>(QStringLiteral("finding0Message")));
    QTRY_VERIFY(fixture.find<QPushButton>("applicants.legalNameOffer0"));
}

void TestEnrollmentFields::nameIsCountedInCodePoints_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("count");
    QTest::newRow("empty") << ""
                           << "0 / 20";
    QTest::newRow("plain") << "株式会社サンプル"
                           << "8 / 20";
    QTest::newRow("outside the BMP") << "𠮷野家"
                                     << "3 / 20";
    QTest::newRow("composed when counted") << QString::fromUtf8("か\u3099す") << "2 / 20"; // が as two
    QTest::newRow("too long") << QString(23, QChar(0x3042)) << "23 / 20 – 3 too many";
}

void TestEnrollmentFields::nameIsCountedInCodePoints()
{
    QFETCH(QString, name);
    QFETCH(QString, count);
    EnrollmentFixture fixture;
    fixture.form.edit(QStringLiteral("applicants[0].legalName"),
                      [&](EnrollmentApplication &value) { value.applicants.first().legalName = name; });
    QCOMPARE(fixture.find<QLabel>("applicants.legalNameCount")->text(), count);
    QCOMPARE(fixture.find<QLineEdit>("applicants.legalNameEditor")->text(), name); // as typed, never cut
}

void TestEnrollmentFields::nameOffersAreStepsBack()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Applicant);
    fixture.type("applicants.legalNameEditor", QStringLiteral("㈱サンプル"));
    QTRY_VERIFY(fixture.find<QPushButton>("applicants.legalNameOffer0"));
    QCOMPARE(fixture.find<QLabel>("applicants.legalNameOfferText0")->text(),
             QStringLiteral("㈱サンプル → 株式会社サンプル"));
    QTest::mouseClick(fixture.find<QPushButton>("applicants.legalNameOffer0"), Qt::LeftButton);
    QCOMPARE(fixture.form.value().applicants.constFirst().legalName, QStringLiteral("株式会社サンプル"));
    QTRY_VERIFY(!fixture.find<QPushButton>("applicants.legalNameOffer0"));
    fixture.form.undo();
    QCOMPARE(fixture.form.value().applicants.constFirst().legalName, QStringLiteral("㈱サンプル"));
    QTRY_VERIFY(fixture.find<QPushButton>("applicants.legalNameOffer0"));
    // A page of text is no name: it stays as it is, and nothing is offered for it.
    fixture.form.edit(QStringLiteral("applicants[0].legalName"), [](EnrollmentApplication &value) {
        value.applicants.first().legalName = QStringLiteral("㈱サンプル").repeated(1000);
    });
    QTRY_VERIFY(!fixture.find<QPushButton>("applicants.legalNameOffer0"));
    QCOMPARE(fixture.find<QLineEdit>("applicants.legalNameEditor")->text().size(), 5000);
}

void TestEnrollmentFields::longNamesGoToTheDesk()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Applicant);
    const auto *box = fixture.find<QWidget>("applicants.consultation");
    const auto *reason = fixture.find<QWidget>("applicants.consultationReason");
    fixture.type("applicants.legalNameEditor", QString(20, QLatin1Char('a')));
    QVERIFY(box->isHidden());
    fixture.type("applicants.legalNameEditor", QStringLiteral("b"));
    QVERIFY(!box->isHidden());
    QVERIFY(reason->isHidden());
    QTest::mouseClick(fixture.find<QCheckBox>("applicants.consultationEditor"), Qt::LeftButton);
    QVERIFY(!reason->isHidden());
    QCOMPARE(fixture.form.value().applicants.constFirst().legalName.size(), 21);
    QVERIFY(fixture.form.value().applicants.constFirst().consultation);
}

void TestEnrollmentFields::theWordsOfABoxTickIt()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Applicant);
    const auto *box = fixture.find<QCheckBox>("applicants.evEditor");
    auto *words = fixture.find<QLabel>("applicants.evText");
    QCOMPARE(words->text(), box->accessibleName());
    QTest::mouseClick(words, Qt::LeftButton);
    QVERIFY(box->isChecked());
    QVERIFY(fixture.form.value().applicants.constFirst().ev);
    fixture.form.setReadOnly(true);
    QTest::mouseClick(words, Qt::LeftButton);
    QVERIFY(fixture.form.value().applicants.constFirst().ev);
}

void TestEnrollmentFields::prefectureIsFoundByTyping_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("code");
    QTest::newRow("kanji") << "東京" << 13;
    QTest::newRow("kanji, one") << "香" << 37;
    QTest::newRow("two letters") << "HO" << 1;
    QTest::newRow("lower case") << "ok" << 33;            // OKAYAMA, before OKINAWA and FUKUOKA
    QTest::newRow("begins before contains") << "to" << 9; // TOCHIGI; KYOTO holds it too
    QTest::newRow("whole") << "KYOTO" << 26;
    QTest::newRow("unknown") << "Paris" << 0;
    QTest::newRow("emptied") << "" << 0;
}

void TestEnrollmentFields::prefectureIsFoundByTyping()
{
    QFETCH(QString, typed);
    QFETCH(int, code);
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Applicant);
    auto *box = fixture.find<QComboBox>("applicants.prefectureEditor");
    QCOMPARE(box->count(), 48); // 47 and "not chosen"
    chooseByTyping(box, typed);
    QCOMPARE(fixture.form.value().applicants.constFirst().prefecture, code);
    QCOMPARE(box->lineEdit()->text(), box->itemText(qMax(0, box->currentIndex())));
}

void TestEnrollmentFields::numbersAreTypedFreely_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("number");
    QTest::newRow("usual") << "30" << 30;
    QTest::newRow("any") << "37" << 37;
    QTest::newRow("full width") << "１２" << 12;
    QTest::newRow("no number") << "viele" << -1;
    QTest::newRow("mixed") << "12 certificates" << -1;
    QTest::newRow("absurd") << "99999999999999999999" << 100000;
    QTest::newRow("none") << "0" << 0;
}

void TestEnrollmentFields::numbersAreTypedFreely()
{
    QFETCH(QString, typed);
    QFETCH(int, number);
    EnrollmentFixture fixture;
    auto *box = fixture.find<QComboBox>("plan.commitmentEditor");
    EnrollmentFixture::typeInto(box->lineEdit(), typed);
    QCOMPARE(fixture.form.value().plan.commitment.value_or(-1), number);
    QCOMPARE(box->currentText(), typed); // what was typed stays on the screen
}

void TestEnrollmentFields::diesWhileTypedIn()
{
    auto fixture = std::make_unique<EnrollmentFixture>();
    fixture->open(EnrollmentPage::Applicant);
    auto *box = fixture->find<QComboBox>("applicants.prefectureEditor");
    box->setFocus();
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), QStringLiteral("KYOTO"));
    QPointer<QWidget> gone = box;
    delete fixture->find<QWidget>("applicants.prefecture"); // the cursor still stands in it
    QVERIFY(!gone);
    QCOMPARE(fixture->form.value().applicants.constFirst().prefecture, 0);
    auto *line = fixture->find<QLineEdit>("applicants.municipalityEditor");
    line->setFocus();
    QInputMethodEvent composing(QStringLiteral("きょうと"), {});
    QCoreApplication::sendEvent(line, &composing);
    fixture.reset();
}

void TestEnrollmentFields::passwordStaysOffTheClipboard()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Contact);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    fixture.type("contact.passwordEditor", QStringLiteral("Kirschbaum-im-Garten-7"));
    auto *line = fixture.find<QLineEdit>("contact.passwordEditor");
    auto *show = fixture.find<QPushButton>("contact.passwordShow");
    const auto *plain = fixture.find<QLabel>("contact.passwordPlain");
    QTRY_VERIFY(fixture.find<QLabel>("contact.passwordStrengthWord")->text().contains(QLatin1String("strong")));
    QVERIFY(plain->text().isEmpty());
    QTest::mouseClick(show, Qt::LeftButton);
    QCOMPARE(plain->text(), QStringLiteral("Kirschbaum-im-Garten-7"));
    QCOMPARE(plain->textInteractionFlags(), Qt::NoTextInteraction);
    line->setFocus();
    fixture.form.endTyping();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(line, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
    fixture.form.undo(); // cutting took it away, as anywhere
    QCOMPARE(fixture.form.value().contact.password, QStringLiteral("Kirschbaum-im-Garten-7"));
    fixture.open(EnrollmentPage::Plan);
    fixture.open(EnrollmentPage::Contact);
    QVERIFY(plain->text().isEmpty()); // hidden again
}

void TestEnrollmentFields::applicantsAreAddedMovedAndRemoved()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Applicant);
    auto *bar = fixture.wizard.page(EnrollmentPage::Applicant);
    auto *tabs = bar->findChild<QTabBar *>(QStringLiteral("applicantTabs"));
    const auto click = [&](const char *name) {
        QTest::mouseClick(bar->findChild<QPushButton *>(QLatin1String(name)), Qt::LeftButton);
    };
    const auto names = [&] {
        QStringList all;
        for (const EnrollmentApplicant &applicant : fixture.form.value().applicants)
            all.append(applicant.legalName);
        return all.join(QLatin1Char(' '));
    };
    fixture.type("applicants.legalNameEditor", QStringLiteral("A"));
    QVERIFY(tabs->isHidden());
    click("applicantAdd");
    QCOMPARE(fixture.scope.index(), 1);
    QCOMPARE(fixture.find<QLineEdit>("applicants.legalNameEditor")->text(), QString());
    fixture.type("applicants.legalNameEditor", QStringLiteral("B"));
    QCOMPARE(names(), QStringLiteral("A B"));
    QCOMPARE(tabs->tabText(1), QStringLiteral("2  B"));
    click("applicantDuplicate");
    QCOMPARE(names(), QStringLiteral("A B B"));
    click("applicantEarlier");
    click("applicantEarlier");
    QCOMPARE(names(), QStringLiteral("B A B"));
    QCOMPARE(fixture.scope.index(), 0);
    click("applicantRemove");
    QCOMPARE(names(), QStringLiteral("A B"));
    fixture.form.undo();
    QCOMPARE(names(), QStringLiteral("B A B"));
    // the pages EV and Responsible show the same one
    tabs->setCurrentIndex(2);
    fixture.open(EnrollmentPage::Responsible);
    fixture.type("applicants.responsible.nameEditor", QStringLiteral("Hanako"));
    QCOMPARE(fixture.form.value().applicants.at(2).responsible.name, QStringLiteral("Hanako"));
    // a step back that takes the shown applicant away shows the last one
    fixture.form.load({});
    QCOMPARE(fixture.scope.index(), 0);
}

void TestEnrollmentFields::namesAreCopied()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Subscriber);
    auto *copy = fixture.find<QPushButton>("copySubscriberName");
    QVERIFY(!copy->isEnabled());
    fixture.type("subscriberNameEditor", QStringLiteral("Sample"));
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(fixture.form.value().applicants.constFirst().legalName, QStringLiteral("Sample"));
    fixture.form.undo();
    QCOMPARE(fixture.form.value().applicants.constFirst().legalName, QString());
    QCOMPARE(fixture.form.value().subscriberName, QStringLiteral("Sample"));
    fixture.open(EnrollmentPage::Contact);
    fixture.type("contact.nameEditor", QStringLiteral("Taro"));
    fixture.open(EnrollmentPage::Billing);
    QTest::mouseClick(fixture.find<QPushButton>("copyContactToBilling"), Qt::LeftButton);
    QCOMPARE(fixture.form.value().billing.name, QStringLiteral("Taro"));
    QCOMPARE(fixture.form.value().billing.organization, QStringLiteral("Sample"));
    QVERIFY(!fixture.find<QPushButton>("copyContactToBilling")->isEnabled());
}

void TestEnrollmentFields::typingIsQuick()
{
    EnrollmentFixture fixture;
    EnrollmentApplication value;
    for (int i = 0; i < MaximumDomains; ++i)
        value.domains.append({QStringLiteral("example%1.jp").arg(i), false, {}});
    fixture.form.load(value);
    fixture.open(EnrollmentPage::Applicant);
    auto *line = fixture.find<QLineEdit>("applicants.representativeEditor");
    line->setFocus();
    fixture.check();
    QBENCHMARK
    {
        QTest::keyClick(line, Qt::Key_A);
    }
    QVERIFY(!line->text().isEmpty());
}

} // namespace tegata

TEGATA_TEST(tegata::TestEnrollmentFields)
#include "test_enrollmentfields.moc"
