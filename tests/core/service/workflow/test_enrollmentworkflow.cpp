// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/enrollmentworkflow.h"

#include "core/domain/contract.h"
#include "core/rules/enrollmentrules.h"
#include "core/service/notice/enrollmentnotice.h"
#include "core/service/notice/noticeoutbox.h"
#include "core/service/practice/practiceenrollment.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace tegata;

namespace {

constexpr char Password[] = "Wa8-kumo.nagare-Tsuki";

SiteActor person(ActorKind kind, const QString &id)
{
    SiteActor who;
    who.kind = kind;
    who.actor = {id, QStringLiteral("渡辺 四郎")};
    return who;
}

SiteActor examiner()
{
    return person(ActorKind::Examiner, QStringLiteral("E1"));
}

SiteActor anybody()
{
    return person(ActorKind::Nobody, QStringLiteral("anonymous"));
}

EnrollmentApplication newForm()
{
    EnrollmentApplication form = practice::sampleEnrollment();
    form.kind = EnrollmentKind::New;
    form.contact.loginId = QStringLiteral("sample-tanaka");
    form.contact.password = QString::fromLatin1(Password);
    form.warningReason = QStringLiteral("確認済みです");
    return form;
}

QString findingList(const QList<Finding> &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(findingOutcomeName(finding.outcome) + QLatin1Char(' ') + finding.field + QLatin1Char(' ') +
                    finding.code);
    return list.join(QLatin1String("; "));
}

} // namespace

// What the service's own life cycle of enrolments does; over the wire it is tests/integration/service.
class TestEnrollmentWorkflow : public QObject
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
    void noticeHoldsNothingTyped_data();
    void noticeHoldsNothingTyped();
    void noticeGoesToTheAddressThatWasMeant_data();
    void noticeGoesToTheAddressThatWasMeant();
    void noticeIsDueWithWhatItTells();
    void noticeStaysDueUntilItIsWritten();

private:
    EnrollmentIntake intakeOf(EnrollmentApplication form, const QByteArray &key = "k")
    {
        QList<Finding> findings;
        Result<EnrollmentIntake> intake = EnrollmentWorkflow::examine(form, key, findings);
        if (!intake)
            qFatal("%s", qPrintable(findingList(findings)));
        return *std::move(intake);
    }
    Result<EnrollmentRow> submit(const SiteActor &who, const EnrollmentIntake &intake)
    {
        return m_store.database().write(
            [&](Transaction &transaction) { return m_workflow.submit(transaction, who, intake, m_now); });
    }
    Result<EnrollmentRow> move(const EnrollmentRow &row, EnrollmentAction action, const QString &note = {})
    {
        return m_store.database().write([&](Transaction &transaction) -> Result<EnrollmentRow> {
            const EnrollmentReceipt &receipt = row.receipt;
            if (action == EnrollmentAction::Withdraw)
                return m_workflow.withdraw(transaction, anybody(), receipt.receipt, receipt.version,
                                           StoreFixture::time(1));
            return m_workflow.move(transaction, examiner(), {receipt.receipt, receipt.version, action, note},
                                   StoreFixture::time(1));
        });
    }
    QList<HistoryEntry> history(const EnrollmentRow &row)
    {
        return m_store.database()
            .read([&](ReadTransaction &transaction) {
                return AuditTrail::history(transaction, QStringLiteral("enrollment"), row.receipt.receipt);
            })
            .value_or(QList<HistoryEntry>());
    }

    QList<NoticeRow> due()
    {
        return m_store.database()
            .read([](ReadTransaction &transaction) { return NoticeStore::due(transaction, 1000); })
            .value_or(QList<NoticeRow>());
    }

    StoreFixture m_store;
    EnrollmentWorkflow m_workflow;
    QDateTime m_now = StoreFixture::time();
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

void TestEnrollmentWorkflow::noticeHoldsNothingTyped_data()
{
    QTest::addColumn<EnrollmentState>("state");
    for (const char *name :
         {"submitted", "in_review", "documents_requested", "approved", "site_build", "active", "rejected", "withdrawn"})
        QTest::newRow(name) << *enrollmentStateFromName(QLatin1String(name));
}

void TestEnrollmentWorkflow::noticeHoldsNothingTyped()
{
    QFETCH(const EnrollmentState, state);
    EnrollmentRow row;
    row.application = newForm();
    row.application.contact.password.clear();
    row.receipt.receipt = QStringLiteral("7K2M9QX4ZB");
    row.receipt.version = 3;
    row.receipt.state = state;
    row.receipt.note = QStringLiteral("定款");
    for (const Language language : {Language::Japanese, Language::English}) {
        row.language = language;
        const Notice notice = enrollmentNotice(row);
        QVERIFY(notice.subject.contains(QLatin1String("[7K2M9QX4ZB]")));
        QVERIFY(notice.subject.startsWith(QLatin1String("[SureServer] ")));
        QCOMPARE(notice.subject.contains(QStringLiteral("受付番号")), language == Language::Japanese);
        QVERIFY(notice.text.contains(row.receipt.note));
        QVERIFY(!notice.text.contains(row.application.subscriberName));
        QVERIFY(!notice.text.contains(row.application.contact.name));
        QCOMPARE(notice.id, QStringLiteral("enrollment-7K2M9QX4ZB-3"));
        QVERIFY(noticeMessage(notice, QStringLiteral("no-reply@ca.example.com"), StoreFixture::time()));
    }
}

void TestEnrollmentWorkflow::noticeGoesToTheAddressThatWasMeant_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("spaces") << QStringLiteral(" i.sato@example.jp ");
    QTest::newRow("full width") << QStringLiteral("ｉ．ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ");
    QTest::newRow("IDN") << QStringLiteral("i.sato@日本語.jp");
}

void TestEnrollmentWorkflow::noticeGoesToTheAddressThatWasMeant()
{
    QFETCH(const QString, typed);
    EnrollmentApplication form = newForm();
    form.contact.mail = typed;
    const EnrollmentRow row = *submit(anybody(), intakeOf(form));
    QVERIFY(noticeMessage(enrollmentNotice(row), QStringLiteral("no-reply@ca.example.com"), StoreFixture::time()));
}

void TestEnrollmentWorkflow::noticeIsDueWithWhatItTells()
{
    const EnrollmentRow row = *submit(anybody(), intakeOf(newForm()));
    const auto isDue = [&](int version) {
        const QString id = QStringLiteral("enrollment-%1-%2").arg(row.receipt.receipt).arg(version);
        const QList<NoticeRow> rows = due();
        return std::any_of(rows.cbegin(), rows.cend(), [&](const NoticeRow &other) { return other.notice.id == id; });
    };
    QVERIFY(isDue(1));
    QVERIFY(!isDue(2));
    QVERIFY(move(row, EnrollmentAction::BeginReview));
    QVERIFY(isDue(2));
    QCOMPARE(move(row, EnrollmentAction::BeginReview).error().code, ErrorCode::Conflict);
    QVERIFY(!isDue(3));
}

void TestEnrollmentWorkflow::noticeStaysDueUntilItIsWritten()
{
    const EnrollmentRow row = *submit(anybody(), intakeOf(newForm()));
    const Notice undeliverable{QStringLiteral("enrollment-x-1"), QStringLiteral("nobody"), {}, {}, {}};
    QVERIFY(m_store.database().write([&](Transaction &transaction) {
        return NoticeStore::insert(transaction, undeliverable, StoreFixture::time(-1));
    }));
    const QDir directory(m_store.directory());
    const QString from = QStringLiteral("no-reply@ca.example.com");
    NoticeOutbox nowhere(m_store.database(), directory.filePath(QStringLiteral("missing")), from);
    QCOMPARE(nowhere.deliver().error().code, ErrorCode::FileNotWritable);
    const qsizetype left = due().size();
    QVERIFY(left > 0); // only the one without address is gone
    const QString file = directory.filePath(QStringLiteral("enrollment-%1-1.eml").arg(row.receipt.receipt));
    NoticeOutbox outbox(m_store.database(), directory.path(), from); // as after a restart
    QVERIFY(outbox.deliver());
    QVERIFY(QFile::exists(file));
    QVERIFY(due().isEmpty());
    QVERIFY(QFile::remove(file));
    QVERIFY(outbox.deliver());
    QVERIFY(!QFile::exists(file)); // not a second time
}

TEGATA_TEST(TestEnrollmentWorkflow)
#include "test_enrollmentworkflow.moc"
