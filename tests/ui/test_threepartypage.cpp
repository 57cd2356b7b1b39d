// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/threepartypage.h"

#include "core/base/worker.h"
#include "ui/common/languagecontroller.h"
#include "ui/enrollment/domainlistpanel.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/fieldwidget.h"
#include "ui/enrollment/postaldirectory.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/enrollmentsample.h"
#include "tests/ui/picture.h"
#include "tests/ui/typing.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QTest>

namespace tegata {

class TestThreePartyPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isHiddenWithoutTheContractAndKeepsItsText();
    void theClientIsNotTheSubscriber();
    void theEvBlockFollowsItsTick();
    void leadsToItsFields();
    void wordsFollowTheLanguage();

private:
    template <typename Widget>
    Widget *part(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }

    LanguageController m_language{Language::English};
    Worker m_worker{QStringLiteral("test")};
    PostalDirectory m_postal{m_worker, QString()};
    std::unique_ptr<EnrollmentForm> m_form;
    std::unique_ptr<ThreePartyPage> m_page;
};

void TestThreePartyPage::init()
{
    m_language.setLanguage(Language::English);
    m_page.reset();
    m_form = std::make_unique<EnrollmentForm>();
    m_page = std::make_unique<ThreePartyPage>(*m_form, m_language, m_postal, m_worker);
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestThreePartyPage::isHiddenWithoutTheContractAndKeepsItsText()
{
    auto *enabled = part<QCheckBox>("threeParty.enabledEditor");
    auto *details = part<QWidget>("threePartyDetails");
    QVERIFY(!details->isVisible());
    QVERIFY(!part<QCheckBox>("threeParty.consentEditor")->isVisible());
    QTest::keyClick(enabled, Qt::Key_Space);
    QVERIFY(m_form->value().threeParty.enabled);
    QVERIFY(details->isVisible());
    QVERIFY(part<QCheckBox>("threeParty.consentEditor")->isVisible());
    auto *name = part<QLineEdit>("threeParty.applicant.legalNameEditor");
    QVERIFY(name);
    typeText(name, QStringLiteral("株式会社依頼者"));
    QTest::keyClick(enabled, Qt::Key_Space);
    QVERIFY(!details->isVisible());
    QTest::keyClick(enabled, Qt::Key_Space);
    QVERIFY(name->isVisible());
    QCOMPARE(name->text(), QStringLiteral("株式会社依頼者"));
}

void TestThreePartyPage::theClientIsNotTheSubscriber()
{
    m_form->load(sampleEnrollment());
    m_form->edit(QStringLiteral("threeParty.enabled"),
                 [](EnrollmentApplication &application) { application.threeParty.enabled = true; });
    QCOMPARE(part<QLineEdit>("threeParty.applicant.legalNameEditor")->text(), QString());
    part<DomainListPanel>("clientDomainList")->take(QStringLiteral("client.co.jp"));
    QTRY_COMPARE(m_form->value().threeParty.domains.size(), 1);
    QCOMPARE(m_form->value().domains, sampleEnrollment().domains);
    QCOMPARE(m_form->value().applicants, sampleEnrollment().applicants);
}

void TestThreePartyPage::theEvBlockFollowsItsTick()
{
    m_form->edit(QStringLiteral("threeParty.enabled"),
                 [](EnrollmentApplication &application) { application.threeParty.enabled = true; });
    QVERIFY(!part<QWidget>("clientEv")->isVisible());
    m_form->edit(QStringLiteral("threeParty.applicant.ev"),
                 [](EnrollmentApplication &application) { application.threeParty.applicant.ev = true; });
    QVERIFY(part<QWidget>("clientEv")->isVisible());
}

void TestThreePartyPage::leadsToItsFields()
{
    m_form->edit(QStringLiteral("threeParty"), [](EnrollmentApplication &application) {
        application.threeParty.enabled = true;
        application.threeParty.domains = {{QStringLiteral("client.co.jp"), false, {}}};
    });
    for (const char *path :
         {"threeParty.consent", "threeParty.applicant.representative", "threeParty.applicant.responsible.name",
          "threeParty.domains", "threeParty.domains[0].name"})
        QVERIFY2(m_page->focusField(QLatin1String(path)), path);
    QVERIFY(!m_page->focusField(QStringLiteral("applicants[0].legalName")));
}

void TestThreePartyPage::wordsFollowTheLanguage()
{
    m_form->edit(QStringLiteral("threeParty"), [](EnrollmentApplication &application) {
        application.threeParty.enabled = true;
        application.threeParty.applicant = sampleEnrollment().applicants.constFirst();
        application.threeParty.domains = sampleEnrollment().domains;
    });
    m_page->resize(1000, 2600);
    QCOMPARE(namelessWidgets(m_page.get()), QStringList());
    keepPictures(*m_page, m_language, QStringLiteral("threeparty"));
    m_language.setLanguage(Language::Japanese);
    QTRY_VERIFY(part<QWidget>("clientDomains")->accessibleName().contains(QStringLiteral("発行依頼者")));
}

} // namespace tegata

TEGATA_TEST(tegata::TestThreePartyPage)
#include "test_threepartypage.moc"
