// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/reviewpage.h"

#include "core/rules/enrollmentrules.h"
#include "core/rules/findingtext.h"
#include "ui/common/languagecontroller.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/formchangesview.h"
#include "ui/enrollment/reviewfindings.h"
#include "ui/models/drafttext.h"
#include "ui/models/formsummary.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/enrollmentsample.h"
#include "tests/ui/picture.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace tegata {

class TestReviewPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyFindingLeadsToItsField();
    void theReasonIsAskedForWithWarnings();
    void anErrorHoldsItBack();
    void sendingIsConfirmedInWords();
    void aChangeTakesTheQuestionBack();
    void withoutConnectionItIsQueued();
    void aReceiptReplacesSending_data();
    void aReceiptReplacesSending();
    void aSentPasswordIsNotMissing();
    void withdrawingIsConfirmed();
    void thePdfIsAskedForInALanguage();
    void theWholeFormIsShown();
    void aRenewalShowsItsChanges();
    void changes_data();
    void changes();
    void nothingIsClickedTwice();
    void wordsFollowTheLanguage();

private:
    template <typename Widget>
    Widget *part(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    QPushButton *button(const char *name) const { return part<QPushButton>(name); }
    QString said(const char *name) const { return part<QLabel>(name)->text(); }
    static EnrollmentReceipt receipt(EnrollmentState state)
    {
        return {QStringLiteral("7H3K9M2PXQ"),
                2,
                state,
                false,
                QDateTime(QDate(2026, 11, 20), QTime(10, 0)),
                QDateTime(QDate(2026, 11, 21), QTime(10, 0)),
                {}};
    }
    static CheckReport oneOf(FindingOutcome outcome, const QString &field)
    {
        return {{{QStringLiteral("S33"), QStringLiteral("field.missing"), outcome, field, {}, {}, {}}}};
    }

    LanguageController m_language{Language::English};
    std::unique_ptr<EnrollmentForm> m_form;
    std::unique_ptr<ReviewPage> m_page;
};

void TestReviewPage::init()
{
    m_language.setLanguage(Language::English);
    m_page.reset();
    m_form = std::make_unique<EnrollmentForm>();
    m_form->load(sampleEnrollment());
    m_page = std::make_unique<ReviewPage>(*m_form, m_language);
    m_page->resize(1000, 900);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->setConnected(true);
}

void TestReviewPage::everyFindingLeadsToItsField()
{
    m_form->load(EnrollmentApplication{});
    const CheckReport report = checkEnrollment(m_form->value());
    QVERIFY(report.findings.size() > 20);
    m_form->setReport(report);
    auto *list = part<ReviewFindings>("reviewFindings");
    QSignalSpy requested(m_page.get(), &ReviewPage::fieldRequested);
    QStringList expected;
    for (const EnrollmentPage page : enrollmentPages()) {
        for (const Finding &finding : report.findings) {
            if (enrollmentPageOf(finding.field) == page)
                expected.append(finding.field);
        }
    }
    QCOMPARE(expected.size(), report.findings.size());
    list->setFocus();
    for (int page = 0; page < list->topLevelItemCount(); ++page) {
        QTreeWidgetItem *group = list->topLevelItem(page);
        for (int row = 0; row < group->childCount(); ++row) {
            QVERIFY(group->child(row)->text(1).startsWith(QStringLiteral("Error: ")));
            list->setCurrentItem(group->child(row));
            QTest::keyClick(list, Qt::Key_Return);
        }
    }
    QStringList found;
    for (const QVariantList &each : std::as_const(requested))
        found.append(each.constFirst().toString());
    QCOMPARE(found, expected);
    // The lines are cut where the columns end: the current one is said in full below.
    const QString full = findingText(report.findings.constLast(), m_language.phrasebook()).remedy;
    QStringList below;
    const auto labels = part<QWidget>("reviewCurrentFinding")->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        below.append(label->text());
    QVERIFY2(below.contains(QStringLiteral("→ ") + full), qPrintable(below.join(QLatin1Char('|'))));
    list->scrollToTop();
    const QRect place = list->visualItemRect(list->topLevelItem(0)->child(0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::NoModifier, place.center());
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, Qt::NoModifier, place.center());
    QTRY_COMPARE(requested.size(), expected.size() + 1);
}

void TestReviewPage::theReasonIsAskedForWithWarnings()
{
    auto *reason = part<QWidget>("warningReason");
    QVERIFY(!reason->isVisible());
    m_form->setReport(oneOf(FindingOutcome::Warning, QStringLiteral("applicants[0].legalName")));
    QVERIFY(reason->isVisible());
    QVERIFY(m_page->focusField(QStringLiteral("warningReason")));
    m_form->setReport({});
    QVERIFY(!reason->isVisible());
}

void TestReviewPage::anErrorHoldsItBack()
{
    QVERIFY(button("sendButton")->isEnabled());
    m_form->setReport(oneOf(FindingOutcome::Error, QStringLiteral("domains")));
    QVERIFY(!button("sendButton")->isEnabled());
    QVERIFY(said("sendObstacle").contains(QLatin1Char('1')));
    QVERIFY(part<QLabel>("sendObstacle")->isVisible());
    m_form->setReport({});
    QVERIFY(button("sendButton")->isEnabled());
    m_form->setReadOnly(true);
    QVERIFY(!button("sendButton")->isEnabled());
}

void TestReviewPage::sendingIsConfirmedInWords()
{
    QSignalSpy sent(m_page.get(), &ReviewPage::sendRequested);
    QTest::mouseClick(button("sendButton"), Qt::LeftButton);
    QCOMPARE(sent.size(), 0);
    QVERIFY(part<QWidget>("sendQuestionFrame")->isVisible());
    const QString question = said("sendQuestion");
    for (const char *words : {"株式会社髙橋システム", "domains: 2", "operators: 1", "password"})
        QVERIFY2(question.contains(QString::fromUtf8(words)), qPrintable(question));
    QTRY_VERIFY(button("sendNo")->hasFocus()); // Enter alone sends nothing
    QTest::keyClick(button("sendNo"), Qt::Key_Escape);
    QVERIFY(!part<QWidget>("sendQuestionFrame")->isVisible());
    QCOMPARE(sent.size(), 0);
    QTest::mouseClick(button("sendButton"), Qt::LeftButton);
    QTest::mouseClick(button("sendYes"), Qt::LeftButton);
    QCOMPARE(sent.size(), 1);
}

void TestReviewPage::aChangeTakesTheQuestionBack()
{
    QTest::mouseClick(button("sendButton"), Qt::LeftButton);
    QVERIFY(part<QWidget>("sendQuestionFrame")->isVisible());
    m_form->undo();
    m_form->edit(QStringLiteral("subscriberName"),
                 [](EnrollmentApplication &application) { application.subscriberName = QStringLiteral("別の会社"); });
    QVERIFY(!part<QWidget>("sendQuestionFrame")->isVisible());
}

void TestReviewPage::withoutConnectionItIsQueued()
{
    m_page->setConnected(false);
    QTest::mouseClick(button("sendButton"), Qt::LeftButton);
    QVERIFY(said("sendQuestion").contains(QStringLiteral("It will wait")));
    QTest::mouseClick(button("sendYes"), Qt::LeftButton);
    m_page->setSending(ReviewPage::Sending::Queued);
    QVERIFY(said("sendStanding").startsWith(QStringLiteral("Waiting")));
    QVERIFY(!button("sendButton")->isEnabled()); // nothing can go out
    QSignalSpy cancelled(m_page.get(), &ReviewPage::queuedSendCancelled);
    QTest::mouseClick(button("sendCancelQueued"), Qt::LeftButton);
    QCOMPARE(cancelled.size(), 1);
    m_page->setConnected(true);
    QSignalSpy confirmed(m_page.get(), &ReviewPage::queuedSendConfirmed);
    QSignalSpy sent(m_page.get(), &ReviewPage::sendRequested);
    m_page->askForConfirmation();
    QVERIFY(part<QWidget>("sendQuestionFrame")->isVisible());
    QTest::mouseClick(button("sendYes"), Qt::LeftButton);
    QCOMPARE(confirmed.size(), 1);
    QCOMPARE(sent.size(), 0);
    m_page->setSending(ReviewPage::Sending::Sending);
    QVERIFY(!button("sendButton")->isVisible());
    QVERIFY(!button("sendCancelQueued")->isVisible());
}

void TestReviewPage::aReceiptReplacesSending_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("canWithdraw");
    for (int state = 0; state <= static_cast<int>(EnrollmentState::Withdrawn); ++state)
        QTest::addRow("%s", qPrintable(enrollmentStateName(static_cast<EnrollmentState>(state))))
            << state << stateAfter(static_cast<EnrollmentState>(state), EnrollmentAction::Withdraw).has_value();
}

void TestReviewPage::aReceiptReplacesSending()
{
    QFETCH(int, state);
    QFETCH(bool, canWithdraw);
    EnrollmentReceipt answer = receipt(static_cast<EnrollmentState>(state));
    answer.note = QStringLiteral("印鑑証明書を送ってください");
    m_page->setReceipt(answer);
    QVERIFY(said("sendStanding").contains(QStringLiteral("7H3K9M2PXQ")));
    QVERIFY(said("sendStanding").contains(DraftText::state(answer.state)));
    QVERIFY(said("sendStanding").contains(answer.note));
    QVERIFY(!button("sendButton")->isVisible());
    QVERIFY(button("sendRefresh")->isVisible());
    QCOMPARE(button("sendWithdraw")->isVisible(), canWithdraw);
    QSignalSpy refreshed(m_page.get(), &ReviewPage::refreshRequested);
    QTest::mouseClick(button("sendRefresh"), Qt::LeftButton);
    QCOMPARE(refreshed.size(), 1);
}

// With the receipt the password leaves the draft: that is no gap to be filled in.
void TestReviewPage::aSentPasswordIsNotMissing()
{
    EnrollmentApplication form = sampleEnrollment();
    form.contact.password.clear();
    m_form->load(form);
    QTRY_VERIFY(said("summary_contact_password").contains(QStringLiteral("not filled in")));
    m_page->setReceipt(receipt(EnrollmentState::InReview));
    QTRY_VERIFY(said("summary_contact_password").contains(QStringLiteral("sent")));
}

void TestReviewPage::withdrawingIsConfirmed()
{
    m_page->setReceipt(receipt(EnrollmentState::InReview));
    QSignalSpy withdrawn(m_page.get(), &ReviewPage::withdrawRequested);
    QTest::mouseClick(button("sendWithdraw"), Qt::LeftButton);
    QCOMPARE(withdrawn.size(), 0);
    QVERIFY(said("sendQuestion").contains(QStringLiteral("7H3K9M2PXQ")));
    QTest::mouseClick(button("sendYes"), Qt::LeftButton);
    QCOMPARE(withdrawn.size(), 1);
}

void TestReviewPage::thePdfIsAskedForInALanguage()
{
    QList<Language> asked;
    connect(m_page.get(), &ReviewPage::savePdfRequested, this, [&](Language language) { asked.append(language); });
    auto *language = part<QComboBox>("pdfLanguage");
    for (const int index : {0, 1}) {
        language->setCurrentIndex(index);
        QTest::mouseClick(button("pdfButton"), Qt::LeftButton);
    }
    QCOMPARE(asked, (QList<Language>{Language::Japanese, Language::English}));
}

void TestReviewPage::theWholeFormIsShown()
{
    QStringList shown;
    const auto labels = part<QWidget>("formSummary")->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        shown.append(label->text());
    for (const char *text :
         {"株式会社髙橋システム", "𠮷田 花子", "T.YAMADA", "takahashi-sys.co.jp · EV", "北海道 (HOKKAIDO)"})
        QVERIFY2(shown.contains(QString::fromUtf8(text)), text);
    QVERIFY(!shown.contains(sampleEnrollment().contact.password));
    QVERIFY(shown.filter(QStringLiteral("Sakura")).isEmpty());
}

void TestReviewPage::aRenewalShowsItsChanges()
{
    QVERIFY(!part<QWidget>("reviewChangesSection")->isVisible());
    EnrollmentApplication registered = sampleEnrollment();
    registered.applicants.first().representative = QStringLiteral("前の代表");
    m_page->setRegistered(registered);
    QVERIFY(part<QWidget>("reviewChangesSection")->isVisible());
    auto *changes = part<FormChangesView>("formChanges");
    QCOMPARE(changes->topLevelItemCount(), 1);
    QCOMPARE(changes->topLevelItem(0)->text(1), QStringLiteral("前の代表"));
    QCOMPARE(changes->topLevelItem(0)->text(2), QStringLiteral("→ 髙橋 一郎"));
    QSignalSpy requested(m_page.get(), &ReviewPage::fieldRequested);
    changes->setCurrentItem(changes->topLevelItem(0));
    QTest::keyClick(changes, Qt::Key_Return);
    QCOMPARE(requested, (QList<QVariantList>{{QStringLiteral("applicants[0].representative")}}));
}

void TestReviewPage::changes_data()
{
    using Edit = std::function<void(EnrollmentApplication &)>;
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QStringList>("expected"); // "path: before > after"
    const auto row = [](const char *name, const Edit &edit, const QStringList &expected) {
        QTest::newRow(name) << edit << expected;
    };
    row("nothing", [](EnrollmentApplication &) {}, {});
    row("a text", [](EnrollmentApplication &form) { form.noticeMail = QStringLiteral("new@example.jp"); },
        {QStringLiteral("noticeMail: cert-notice@takahashi-sys.co.jp > new@example.jp")});
    row("the first domain goes", [](EnrollmentApplication &form) { form.domains.removeFirst(); },
        {QStringLiteral("domains: takahashi-sys.co.jp > "), QStringLiteral("domains: Yes > ")});
    row("a domain comes in front",
        [](EnrollmentApplication &form) {
            form.domains.prepend({QStringLiteral("new.jp"), false, {}});
        },
        {QStringLiteral("domains[0].name:  > new.jp")});
    row("domains change places", [](EnrollmentApplication &form) { form.domains.move(0, 1); }, {});
    row("EV for one more", [](EnrollmentApplication &form) { form.domains[1].ev = true; },
        {QStringLiteral("domains[1].ev: No > Yes")});
    row("another operator",
        [](EnrollmentApplication &form) {
            form.operators.prepend({QStringLiteral("鈴木"), {}, QStringLiteral("J.SUZUKI"), QStringLiteral("j@s.jp")});
        },
        {QStringLiteral("operators[0].name:  > 鈴木"), QStringLiteral("operators[0].commonName:  > J.SUZUKI"),
         QStringLiteral("operators[0].mail:  > j@s.jp")});
    row("another prefecture", [](EnrollmentApplication &form) { form.applicants.first().prefecture = 13; },
        {QStringLiteral("applicants[0].prefecture: 北海道 (HOKKAIDO) > 東京都 (TOKYO)")});
}

void TestReviewPage::changes()
{
    using Edit = std::function<void(EnrollmentApplication &)>;
    QFETCH(Edit, edit);
    QFETCH(QStringList, expected);
    EnrollmentApplication now = sampleEnrollment();
    edit(now);
    QStringList found;
    for (const FormChange &change : formChanges(sampleEnrollment(), now, Phrasebook(Language::English)))
        found.append(QStringLiteral("%1: %2 > %3").arg(change.path, change.before, change.after));
    QCOMPARE(found, expected);
}

void TestReviewPage::nothingIsClickedTwice()
{
    m_page->setBusy(true);
    for (const char *name : {"sendButton", "pdfButton"})
        QVERIFY2(!button(name)->isEnabled(), name);
    m_page->setBusy(false);
    QVERIFY(button("sendButton")->isEnabled());
}

void TestReviewPage::wordsFollowTheLanguage()
{
    EnrollmentApplication form = sampleEnrollment();
    form.contact.mail = QStringLiteral("not a mail");
    form.subscriberName.clear();
    m_form->load(form);
    m_form->setReport(checkEnrollment(form));
    EnrollmentApplication registered = sampleEnrollment();
    registered.applicants.first().representative = QStringLiteral("前の代表");
    registered.domains.removeLast();
    m_page->setRegistered(registered);
    m_page->showMessage(BannerBar::Kind::Error, QStringLiteral("A message"));
    m_page->resize(1000, m_page->heightForWidth(1000));
    QCOMPARE(namelessWidgets(m_page.get()), QStringList());
    keepPictures(*m_page, m_language, QStringLiteral("review"));
    m_form->setReport({});
    QTest::mouseClick(button("sendButton"), Qt::LeftButton);
    keepPictures(*part<QWidget>("sendPanel"), m_language, QStringLiteral("send"));
    m_language.setLanguage(Language::Japanese);
    QTRY_COMPARE(button("sendYes")->text(), QStringLiteral("今すぐ送信"));
    m_page->setReceipt(receipt(EnrollmentState::DocumentsRequested));
    keepPictures(*part<QWidget>("sendPanel"), m_language, QStringLiteral("receipt"));
    QVERIFY(said("sendStanding").contains(QStringLiteral("受付番号 7H3K9M2PXQ")));
}

} // namespace tegata

TEGATA_TEST(tegata::TestReviewPage)
#include "test_reviewpage.moc"
