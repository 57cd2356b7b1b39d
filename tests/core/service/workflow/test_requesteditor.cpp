// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/requesteditor.h"

#include "core/service/store/internalnotestore.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

using namespace tegata;

namespace {

const QString RequestId = QStringLiteral("r1");

SiteActor editor(const QString &customerId = QStringLiteral("c1"))
{
    SiteActor who;
    who.kind = ActorKind::Operator;
    who.actor = {QStringLiteral("op2"), QStringLiteral("鈴木 花子")};
    who.customerId = customerId;
    who.idempotencyKey = QStringLiteral("key-1");
    return who;
}

RequestCorrection toOv(int version = 1)
{
    RequestCorrection correction;
    correction.id = RequestId;
    correction.version = version;
    correction.product = Product::Ov;
    correction.note = QStringLiteral(" OVで可 ");
    return correction;
}

QByteArray csrPem()
{
    static const QByteArray pem = [] {
        const auto csr = CertificateSigningRequest::create(
            PrivateKey::generate(KeySpec::EcP256).value(),
            DistinguishedName::parse(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=www.example.jp"))
                .value(),
            {QStringLiteral("www.example.jp")});
        return csr->pem();
    }();
    return pem;
}

} // namespace

// An EV request of customer c1, which two operators have to approve. Over the wire: tests/integration/service.
class TestRequestEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void editsBeforeTheDecisionOnly_data();
    void editsBeforeTheDecisionOnly();
    void voidsTheApprovals();
    void noteWhoEditedAndWhat();
    void examinesAgain();
    void takesTheRenewalAway();
    void refuses_data();
    void refuses();
    void refusesWhatIsClaimedByAnother();
    void refusesAfterTheTimeOut();
    void keepsWhatIsNotSet();
    void notesLeaveTheVersion();

private:
    RequestRow insert(RequestState state = RequestState::Pending, const QString &claimedBy = {});
    RequestRow stored();
    Result<RequestRow> edit(const RequestCorrection &correction, const SiteActor &who = editor(),
                            const QDateTime &now = StoreFixture::time(5));
    QList<AuditRow> trail();

    std::unique_ptr<StoreFixture> m_store;
    RequestEditor m_editor;
};

void TestRequestEditor::init()
{
    m_store = std::make_unique<StoreFixture>();
    Registration registration;
    registration.customerId = QStringLiteral("c1");
    Organization organization;
    organization.id = QStringLiteral("o1");
    organization.legalName = QStringLiteral("株式会社サンプル");
    organization.prefecture = 13;
    organization.municipality = QStringLiteral("港区");
    organization.evAllowed = true;
    organization.validatedAt = StoreFixture::time();
    registration.organizations = {organization};
    registration.domains = {{QStringLiteral("example.jp"), QStringLiteral("o1"), false, StoreFixture::time()}};
    registration.approvalsEv = 2;
    QVERIFY(m_store->database().write(
        [&](Transaction &transaction) { return RegistrationStore::replace(transaction, registration); }));
    for (const auto &[serial, request, customer] : {std::tuple("AB01", "r0", "c1"), std::tuple("AB02", "r9", "c2")}) {
        const QString id = QString::fromLatin1(request), of = QString::fromLatin1(customer);
        m_store->insert(StoreFixture::request(id, of));
        m_store->insert(StoreFixture::certificate(QString::fromLatin1(serial), id, of)); // what may be renewed, or not
    }
}

RequestRow TestRequestEditor::insert(RequestState state, const QString &claimedBy)
{
    RequestRow row = StoreFixture::request(RequestId);
    CertificateRequest &request = row.detail.request;
    request.state = state;
    request.language = Language::Japanese;
    request.csr = csrPem();
    request.approvalsNeeded = 2;
    request.claimedBy = claimedBy;
    if (state == RequestState::Expired)
        request.expiresAt = StoreFixture::time();
    if (state == RequestState::PartlyApproved || state == RequestState::OnHold)
        setApprovers(row, {{QStringLiteral("op1"), QStringLiteral("山田 太郎")}});
    return m_store->insert(row);
}

RequestRow TestRequestEditor::stored()
{
    const auto row = m_store->database().read(
        [](ReadTransaction &transaction) { return RequestStore::find(transaction, QStringLiteral("c1"), RequestId); });
    return row.value_or(RequestRow());
}

Result<RequestRow> TestRequestEditor::edit(const RequestCorrection &correction, const SiteActor &who,
                                           const QDateTime &now)
{
    return m_store->database().write(
        [&](Transaction &transaction) { return m_editor.edit(transaction, who, correction, now); });
}

QList<AuditRow> TestRequestEditor::trail()
{
    const auto rows = m_store->database().read(
        [](ReadTransaction &transaction) { return AuditTrail::list(transaction, std::nullopt, 0, 100); });
    QList<AuditRow> ofRequests;
    for (const AuditRow &row : rows.value_or(QList<AuditRow>())) {
        if (row.event.objectKind == QLatin1String("request"))
            ofRequests.append(row);
    }
    return ofRequests;
}

void TestRequestEditor::editsBeforeTheDecisionOnly_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<bool>("isEditable");
    QTest::addColumn<int>("to");
    const auto row = [](RequestState from, std::optional<RequestState> to) {
        QTest::newRow(qPrintable(requestStateName(from))) << int(from) << to.has_value() << int(to.value_or(from));
    };
    row(RequestState::Pending, RequestState::Pending);
    row(RequestState::PartlyApproved, RequestState::Pending);
    row(RequestState::OnHold, RequestState::OnHold);
    for (const RequestState closed :
         {RequestState::Approved, RequestState::Issued, RequestState::Failed, RequestState::Rejected,
          RequestState::Cancelled, RequestState::Withdrawn, RequestState::Expired})
        row(closed, std::nullopt);
}

void TestRequestEditor::editsBeforeTheDecisionOnly()
{
    QFETCH(int, from);
    QFETCH(bool, isEditable);
    QFETCH(int, to);
    const RequestRow before = insert(RequestState(from));
    const auto edited = edit(toOv());
    QCOMPARE(edited.has_value(), isEditable);
    QCOMPARE(int(stored().detail.request.state), to);
    if (isEditable) {
        QCOMPARE(stored().detail.request.version, 2);
        QVERIFY(stored().changeSequence > before.changeSequence);
    } else {
        QCOMPARE(edited.error().code, ErrorCode::Conflict);
        QVERIFY(stored().detail == before.detail);
        QVERIFY(trail().isEmpty());
    }
}

void TestRequestEditor::voidsTheApprovals()
{
    for (const RequestState state : {RequestState::PartlyApproved, RequestState::OnHold}) {
        init();
        insert(state);
        QVERIFY(edit(toOv()));
        QVERIFY(stored().detail.approvers.isEmpty());
        QVERIFY(stored().detail.request.approvedBy.isEmpty());
        QCOMPARE(stored().detail.request.approvalsNeeded, 1); // as OV
        const QJsonArray voided = trail().last().event.evidence.value(u"voidedApprovals").toArray();
        QCOMPARE(voided, QJsonArray{QStringLiteral("op1")});
    }
}

void TestRequestEditor::noteWhoEditedAndWhat()
{
    insert();
    QVERIFY(edit(toOv()));
    QCOMPARE(stored().detail.request.lastEditedBy, QStringLiteral("op2"));
    QCOMPARE(stored().detail.request.updatedAt, StoreFixture::time(5));
    QCOMPARE(trail().size(), 1);
    const AuditEvent event = trail().first().event;
    QCOMPARE(event.action, QStringLiteral("edit"));
    QCOMPARE(event.actor.id, QStringLiteral("op2"));
    QCOMPARE(event.note, QStringLiteral("OVで可"));
    QCOMPARE(event.evidence.value(u"idempotencyKey").toString(), QStringLiteral("key-1"));
    const QJsonObject change{{QStringLiteral("from"), QStringLiteral("ev")},
                             {QStringLiteral("to"), QStringLiteral("ov")}};
    QCOMPARE(event.evidence.value(u"changes").toObject(), (QJsonObject{{QStringLiteral("product"), change}}));
}

// The fixture's report is an error that the CSR does not have.
void TestRequestEditor::examinesAgain()
{
    insert();
    const auto edited = edit(toOv());
    QVERIFY(edited);
    QVERIFY(!stored().detail.check.hasErrors());
    QCOMPARE(stored().detail.request.checkState, CheckState(stored().detail.check.outcome(), StoreFixture::time(5)));
    // As EV the domain is not allowed: kept as a finding, not refused.
    RequestCorrection toEv = toOv(2);
    toEv.product = Product::Ev;
    QVERIFY(edit(toEv));
    QVERIFY(stored().detail.check.hasErrors());
    QCOMPARE(stored().detail.request.approvalsNeeded, 2);
}

void TestRequestEditor::takesTheRenewalAway()
{
    insert();
    RequestCorrection correction = toOv();
    correction.product.reset();
    correction.renewalOf = QStringLiteral("AB01");
    QVERIFY(edit(correction));
    QCOMPARE(stored().detail.request.renewalOf, QStringLiteral("AB01"));
    correction.version = 2;
    correction.renewalOf = QString();
    QVERIFY(edit(correction));
    QVERIFY(stored().detail.request.renewalOf.isEmpty());
    const QJsonObject change =
        trail().last().event.evidence.value(u"changes").toObject().value(u"renewalOf").toObject();
    QCOMPARE(change.value(u"from").toString(), QStringLiteral("AB01"));
    QVERIFY(change.value(u"to").isNull());
}

void TestRequestEditor::refuses_data()
{
    QTest::addColumn<RequestCorrection>("correction");
    QTest::addColumn<QString>("customer");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, ErrorCode code, const char *field, auto spoil, const char *customer = "c1") {
        RequestCorrection correction = toOv();
        spoil(correction);
        QTest::newRow(name) << correction << QString::fromLatin1(customer) << code << QString::fromLatin1(field);
    };
    using C = RequestCorrection;
    row("stale version", ErrorCode::Conflict, "", [](C &c) { c.version = 2; });
    row("unknown request", ErrorCode::NotFound, "", [](C &c) { c.id = QStringLiteral("r2"); });
    row(
        "another customer's request", ErrorCode::NotFound, "", [](C &) {}, "c2");
    row("no reason", ErrorCode::InvalidArgument, "note", [](C &c) { c.note = QStringLiteral(" \n"); });
    row("too long a reason", ErrorCode::InvalidArgument, "note", [](C &c) { c.note = QString(1001, u'x'); });
    row("not a mail address", ErrorCode::InvalidArgument, "notifyMail",
        [](C &c) { c.notifyMail = QStringLiteral("a b"); });
    row("unknown certificate", ErrorCode::InvalidArgument, "renewalOf",
        [](C &c) { c.renewalOf = QStringLiteral("FF"); });
    row("another customer's certificate", ErrorCode::InvalidArgument, "renewalOf",
        [](C &c) { c.renewalOf = QStringLiteral("AB02"); });
    row("nothing changes", ErrorCode::InvalidArgument, "product", [](C &c) { c.product = Product::Ev; });
    row("nothing is set", ErrorCode::InvalidArgument, "product", [](C &c) { c.product.reset(); });
}

void TestRequestEditor::refuses()
{
    QFETCH(RequestCorrection, correction);
    QFETCH(QString, customer);
    QFETCH(ErrorCode, code);
    QFETCH(QString, field);
    const RequestRow before = insert(RequestState::PartlyApproved);
    const auto edited = edit(correction, editor(customer));
    QVERIFY(!edited);
    QCOMPARE(edited.error().code, code);
    QCOMPARE(edited.error().field, field);
    QVERIFY(stored().detail == before.detail);
    QVERIFY(trail().isEmpty());
}

void TestRequestEditor::refusesWhatIsClaimedByAnother()
{
    insert(RequestState::Pending, QStringLiteral("op1"));
    const auto edited = edit(toOv());
    QVERIFY(!edited);
    QCOMPARE(edited.error().code, ErrorCode::Conflict);
    SiteActor claimant = editor();
    claimant.actor.id = QStringLiteral("op1");
    QVERIFY(edit(toOv(), claimant));
}

void TestRequestEditor::refusesAfterTheTimeOut()
{
    const QDateTime end = insert().detail.request.expiresAt;
    const auto late = edit(toOv(), editor(), end);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::Conflict);
    QVERIFY(edit(toOv(), editor(), end.addSecs(-1)));
}

void TestRequestEditor::keepsWhatIsNotSet()
{
    const RequestRow before = insert();
    RequestCorrection correction = toOv();
    correction.product.reset();
    correction.notifyMail = QString(); // the contact's own
    QVERIFY(edit(correction));
    QCOMPARE(stored().detail.notifyMail, before.detail.requesterMail);
    QVERIFY(stored().detail.request.product == before.detail.request.product);
    QVERIFY(stored().detail.request.language == before.detail.request.language);
    QCOMPARE(stored().detail.request.renewalOf, before.detail.request.renewalOf);
}

void TestRequestEditor::notesLeaveTheVersion()
{
    insert(RequestState::Rejected);
    const auto add = [this](const QString &text, const QString &customer = QStringLiteral("c1")) {
        return m_store->database().write([&](Transaction &transaction) {
            return m_editor.addNote(transaction, editor(customer), RequestId, text, StoreFixture::time(6));
        });
    };
    QVERIFY(add(QStringLiteral(" 電話で確認済み ")));
    for (const QString &bad : {QStringLiteral(" "), QString(1001, u'x')}) {
        const auto refused = add(bad);
        QVERIFY(!refused);
        QCOMPARE(refused.error().field, QStringLiteral("text"));
    }
    const auto others = add(QStringLiteral("よそ者"), QStringLiteral("c2"));
    QVERIFY(!others);
    QCOMPARE(others.error().code, ErrorCode::NotFound);
    QCOMPARE(stored().detail.request.version, 1);
    const auto notes = m_store->database().read(
        [](ReadTransaction &transaction) { return InternalNoteStore::ofRequest(transaction, RequestId); });
    QCOMPARE(notes->size(), 1);
    QCOMPARE(notes->first().text, QStringLiteral("電話で確認済み"));
    QCOMPARE(notes->first().actor.id, QStringLiteral("op2"));
    QCOMPARE(trail().size(), 1);
    QCOMPARE(trail().first().event.note, QStringLiteral("電話で確認済み"));
}

TEGATA_TEST(TestRequestEditor)
#include "test_requesteditor.moc"
