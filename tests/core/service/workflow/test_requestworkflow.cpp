// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/requestworkflow.h"

#include "core/service/workflow/revocationworkflow.h"

#include "core/service/store/registrationstore.h"
#include "tests/core/service/authority/authorityfixture.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

QDateTime today()
{
    return AuthorityFixture::today();
}

SiteActor person(ActorKind kind, const QString &id)
{
    SiteActor who;
    who.kind = kind;
    who.actor = {id, QStringLiteral("山田 太郎")};
    who.mail = QStringLiteral("taro@example.jp");
    who.customerId = kind == ActorKind::Examiner ? QString() : QStringLiteral("c1");
    return who;
}

Organization organization(const QString &id, const QString &legalName)
{
    Organization result;
    result.id = id;
    result.legalName = legalName;
    result.prefecture = 13;
    result.municipality = QStringLiteral("港区");
    result.validatedAt = today();
    return result;
}

} // namespace

// What the service's own life cycle refuses; over the wire it is tests/integration/service.
class TestRequestWorkflow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void tellsWhenItWasChecked();
    void issuesInTheNameThatWasChecked();
    void refusesAnotherOrganizationThanTheRequests();
    void closesAtTheTimeOut_data();
    void closesAtTheTimeOut();
    void keepsTheLastOperator();
    void limitsTheNamesOfARequest();
    void limitsWhatAContactHasOpen();

private:
    void replaceOrganizations(const QList<Organization> &organizations);
    RequestRow submit();
    Result<RequestRow> submitBy(const QString &contactId, const QStringList &names, QList<Finding> &findings);
    Result<RequestRow> move(const RequestRow &row, RequestAction action, const QDateTime &now);

    AuthorityFixture m_files;
    std::unique_ptr<IssuingAuthority> m_authority;
    std::unique_ptr<RequestWorkflow> m_workflow;
    std::unique_ptr<StoreFixture> m_store;
};

void TestRequestWorkflow::initTestCase()
{
    auto opened = m_files.open();
    QVERIFY(opened);
    m_authority = std::move(*opened);
    m_workflow = std::make_unique<RequestWorkflow>(*m_authority);
}

void TestRequestWorkflow::init()
{
    m_store = std::make_unique<StoreFixture>();
    replaceOrganizations({organization(QStringLiteral("o1"), QStringLiteral("株式会社サンプル"))});
}

void TestRequestWorkflow::replaceOrganizations(const QList<Organization> &organizations)
{
    Registration registration;
    registration.customerId = QStringLiteral("c1");
    registration.customerName = QStringLiteral("株式会社サンプル");
    registration.organizations = organizations;
    registration.domains = {{QStringLiteral("example.jp"), organizations.last().id, false, today()}};
    QVERIFY(m_store->database().write(
        [&](Transaction &transaction) { return RegistrationStore::replace(transaction, registration); }));
}

Result<RequestRow> TestRequestWorkflow::submitBy(const QString &contactId, const QStringList &names,
                                                 QList<Finding> &findings)
{
    const auto csr = CertificateSigningRequest::create(
        PrivateKey::generate(KeySpec::EcP256).value(),
        DistinguishedName::parse(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=") + names.first())
            .value(),
        names);
    RequestIntake intake;
    intake.csr = csr->pem();
    return m_store->database().write([&](Transaction &transaction) {
        return m_workflow->submit(transaction, person(ActorKind::Contact, contactId), intake, today(), findings);
    });
}

RequestRow TestRequestWorkflow::submit()
{
    QList<Finding> findings;
    const auto row = submitBy(QStringLiteral("k1"), {QStringLiteral("www.example.jp")}, findings);
    if (!row)
        qFatal("the request could not be submitted: %s", qPrintable(row.error().detail));
    return *row;
}

Result<RequestRow> TestRequestWorkflow::move(const RequestRow &row, RequestAction action, const QDateTime &now)
{
    const CertificateRequest &request = row.detail.request;
    const SiteActor who = person(ActorKind::Operator, QStringLiteral("op1"));
    RequestMove move{request.id, request.version, action, QStringLiteral("確認済み")};
    QList<Finding> findings;
    return m_store->database().write([&](Transaction &transaction) {
        if (action == RequestAction::Approve)
            m_workflow->prepareAtOnce(transaction, who, move, now);
        return m_workflow->move(transaction, who, move, now, findings);
    });
}

void TestRequestWorkflow::tellsWhenItWasChecked()
{
    const auto stored = [&](const RequestRow &row) {
        return m_store->database()
            .read([&](ReadTransaction &transaction) {
                return RequestStore::find(transaction, row.customerId, row.detail.request.id);
            })
            .value()
            .detail.request.checkState;
    };
    const RequestRow row = submit();
    QVERIFY(row.detail.request.checkState.isChecked());
    QCOMPARE(row.detail.request.checkState.checkedAt(), today());
    QCOMPARE(stored(row), row.detail.request.checkState);
    QVERIFY(move(row, RequestAction::Approve, today().addSecs(60)));
    QCOMPARE(stored(row).checkedAt(), today().addSecs(60));
}

void TestRequestWorkflow::issuesInTheNameThatWasChecked()
{
    const RequestRow row = submit();
    QCOMPARE(row.detail.request.organizationId, QStringLiteral("o1"));
    const auto issued = move(row, RequestAction::Approve, today().addSecs(60));
    QVERIFY2(issued, qPrintable(issued ? QString() : issued.error().detail));
    const auto certificate = m_store->database().read([&](ReadTransaction &transaction) {
        return CertificateStore::find(transaction, QStringLiteral("c1"), issued->detail.request.serial);
    });
    QVERIFY(certificate);
    QCOMPARE(certificate->certificate.organization, QStringLiteral("株式会社サンプル"));
}

// The request's organisation has got another name since, and its old name belongs to another one.
void TestRequestWorkflow::refusesAnotherOrganizationThanTheRequests()
{
    const RequestRow row = submit();
    replaceOrganizations({organization(QStringLiteral("o1"), QStringLiteral("株式会社あたらしい")),
                          organization(QStringLiteral("o2"), QStringLiteral("株式会社サンプル"))});
    const auto issued = move(row, RequestAction::Approve, today().addSecs(60));
    QVERIFY(!issued);
    QCOMPARE(issued.error().code, ErrorCode::Refused);
    QCOMPARE(issued.error().field, QStringLiteral("organizationId"));
}

void TestRequestWorkflow::limitsTheNamesOfARequest()
{
    const int limit = loadPolicy(QStringLiteral("public-tls-2026"))->maximumNames;
    QStringList names;
    for (int i = 0; i <= limit; ++i)
        names.append(QStringLiteral("host%1.example.jp").arg(i));
    QList<Finding> findings;
    QCOMPARE(submitBy(QStringLiteral("k1"), names, findings).error().code, ErrorCode::Refused);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().code, QStringLiteral("san.tooMany"));
    names.removeLast();
    QVERIFY(submitBy(QStringLiteral("k1"), names, findings));
}

void TestRequestWorkflow::limitsWhatAContactHasOpen()
{
    const int limit = loadPolicy(QStringLiteral("public-tls-2026"))->openRequestsPerContact;
    QVERIFY(m_store->database().write([&](Transaction &transaction) -> Result<void> {
        for (int i = 0; i < limit; ++i) {
            RequestRow row = StoreFixture::request(QStringLiteral("open%1").arg(i));
            row.detail.requester = {QStringLiteral("k1"), QStringLiteral("田中 花子")};
            if (i % 3 == 1)
                row.detail.request.state = RequestState::OnHold;
            if (const Result<void> inserted = RequestStore::insert(transaction, row); !inserted)
                return inserted;
        }
        return {};
    }));
    const QStringList names{QStringLiteral("www.example.jp")};
    QList<Finding> findings;
    QCOMPARE(submitBy(QStringLiteral("k1"), names, findings).error().code, ErrorCode::Refused);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().code, QStringLiteral("request.tooManyOpen"));
    QVERIFY(submitBy(QStringLiteral("k2"), names, findings)); // a colleague is not concerned
    QVERIFY(m_store->database().write([&](Transaction &transaction) -> Result<void> {
        auto row = RequestStore::find(transaction, QStringLiteral("c1"), QStringLiteral("open0"));
        row->detail.request.state = RequestState::Rejected;
        return RequestStore::update(transaction, *row, row->detail.request.version);
    }));
    QVERIFY(submitBy(QStringLiteral("k1"), {QStringLiteral("mail.example.jp")}, findings));
}

void TestRequestWorkflow::closesAtTheTimeOut_data()
{
    QTest::addColumn<int>("action");
    for (const RequestAction action : {RequestAction::Approve, RequestAction::Hold, RequestAction::Reject,
                                       RequestAction::Cancel, RequestAction::Claim, RequestAction::Withdraw})
        QTest::newRow(qPrintable(requestActionName(action))) << int(action);
}

void TestRequestWorkflow::closesAtTheTimeOut()
{
    QFETCH(int, action);
    const RequestRow row = submit();
    const QDateTime end = row.detail.request.expiresAt;
    // As fresh as when it was submitted: only the time-out may stand in the way.
    Organization fresh = organization(QStringLiteral("o1"), QStringLiteral("株式会社サンプル"));
    fresh.validatedAt = end.addDays(-1);
    replaceOrganizations({fresh});
    const auto late = move(row, RequestAction(action), end);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::Conflict);
    QCOMPARE(late.error().reason, QStringLiteral("conflict.timedOut"));
    QVERIFY(move(row, RequestAction(action), end.addSecs(-1)));
}

void TestRequestWorkflow::keepsTheLastOperator()
{
    QVERIFY(m_store->database().write([](Transaction &transaction) -> Result<void> {
        for (const auto &[id, customer] : {std::pair("op1", "c1"), std::pair("op2", "c1"), std::pair("op3", "c2")}) {
            const OperatorRow row{QString::fromLatin1(id), QString::fromLatin1(customer), 0,
                                  QStringLiteral("山田"),  QStringLiteral("T.YAMADA"),    OperatorState::Active};
            if (auto inserted = AccountStore::insertOperator(transaction, row); !inserted)
                return inserted;
        }
        return {};
    }));
    const auto revoke = [this](const char *id, int version, bool confirmed) {
        OperatorRevocation revocation;
        revocation.id = QString::fromLatin1(id);
        revocation.version = version;
        revocation.confirmLastOperator = confirmed;
        return m_store->database().write([&](Transaction &transaction) {
            return RevocationWorkflow().revokeOperator(transaction, person(ActorKind::Examiner, QStringLiteral("ex1")),
                                                       revocation, today());
        });
    };
    QVERIFY(revoke("op1", 1, false));
    QCOMPARE(revoke("op1", 2, false).error().code, ErrorCode::Conflict); // revoked already
    const auto last = revoke("op2", 1, false);
    QVERIFY(!last);
    QCOMPARE(last.error().code, ErrorCode::Refused);
    QCOMPARE(last.error().field, QStringLiteral("confirmLastOperator"));
    const auto kept = m_store->database().read(
        [](ReadTransaction &transaction) { return AccountStore::operatorById(transaction, QStringLiteral("op2")); });
    QVERIFY(kept->state == OperatorState::Active);
    QVERIFY(revoke("op2", 1, true));
}

TEGATA_TEST(TestRequestWorkflow)
#include "test_requestworkflow.moc"
