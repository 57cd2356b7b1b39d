// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "ui/enrollment/enrollmentform.h"

#include <QSignalSpy>
#include <QTest>

using namespace tegata;

namespace {

const QString nameField = QStringLiteral("contact.name");
const QString phoneField = QStringLiteral("contact.phone");

void typeName(EnrollmentForm &form, const QString &name)
{
    form.edit(nameField, [&](EnrollmentApplication &value) { value.contact.name = name; });
}

} // namespace

class TestEnrollmentForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysInOneFieldAreOneStep()
    {
        EnrollmentForm form;
        typeName(form, QStringLiteral("山"));
        typeName(form, QStringLiteral("山田"));
        form.edit(phoneField, [](EnrollmentApplication &value) { value.contact.phone = QStringLiteral("03"); });
        form.undo();
        QCOMPARE(form.value().contact.phone, QString());
        QCOMPARE(form.value().contact.name, QStringLiteral("山田"));
        form.undo();
        QCOMPARE(form.value().contact.name, QString());
        QVERIFY(!form.canUndo());
        form.redo();
        form.redo();
        QCOMPARE(form.value().contact.name, QStringLiteral("山田"));
        QCOMPARE(form.value().contact.phone, QStringLiteral("03"));
        QVERIFY(!form.canRedo());
    }

    void leavingAFieldEndsTheStep()
    {
        EnrollmentForm form;
        typeName(form, QStringLiteral("山田"));
        form.endTyping();
        typeName(form, QStringLiteral("山田 太郎"));
        form.undo();
        QCOMPARE(form.value().contact.name, QStringLiteral("山田"));
        // what is typed after a step back does not join what was before it
        typeName(form, QStringLiteral("山田 花子"));
        form.undo();
        QCOMPARE(form.value().contact.name, QStringLiteral("山田"));
    }

    void choicesAreStepsOfTheirOwn()
    {
        EnrollmentForm form;
        for (int number : {1, 5, 10})
            form.edit(QStringLiteral("plan.commitment"),
                      [number](EnrollmentApplication &value) { value.plan.commitment = number; });
        form.undo();
        QCOMPARE(form.value().plan.commitment, 5);
    }

    void aChangeThatChangesNothingIsNoStep()
    {
        EnrollmentForm form;
        QSignalSpy changed(&form, &EnrollmentForm::changed);
        typeName(form, QString());
        QVERIFY(!form.canUndo());
        QCOMPARE(changed.size(), 0);
    }

    void everyStepTellsItsField()
    {
        EnrollmentForm form;
        QSignalSpy changed(&form, &EnrollmentForm::changed);
        typeName(form, QStringLiteral("山田"));
        form.undo();
        form.redo();
        QCOMPARE(changed.size(), 3);
        for (const auto &each : changed)
            QCOMPARE(each.at(0).toString(), nameField);
    }

    void readOnlyChangesNothing()
    {
        EnrollmentForm form;
        typeName(form, QStringLiteral("山田"));
        form.setReadOnly(true);
        typeName(form, QStringLiteral("鈴木"));
        QVERIFY(!form.canUndo());
        form.undo();
        QCOMPARE(form.value().contact.name, QStringLiteral("山田"));
        form.setReadOnly(false);
        QVERIFY(form.canUndo());
    }

    void loadingForgetsStepsAndReport()
    {
        EnrollmentForm form;
        typeName(form, QStringLiteral("山田"));
        Finding finding;
        finding.field = nameField;
        form.setReport({{finding}});
        QCOMPARE(form.findings(nameField).size(), 1);
        EnrollmentApplication other;
        other.subscriberName = QStringLiteral("株式会社サンプル");
        other.applicants.clear();
        QSignalSpy reloaded(&form, &EnrollmentForm::reloaded);
        form.load(other);
        QCOMPARE(reloaded.size(), 1);
        QVERIFY(!form.canUndo());
        QVERIFY(form.findings(nameField).isEmpty());
        QCOMPARE(form.value().subscriberName, QStringLiteral("株式会社サンプル"));
        QCOMPARE(form.value().applicants.size(), 1); // a page has always one to show
    }

    void choicesDecideWhichFieldsCount()
    {
        EnrollmentForm form;
        const QString number = QStringLiteral("plan.quoteNumber");
        QCOMPARE(form.need(number), FieldNeed::Irrelevant);
        form.edit(QStringLiteral("plan.hasQuote"), [](EnrollmentApplication &value) { value.plan.hasQuote = true; });
        QCOMPARE(form.need(number), FieldNeed::Required);
        form.undo();
        QCOMPARE(form.need(number), FieldNeed::Irrelevant);
    }
};

TEGATA_TEST(TestEnrollmentForm)
#include "test_enrollmentform.moc"
