// SPDX-License-Identifier: Apache-2.0
#include "core/rules/subjectpreview.h"

#include "tests/core/rules/enrollmentforms.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestSubjectPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void previewsTheSubject();
};

void TestSubjectPreview::previewsTheSubject()
{
    EnrollmentApplicant applicant = complete().applicants.first();
    SubjectPreview preview = subjectPreview(applicant, Product::Ov, QStringLiteral("www.example.jp"));
    QCOMPARE(preview.japanese, QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=www.example.jp"));
    QVERIFY(preview.englishAvailable);
    QCOMPARE(preview.english, QStringLiteral("C=JP, ST=TOKYO, L=Minato City, O=Sample Co.\\, Ltd., CN=www.example.jp"));
    QCOMPARE(preview.japaneseAttributes.at(0).encoding, StringEncoding::Printable);
    QCOMPARE(preview.japaneseAttributes.at(1).encoding, StringEncoding::Utf8);
    QCOMPARE(stringTypeName(preview.japaneseAttributes.at(1).encoding), QStringLiteral("UTF8String"));
    preview = subjectPreview(applicant, Product::Ev);
    QVERIFY(preview.japanese.contains(QStringLiteral("jurisdictionC=JP, businessCategory=Private Organization, "
                                                     "serialNumber=010705000725")));
    applicant.registryNumber.clear();
    QVERIFY(!subjectPreview(applicant, Product::Ev).japanese.contains(QStringLiteral("serialNumber")));
    applicant = government().applicants.first();
    QVERIFY(subjectPreview(applicant, Product::Ev).japanese.contains(QStringLiteral("serialNumber=Government Entity")));
    applicant.english = false;
    applicant.legalName = QStringLiteral("か\u3099"); // が in two code points
    preview = subjectPreview(applicant, Product::Ov);
    QVERIFY(!preview.englishAvailable && preview.english.isEmpty());
    QCOMPARE(preview.japaneseAttributes.constLast().value, QStringLiteral("が"));
    QCOMPARE(subjectPreview(EnrollmentApplicant(), Product::Ev).japanese, QStringLiteral("C=JP, jurisdictionC=JP"));
}

TEGATA_TEST(TestSubjectPreview)
#include "test_subjectpreview.moc"
