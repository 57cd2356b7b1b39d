// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/deskfixture.h"
#include "ui/operator/bulkmodel.h"
#include "ui/operator/bulkpanel.h"
#include "ui/operator/conflictview.h"
#include "ui/operator/outboxpanel.h"
#include "ui/operator/reasontemplates.h"
#include "ui/operator/undobar.h"

#include "core/pki/certificatesigningrequest.h"
#include "core/pki/privatekey.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

namespace tegata {

// What was given and is not answered: taken back, listed, decided on after a change; and many at once.
class TestWaitingDecisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theBarCountsDownInWordsAndTakesBack();
    void theListFollowsByDifference();
    void aConflictIsShownSideBySide();
    void bulkGivesOnlyWhatPasses();
    void bulkRejectionNeedsANote();
    void bulkRejectionCallsNothingPassedUnseen();
    void bulkSaysWhatWasNotChecked();
    void everyWidgetHasItsNames();

private:
    void start(int requests);
    template <typename T>
    T *find(const QWidget &in, const char *name) const
    {
        return in.findChild<T *>(QLatin1String(name));
    }
    CertificateRequest request(int number) const
    {
        return *m_fixture->site.request(QStringLiteral("r-%1").arg(number, 4, 10, QLatin1Char('0')));
    }

    std::unique_ptr<DeskFixture> m_fixture;
};

void TestWaitingDecisions::init()
{
    m_fixture = std::make_unique<DeskFixture>();
    m_fixture->desk.setUndoWindow(std::chrono::seconds(10));
}

void TestWaitingDecisions::cleanup()
{
    m_fixture.reset();
}

void TestWaitingDecisions::start(int requests)
{
    m_fixture->site.putRequests(requests);
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
}

void TestWaitingDecisions::theBarCountsDownInWordsAndTakesBack()
{
    start(1);
    UndoBar bar(m_fixture->desk, m_fixture->clock);
    QVERIFY(bar.isHidden());
    const QSignalSpy wanted(&bar, &UndoBar::undoRequested);
    const Future<DecisionAnswer> answer = m_fixture->desk.decide(request(1), RequestAction::Approve, {});
    QTRY_VERIFY(!bar.isHidden());
    const QString text = find<QLabel>(bar, "undoText")->text();
    QVERIFY2(text.contains(request(1).commonName) && text.contains(QLatin1String("10 second")), qPrintable(text));
    m_fixture->clock.advance(std::chrono::seconds(3));
    QTRY_VERIFY(find<QLabel>(bar, "undoText")->text().contains(QLatin1String("7 second")));
    find<QPushButton>(bar, "undoButton")->click();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(m_fixture->desk.undo(wanted.at(0).at(0).toLongLong()).has_value());
    QCOMPARE(codeOf(await(answer)), std::optional(ErrorCode::Cancelled));
    QTRY_VERIFY(bar.isHidden());
    QCOMPARE(request(1).state, RequestState::Pending);
}

void TestWaitingDecisions::theListFollowsByDifference()
{
    start(3);
    OutboxModel model(m_fixture->desk, m_fixture->clock, m_fixture->language);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    for (int number = 1; number <= 3; ++number)
        (void)m_fixture->desk.decide(request(number), RequestAction::Approve, {});
    QTRY_COMPARE(model.rowCount(), 3);
    const qint64 middle = model.item(1)->id;
    QVERIFY(m_fixture->desk.undo(middle).has_value());
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf(middle), -1);
    QCOMPARE(model.index(1, OutboxModel::Title).data().toString(), request(3).commonName);
    QCOMPARE(reset.size(), 0);
}

void TestWaitingDecisions::aConflictIsShownSideBySide()
{
    start(1);
    // What waited for a connection asks; what went at once is answered at once.
    m_fixture->desk.setUndoWindow(std::chrono::milliseconds(0));
    m_fixture->site.failNext(Error{ErrorCode::TimedOut, {}, {}, -1});
    const Future<DecisionAnswer> answer = m_fixture->desk.decide(request(1), RequestAction::Approve, {});
    QTRY_COMPARE(m_fixture->desk.outboxItems().size(), 1);
    QTRY_VERIFY(m_fixture->desk.outboxItems().constFirst().tries > 0);
    m_fixture->site.actAsOther(QStringLiteral("r-0001"), RequestAction::Hold);
    m_fixture->desk.retryNow();
    QTRY_COMPARE(ConflictView::asking(m_fixture->desk).size(), 1);
    ConflictView view(m_fixture->desk, m_fixture->language, 0);
    view.setAttribute(Qt::WA_DeleteOnClose, false);
    view.show();
    auto *table = find<QTableWidget>(view, "conflictTable");
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("State")); // what changed comes first
    QCOMPARE(table->item(0, 1)->text(), QStringLiteral("Pending"));
    QCOMPARE(table->item(0, 2)->text(), QStringLiteral("On hold"));
    QVERIFY(table->item(0, 0)->data(Qt::AccessibleTextRole).toString().contains(QLatin1String("changed")));
    find<QPushButton>(view, "conflictGiveUp")->click();
    QCOMPARE(codeOf(await(answer)), std::optional(ErrorCode::Cancelled));
    QTRY_VERIFY(!view.isVisible());
}

void TestWaitingDecisions::bulkGivesOnlyWhatPasses()
{
    start(2);
    ReasonTemplates templates;
    BulkPanel panel(m_fixture->desk, m_fixture->language, m_fixture->worker, templates, {request(1), request(2)},
                    RequestAction::Approve);
    panel.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *model = find<QTableView>(panel, "bulkTable")->model();
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(panel.run().count(BulkRowState::Checking), 0);
    QCOMPARE(model->rowCount(), 2);
    const int passing = panel.run().count(BulkRowState::Ready);
    QCOMPARE(find<QPushButton>(panel, "bulkStart")->isEnabled(), passing > 0);
    panel.show();
    QTest::keyClick(find<QTableView>(panel, "bulkTable"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(panel.run().count(BulkRowState::Stored), passing);
}

void TestWaitingDecisions::bulkRejectionNeedsANote()
{
    start(2);
    m_fixture->desk.setUndoWindow(std::chrono::milliseconds(0));
    ReasonTemplates templates;
    BulkPanel panel(m_fixture->desk, m_fixture->language, m_fixture->worker, templates, {request(1), request(2)},
                    RequestAction::Reject);
    panel.setAttribute(Qt::WA_DeleteOnClose, false);
    QTRY_COMPARE(panel.run().count(BulkRowState::Checking), 0);
    auto *start = find<QPushButton>(panel, "bulkStart");
    QVERIFY(!start->isEnabled());
    find<QPlainTextEdit>(panel, "bulkNote")->setPlainText(QStringLiteral("重複"));
    QVERIFY(start->isEnabled());
    start->click();
    QTRY_COMPARE(panel.run().count(BulkRowState::Done), 2);
    QCOMPARE(request(1).state, RequestState::Rejected);
    QCOMPARE(request(2).state, RequestState::Rejected);
}

void TestWaitingDecisions::bulkRejectionCallsNothingPassedUnseen()
{
    CertificateRequest faulty = FakeSite::makeRequest(1); // its CSR cannot be read
    faulty.checkState = CheckState(FindingOutcome::Error);
    CertificateRequest unchecked = FakeSite::makeRequest(2);
    unchecked.checkState = CheckState();
    faulty = m_fixture->site.put(faulty);
    unchecked = m_fixture->site.put(unchecked);
    start(0);
    ReasonTemplates templates;
    BulkPanel panel(m_fixture->desk, m_fixture->language, m_fixture->worker, templates, {faulty, unchecked},
                    RequestAction::Hold);
    panel.setAttribute(Qt::WA_DeleteOnClose, false);
    panel.show();
    auto *table = find<QTableView>(panel, "bulkTable");
    const auto check = [table](int row) { return table->model()->index(row, BulkModel::Check).data().toString(); };
    const auto isPassedSaid = [&panel] {
        const auto labels = panel.findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QLatin1String("passed"), Qt::CaseInsensitive);
        });
    };
    QCOMPARE(check(0), QStringLiteral("Error"));
    QCOMPARE(check(1), QStringLiteral("Not checked"));
    QVERIFY(!isPassedSaid());
    QTRY_VERIFY(panel.run().rows().at(1).checkError);
    QCOMPARE(check(1), QStringLiteral("Not checked"));
    table->setCurrentIndex(table->model()->index(1, BulkModel::Name));
    QVERIFY(!isPassedSaid());
    QCOMPARE(find<QLabel>(panel, "bulkChecked")->text(), QStringLiteral("Not checked"));
}

// Nobody is asked for CAA here: the outcome does not say more than what was checked.
void TestWaitingDecisions::bulkSaysWhatWasNotChecked()
{
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    const auto subject =
        DistinguishedName::parse(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=www.example.jp"));
    CertificateRequest readable = FakeSite::makeRequest(1);
    readable.csr = CertificateSigningRequest::create(key, *subject, {QStringLiteral("www.example.jp")})->pem();
    readable = m_fixture->site.put(readable);
    start(0);
    QTRY_VERIFY(m_fixture->desk.records().registration());
    ReasonTemplates templates;
    BulkPanel panel(m_fixture->desk, m_fixture->language, m_fixture->worker, templates, {readable},
                    RequestAction::Hold);
    panel.setAttribute(Qt::WA_DeleteOnClose, false);
    panel.show();
    auto *table = find<QTableView>(panel, "bulkTable");
    QTRY_VERIFY(panel.run().rows().at(0).checkedAt.isValid());
    const QString text = table->model()->index(0, BulkModel::Check).data().toString();
    QVERIFY2(text.endsWith(QLatin1String(", CAA not checked")), qPrintable(text));
}

void TestWaitingDecisions::everyWidgetHasItsNames()
{
    start(1);
    ReasonTemplates templates;
    UndoBar bar(m_fixture->desk, m_fixture->clock);
    OutboxPanel outbox(m_fixture->desk, m_fixture->clock, m_fixture->language);
    BulkPanel bulk(m_fixture->desk, m_fixture->language, m_fixture->worker, templates, {request(1)},
                   RequestAction::Reject);
    outbox.setAttribute(Qt::WA_DeleteOnClose, false);
    bulk.setAttribute(Qt::WA_DeleteOnClose, false);
    for (QWidget *each : std::initializer_list<QWidget *>{&bar, &outbox, &bulk}) {
        each->show();
        const QStringList found = namelessWidgets(each);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
}

} // namespace tegata

TEGATA_TEST(tegata::TestWaitingDecisions)
#include "test_waitingdecisions.moc"
