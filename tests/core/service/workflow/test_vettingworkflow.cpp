// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/vettingworkflow.h"

#include "core/rules/vettingitems.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/workflow/enrollmentworkflowfixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

// What has to be vetted, whose word counts, and who may approve.
class TestVettingWorkflow : public QObject, private EnrollmentWorkflowFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_now = m_now.addDays(2); }
    void itemsFollowTheApplication();
    void controlIsProvedByLookUpsAlone();
    void whatPassedMayBeUsedFor_data();
    void whatPassedMayBeUsedFor();
    void theLastWordCounts();
    void wrongWordsAreRefused_data();
    void wrongWordsAreRefused();
    void openItemsBarTheApproval();
    void evTakesTwoExaminers();
    void anotherWordVoidsApprovals();
    void whatOthersHoldIsTold();
    void activationTakesTheTimes();
    void renewalsComeIntoForce();

private:
    EnrollmentRow underReview(const EnrollmentApplication &form)
    {
        const auto row = submit(anybody(), intakeOf(form));
        return row ? *move(*row, EnrollmentAction::BeginReview) : EnrollmentRow();
    }
    static EnrollmentApplication ovForm()
    {
        EnrollmentApplication form = newForm();
        for (EnrollmentApplicant &applicant : form.applicants)
            applicant.ev = false;
        for (EnrollmentDomain &domain : form.domains)
            domain.ev = false;
        form.threeParty.enabled = false;
        return form;
    }
    Result<Vetting> say(const EnrollmentRow &row, const QString &item, int version, VettingOutcome outcome,
                        const QString &method, const QString &evidence = QStringLiteral("確認済み"),
                        const QString &who = QStringLiteral("E1"))
    {
        return m_store.database().write([&](Transaction &transaction) {
            return VettingWorkflow::record(transaction, person(ActorKind::Examiner, who),
                                           {row.receipt.receipt, item, version, outcome, method, evidence},
                                           StoreFixture::time(1));
        });
    }
    Result<EnrollmentRow> approve(const EnrollmentRow &row, const QString &who)
    {
        return m_store.database().write([&](Transaction &transaction) {
            return m_workflow.move(
                transaction, person(ActorKind::Examiner, who),
                {row.receipt.receipt, row.receipt.version, EnrollmentAction::Approve, QStringLiteral("電話済み")},
                StoreFixture::time(1));
        });
    }
    Vetting vettingOf(const EnrollmentRow &row)
    {
        return m_store.database()
            .read([&](ReadTransaction &transaction) { return VettingWorkflow::find(transaction, row); })
            .value();
    }
    void passAll(const EnrollmentRow &row, const QString &who)
    {
        const QList<VettingItem> items = vettingOf(row).items;
        for (const VettingItem &item : items) {
            if (item.isOpen())
                QVERIFY(say(row, item.id, static_cast<int>(item.records.size()), VettingOutcome::Passed,
                            vettingMethodsOf(item.kind).constFirst(), QStringLiteral("確認済み"), who));
        }
    }
};

void TestVettingWorkflow::itemsFollowTheApplication()
{
    EnrollmentApplication form = ovForm();
    form.applicants = {form.applicants.first(), form.applicants.first()};
    form.applicants[1].ev = true;
    form.domains = {{QStringLiteral("example.jp"), false, {}}, {QStringLiteral("日本語.jp"), false, {}}};
    form.threeParty.enabled = true;
    form.threeParty.domains = {{QStringLiteral("example.jp"), false, {}}, {QStringLiteral("example.com"), false, {}}};
    QStringList needed;
    QStringList notNeeded;
    for (const VettingItem &item : vettingItemsOf(form))
        (item.isNeeded ? needed : notNeeded).append(item.id);
    QVERIFY(needed.contains(QStringLiteral("legalExistence:1")));
    QVERIFY(needed.contains(QStringLiteral("evRoles:2")) && notNeeded.contains(QStringLiteral("evRoles:1")));
    QVERIFY(needed.contains(QStringLiteral("intentByPhone:3"))); // the three-party contract's
    QVERIFY(needed.contains(QStringLiteral("domainControl:xn--wgv71a119e.jp")));
    QCOMPARE(needed.count(QStringLiteral("domainControl:example.jp")), 1); // once, whoever names it
    QVERIFY(needed.contains(QStringLiteral("documents")));
    QCOMPARE(needed.size() + notNeeded.size(), 3 * 7 + 3 * 3 + 1);
    QCOMPARE(approvalsNeededFor(form), 2);
    QCOMPARE(approvalsNeededFor(ovForm()), 1);
}

// whois, letters and phone show the right to use a domain, and no longer control (V3).
void TestVettingWorkflow::controlIsProvedByLookUpsAlone()
{
    const QStringList control = vettingMethodsOf(VettingKind::DomainControl);
    for (const char *old : {"whois", "permissionLetter", "phoneCall", "registrarRecord"}) {
        QVERIFY(!control.contains(QLatin1String(old)));
        QVERIFY(vettingMethodsOf(VettingKind::DomainRight).contains(QLatin1String(old)));
    }
}

void TestVettingWorkflow::whatPassedMayBeUsedFor_data()
{
    QTest::addColumn<VettingKind>("kind");
    QTest::addColumn<int>("days"); // 0: it does not age
    QTest::newRow("corporation") << VettingKind::LegalExistence << 398;
    QTest::newRow("domain") << VettingKind::DomainControl << 200;
    QTest::newRow("documents") << VettingKind::Documents << 0;
}

void TestVettingWorkflow::whatPassedMayBeUsedFor()
{
    QFETCH(const VettingKind, kind);
    QFETCH(const int, days);
    const QDateTime at(QDate(2026, 4, 1), QTime(9, 0), Qt::UTC);
    const QDateTime until = usableUntilOf(kind, at, *loadPolicy(Registration().policy));
    QCOMPARE(until.isValid(), days > 0);
    if (days > 0)
        QCOMPARE(at.daysTo(until), qint64(days));
}

void TestVettingWorkflow::theLastWordCounts()
{
    const EnrollmentRow row = underReview(ovForm());
    const QString item = QStringLiteral("legalExistence:1");
    QVERIFY(say(row, item, 0, VettingOutcome::Failed, QStringLiteral("creditReport"), QStringLiteral("登録なし")));
    const auto vetting =
        say(row, item, 1, VettingOutcome::Passed, QStringLiteral("registerExtract"), QStringLiteral(" 登記 2026-11 "));
    QVERIFY(vetting);
    const VettingItem &legal = vetting->items.first();
    QCOMPARE(legal.id, item);
    QCOMPARE(legal.records.size(), 2);
    QCOMPARE(legal.records.first().evidence, QStringLiteral("登録なし"));
    QVERIFY(!legal.records.first().usableUntil.isValid());
    QCOMPARE(legal.last()->evidence, QStringLiteral("登記 2026-11"));
    QCOMPARE(legal.last()->examiner.id, QStringLiteral("E1"));
    QVERIFY(legal.last()->usableUntil.isValid());
    QVERIFY(!legal.isOpen());
    const auto trail = m_store.database().read([&](ReadTransaction &transaction) {
        return AuditTrail::history(transaction, QStringLiteral("vetting"), row.receipt.receipt);
    });
    QCOMPARE(trail->size(), 2);
    QCOMPARE(history(row).size(), 2); // its own life: sent, under review
}

void TestVettingWorkflow::wrongWordsAreRefused_data()
{
    QTest::addColumn<QString>("item");
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("evidence");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");
    const QString phone = QStringLiteral("phoneCall");
    const QString item = QStringLiteral("intentByPhone:1");
    const QString text = QStringLiteral("x");
    QTest::newRow("no such item") << QStringLiteral("intentByPhone:9") << 0 << phone << text << ErrorCode::NotFound
                                  << QStringLiteral("item");
    QTest::newRow("stale") << item << 3 << phone << text << ErrorCode::Conflict << QStringLiteral("version");
    QTest::newRow("wrong method") << item << 0 << QStringLiteral("dnsTxt") << text << ErrorCode::InvalidArgument
                                  << QStringLiteral("method");
    QTest::newRow("no evidence") << item << 0 << phone << QStringLiteral(" ") << ErrorCode::InvalidArgument
                                 << QStringLiteral("evidence");
    QTest::newRow("control character") << item << 0 << phone << QStringLiteral("a\u0007") << ErrorCode::InvalidArgument
                                       << QStringLiteral("evidence");
}

void TestVettingWorkflow::wrongWordsAreRefused()
{
    QFETCH(const QString, item);
    QFETCH(const int, version);
    QFETCH(const QString, method);
    QFETCH(const QString, evidence);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, field);
    const EnrollmentRow row = underReview(ovForm());
    const Vetting before = vettingOf(row);
    const auto said = say(row, item, version, VettingOutcome::Passed, method, evidence);
    QVERIFY(!said);
    QCOMPARE(said.error().code, code);
    QCOMPARE(said.error().field, field);
    QVERIFY(vettingOf(row) == before);
}

void TestVettingWorkflow::openItemsBarTheApproval()
{
    const EnrollmentRow row = underReview(ovForm());
    passAll(row, QStringLiteral("E1"));
    const QString last = QStringLiteral("caa:example.jp");
    QVERIFY(say(row, last, 1, VettingOutcome::Failed, QStringLiteral("dnsLookup"), QStringLiteral("0 issue \";\"")));
    const auto refused = approve(row, QStringLiteral("E1"));
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QCOMPARE(refused.error().field, QStringLiteral("items"));
    QVERIFY(refused.error().detail.contains(last));
    QVERIFY(say(row, last, 2, VettingOutcome::Passed, QStringLiteral("dnsLookup")));
    const auto approved = approve(row, QStringLiteral("E1"));
    QVERIFY(approved);
    QCOMPARE(approved->receipt.state, EnrollmentState::Approved);
    // What is decided is no longer vetted.
    QCOMPARE(say(row, last, 3, VettingOutcome::Passed, QStringLiteral("dnsLookup")).error().code, ErrorCode::Conflict);
}

void TestVettingWorkflow::evTakesTwoExaminers()
{
    const EnrollmentRow row = underReview(newForm());
    passAll(row, QStringLiteral("E1"));
    const auto first = approve(row, QStringLiteral("E1"));
    QVERIFY(first);
    QCOMPARE(first->receipt.state, EnrollmentState::InReview);
    QCOMPARE(vettingOf(row).approvals.size(), 1);
    QCOMPARE(approve(row, QStringLiteral("E1")).error().code, ErrorCode::Conflict); // not the same one again
    const auto trail = m_store.database().read([&](ReadTransaction &transaction) {
        return AuditTrail::history(transaction, QStringLiteral("vetting"), row.receipt.receipt);
    });
    QCOMPARE(trail->last().action, QStringLiteral("approveInPart"));
    QCOMPARE(trail->last().note, QStringLiteral("電話済み")); // the first one's words stay
    const auto second = approve(row, QStringLiteral("E2"));
    QVERIFY(second);
    QCOMPARE(second->receipt.state, EnrollmentState::Approved);

    // Whoever vetted is not the second one.
    const EnrollmentRow other = underReview(newForm());
    passAll(other, QStringLiteral("E1"));
    QVERIFY(approve(other, QStringLiteral("E2")));
    const auto refused = approve(other, QStringLiteral("E1"));
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    QCOMPARE(refused.error().field, QStringLiteral("examiner"));
}

void TestVettingWorkflow::anotherWordVoidsApprovals()
{
    const EnrollmentRow row = underReview(newForm());
    passAll(row, QStringLiteral("E1"));
    QVERIFY(approve(row, QStringLiteral("E2")));
    QVERIFY(say(row, QStringLiteral("documents"), 1, VettingOutcome::Passed, QStringLiteral("receivedByPost")));
    QVERIFY(vettingOf(row).approvals.isEmpty());
    QVERIFY(approve(row, QStringLiteral("E2")));
    QVERIFY(move(row, EnrollmentAction::RequestDocuments, QStringLiteral("定款をお送りください")));
    QVERIFY(vettingOf(row).approvals.isEmpty());
}

void TestVettingWorkflow::whatOthersHoldIsTold()
{
    const EnrollmentApplication form = ovForm();
    Registration other;
    other.customerId = QStringLiteral("c1");
    Organization organization;
    organization.id = QStringLiteral("o1");
    organization.legalName = QStringLiteral("別の会社");
    organization.registrationNumber = form.applicants.first().registryNumber;
    other.organizations = {organization};
    other.domains = {{QStringLiteral("example.jp"), organization.id, false, {}}};
    QVERIFY(m_store.database().write(
        [&](Transaction &transaction) { return RegistrationStore::replace(transaction, other); }));
    const EnrollmentRow row = underReview(newForm());
    const auto held = m_store.database().read(
        [&](ReadTransaction &transaction) { return VettingWorkflow::heldByOthers(transaction, row); });
    QVERIFY(held);
    const QString told = findingList(*held);
    QVERIFY2(told.contains(QStringLiteral("warning applicants[0].registryNumber corporation.heldElsewhere")),
             qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("domain.heldElsewhere")), qPrintable(told));
    other.organizations.clear();
    other.domains.clear();
    QVERIFY(m_store.database().write(
        [&](Transaction &transaction) { return RegistrationStore::replace(transaction, other); }));
}

void TestVettingWorkflow::activationTakesTheTimes()
{
    EnrollmentApplication form = ovForm();
    form.contact.loginId = QStringLiteral("times-taken");
    EnrollmentRow row = underReview(form);
    for (const EnrollmentAction action :
         {EnrollmentAction::Approve, EnrollmentAction::BuildSite, EnrollmentAction::Activate}) {
        const auto moved = move(row, action);
        QVERIFY2(moved, moved ? "" : qPrintable(moved.error().detail));
        row = *moved;
    }
    const auto contact = m_store.database().read([](ReadTransaction &transaction) {
        return AccountStore::contactByLogin(transaction, QStringLiteral("times-taken"));
    });
    QVERIFY(contact);
    const auto registration = m_store.database().read(
        [&](ReadTransaction &transaction) { return RegistrationStore::find(transaction, contact->customerId); });
    QCOMPARE(registration->organizations.first().validatedAt, StoreFixture::time(1));
    QCOMPARE(registration->domains.size(), form.domains.size());
    for (const RegisteredDomain &domain : registration->domains)
        QCOMPARE(domain.validatedAt, StoreFixture::time(1));
    const auto operators = m_store.database().read([&](ReadTransaction &transaction) {
        return AccountStore::operators(transaction, contact->customerId, {}, 100);
    });
    QStringList names;
    for (const OperatorRow &each : *operators)
        names.append(each.commonName);
    QCOMPARE(operators->size(), form.operators.size());
    for (const EnrollmentOperator &each : form.operators)
        QVERIFY(names.contains(each.commonName));
}

// A renewal replaces what is registered; what it keeps has its id, and the site runs as before.
void TestVettingWorkflow::renewalsComeIntoForce()
{
    const ContactRow contact{QStringLiteral("co-3"),
                             QStringLiteral("c2"),
                             QStringLiteral("伊藤"),
                             QStringLiteral("ito@example.jp"),
                             QStringLiteral("ito3"),
                             QStringLiteral("scrypt$"),
                             true};
    EnrollmentApplication form = practice::sampleEnrollment();
    Registration before;
    before.customerId = contact.customerId;
    before.policy = QStringLiteral("private-pki");
    before.approvalsEv = 2;
    Organization organization;
    organization.id = QStringLiteral("kept");
    organization.legalName = form.applicants.first().legalName;
    before.organizations = {organization};
    before.domains = {{QStringLiteral("dropped.example.com"), organization.id, false, {}}};
    QVERIFY(m_store.database().write([&](Transaction &transaction) -> Result<int> {
        if (const auto inserted = AccountStore::insertContact(transaction, contact); !inserted)
            return failure(inserted.error());
        return RegistrationStore::replace(transaction, before);
    }));
    const auto sent = submit(person(ActorKind::Contact, contact.id), intakeOf(form));
    QVERIFY(sent);
    EnrollmentRow row = *sent;
    for (const EnrollmentAction action : {EnrollmentAction::BeginReview, EnrollmentAction::Approve,
                                          EnrollmentAction::BuildSite, EnrollmentAction::Activate})
        row = *move(row, action);
    const auto after = m_store.database().read(
        [&](ReadTransaction &transaction) { return RegistrationStore::find(transaction, contact.customerId); });
    QCOMPARE(after->organizations.first().id, QStringLiteral("kept"));
    QVERIFY(after->organizations.first().validatedAt.isValid());
    QCOMPARE(after->policy, before.policy);
    QCOMPARE(after->approvalsEv, 2);
    QCOMPARE(after->domains.size(), form.domains.size());
}

TEGATA_TEST(TestVettingWorkflow)
#include "test_vettingworkflow.moc"
