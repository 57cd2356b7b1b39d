// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practicepopulation.h"

#include "core/base/privatefile.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/practice/practiceenrollment.h"
#include "core/service/practice/practicefiles.h"
#include "core/service/practice/practicekeys.h"
#include "core/service/practice/practicepeople.h"
#include "core/service/practice/practicetable.h"
#include "core/service/practice/practiceworkday.h"
#include "core/service/store/database.h"
#include "core/service/store/enrollmentstore.h"
#include "core/service/store/registrationstore.h"
#include "core/service/workflow/requestworkflow.h"
#include "core/service/workflow/revocationworkflow.h"
#include "core/service/workflow/workflowparts.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include <algorithm>

namespace tegata {

namespace {

using practice::Customer;
using practice::RequestPlan;
using practice::Standing;

struct PlannedRequest
{
    RequestPlan plan;
    QByteArray csr;
};

bool isLongAgo(Standing standing)
{
    return standing == Standing::Issued || standing == Standing::Revoked;
}

// A signature that fits another content: the last byte is part of the signature's own integer.
Result<QByteArray> withSpoiltSignature(const CertificateSigningRequest &csr)
{
    QByteArray der = csr.der();
    der.back() = char(der.back() ^ 1);
    const auto spoilt = CertificateSigningRequest::parse(der);
    if (!spoilt)
        return failure(spoilt.error());
    return spoilt->pem();
}

// The CSR of each plan, with new keys or those of earlier plans; keys: by common name, also of what was planned before.
Result<QList<PlannedRequest>> withRequests(const QList<RequestPlan> &plans, QMap<QString, PrivateKey> &keys)
{
    QList<KeySpec> specs;
    for (const RequestPlan &plan : plans) {
        if (plan.csr.isEmpty() && plan.keyOf.isEmpty())
            specs.append(plan.key);
    }
    const Result<QList<PrivateKey>> made = generateKeys(specs);
    if (!made)
        return failure(made.error());
    QList<PlannedRequest> planned;
    qsizetype next = 0;
    for (const RequestPlan &plan : plans) {
        if (!plan.csr.isEmpty()) {
            planned.append({plan, plan.csr});
            continue;
        }
        if (!plan.keyOf.isEmpty() && !keys.contains(plan.keyOf))
            return failure(ErrorCode::Internal, QStringLiteral("no key of that name"), plan.keyOf);
        const PrivateKey key = plan.keyOf.isEmpty() ? made->at(next++) : keys.find(plan.keyOf).value();
        const Result<DistinguishedName> subject = DistinguishedName::parse(plan.subject);
        if (!subject)
            return failure(subject.error());
        keys.insert(plan.sans.first(), key);
        const auto csr = CertificateSigningRequest::create(key, *subject, plan.sans);
        if (!csr)
            return failure(csr.error());
        const Result<QByteArray> pem = plan.spoilSignature ? withSpoiltSignature(*csr) : csr->pem();
        if (!pem)
            return failure(pem.error());
        planned.append({plan, *pem});
    }
    return planned;
}

SiteActor contactOf(const Customer &customer, qsizetype index)
{
    const practice::Person &person = customer.contacts.at(index % customer.contacts.size());
    SiteActor who;
    who.site = QStringLiteral("application");
    who.kind = ActorKind::Contact;
    who.actor = {person.id, person.name};
    who.mail = person.mail;
    who.customerId = customer.registration.customerId;
    return who;
}

SiteActor operatorOf(const Customer &customer, qsizetype index)
{
    const practice::Person &person = customer.operators.at(index % customer.operators.size());
    SiteActor who;
    who.site = QStringLiteral("operator");
    who.kind = ActorKind::Operator;
    who.actor = {person.id, person.name};
    who.customerId = customer.registration.customerId;
    return who;
}

// Lives one customer's past and present in a transaction.
class CustomerStory
{
public:
    CustomerStory(const RequestWorkflow &workflow, Transaction &transaction, const Customer &customer,
                  const QList<PlannedRequest> &requests, const QDateTime &now)
        : m_workflow(workflow), m_transaction(transaction), m_customer(customer), m_requests(requests), m_now(now)
    {}

    Result<void> tell()
    {
        const Result<Policy> policy = loadPolicy(m_customer.registration.policy);
        if (!policy)
            return failure(policy.error());
        Result<void> told = tellPast(policy->maximumValidityDays(m_now.date()));
        if (told)
            told = tellPresent();
        m_transaction.goTo(m_now);
        return told;
    }

    // What was found wrong on purpose, by request: [{id, commonName, fault, finding}].
    const QJsonArray &faults() const { return m_faults; }

private:
    // Certificates of the past end within weeks, so that renewals are due. The oldest is told first.
    Result<void> tellPast(int validityDays)
    {
        QList<qsizetype> order;
        for (qsizetype i = 0; i < m_requests.size(); ++i) {
            if (isLongAgo(m_requests.at(i).plan.standing))
                order.append(i);
        }
        std::stable_sort(order.begin(), order.end(), [this](qsizetype a, qsizetype b) {
            return m_requests.at(a).plan.endsInDays < m_requests.at(b).plan.endsInDays;
        });
        const auto issuedAt = [&](qsizetype index) {
            return m_now.addDays(-std::clamp(validityDays - m_requests.at(index).plan.endsInDays, 1, 195));
        };
        if (order.isEmpty())
            return {};
        if (const Result<void> vetted = vet(issuedAt(order.first()).addDays(-1)); !vetted)
            return vetted;
        for (qsizetype i = 0; i < order.size(); ++i) {
            if (const Result<void> told = tellOne(order.at(i), issuedAt(order.at(i)).addSecs(5400 * i)); !told)
                return told;
        }
        return {};
    }

    Result<void> tellPresent()
    {
        const QDateTime start = m_now.addDays(-6);
        if (const Result<void> vetted = vet(start); !vetted)
            return vetted;
        const qint64 step = std::min<qint64>(9000, 5 * 86400 / std::max<qint64>(1, m_requests.size()));
        QDateTime at = start;
        for (qsizetype i = 0; i < m_requests.size(); ++i) {
            if (isLongAgo(m_requests.at(i).plan.standing))
                continue;
            at = at.addSecs(step);
            if (const Result<void> told = tellOne(i, at); !told)
                return told;
        }
        return {};
    }

    Result<void> vet(const QDateTime &at)
    {
        Registration registration = m_customer.registration;
        for (Organization &organization : registration.organizations)
            organization.validatedAt = at;
        for (RegisteredDomain &domain : registration.domains)
            domain.validatedAt = at;
        const Result<int> version = RegistrationStore::replace(m_transaction, registration);
        if (!version)
            return failure(version.error());
        return {};
    }

    Result<void> tellOne(qsizetype index, const QDateTime &at)
    {
        const RequestPlan &plan = m_requests.at(index).plan;
        const SiteActor contact = contactOf(m_customer, index);
        RequestIntake intake;
        intake.csr = m_requests.at(index).csr;
        intake.product = plan.product;
        intake.language = plan.language;
        intake.comment = plan.comment;
        intake.renewalOf = m_serials.value(plan.renewsCommonName);
        QList<Finding> findings;
        m_transaction.goTo(at);
        Result<RequestRow> row = m_workflow.submit(m_transaction, contact, intake, at, findings);
        // What the site refuses today lies in the queue from before.
        if (!row && row.error().code == ErrorCode::Refused)
            row = m_workflow.takeOver(m_transaction, contact, intake, at);
        if (!row)
            return failure(row.error());
        if (!plan.fault.isEmpty())
            m_faults.append(QJsonObject{{QStringLiteral("id"), row->detail.request.id},
                                        {QStringLiteral("commonName"), row->detail.request.commonName},
                                        {QStringLiteral("fault"), plan.fault},
                                        {QStringLiteral("finding"), plan.finding}});

        const SiteActor who = operatorOf(m_customer, index);
        const QDateTime decidedAt = at.addSecs(3600);
        switch (plan.standing) {
        case Standing::Pending:
            return {};
        case Standing::OnHold:
            return decide(who, *row, RequestAction::Hold, QStringLiteral("担当部署に確認中です。"), decidedAt);
        case Standing::Rejected:
            return decide(who, *row, RequestAction::Reject, QStringLiteral("ホスト名の誤りのため却下します。"),
                          decidedAt);
        case Standing::Cancelled:
            return decide(who, *row, RequestAction::Cancel, QStringLiteral("イベント中止のため"), decidedAt);
        case Standing::Issued:
        case Standing::Revoked:
            break;
        }
        return issue(who, *row, plan, decidedAt);
    }

    Result<void> decide(const SiteActor &who, const RequestRow &row, RequestAction action, const QString &note,
                        const QDateTime &at)
    {
        QList<Finding> findings;
        m_transaction.goTo(at);
        RequestMove move{row.detail.request.id, row.detail.request.version, action, note};
        if (action == RequestAction::Approve)
            m_workflow.prepareAtOnce(m_transaction, who, move, at);
        const Result<RequestRow> moved = m_workflow.move(m_transaction, who, move, at, findings);
        if (!moved)
            return failure(moved.error());
        m_serials.insert(moved->detail.request.commonName, moved->detail.request.serial);
        return {};
    }

    Result<void> issue(const SiteActor &who, const RequestRow &row, const RequestPlan &plan, const QDateTime &at)
    {
        const QString note = row.detail.request.checkState.outcome() == FindingOutcome::Warning
                                 ? QStringLiteral("確認済みです。")
                                 : QString();
        if (const Result<void> issued = decide(who, row, RequestAction::Approve, note, at); !issued)
            return issued;
        if (plan.standing == Standing::Issued)
            return {};
        const QDateTime revokedAt = m_now.addSecs(-20 * 3600);
        m_transaction.goTo(revokedAt);
        const QString serial = m_serials.value(row.detail.request.commonName);
        const auto certificate = CertificateStore::find(m_transaction, who.customerId, serial);
        if (!certificate)
            return failure(certificate.error());
        const auto revoked = m_revocations.revoke(
            m_transaction, who,
            {serial, certificate->certificate.version, plan.revokedFor, QStringLiteral("試験の終了")}, revokedAt);
        if (!revoked)
            return failure(revoked.error());
        return {};
    }

    const RequestWorkflow &m_workflow;
    const RevocationWorkflow m_revocations{};
    Transaction &m_transaction;
    const Customer &m_customer;
    const QList<PlannedRequest> &m_requests;
    const QDateTime m_now;
    QMap<QString, QString> m_serials; // by common name
    QJsonArray m_faults;
};

QList<RequestPlan> plansFor(const PracticeOptions &options)
{
    QList<RequestPlan> plans = practice::sampleRequests();
    if (options.pending == 0)
        return plans;
    plans.removeIf([](const RequestPlan &plan) { return plan.standing == Standing::Pending; });
    return plans + practice::workday(options.pending);
}

// After the story, whose past was approved by one operator alone; what is pending then follows the new rule.
Result<void> setApprovals(Transaction &transaction, const QString &customerId, const PracticeOptions &options)
{
    if (options.approvalsOv == 1 && options.approvalsEv == 1)
        return {};
    auto registration = RegistrationStore::find(transaction, customerId);
    if (!registration)
        return failure(registration.error());
    registration->approvalsOv = options.approvalsOv;
    registration->approvalsEv = options.approvalsEv;
    if (const auto replaced = RegistrationStore::replace(transaction, *registration); !replaced)
        return failure(replaced.error());
    const auto page = RequestStore::list(transaction, customerId, {RequestState::Pending}, QString(), LongestDay);
    if (!page)
        return failure(page.error());
    for (const CertificateRequest &request : page->items) {
        auto row = RequestStore::find(transaction, customerId, request.id);
        if (!row)
            return failure(row.error());
        row->detail.request.approvalsNeeded = approvalsNeeded(*registration, request.product);
        if (const auto updated = RequestStore::update(transaction, *row, request.version); !updated)
            return updated;
    }
    return {};
}

} // namespace

Result<void> populatePractice(ServiceHost &host, const QString &directory, const PracticeOptions &options,
                              const QDateTime &now)
{
    Customer sample = practice::sampleCustomer();
    const Customer neighbour = practice::neighbourCustomer();
    QMap<QString, PrivateKey> keys;
    const auto neighbourRequests = withRequests(practice::neighbourRequests(), keys);
    if (!neighbourRequests)
        return failure(neighbourRequests.error());
    const auto requests = withRequests(plansFor(options), keys);
    if (!requests)
        return failure(requests.error());
    const auto people = PracticePeople::create(host.authority(), directory, now);
    if (!people)
        return failure(people.error());

    return host.database().write([&](Transaction &transaction) -> Result<void> {
        if (const auto added =
                people->addCustomer(transaction, sample, {practicefile::Operator, practicefile::Operator2},
                                    {practicefile::ContactPassword, practicefile::Contact2Password});
            !added)
            return added;
        if (const auto added = people->addCustomer(transaction, neighbour, {practicefile::OtherOperator},
                                                   {practicefile::OtherContactPassword});
            !added)
            return added;
        if (const auto added = people->addExpiredIdentity(transaction, sample, sample.operators.first(),
                                                          practicefile::ExpiredOperator);
            !added)
            return added;
        if (const auto added = people->addExaminer(transaction, practice::examiner(), practicefile::Examiner); !added)
            return added;
        if (const auto added = people->addExaminer(transaction, practice::secondExaminer(), practicefile::Examiner2);
            !added)
            return added;
        if (const auto kept = EnrollmentStore::setRegistered(transaction, sample.registration.customerId,
                                                             practice::sampleEnrollment(), now);
            !kept)
            return kept;
        if (const auto told = CustomerStory(host.workflow(), transaction, neighbour, *neighbourRequests, now).tell();
            !told)
            return told; // first: some of the others' faults are keys of theirs
        CustomerStory story(host.workflow(), transaction, sample, *requests, now);
        if (const auto told = story.tell(); !told)
            return told;
        if (const auto set = setApprovals(transaction, sample.registration.customerId, options); !set)
            return set;
        return writePrivateFile(QDir(directory).filePath(practicefile::Faults),
                                QJsonDocument(QJsonObject{{QStringLiteral("items"), story.faults()}}).toJson());
    });
}

} // namespace tegata
