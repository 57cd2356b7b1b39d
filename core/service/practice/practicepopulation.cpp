// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practicepopulation.h"

#include "core/service/authority/issuingauthority.h"
#include "core/service/practice/practiceenrollment.h"
#include "core/service/practice/practicefiles.h"
#include "core/service/practice/practicekeys.h"
#include "core/service/practice/practicepeople.h"
#include "core/service/practice/practicetable.h"
#include "core/service/requestworkflow.h"
#include "core/service/revocationworkflow.h"
#include "core/service/store/database.h"
#include "core/service/store/enrollmentstore.h"
#include "core/service/store/registrationstore.h"

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

// The CSR of each plan, with new keys; a renewal with the same key takes that of the request that it renews.
Result<QList<PlannedRequest>> withRequests(const QList<RequestPlan> &plans)
{
    QList<KeySpec> specs;
    for (const RequestPlan &plan : plans) {
        if (plan.csr.isEmpty() && !plan.sameKey)
            specs.append(plan.key);
    }
    const Result<QList<PrivateKey>> keys = generateKeys(specs);
    if (!keys)
        return failure(keys.error());
    QList<PlannedRequest> planned;
    QMap<QString, PrivateKey> keyOf;
    qsizetype next = 0;
    for (const RequestPlan &plan : plans) {
        if (!plan.csr.isEmpty()) {
            planned.append({plan, plan.csr});
            continue;
        }
        const PrivateKey key = plan.sameKey ? keyOf.value(plan.renewsCommonName, keys->first()) : keys->at(next++);
        const Result<DistinguishedName> subject = DistinguishedName::parse(plan.subject);
        if (!subject)
            return failure(subject.error());
        keyOf.insert(plan.sans.first(), key);
        const auto csr = CertificateSigningRequest::create(key, *subject, plan.sans);
        if (!csr)
            return failure(csr.error());
        planned.append({plan, csr->pem()});
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
        // Certificates of the past end within weeks, so that a renewal is due.
        const Result<Policy> policy = loadPolicy(m_customer.registration.policy);
        if (!policy)
            return failure(policy.error());
        const int age = std::clamp(policy->maximumValidityDays(m_now.date()) - 30, 1, 170);
        QDateTime at = m_now.addDays(-age);
        if (const Result<void> vetted = vet(at.addDays(-1)); !vetted)
            return vetted;
        for (qsizetype i = 0; i < m_requests.size(); ++i) {
            if (!isLongAgo(m_requests.at(i).plan.standing))
                continue;
            at = at.addSecs(5400);
            if (const Result<void> told = tellOne(i, at); !told)
                return told;
        }
        at = m_now.addDays(-6);
        if (const Result<void> vetted = vet(at); !vetted)
            return vetted;
        for (qsizetype i = 0; i < m_requests.size(); ++i) {
            if (isLongAgo(m_requests.at(i).plan.standing))
                continue;
            at = at.addSecs(9000);
            if (const Result<void> told = tellOne(i, at); !told)
                return told;
        }
        return {};
    }

private:
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
        Result<RequestRow> row = m_workflow.submit(m_transaction, contact, intake, at, findings);
        // What the site refuses today lies in the queue from before.
        if (!row && row.error().code == ErrorCode::Refused)
            row = m_workflow.takeOver(m_transaction, contact, intake, at);
        if (!row)
            return failure(row.error());

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
        const RequestMove move{row.detail.request.id, row.detail.request.version, action, note};
        const Result<RequestRow> moved = m_workflow.move(m_transaction, who, move, at, findings);
        if (!moved)
            return failure(moved.error());
        m_serials.insert(moved->detail.request.commonName, moved->detail.request.serial);
        return {};
    }

    Result<void> issue(const SiteActor &who, const RequestRow &row, const RequestPlan &plan, const QDateTime &at)
    {
        const QString note = row.detail.request.checkOutcome == FindingOutcome::Warning
            ? QStringLiteral("確認済みです。")
            : QString();
        if (const Result<void> issued = decide(who, row, RequestAction::Approve, note, at);
            !issued || plan.standing == Standing::Issued)
            return issued;
        const QString serial = m_serials.value(row.detail.request.commonName);
        const auto certificate = CertificateStore::find(m_transaction, who.customerId, serial);
        if (!certificate)
            return failure(certificate.error());
        const auto revoked = m_revocations.revoke(m_transaction, who,
                                               {serial, certificate->certificate.version,
                                                RevocationReason::CessationOfOperation,
                                                QStringLiteral("試験の終了")},
                                               m_now.addSecs(-20 * 3600));
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
};

} // namespace

Result<void> populatePractice(ServiceHost &host, const QString &directory, const QDateTime &now)
{
    const Customer sample = practice::sampleCustomer();
    const Customer neighbour = practice::neighbourCustomer();
    const auto requests = withRequests(practice::sampleRequests());
    if (!requests)
        return failure(requests.error());
    const auto neighbourRequests = withRequests(practice::neighbourRequests());
    if (!neighbourRequests)
        return failure(neighbourRequests.error());
    const auto people = PracticePeople::create(host.authority(), directory, now);
    if (!people)
        return failure(people.error());

    return host.database().write([&](Transaction &transaction) -> Result<void> {
        if (const auto added = people->addCustomer(transaction, sample,
                                                   {practicefile::Operator, practicefile::Operator2},
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
        if (const auto kept = EnrollmentStore::setRegistered(transaction, sample.registration.customerId,
                                                             practice::sampleEnrollment(), now);
            !kept)
            return kept;
        if (const auto told = CustomerStory(host.workflow(), transaction, sample, *requests, now).tell(); !told)
            return told;
        return CustomerStory(host.workflow(), transaction, neighbour, *neighbourRequests, now).tell();
    });
}

} // namespace tegata
