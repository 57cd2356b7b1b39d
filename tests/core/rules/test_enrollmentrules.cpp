// SPDX-License-Identifier: Apache-2.0
#include "core/rules/enrollmentrules.h"

#include "core/rules/findingcatalogue.h"
#include "tests/core/rules/enrollmentforms.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <functional>

using namespace tegata;
using namespace Qt::StringLiterals;

namespace {

using Change = std::function<void(EnrollmentApplication &)>;

QString written(const Finding &finding)
{
    return QStringLiteral("%1 %2 %3").arg(findingOutcomeName(finding.outcome), finding.code, finding.field);
}

QStringList written(const CheckReport &report)
{
    QStringList texts;
    for (const Finding &finding : report.findings)
        texts.append(written(finding));
    return texts;
}

// What the change adds to the findings of the application as it was.
QStringList added(EnrollmentApplication form, const Change &change)
{
    const QStringList before = written(checkEnrollment(form));
    change(form);
    QStringList texts = written(checkEnrollment(form));
    for (const QString &text : before)
        texts.removeOne(text);
    return texts;
}

} // namespace

class TestEnrollmentRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void completeApplicationsPass();
    void eachRuleSpeaks_data();
    void eachRuleSpeaks();
    void emptyFormAsksForEverything();
    void irrelevantTextIsNotLookedAt();
    void findingsStandInTheFormsOrder();
    void warningsNeedAReason();
    void longReportsAreToldInPart();
    void pagesHaveStates();
    void progressCounts();
    void fullFormsAreComplete();
    void namesTheWard_data();
    void namesTheWard();
};

void TestEnrollmentRules::completeApplicationsPass()
{
    QCOMPARE(written(checkEnrollment(complete())),
             QStringList{QStringLiteral("note domain.converted domains[1].name")});
    QCOMPARE(written(checkEnrollment(government())),
             QStringList{QStringLiteral("note domain.converted domains[1].name")});
}

void TestEnrollmentRules::eachRuleSpeaks_data()
{
    QTest::addColumn<bool>("isGovernment");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, bool isGovernment, const char *expected, const Change &change) {
        QTest::newRow(name) << isGovernment << change
                            << QString::fromUtf8(expected).split(QStringLiteral(" | "), Qt::SkipEmptyParts);
    };
    using Form = EnrollmentApplication;
    const QString reason = QStringLiteral(" | error enrollment.warningReasonMissing warningReason");
    const auto warned = [&](const char *name, bool isGovernment, const char *expected, const Change &change) {
        row(name, isGovernment, (QString::fromUtf8(expected) + reason).toUtf8().constData(), change);
    };
    // plan, contact
    row("no commitment", false, "error field.missing plan.commitment", [](Form &f) { f.plan.commitment.reset(); });
    row("commitment of none", false, "error plan.commitmentRange plan.commitment",
        [](Form &f) { f.plan.commitment = 0; });
    row("commitment below", false, "error plan.commitmentRange plan.commitment",
        [](Form &f) { f.plan.commitment = -1; });
    row("commitment above", false, "error plan.commitmentRange plan.commitment",
        [](Form &f) { f.plan.commitment = 10001; });
    row("quote without number", false, "error field.missing plan.quoteNumber",
        [](Form &f) { f.plan.quoteNumber = u' '; });
    row("no quote", false, "", [](Form &f) { f.plan = {1, false, {}}; });
    row("subscriber", false, "error field.missing subscriberName", [](Form &f) { f.subscriberName.clear(); });
    row("abbreviated subscriber", false, "error name.abbreviatedForm subscriberName",
        [](Form &f) { f.subscriberName = QStringLiteral("㈱サンプル"); });
    row("subscriber in brackets", false, "error name.abbreviatedForm subscriberName",
        [](Form &f) { f.subscriberName = QStringLiteral("サンプル（株）"); });
    row("hidden character", false, "error field.character subscriberName",
        [](Form &f) { f.subscriberName += QChar(0x202E); });
    row("外字", false, "error field.character contact.name", [](Form &f) { f.contact.name += QChar(0xE000); });
    row("line end", false, "error field.character contact.department", [](Form &f) { f.contact.department = u'\n'; });
    row("long text", false, "error field.tooLong contact.name", [](Form &f) { f.contact.name = QString(201, u'田'); });
    row("login ID", false, "error loginId.character contact.loginId", [](Form &f) { f.contact.loginId = u"Tanaka"_s; });
    row("no password", false, "error field.missing contact.password", [](Form &f) { f.contact.password.clear(); });
    row("weak password", false, "error password.tooShort contact.password",
        [](Form &f) { f.contact.password = u"x7&"_s; });
    row("mail", false, "error mail.at contact.mail", [](Form &f) { f.contact.mail = u"tanaka"_s; });
    row("password mail", false, "error domain.singleLabel contact.passwordMail",
        [](Form &f) { f.contact.passwordMail = u"a@localhost"_s; });
    row("phone", false, "error phone.length contact.phone", [](Form &f) { f.contact.phone = u"03-1234-567"_s; });
    row("street", false, "error field.missing contact.address.street",
        [](Form &f) { f.contact.address.street.clear(); });
    warned("postal code of another prefecture", false, "warning postalCode.prefecture contact.address.postalCode",
           [](Form &f) { f.contact.address.postalCode = u"108-0075"_s; });
    warned("postal code of another municipality", false, "warning postalCode.municipality contact.address.municipality",
           [](Form &f) { f.contact.address.municipality = u"小樽市"_s; });
    row("another ward", false, "note postalCode.ward contact.address.municipality",
        [](Form &f) { f.contact.address.municipality = u"札幌市中央区"_s; });
    row("ward left out", false, "note postalCode.ward contact.address.municipality",
        [](Form &f) { f.contact.address.municipality = u"札幌市"_s; });
    row("unknown postal code", false, "note postalCode.unknown contact.address.postalCode",
        [](Form &f) { f.contact.address.postalCode = u"060-9999"_s; });
    row("code of two prefectures, the one", false, "", [](Form &f) {
        f.contact.address = {u"498-0000"_s, 23, u"弥富市"_s, u"1"_s};
    });
    row("code of two prefectures, the other, district left out", false, "", [](Form &f) {
        f.contact.address = {u"498-0000"_s, 24, u"木曽岬町"_s, u"1"_s};
    });
    warned("prefecture in the municipality", false, "warning municipality.prefecture applicants[0].municipality",
           [](Form &f) { f.applicants[0].municipality = u"東京都港区"_s; });
    warned("street in the municipality", false, "warning municipality.kind applicants[0].municipality",
           [](Form &f) { f.applicants[0].municipality = u"港区港南"_s; });
    row("the same where mail goes", false, "", [](Form &f) { f.billing.address.municipality = u"東京都港区港南"_s; });
    row("no such prefecture", false, "error prefecture.unknown billing.address.prefecture",
        [](Form &f) { f.billing.address.prefecture = 48; });
    row("long municipality", false, "error field.tooLong billing.address.municipality",
        [](Form &f) { f.billing.address.municipality = u"港区"_s + QString(126, u'町') + u"区"_s; });
    // applicant
    row("no applicant", false, "error field.missing applicants | error domain.evWithoutApplicant domains[0].ev",
        [](Form &f) { f.applicants.clear(); });
    row("name too long", false, "error name.tooLong applicants[0].legalName",
        [](Form &f) { f.applicants[0].legalName = u"株式会社"_s + QString(17, u'山'); });
    row("credit code", false, "error creditCode.length applicants[0].creditCode",
        [](Form &f) { f.applicants[0].creditCode = u"12345678"_s; });
    row("corporate number", false, "error corporateNumber.checkDigit applicants[0].corporateNumber",
        [](Form &f) { f.applicants[0].corporateNumber = u"1010705000725"_s; });
    row("cross-check", false, "error registryNumber.mismatch applicants[0].registryNumber",
        [](Form &f) { f.applicants[0].registryNumber = u"010705000726"_s; });
    row("country", false, "error country.notJapan applicants[0].country",
        [](Form &f) { f.applicants[0].country = u"US"_s; });
    row("English name missing", false, "error field.missing applicants[0].englishName",
        [](Form &f) { f.applicants[0].englishName.clear(); });
    row("English municipality missing", false, "error field.missing applicants[0].municipalityEnglish",
        [](Form &f) { f.applicants[0].municipalityEnglish.clear(); });
    row("English municipality, character", false,
        "error municipalityEnglish.character applicants[0].municipalityEnglish",
        [](Form &f) { f.applicants[0].municipalityEnglish = u"Minato City;"_s; });
    row("English municipality, long", false, "error field.tooLong applicants[0].municipalityEnglish",
        [](Form &f) { f.applicants[0].municipalityEnglish = u"City "_s + QString(60, u'x'); });
    row("ward of Tokyo", false, "note municipalityEnglish.ward applicants[0].municipalityEnglish",
        [](Form &f) { f.applicants[0].municipalityEnglish = u"Minato-ku"_s; });
    warned("Tokyo for its ward", false, "warning municipalityEnglish.tokyo applicants[0].municipalityEnglish",
           [](Form &f) { f.applicants[0].municipalityEnglish = u"Tokyo"_s; });
    row("the same applicant twice", false, "error applicant.duplicate applicants[1].legalName",
        [](Form &f) { f.applicants.append(f.applicants.first()); });
    row("the same corporation, another responsible applicant", false, "", [](Form &f) {
        f.applicants.append(f.applicants.first());
        f.applicants.last().responsible.name = u"高橋 四郎"_s;
    });
    row("responsible applicant", false, "error field.missing applicants[0].responsible.name",
        [](Form &f) { f.applicants[0].responsible.name.clear(); });
    // EV
    row("no EV for them", false, "error ev.legalForm applicants[0].ev", [](Form &f) {
        f.applicants[0].legalForm = LegalForm::VoluntaryAssociation;
        f.applicants[0].legalFormPosition = LegalFormPosition::NotChosen;
        f.applicants[0].legalName = u"サンプル会"_s;
    });
    row("government as private", true,
        "error category.notPrivate applicants[0].category | error field.missing applicants[0].registryNumber"
        " | error establishingBody.private applicants[0].establishingBody",
        [](Form &f) { f.applicants[0].category = OrganizationCategory::PrivateOrganization; });
    row("private as government", false, "error category.notGovernment applicants[0].category",
        [](Form &f) { f.applicants[0].category = OrganizationCategory::CentralGovernment; });
    warned("another government body", true, "warning category.otherBody applicants[0].category",
           [](Form &f) { f.applicants[0].category = OrganizationCategory::PublicSchool; });
    row("category missing", false, "error field.missing applicants[0].category",
        [](Form &f) { f.applicants[0].category = OrganizationCategory::NotChosen; });
    row("not the bureau", false, "error establishingBody.private applicants[0].establishingBody",
        [](Form &f) { f.applicants[0].establishingBody = u"東京都"_s; });
    row("prefecture in Japanese", true, "error registryPrefecture.unknown applicants[0].registryPrefecture",
        [](Form &f) { f.applicants[0].registryPrefecture = u"東京都"_s; });
    warned("another prefecture", true, "warning registryPrefecture.other applicants[0].registryPrefecture",
           [](Form &f) { f.applicants[0].registryPrefecture = u"GUNMA"_s; });
    row("the same telephone", false, "note phone.same applicants[0].responsiblePhone",
        [](Form &f) { f.applicants[0].responsiblePhone = u"(03)1234-5678"_s; });
    // domains
    row("no domain", false, "error field.missing domains", [](Form &f) { f.domains.clear(); });
    row("no name", false, "error field.missing domains[0].name", [](Form &f) { f.domains[0].name.clear(); });
    row("host name", false, "error domain.hostName domains[0].name",
        [](Form &f) { f.domains[0].name = u"www.example.jp"_s; });
    row("duplicate", false, "note domain.converted domains[0].name | error domain.duplicate domains[1].name",
        [](Form &f) { f.domains[0].name = f.domains[1].name; });
    warned("EV nowhere", false, "warning domain.evNone domains", [](Form &f) { f.domains[0].ev = false; });
    row("EV without applicant", false, "error domain.evWithoutApplicant domains[0].ev",
        [](Form &f) { f.applicants[0].ev = false; });
    row("51 domains", false, "error domain.listTooLong domains", [](Form &f) {
        for (int i = 0; i < 49; ++i)
            f.domains.append({QStringLiteral("domain%1.jp").arg(i), false, {}});
    });
    // operators, notices
    row("no operator", false, "error field.missing operators", [](Form &f) { f.operators.clear(); });
    row("paid operator", false, "note operator.paid operators[1].name", [](Form &f) {
        f.operators.append({u"田中 花子"_s, u"タナカ ハナコ"_s, u"H.TANAKA"_s, u"tanaka@example.jp"_s});
    });
    row("the same common name", false,
        "note operator.paid operators[1].name | error operator.duplicateName operators[1].commonName", [](Form &f) {
            f.operators.append({u"山田 太一"_s, u"ヤマダ タイチ"_s, u"T.YAMADA"_s, u"taichi@example.jp"_s});
        });
    warned("the same address", false,
           "note operator.paid operators[1].name | warning operator.duplicateMail operators[1].mail", [](Form &f) {
               f.operators.append({u"田中 花子"_s, {}, u"H.TANAKA"_s, u"Taro.Yamada@EXAMPLE.jp"_s});
           });
    row("role address", false, "note mail.role operators[0].mail",
        [](Form &f) { f.operators[0].mail = u"info@example.jp"_s; });
    row("common name", false, "error name.operatorTooLong operators[0].commonName",
        [](Form &f) { f.operators[0].commonName = u"T.YAMADAYAMADAYAMADA"_s; });
    warned("kana", false, "warning operator.kana operators[0].kana", [](Form &f) { f.operators[0].kana = u"山田"_s; });
    for (const char16_t *reading :
         {u"ヤマダ タロー", u"やまだ たろう", u"ﾔﾏﾀﾞ ﾀﾛｳ", u"ジョン・スミス", u"カ\u3099ント\u3099ウ", u"みすゞ"})
        row(QString::fromUtf16(reading).toUtf8().constData(), false, {},
            [reading](Form &f) { f.operators[0].kana = QString::fromUtf16(reading); });
    row("personal notices", false, "note noticeMail.personal noticeMail",
        [](Form &f) { f.noticeMail = u"Taro.Yamada@example.jp"_s; });
    // three-party contract
    row("no consent", true, "error threeParty.consent threeParty.consent",
        [](Form &f) { f.threeParty.consent = false; });
    row("client's name", true, "error field.missing threeParty.applicant.legalName",
        [](Form &f) { f.threeParty.applicant.legalName.clear(); });
    row("client's corporate number", true, "error corporateNumber.checkDigit threeParty.applicant.corporateNumber",
        [](Form &f) { f.threeParty.applicant.corporateNumber = u"1011001098993"_s; });
    row("client without domains", true, "error field.missing threeParty.domains",
        [](Form &f) { f.threeParty.domains.clear(); });
    row("client's EV", true, "error domain.evWithoutApplicant threeParty.domains[0].ev",
        [](Form &f) { f.threeParty.applicant.ev = false; });
    warned("domain in both lists", true,
           "note domain.converted threeParty.domains[1].name | warning domain.inBothLists threeParty.domains[1].name",
           [](Form &f) {
               f.threeParty.domains.append({u"日本語.jp"_s, false, {}});
           });
    warned("client is the applicant", true, "warning threeParty.sameCorporation threeParty.applicant.legalName",
           [](Form &f) { f.applicants[0].corporateNumber = f.threeParty.applicant.corporateNumber; });
    row("renewal", false, "", [](Form &f) {
        f.kind = EnrollmentKind::Renewal;
        f.contact.loginId.clear();
        f.contact.password.clear();
    });
}

void TestEnrollmentRules::eachRuleSpeaks()
{
    QFETCH(bool, isGovernment);
    QFETCH(Change, change);
    QTEST(added(isGovernment ? government() : complete(), change), "expected");
}

void TestEnrollmentRules::emptyFormAsksForEverything()
{
    const EnrollmentApplication form;
    const CheckReport report = checkEnrollment(form);
    QStringList missing;
    for (const FormField &field : formFields(form)) {
        if (field.need == FieldNeed::Required && field.text.isEmpty())
            missing.append(QStringLiteral("error field.missing ") + field.path);
    }
    QStringList found = written(report);
    QVERIFY(found.removeOne(QStringLiteral("error field.missing domains")));
    QCOMPARE(found, missing);
    QCOMPARE(report.findings.constFirst().rule, QStringLiteral("S7")); // the field's own part
}

void TestEnrollmentRules::irrelevantTextIsNotLookedAt()
{
    QCOMPARE(added(complete(),
                   [](EnrollmentApplication &form) {
                       form.plan.hasQuote = false;
                       form.plan.quoteNumber = QString(5000, QChar(0x202E));
                       form.threeParty.applicant.corporateNumber = QStringLiteral("x");
                       form.threeParty.domains = {{QStringLiteral("localhost"), true, {}}};
                       form.applicants[0].registryPrefecture = QStringLiteral("x");
                       form.applicants[0].consultationReason = QChar(0x202E);
                   }),
             QStringList());
}

void TestEnrollmentRules::findingsStandInTheFormsOrder()
{
    EnrollmentApplication form = government();
    form.noticeMail = QStringLiteral("x");
    form.threeParty.consent = false;
    form.operators.clear();
    form.domains.clear();
    form.applicants[0].creditCode = QStringLiteral("1");
    form.contact.mail = QStringLiteral("x");
    form.plan.commitment.reset();
    form.billing.phone = QStringLiteral("1");
    QStringList fields;
    for (const Finding &finding : checkEnrollment(form).findings)
        fields.append(finding.field);
    QCOMPARE(fields, (QStringList{QStringLiteral("plan.commitment"), QStringLiteral("contact.mail"),
                                  QStringLiteral("applicants[0].creditCode"), QStringLiteral("domains"),
                                  QStringLiteral("operators"), QStringLiteral("billing.phone"),
                                  QStringLiteral("noticeMail"), QStringLiteral("threeParty.consent")}));
}

void TestEnrollmentRules::warningsNeedAReason()
{
    EnrollmentApplication form = complete();
    form.contact.address.municipality = QStringLiteral("小樽市");
    QVERIFY(checkEnrollment(form).hasErrors());
    form.warningReason = QStringLiteral("移転中のため");
    QVERIFY(!checkEnrollment(form).hasErrors());
    QCOMPARE(checkEnrollment(form).outcome(), FindingOutcome::Warning);
}

// 1,000 operators, each with a note, and an error at the end: the error is told, and how much is left out.
void TestEnrollmentRules::longReportsAreToldInPart()
{
    CheckReport report;
    for (int i = 0; i < 999; ++i)
        report.findings.append(makeFinding(FindingCode::OperatorPaid, FindingOutcome::Note,
                                           QStringLiteral("operators[%1].name").arg(i + 1)));
    report.findings.insert(500, makeFinding(FindingCode::MailAt, FindingOutcome::Error, u"operators[500].mail"_s));
    const CheckReport told = toldReport(report);
    QCOMPARE(told.findings.size(), MaximumToldFindings + 1);
    QVERIFY(told.hasErrors());
    QCOMPARE(told.findings.at(0).field, u"operators[1].name"_s);
    QCOMPARE(told.findings.at(199).field, u"operators[500].mail"_s);
    QCOMPARE(told.findings.at(200).code, u"enrollment.findingsOmitted"_s);
    QCOMPARE(told.findings.at(200).field, u"operators[200].name"_s);
    QCOMPARE(told.findings.at(200).outcome, FindingOutcome::Note);
    QCOMPARE(told.findings.at(200).args.value(u"count"_s), u"800"_s);

    for (Finding &finding : report.findings)
        finding.outcome = FindingOutcome::Error;
    QCOMPARE(toldReport(report).findings.last().outcome, FindingOutcome::Error);
    report.findings.resize(MaximumToldFindings);
    QCOMPARE(toldReport(report), report);
}

void TestEnrollmentRules::pagesHaveStates()
{
    const auto stateOf = [](EnrollmentPage page, const EnrollmentApplication &form) {
        return pageStates(form, checkEnrollment(form)).value(page);
    };
    const EnrollmentApplication empty;
    for (const EnrollmentPage page : enrollmentPages())
        QCOMPARE(stateOf(page, empty), PageState::Empty);
    EnrollmentApplication ticked; // a choice that asks for more is not nothing
    ticked.plan.hasQuote = true;
    ticked.threeParty.enabled = true;
    QCOMPARE(stateOf(EnrollmentPage::Plan, ticked), PageState::Incomplete);
    QCOMPARE(stateOf(EnrollmentPage::ThreeParty, ticked), PageState::Incomplete);
    QVERIFY(!isPageRelevant(EnrollmentPage::Ev, empty));
    QVERIFY(isPageRelevant(EnrollmentPage::Domains, empty));
    EnrollmentApplication form = complete();
    QVERIFY(isPageRelevant(EnrollmentPage::Ev, form));
    for (const EnrollmentPage page : enrollmentPages()) {
        const PageState expected = page == EnrollmentPage::ThreeParty ? PageState::Empty : PageState::Complete;
        QCOMPARE(stateOf(page, form), expected);
    }
    form.contact.address.municipality = QStringLiteral("小樽市");
    QCOMPARE(stateOf(EnrollmentPage::Contact, form), PageState::Warnings);
    QCOMPARE(stateOf(EnrollmentPage::Review, form), PageState::Incomplete); // the reason
    form.warningReason = QStringLiteral("移転中のため");
    QCOMPARE(stateOf(EnrollmentPage::Review, form), PageState::Warnings);
    form.operators[0].name.clear();
    QCOMPARE(stateOf(EnrollmentPage::Operators, form), PageState::Incomplete);
    form = government();
    QCOMPARE(stateOf(EnrollmentPage::ThreeParty, form), PageState::Complete);
    form.threeParty.applicant.corporateNumber = QStringLiteral("1");
    QCOMPARE(stateOf(EnrollmentPage::ThreeParty, form), PageState::Incomplete);
    QCOMPARE(stateOf(EnrollmentPage::Applicant, form), PageState::Complete);
}

void TestEnrollmentRules::progressCounts()
{
    const EnrollmentProgress begun = enrollmentProgress(EnrollmentApplication());
    QCOMPARE(begun.filled, 3); // the country, an applicant and an operator to fill in
    QVERIFY(begun.required > 30);
    const EnrollmentProgress done = enrollmentProgress(complete());
    QCOMPARE(done.filled, done.required);
    EnrollmentApplication form = complete();
    form.subscriberName.clear();
    form.domains.clear();
    const EnrollmentProgress lacking = enrollmentProgress(form);
    QCOMPARE(lacking.required - lacking.filled, 2);
    // Fifty domains are one field to fill in.
    form = complete();
    for (int i = 0; i < 50; ++i)
        form.domains.append({QStringLiteral("example%1.jp").arg(i), false, {}});
    QCOMPARE(enrollmentProgress(form).required, done.required);
}

// What it costs is measured by tests/bench.
void TestEnrollmentRules::fullFormsAreComplete()
{
    EnrollmentApplication form = government();
    form.domains.clear();
    form.threeParty.domains.clear();
    for (int i = 0; i < MaximumDomains; ++i) {
        form.domains.append({QStringLiteral("registered%1.co.jp").arg(i), i == 0, {}});
        form.threeParty.domains.append({QStringLiteral("client%1.chiyoda.tokyo.jp").arg(i), false, {}});
    }
    const CheckReport report = checkEnrollment(form);
    QVERIFY(!report.hasErrors());
    const QMap<EnrollmentPage, PageState> states = pageStates(form, report);
    QVERIFY(!states.values().contains(PageState::Incomplete));
}

void TestEnrollmentRules::namesTheWard_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    for (const char *typed :
         {"Minato-ku", "Minato Ku", "Minato Ward", "Minato", "Minato-ku, Tokyo", "Minato-ku Tokyo-to"})
        QTest::newRow(typed) << QString::fromLatin1(typed) << "Minato City";
    QTest::newRow("Minato City") << "Minato City"
                                 << "";
    QTest::newRow("City of Minato") << "City of Minato"
                                    << "";
}

void TestEnrollmentRules::namesTheWard()
{
    QFETCH(QString, typed);
    EnrollmentApplication form = complete();
    form.applicants[0].municipalityEnglish = typed;
    QString expected;
    for (const Finding &finding : checkEnrollment(form).findings) {
        if (finding.code == u"municipalityEnglish.ward"_s)
            expected = finding.args.value(u"expected"_s);
    }
    QTEST(expected, "expected");
}

TEGATA_TEST(TestEnrollmentRules)
#include "test_enrollmentrules.moc"
