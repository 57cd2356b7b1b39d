// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/enrollmentfixture.h"
#include "ui/enrollment/postalimportdialog.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

namespace tegata {

class TestEnrollmentWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesStandInTheFormsOrder();
    void keysGoFromPageToPage();
    void theEvPageComesWithItsChoice();
    void statesAreWords();
    void undoReachesTheFormFromALine();
    void goToOpensPageAndField_data();
    void goToOpensPageAndField();
    void thePreviewStaysInSight();
    void leavingAPageIsToldAndEndsTheStep();
    void saysWhetherItIsSaved();
    void everyWidgetHasItsNames();
    void languageChangesAtRunTime();
    void nothingIsCutWithLargeLetters();
    void readOnlyTakesNoText();

private:
    static QString row(EnrollmentFixture &fixture, int place)
    {
        return fixture.find<QListWidget>("enrollmentPages")->item(place)->text();
    }
};

void TestEnrollmentWizard::pagesStandInTheFormsOrder()
{
    EnrollmentFixture fixture;
    const auto *list = fixture.find<QListWidget>("enrollmentPages");
    QCOMPARE(list->count(), 7);
    QVERIFY(row(fixture, 0).startsWith(QLatin1String("Fees")));
    QVERIFY(row(fixture, 6).startsWith(QLatin1String("Billing and notices")));
    QCOMPARE(fixture.wizard.currentPage(), EnrollmentPage::Plan);
    QVERIFY(!fixture.find<QPushButton>("enrollmentBack")->isEnabled());
}

void TestEnrollmentWizard::keysGoFromPageToPage()
{
    EnrollmentFixture fixture;
    fixture.find<QWidget>("plan.commitmentEditor")->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.wizard));
    QTest::keyClick(&fixture.wizard, Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(fixture.wizard.currentPage(), EnrollmentPage::Subscriber);
    QVERIFY(fixture.find<QLineEdit>("subscriberNameEditor")->hasFocus()); // ready to type
    QTest::keyClick(&fixture.wizard, Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(fixture.wizard.currentPage(), EnrollmentPage::Plan);
    auto *list = fixture.find<QListWidget>("enrollmentPages");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(fixture.wizard.currentPage(), EnrollmentPage::Subscriber);
    QVERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_End);
    QCOMPARE(fixture.wizard.currentPage(), EnrollmentPage::Billing);
    QVERIFY(!fixture.find<QPushButton>("enrollmentNext")->isEnabled());
}

void TestEnrollmentWizard::theEvPageComesWithItsChoice()
{
    EnrollmentFixture fixture;
    const auto *list = fixture.find<QListWidget>("enrollmentPages");
    QVERIFY(list->item(4)->isHidden());
    fixture.open(EnrollmentPage::Ev);
    QCOMPARE(fixture.wizard.currentPage(), EnrollmentPage::Plan); // not gone to
    fixture.open(EnrollmentPage::Applicant);
    QTest::mouseClick(fixture.find<QCheckBox>("applicants.evEditor"), Qt::LeftButton);
    QVERIFY(fixture.form.value().applicants.constFirst().ev);
    QTRY_VERIFY(!list->item(4)->isHidden());
    fixture.open(EnrollmentPage::Ev);
    QCOMPARE(fixture.wizard.currentPage(), EnrollmentPage::Ev);
    fixture.type("applicants.mainPhoneEditor", QStringLiteral("03-1234-5678"));
    QVERIFY(fixture.find<QWidget>("applicants.registryNumber")->isHidden()); // S27: private only
    fixture.form.edit(QStringLiteral("applicants[0].category"), [](EnrollmentApplication &value) {
        value.applicants.first().category = OrganizationCategory::PrivateOrganization;
    });
    QVERIFY(!fixture.find<QWidget>("applicants.registryNumber")->isHidden());
    // hidden again: the page goes, what was typed stays
    fixture.form.edit(QStringLiteral("applicants[0].ev"),
                      [](EnrollmentApplication &value) { value.applicants.first().ev = false; });
    QTRY_VERIFY(list->item(4)->isHidden());
    QVERIFY(fixture.wizard.currentPage() != EnrollmentPage::Ev);
    QCOMPARE(fixture.form.value().applicants.constFirst().mainPhone, QStringLiteral("03-1234-5678"));
}

void TestEnrollmentWizard::statesAreWords()
{
    EnrollmentFixture fixture;
    fixture.check();
    QCOMPARE(row(fixture, 1), QStringLiteral("Subscriber\nempty"));
    fixture.open(EnrollmentPage::Subscriber);
    fixture.type("subscriberNameEditor", QStringLiteral("Sample"));
    fixture.check();
    QCOMPARE(row(fixture, 1), QStringLiteral("Subscriber\ncomplete"));
    fixture.form.edit(QStringLiteral("plan.hasQuote"), [](EnrollmentApplication &value) {
        value.plan.hasQuote = true;
        value.plan.commitment = 10;
    });
    fixture.check();
    QCOMPARE(row(fixture, 0), QStringLiteral("Fees\nincomplete"));
    const auto *list = fixture.find<QListWidget>("enrollmentPages");
    QCOMPARE(list->item(0)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("Fees: incomplete"));
}

void TestEnrollmentWizard::undoReachesTheFormFromALine()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Subscriber);
    QVERIFY(QTest::qWaitForWindowActive(&fixture.wizard));
    fixture.type("subscriberNameEditor", QStringLiteral("Sample"));
    auto *line = fixture.find<QLineEdit>("subscriberNameEditor");
    QTest::keyClick(line, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(fixture.form.value().subscriberName, QString());
    QCOMPARE(line->text(), QString());
    QTest::keyClick(line, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(line->text(), QStringLiteral("Sample"));
    QVERIFY(!fixture.wizard.redoAction()->isEnabled());
}

void TestEnrollmentWizard::goToOpensPageAndField_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("editor");
    QTest::addColumn<int>("applicant");
    QTest::newRow("text") << "contact.mail"
                          << "contact.mailEditor" << 0;
    QTest::newRow("second applicant") << "applicants[1].municipality"
                                      << "applicants.municipalityEditor" << 1;
    QTest::newRow("responsible") << "applicants[1].responsible.name"
                                 << "applicants.responsible.nameEditor" << 1;
    QTest::newRow("nested") << "billing.address.street"
                            << "billing.address.streetEditor" << 0;
}

void TestEnrollmentWizard::goToOpensPageAndField()
{
    QFETCH(QString, path);
    QFETCH(QString, editor);
    QFETCH(int, applicant);
    EnrollmentFixture fixture;
    EnrollmentApplication value;
    value.applicants.append(EnrollmentApplicant{});
    fixture.form.load(value);
    QVERIFY(QTest::qWaitForWindowActive(&fixture.wizard));
    fixture.wizard.goTo(path);
    QCOMPARE(fixture.wizard.currentPage(), enrollmentPageOf(path));
    auto *line = fixture.wizard.findChild<QLineEdit *>(editor);
    QTRY_VERIFY(line->hasFocus());
    QCOMPARE(fixture.scope.index(), applicant);
    const auto *area = qobject_cast<QScrollArea *>(
        fixture.wizard.page(fixture.wizard.currentPage())->parentWidget()->parentWidget()->parentWidget());
    QVERIFY(area);
    QTRY_VERIFY(area->viewport()->rect().contains(line->mapTo(area->viewport(), line->rect().center())));
}

void TestEnrollmentWizard::thePreviewStaysInSight()
{
    EnrollmentFixture fixture;
    fixture.form.edit(QStringLiteral("applicants[0].english"),
                      [](EnrollmentApplication &value) { value.applicants.first().english = true; });
    fixture.wizard.goTo(QStringLiteral("applicants[0].municipalityEnglish"));
    const auto *area = qobject_cast<QScrollArea *>(
        fixture.wizard.page(EnrollmentPage::Applicant)->parentWidget()->parentWidget()->parentWidget());
    const auto *preview = fixture.find<QWidget>("subjectPreview");
    QTRY_VERIFY(area->verticalScrollBar()->value() > 0);
    const auto seen = [&] {
        return area->viewport()->rect().contains(
            QRect(preview->mapTo(area->viewport(), QPoint(0, 0)), preview->size()));
    };
    QTRY_VERIFY(seen());
    fixture.type("applicants.municipalityEnglishEditor", QStringLiteral("Minato City"));
    const auto shown = [&] { return fixture.find<QLabel>("subjectOvEnglishL"); };
    QTRY_VERIFY(shown() && shown()->text() == QLatin1String("Minato City")); // live, and in sight
    QVERIFY(seen());
}

void TestEnrollmentWizard::leavingAPageIsToldAndEndsTheStep()
{
    EnrollmentFixture fixture;
    const auto type = [&fixture](const QString &name) {
        fixture.form.edit(QStringLiteral("contact.name"),
                          [name](EnrollmentApplication &value) { value.contact.name = name; });
    };
    QSignalSpy page(&fixture.wizard, &EnrollmentWizard::currentPageChanged);
    type(QStringLiteral("山田"));
    fixture.open(EnrollmentPage::Contact);
    QCOMPARE(page.size(), 1);
    type(QStringLiteral("山田 太郎"));
    fixture.form.undo();
    QCOMPARE(fixture.form.value().contact.name, QStringLiteral("山田"));
}

void TestEnrollmentWizard::saysWhetherItIsSaved()
{
    EnrollmentFixture fixture;
    const auto *line = fixture.find<QLabel>("enrollmentSaveState");
    QCOMPARE(line->text(), QString());
    fixture.wizard.showSaved(QDateTime(QDate(2026, 11, 22), QTime(12, 34)));
    QVERIFY2(line->text().contains(QLatin1String("12:34")), qPrintable(line->text()));
    fixture.wizard.showUnsaved(Error{ErrorCode::DiskFull, {}, {}, -1});
    QVERIFY(line->text().startsWith(QLatin1String("Not saved:")));
    const QString problem = line->text();
    fixture.wizard.showChanged(); // typing on does not take the problem away
    QCOMPARE(line->text(), problem);
    QVERIFY(fixture.find<QLabel>("enrollmentSaveIcon")->isVisible());
    fixture.wizard.showSaved(QDateTime(QDate(2026, 11, 22), QTime(12, 35)));
    QVERIFY(line->text().contains(QLatin1String("12:35")));
}

void TestEnrollmentWizard::everyWidgetHasItsNames()
{
    EnrollmentFixture fixture;
    EnrollmentApplication value;
    value.contact.password = QStringLiteral("correct horse");
    value.contact.mail = QStringLiteral("x@");
    value.applicants.first().ev = true;
    value.applicants.first().english = true;
    value.applicants.first().consultation = true;
    value.applicants.first().legalName = QStringLiteral("㈱サンプル");
    value.applicants.append(EnrollmentApplicant{});
    fixture.form.load(value);
    fixture.check();
    for (const EnrollmentPage page : enrollmentPages()) {
        fixture.open(page);
        QTRY_VERIFY(page != EnrollmentPage::Applicant || fixture.find<QPushButton>("applicants.legalNameOffer0"));
        const QStringList found = namelessWidgets(&fixture.wizard);
        QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
    }
    PostalImportDialog dialog(fixture.postal, fixture.language);
    dialog.show();
    const QStringList found = namelessWidgets(&dialog);
    QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
}

void TestEnrollmentWizard::languageChangesAtRunTime()
{
    EnrollmentFixture fixture(Language::Japanese);
    const auto *label = fixture.find<QLabel>("subscriberNameLabel");
    QCOMPARE(label->text(), QStringLiteral("加入者申請名 法人名（必須）"));
    QCOMPARE(row(fixture, 0), QStringLiteral("利用料金\n未入力"));
    fixture.language.setLanguage(Language::English);
    QTRY_COMPARE(row(fixture, 0), QStringLiteral("Fees\nempty"));
    // the service's own term stays beside the English label
    QCOMPARE(label->text(), QStringLiteral("Subscriber's name (corporation)  加入者申請名 法人名 (required)"));
    QCOMPARE(fixture.find<QLineEdit>("subscriberNameEditor")->accessibleName(),
             QStringLiteral("Subscriber's name (corporation)"));
    QCOMPARE(fixture.find<QLabel>("enrollmentTitle")->text(), QStringLiteral("Fees"));
    fixture.language.setLanguage(Language::Japanese);
    QTRY_COMPARE(label->text(), QStringLiteral("加入者申請名 法人名（必須）"));
}

void TestEnrollmentWizard::nothingIsCutWithLargeLetters()
{
    const QFont usual = QApplication::font();
    QFont large = usual;
    large.setPointSizeF(usual.pointSizeF() * 2);
    QApplication::setFont(large);
    {
        EnrollmentFixture fixture;
        EnrollmentApplication value;
        value.applicants.first().ev = true;
        value.applicants.first().english = true;
        fixture.form.load(value);
        fixture.wizard.resize(1400, 900);
        for (const EnrollmentPage page : enrollmentPages()) {
            fixture.open(page);
            if (fixture.wizard.currentPage() != page)
                continue;
            const EnrollmentPageWidget *shown = fixture.wizard.page(page);
            const auto cut = [&] { // the labels that have too little room
                QStringList names;
                for (const QLabel *label : shown->findChildren<QLabel *>()) {
                    if (!label->isVisible() || label->text().isEmpty())
                        continue;
                    const QSize hint = label->sizeHint();
                    const int height = label->wordWrap() ? label->heightForWidth(label->width()) : hint.height();
                    if (label->height() < height || (!label->wordWrap() && label->width() < hint.width()))
                        names.append(label->objectName());
                }
                return names.join(QLatin1Char(' '));
            };
            QTRY_COMPARE(cut(), QString());
            const auto *area = qobject_cast<QScrollArea *>(shown->parentWidget()->parentWidget()->parentWidget());
            QTRY_VERIFY2(area->widget()->width() <= area->viewport()->width(), qPrintable(shown->objectName()));
        }
    }
    QApplication::setFont(usual);
}

void TestEnrollmentWizard::readOnlyTakesNoText()
{
    EnrollmentFixture fixture;
    fixture.form.setReadOnly(true);
    fixture.open(EnrollmentPage::Subscriber);
    fixture.type("subscriberNameEditor", QStringLiteral("Sample"));
    QCOMPARE(fixture.find<QLineEdit>("subscriberNameEditor")->text(), QString());
    QVERIFY(!fixture.find<QWidget>("plan.commitmentEditor")->isEnabled());
    QVERIFY(!fixture.find<QPushButton>("applicantAdd")->isEnabled());
}

} // namespace tegata

TEGATA_TEST(tegata::TestEnrollmentWizard)
#include "test_enrollmentwizard.moc"
