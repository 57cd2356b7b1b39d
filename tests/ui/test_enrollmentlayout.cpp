// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/enrollmentsample.h"
#include "tests/ui/picture.h"
#include "ui/enrollment/applicantpage.h"
#include "ui/enrollment/applicantscope.h"
#include "ui/enrollment/billingpage.h"
#include "ui/enrollment/contactpage.h"
#include "ui/enrollment/domainspage.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/enrollmentwizard.h"
#include "ui/enrollment/operatorspage.h"
#include "ui/enrollment/planpage.h"
#include "ui/enrollment/postaldirectory.h"
#include "ui/enrollment/reviewpage.h"
#include "ui/enrollment/subscriberpage.h"
#include "ui/enrollment/threepartypage.h"

#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

namespace tegata {

// Every page of the form in a small window, with little and with much in it. With TEGATA_PICTURES it keeps a picture of
// each (picture.h).
class TestEnrollmentLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCut_data();
    void nothingIsCut();

private:
    static EnrollmentApplication muchToSay();
};

EnrollmentApplication TestEnrollmentLayout::muchToSay()
{
    EnrollmentApplication form = sampleEnrollment();
    EnrollmentApplicant &applicant = form.applicants.first();
    applicant.legalName = QStringLiteral("㈱髙橋システムインテグレーションサービス北海道支社札幌");
    applicant.englishName = QStringLiteral("Takahashi System Integration Services Hokkaido Branch Co., Ltd. (Sapporo)");
    applicant.consultation = true;
    applicant.corporateNumber = QStringLiteral("１２３４");
    form.applicants.append(EnrollmentApplicant{});
    form.contact.mail = QStringLiteral("hanako@");
    form.threeParty.enabled = true;
    while (form.domains.size() < MaximumDomains)
        form.domains.append({QStringLiteral("a-rather-long-name-%1.co.jp").arg(form.domains.size()), true,
                             QStringLiteral("登録者が異なるため、ドメイン使用許諾書を郵送します。")});
    form.domains[4].name = QStringLiteral("co.jp");
    form.operators.append({QStringLiteral("𠮷田 花子"), QStringLiteral("ヨシダ ハナコ"),
                           QStringLiteral("H.YOSHIDA-KAMAKURA"), QStringLiteral("info@takahashi-sys.co.jp")});
    return form;
}

void TestEnrollmentLayout::nothingIsCut_data()
{
    QTest::addColumn<EnrollmentApplication>("application");
    QTest::newRow("empty") << EnrollmentApplication{};
    QTest::newRow("sample") << sampleEnrollment();
    QTest::newRow("much") << muchToSay();
}

void TestEnrollmentLayout::nothingIsCut()
{
    QFETCH(EnrollmentApplication, application);
    LanguageController language(Language::Japanese);
    Worker worker(QStringLiteral("layout"));
    PostalDirectory postal(worker, QString());
    EnrollmentForm form;
    ApplicantScope scope(ApplicantScope::Kind::Subscriber);
    EnrollmentWizard wizard(form, language);
    wizard.addPage(new PlanPage(form, language));
    wizard.addPage(new SubscriberPage(form, language));
    wizard.addPage(new ContactPage(form, language, postal));
    for (const EnrollmentPage page : {EnrollmentPage::Applicant, EnrollmentPage::Ev, EnrollmentPage::Responsible})
        wizard.addPage(new ApplicantPage(page, form, language, scope, postal));
    wizard.addPage(new DomainsPage(form, language, worker));
    wizard.addPage(new OperatorsPage(form, language));
    wizard.addPage(new BillingPage(form, language, postal));
    wizard.addPage(new ThreePartyPage(form, language, postal, worker));
    wizard.addPage(new ReviewPage(form, language));
    form.load(application);
    form.setReport(checkEnrollment(form.value()));
    wizard.resize(800, 520);
    wizard.show();
    for (const EnrollmentPage page : enrollmentPages()) {
        wizard.setCurrentPage(page);
        if (wizard.currentPage() != page)
            continue;
        const QWidget *shown = wizard.page(page);
        const auto *area = qobject_cast<QScrollArea *>(shown->parentWidget()->parentWidget()->parentWidget());
        const auto cut = [&] {
            QStringList found;
            if (area->horizontalScrollBar()->maximum() > 0)
                found.append(QStringLiteral("%1 is too wide").arg(shown->objectName()));
            for (const QLabel *label : shown->findChildren<QLabel *>()) {
                if (label->isVisible() && label->wordWrap() && label->height() < label->heightForWidth(label->width()))
                    found.append(label->objectName());
            }
            return found.join(QLatin1Char(' '));
        };
        for (const Language each : {Language::English, Language::Japanese}) {
            language.setLanguage(each);
            QTRY_COMPARE(cut(), QString());
        }
        keepPictures(wizard, language,
                     QStringLiteral("%1-%2").arg(QLatin1String(QTest::currentDataTag())).arg(static_cast<int>(page)));
    }
}

} // namespace tegata

TEGATA_TEST(tegata::TestEnrollmentLayout)
#include "test_enrollmentlayout.moc"
