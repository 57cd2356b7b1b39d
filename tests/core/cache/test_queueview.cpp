// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queueview.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestQueueView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasItsTab_data()
    {
        QTest::addColumn<RequestState>("state");
        QTest::addColumn<int>("view"); // -1: stands nowhere, its certificate does
        const auto row = [](RequestState state, int view) {
            QTest::newRow(qPrintable(requestStateName(state))) << state << view;
        };
        row(RequestState::Pending, int(QueueView::Pending));
        row(RequestState::PartlyApproved, int(QueueView::Pending));
        row(RequestState::Approved, int(QueueView::Pending));
        row(RequestState::Failed, int(QueueView::Pending));
        row(RequestState::OnHold, int(QueueView::OnHold));
        row(RequestState::Issued, -1);
        row(RequestState::Rejected, int(QueueView::Closed));
        row(RequestState::Cancelled, int(QueueView::Closed));
        row(RequestState::Withdrawn, int(QueueView::Closed));
        row(RequestState::Expired, int(QueueView::Closed));
    }
    void everyStateHasItsTab()
    {
        QFETCH(RequestState, state);
        QFETCH(int, view);
        CertificateRequest request;
        request.state = state;
        const std::optional<QueueView> actual = viewOf(request);
        QCOMPARE(actual ? int(*actual) : -1, view);
    }

    void certificatesStandInTwoTabs()
    {
        CertificateRecord certificate;
        QCOMPARE(viewOf(certificate), QueueView::Issued);
        certificate.state = CertificateState::Expired;
        QCOMPARE(viewOf(certificate), QueueView::Issued);
        certificate.state = CertificateState::Revoked;
        QCOMPARE(viewOf(certificate), QueueView::Revoked);
    }

    void aViewIsOrderedByAColumnThatItShows()
    {
        for (const QueueView view : AllQueueViews)
            QVERIFY(columnsOf(view).contains(defaultOrder(view).column));
    }
};

TEGATA_TEST(TestQueueView)
#include "test_queueview.moc"
