// SPDX-License-Identifier: Apache-2.0
#include "core/desk/contactsession.h"
#include "tests/support/await.h"
#include "tests/support/fakeapplicationsite.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using namespace tegata;

class TestContactSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_records = std::make_unique<FakeSite>();
        m_site = std::make_unique<FakeApplicationSite>(*m_records);
        m_session = std::make_unique<ContactSession>(*m_site);
    }
    void cleanup()
    {
        m_session.reset();
        m_site.reset();
        m_records.reset();
    }

    void signsInAndOut()
    {
        QSignalSpy changed(m_session.get(), &ContactSession::stateChanged);
        const Future<SignedInContact> answer = signIn();
        QCOMPARE(m_session->state(), ContactState::SigningIn);
        QCOMPARE(await(answer).value().contact.name, QStringLiteral("佐藤 一郎"));
        QCOMPARE(m_session->state(), ContactState::SignedIn);
        QCOMPARE(m_session->loginId(), FakeApplicationSite::loginId());
        QCOMPARE(m_session->contact()->customer.name, QStringLiteral("株式会社例示"));
        QVERIFY(await(m_site->fetchRegistration()));

        m_session->signOut();
        QCOMPARE(m_session->state(), ContactState::SignedOut);
        QVERIFY(!m_session->contact());
        QVERIFY(!m_site->hasToken());
        QVERIFY(m_records->calls().contains(QStringLiteral("signOut")));
        QCOMPARE(codeOf(await(m_site->fetchRegistration())), ErrorCode::NotAuthenticated);
        QCOMPARE(m_session->state(), ContactState::SignedOut);
        QCOMPARE(changed.count(), 3);
    }

    void failures_data()
    {
        QTest::addColumn<std::optional<Error>>("fault");
        QTest::addColumn<QString>("password");
        QTest::addColumn<ContactState>("state");
        QTest::addColumn<ErrorCode>("code");
        const auto fault = [](ErrorCode code) { return std::optional(Error{code, {}, {}, -1}); };
        const QString right = QStringLiteral("correct horse");
        QTest::newRow("wrong password") << std::optional<Error>() << QStringLiteral("wrong") << ContactState::Refused
                                        << ErrorCode::NotAuthenticated;
        QTest::newRow("throttled") << fault(ErrorCode::TooManyRequests) << right << ContactState::Refused
                                   << ErrorCode::TooManyRequests;
        QTest::newRow("offline") << fault(ErrorCode::Offline) << right << ContactState::SignedOut << ErrorCode::Offline;
        QTest::newRow("the service fails")
            << fault(ErrorCode::ServiceFailure) << right << ContactState::SignedOut << ErrorCode::ServiceFailure;
    }

    void failures()
    {
        QFETCH(const std::optional<Error>, fault);
        QFETCH(const QString, password);
        QFETCH(const ContactState, state);
        QFETCH(const ErrorCode, code);
        if (fault)
            m_records->failNext(*fault);
        QCOMPARE(codeOf(await(signIn(password))), code);
        QCOMPARE(m_session->state(), state);
        QCOMPARE(m_session->error()->code, code);
        QVERIFY(!m_session->contact());
        // The next try stands by itself.
        QVERIFY(await(signIn()));
        QCOMPARE(m_session->state(), ContactState::SignedIn);
        QVERIFY(!m_session->error());
    }

    void theSiteEndsTheSession()
    {
        QVERIFY(await(signIn()));
        m_site->endSession();
        QCOMPARE(m_session->state(), ContactState::SignedIn); // nobody knows yet
        QCOMPARE(codeOf(await(m_site->fetchRequest(QStringLiteral("r-0001")))), ErrorCode::NotAuthenticated);
        QCOMPARE(m_session->state(), ContactState::Expired);
        QVERIFY(!m_session->contact() && !m_session->error());
        QCOMPARE(m_session->loginId(), FakeApplicationSite::loginId());
        QVERIFY(await(signIn()));
        QCOMPARE(m_session->state(), ContactState::SignedIn);
    }

    void theEndShowsInTheLongPollToo()
    {
        m_records->putRequests(1);
        QVERIFY(await(signIn()));
        const contract::ChangePage first = await(m_site->fetchChanges({}, 10, {})).value();
        QCOMPARE(first.requests.size(), 1);
        const Future<contract::ChangePage> news = m_site->fetchChanges(first.next, 10, std::chrono::seconds(30));
        m_site->endSession();
        m_records->put(FakeSite::makeRequest(2));
        QCOMPARE(codeOf(await(news)), ErrorCode::NotAuthenticated);
        QCOMPARE(m_session->state(), ContactState::Expired);
    }

    void aRefusedRequestIsNoEnd()
    {
        QVERIFY(await(signIn()));
        QCOMPARE(codeOf(await(m_site->fetchRequest(QStringLiteral("r-none")))), ErrorCode::NotFound);
        QCOMPARE(m_session->state(), ContactState::SignedIn);
    }

    void whatIsOvertakenChangesNothing()
    {
        m_records->hold();
        const Future<SignedInContact> first = signIn(QStringLiteral("wrong"));
        const Future<SignedInContact> second = signIn();
        m_records->release();
        QCOMPARE(codeOf(await(first)), ErrorCode::Cancelled);
        QVERIFY(await(second));
        QCOMPARE(m_session->state(), ContactState::SignedIn);

        m_records->hold();
        const Future<SignedInContact> third = signIn();
        m_session->signOut();
        m_records->release();
        QCOMPARE(codeOf(await(third)), ErrorCode::Cancelled);
        QCOMPARE(m_session->state(), ContactState::SignedOut);
        QVERIFY(!m_site->hasToken());
    }

    void submitsAndWithdraws()
    {
        QVERIFY(await(signIn()));
        RequestSubmission submission;
        submission.csr = "csr";
        submission.product = Product::Ev;
        submission.idempotencyKey = QStringLiteral("key-1");
        const auto id = [&] {
            return std::get<ActionDone<RequestDetail>>(await(m_site->submitRequest(submission)).value())
                .current.request.id;
        };
        const QString request = id();
        QCOMPARE(id(), request);
        QCOMPARE(m_site->submissions().size(), 2);
        QCOMPARE(m_records->request(request)->product, Product::Ev);
        const Decision withdrawal{request, 1, RequestAction::Withdraw, {}, QStringLiteral("key-2")};
        QVERIFY(std::holds_alternative<ActionDone<RequestDetail>>(await(m_site->withdrawRequest(withdrawal)).value()));
        QCOMPARE(m_records->request(request)->state, RequestState::Withdrawn);
    }

private:
    Future<SignedInContact> signIn(const QString &password = QStringLiteral("correct horse"))
    {
        return m_session->signIn(FakeApplicationSite::loginId(), SecretBytes::fromText(password));
    }

    std::unique_ptr<FakeSite> m_records;
    std::unique_ptr<FakeApplicationSite> m_site;
    std::unique_ptr<ContactSession> m_session;
};

TEGATA_TEST(TestContactSession)
#include "test_contactsession.moc"
