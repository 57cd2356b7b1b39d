// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/enrollmentworkflow.h"

#include "core/domain/contract.h"
#include "core/rules/enrollmentrules.h"
#include "core/service/practice/practiceenrollment.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/workflow/enrollmentworkflowfixture.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QTest>

using namespace tegata;

// What the service's own life cycle of enrolments does; over the wire it is tests/integration/service.
class TestEnrollmentWorkflow : public QObject, private EnrollmentWorkflowFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_now = m_now.addDays(2); } // what earlier tests mailed is not counted any more
    void practiceFormsAreInOrder();
    void takesWhatCountsAndNoPassword();
    void refusesWithTheFindingsOfTheRules_data();
    void refusesWithTheFindingsOfTheRules();
    void sameFormAndPasswordHaveOneFingerprint();
    void loginIdOfAContactIsNotTold();
    void strangersMayNotMailWithoutEnd();
    void whatAStrangerTakesBackIsNotMailed();
    void renewalBelongsToTheContactsCustomer();
    void lifeCycle_data();
    void lifeCycle();
    void notesAreForTheirReaders();
    void onlyTheSendersPasswordWithdraws();
    void renewalInForceIsRegistered();
    void whatWasTypedComesIntoForceAsItWasRead();
};

void TestEnrollmentWorkflow::practiceFormsAreInOrder()
{
    const CheckReport renewal = checkEnrollment(relevantPart(practice::sampleEnrollment()));
    QVERIFY2(renewal.outcome() == FindingOutcome::Note, qPrintable(findingList(renewal.findings)));
    const CheckReport fresh = checkEnrollment(relevantPart(newForm()));
    QVERIFY2(!fresh.hasErrors(), qPrintable(findingList(fresh.findings)));
}

void TestEnrollmentWorkflow::takesWhatCountsAndNoPassword()
{
    EnrollmentApplication form = newForm();
    form.applicants[0].ev = false;
    form.applicants[0].registryNumber = QStringLiteral("typed before EV was taken back");
    for (EnrollmentDomain &domain : form.domains)
        domain.ev = false;
    QList<Finding> findings;
    const Result<EnrollmentIntake> intake = EnrollmentWorkflow::examine(form, "k", findings);
    QVERIFY2(intake, qPrintable(findingList(findings)));
    QVERIFY(form.contact.password.isEmpty());
    QVERIFY(intake->application.contact.password.isEmpty());
    QVERIFY(intake->application.applicants.at(0).registryNumber.isEmpty());
    QVERIFY(intake->passwordHash.startsWith(QLatin1String("scrypt$")));
    QVERIFY(!intake->fingerprint.contains(Password));

    const Result<EnrollmentRow> row = submit(anybody(), *intake);
    QVERIFY(row);
    QCOMPARE(row->receipt.state, EnrollmentState::Submitted);
    QCOMPARE(row->receipt.version, 1);
    QCOMPARE(row->loginId, QStringLiteral("sample-tanaka"));
    QVERIFY(row->customerId.isEmpty());
    const QList<HistoryEntry> told = history(*row);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().action, QStringLiteral("submit"));
    QCOMPARE(told.first().toState, QStringLiteral("submitted"));
    QCOMPARE(told.first().note, form.warningReason);
}

void TestEnrollmentWorkflow::refusesWithTheFindingsOfTheRules_data()
{
    QTest::addColumn<QString>("field");
    QTest::newRow("login") << QStringLiteral("contact.loginId");
    QTest::newRow("password") << QStringLiteral("contact.password");
    QTest::newRow("name") << QStringLiteral("applicants[0].legalName");
    QTest::newRow("domain") << QStringLiteral("domains[0].name");
}

void TestEnrollmentWorkflow::refusesWithTheFindingsOfTheRules()
{
    QFETCH(const QString, field);
    EnrollmentApplication form = newForm();
    if (field == QLatin1String("contact.loginId"))
        form.contact.loginId.clear();
    else if (field == QLatin1String("contact.password"))
        form.contact.password = QStringLiteral("abc");
    else if (field == QLatin1String("applicants[0].legalName"))
        form.applicants[0].legalName = QString(21, QChar(0x682a));
    else
        form.domains[0].name = QStringLiteral("co.jp");
    const CheckReport expected = checkEnrollment(relevantPart(form));
    QList<Finding> findings;
    const auto intake = EnrollmentWorkflow::examine(form, "k", findings);
    QCOMPARE(intake.error().code, ErrorCode::Refused);
    QCOMPARE(findings, expected.findings);
    QVERIFY2(std::any_of(findings.cbegin(), findings.cend(),
                         [&](const Finding &finding) {
                             return finding.field == field && finding.outcome == FindingOutcome::Error;
                         }),
             qPrintable(findingList(findings)));
    QVERIFY(form.contact.password.isEmpty()); // wiped also then
}

void TestEnrollmentWorkflow::sameFormAndPasswordHaveOneFingerprint()
{
    const QByteArray print = intakeOf(newForm()).fingerprint;
    QCOMPARE(intakeOf(newForm()).fingerprint, print);
    QVERIFY(intakeOf(newForm(), "another key").fingerprint != print);
    EnrollmentApplication other = newForm();
    other.contact.password += QLatin1Char('!');
    QVERIFY(intakeOf(other).fingerprint != print);
    other = newForm();
    other.plan.commitment = other.plan.commitment.value_or(0) + 1;
    QVERIFY(intakeOf(other).fingerprint != print);
}

void TestEnrollmentWorkflow::loginIdOfAContactIsNotTold()
{
    const ContactRow contact{QStringLiteral("co-taken"),
                             QStringLiteral("c1"),
                             QStringLiteral("木村"),
                             QStringLiteral("kimura@example.jp"),
                             QStringLiteral("kimura"),
                             QStringLiteral("scrypt$"),
                             false}; // also one that may not sign in now
    QVERIFY(m_store.database().write(
        [&](Transaction &transaction) { return AccountStore::insertContact(transaction, contact); }));
    EnrollmentApplication form = newForm();
    form.contact.loginId = QStringLiteral("kimura ");
    const auto taken = submit(anybody(), intakeOf(form));
    form.contact.loginId = QStringLiteral("kimura2");
    const auto free = submit(anybody(), intakeOf(form));
    QVERIFY(taken && free);
    // The sender is told the same; the staff see it.
    QCOMPARE(taken->receipt.state, free->receipt.state);
    QVERIFY(findingList(taken->check.findings).contains(QStringLiteral("warning contact.loginId loginId.taken")));
    QVERIFY(!findingList(free->check.findings).contains(QStringLiteral("loginId.taken")));
}

// Nobody has verified the address that a stranger typed: one mail a day, however it is spelt and whoever sends it.
void TestEnrollmentWorkflow::strangersMayNotMailWithoutEnd()
{
    EnrollmentApplication form = newForm();
    EnrollmentIntake intake = intakeOf(form);
    intake.senderBlock = QStringLiteral("192.0.2.1");
    const auto mailed = [&](const QString &mail) {
        intake.application.contact.mail = mail;
        const qsizetype before = due().size();
        return submit(anybody(), intake) ? due().size() - before : -1;
    };
    const qsizetype before = due().size();
    for (int i = 0; i < 42; ++i)
        QVERIFY(mailed(QStringLiteral("victim@example.jp")) >= 0);
    QCOMPARE(due().size(), before + 1);
    QCOMPARE(mailed(QStringLiteral("Victim@EXAMPLE.jp")), 0);
    QCOMPARE(mailed(QStringLiteral("victim+1@example.jp")), 0);
    intake.senderBlock = QStringLiteral("198.51.100.1");
    QCOMPARE(mailed(QStringLiteral("victim@example.jp")), 0);
    // One sender cannot mail everybody either.
    int others = 0;
    for (int i = 0; i < 42; ++i)
        others += int(mailed(QStringLiteral("victim%1@example.jp").arg(i)));
    QCOMPARE(others, intake.mails.perBlock);
    m_now = m_now.addDays(1).addSecs(1);
    QCOMPARE(mailed(QStringLiteral("victim@example.jp")), 1);
}

void TestEnrollmentWorkflow::whatAStrangerTakesBackIsNotMailed()
{
    const auto row = submit(anybody(), intakeOf(newForm()));
    QVERIFY(row);
    const qsizetype before = due().size();
    QVERIFY(m_store.database().write([&](Transaction &transaction) {
        return m_workflow.withdraw(transaction, anybody(), row->receipt.receipt, row->receipt.version, m_now);
    }));
    QCOMPARE(due().size(), before);
}

void TestEnrollmentWorkflow::renewalBelongsToTheContactsCustomer()
{
    const ContactRow contact{QStringLiteral("co-1"),
                             QStringLiteral("c1"),
                             QStringLiteral("佐藤 一郎"),
                             QStringLiteral("i.sato@example.jp"),
                             QStringLiteral("sato"),
                             QStringLiteral("scrypt$of the contact"),
                             true};
    const auto stored = m_store.database().write(
        [&](Transaction &transaction) { return AccountStore::insertContact(transaction, contact); });
    QVERIFY(stored);
    const EnrollmentIntake intake = intakeOf(practice::sampleEnrollment());
    QVERIFY(intake.passwordHash.isEmpty());
    QCOMPARE(submit(anybody(), intake).error().code, ErrorCode::NotAuthenticated);
    const auto row = submit(person(ActorKind::Contact, contact.id), intake);
    QVERIFY(row);
    QCOMPARE(row->customerId, contact.customerId);
    QCOMPARE(row->contactId, contact.id);
    QCOMPARE(row->loginId, contact.loginId);
    QCOMPARE(row->passwordHash, contact.passwordHash);
}

void TestEnrollmentWorkflow::lifeCycle_data()
{
    using A = EnrollmentAction;
    QTest::addColumn<QList<EnrollmentAction>>("actions");
    QTest::addColumn<QString>("state"); // empty: the last action is a conflict
    QTest::newRow("to use") << QList<A>{A::BeginReview, A::RequestDocuments, A::ResumeReview,
                                        A::Approve,     A::BuildSite,        A::Activate}
                            << QStringLiteral("active");
    QTest::newRow("rejected") << QList<A>{A::BeginReview, A::Reject} << QStringLiteral("rejected");
    QTest::newRow("withdrawn at once") << QList<A>{A::Withdraw} << QStringLiteral("withdrawn");
    QTest::newRow("withdrawn over documents")
        << QList<A>{A::BeginReview, A::RequestDocuments, A::Withdraw} << QStringLiteral("withdrawn");
    QTest::newRow("withdrawn too late") << QList<A>{A::BeginReview, A::Approve, A::Withdraw} << QString();
    QTest::newRow("approved unseen") << QList<A>{A::Approve} << QString();
    QTest::newRow("rejected unseen") << QList<A>{A::Reject} << QString();
    QTest::newRow("nothing after the end") << QList<A>{A::BeginReview, A::Reject, A::BeginReview} << QString();
}

void TestEnrollmentWorkflow::lifeCycle()
{
    QFETCH(const QList<EnrollmentAction>, actions);
    QFETCH(const QString, state);
    EnrollmentApplication form = newForm();
    form.contact.loginId = QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-'));
    EnrollmentRow row = *submit(anybody(), intakeOf(form));
    for (qsizetype i = 0; i < actions.size(); ++i) {
        const auto moved = move(row, actions.at(i), QStringLiteral("理由"));
        if (i + 1 == actions.size() && state.isEmpty()) {
            QCOMPARE(moved.error().code, ErrorCode::Conflict);
            QCOMPARE(history(row).size(), i + 1);
            return;
        }
        QVERIFY(moved);
        QCOMPARE(moved->receipt.version, row.receipt.version + 1);
        const auto stale = move(row, actions.at(i), QStringLiteral("理由"));
        QCOMPARE(stale.error().code, ErrorCode::Conflict); // the version was seen before
        row = *moved;
    }
    QCOMPARE(enrollmentStateName(row.receipt.state), state);
    const QList<HistoryEntry> told = history(row);
    QCOMPARE(told.size(), actions.size() + 1);
    QCOMPARE(told.last().action, enrollmentActionName(actions.last()));
    QCOMPARE(told.last().toState, state);
}

void TestEnrollmentWorkflow::notesAreForTheirReaders()
{
    EnrollmentRow row = *submit(anybody(), intakeOf(newForm()));
    row = *move(row, EnrollmentAction::BeginReview, QStringLiteral("社内メモ"));
    QVERIFY(row.receipt.note.isEmpty()); // whoever holds the receipt number reads the receipt's note
    QCOMPARE(history(row).last().note, QStringLiteral("社内メモ"));
    for (const QString &note :
         {QString(), QStringLiteral(" \n"), QString(1001, QLatin1Char('x')), QStringLiteral("\u0007")})
        QCOMPARE(move(row, EnrollmentAction::RequestDocuments, note).error().field, QStringLiteral("note"));
    row = *move(row, EnrollmentAction::RequestDocuments, QStringLiteral(" 定款をお送りください "));
    QCOMPARE(row.receipt.note, QStringLiteral("定款をお送りください"));
    row = *move(row, EnrollmentAction::ResumeReview);
    QVERIFY(row.receipt.note.isEmpty());
    QCOMPARE(move(row, EnrollmentAction::Reject).error().field, QStringLiteral("note"));
}

void TestEnrollmentWorkflow::onlyTheSendersPasswordWithdraws()
{
    const EnrollmentRow row = *submit(anybody(), intakeOf(newForm()));
    const SecretBytes right = SecretBytes::fromText(QString::fromLatin1(Password));
    QVERIFY(EnrollmentWorkflow::belongsTo(row, QStringLiteral("sample-tanaka"), right));
    QVERIFY(!EnrollmentWorkflow::belongsTo(row, QStringLiteral("sample-sato"), right));
    QVERIFY(!EnrollmentWorkflow::belongsTo(row, QStringLiteral("sample-tanaka"), SecretBytes("wrong", 5)));
    QVERIFY(!EnrollmentWorkflow::belongsTo(row, QStringLiteral("sample-tanaka"), SecretBytes()));
    QVERIFY(!EnrollmentWorkflow::belongsTo(row, QString(), right));
}

void TestEnrollmentWorkflow::renewalInForceIsRegistered()
{
    const ContactRow contact{QStringLiteral("co-2"),
                             QStringLiteral("c2"),
                             QStringLiteral("伊藤"),
                             QStringLiteral("ito@example.jp"),
                             QStringLiteral("ito"),
                             QStringLiteral("scrypt$"),
                             true};
    QVERIFY(m_store.database().write(
        [&](Transaction &transaction) { return AccountStore::insertContact(transaction, contact); }));
    const auto registered = [&] {
        return m_store.database().read([](ReadTransaction &transaction) {
            return EnrollmentStore::registered(transaction, QStringLiteral("c2"));
        });
    };
    EnrollmentRow row = *submit(person(ActorKind::Contact, contact.id), intakeOf(practice::sampleEnrollment()));
    for (const EnrollmentAction action :
         {EnrollmentAction::BeginReview, EnrollmentAction::Approve, EnrollmentAction::BuildSite}) {
        row = *move(row, action);
        QCOMPARE(registered().error().code, ErrorCode::NotFound); // the old data stays in force until then
    }
    QVERIFY(move(row, EnrollmentAction::Activate));
    QCOMPARE(*registered(), row.application);
}

// The checks take spaces, full width, hyphens and combining characters: what is registered is what they read.
void TestEnrollmentWorkflow::whatWasTypedComesIntoForceAsItWasRead()
{
    EnrollmentApplication form = newForm();
    EnrollmentApplicant &applicant = form.applicants[0];
    const QString digits = applicant.registryNumber;
    const QString name = applicant.legalName;
    form.contact.loginId = QStringLiteral(" sample-typed ");
    form.contact.mail = QStringLiteral("Ｓａｔｏ＠日本語.jp ");
    applicant.legalName = name.normalized(QString::NormalizationForm_D);
    applicant.registryNumber = digits.left(4) + QLatin1Char('-') + digits.mid(4, 2) + QLatin1Char('-') + digits.mid(6);
    EnrollmentRow row = *submit(anybody(), intakeOf(form));
    QVERIFY(EnrollmentWorkflow::belongsTo(row, form.contact.loginId, SecretBytes::fromText(form.contact.password)));
    for (const EnrollmentAction action : {EnrollmentAction::BeginReview, EnrollmentAction::Approve,
                                          EnrollmentAction::BuildSite, EnrollmentAction::Activate}) {
        const auto moved = move(row, action);
        QVERIFY2(moved, moved ? "" : qPrintable(moved.error().detail));
        row = *moved;
    }
    const auto contact = m_store.database().read([](ReadTransaction &transaction) {
        return AccountStore::contactByLogin(transaction, QStringLiteral("sample-typed"));
    });
    QVERIFY(contact);
    QCOMPARE(contact->mail, QStringLiteral("sato@xn--wgv71a119e.jp"));
    const auto registration = m_store.database().read(
        [&](ReadTransaction &transaction) { return RegistrationStore::find(transaction, contact->customerId); });
    QVERIFY(registration);
    QCOMPARE(registration->organizations.first().registrationNumber, digits);
    QCOMPARE(registration->organizations.first().legalName, name);
}

TEGATA_TEST(TestEnrollmentWorkflow)
#include "test_enrollmentworkflow.moc"
