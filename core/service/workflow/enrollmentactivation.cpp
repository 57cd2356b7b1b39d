// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/enrollmentactivation.h"

#include "core/rules/domainname.h"
#include "core/rules/identifiers.h"
#include "core/rules/subjectpreview.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/registrationstore.h"
#include "core/service/store/topics.h"
#include "core/service/workflow/vettingworkflow.h"

#include <algorithm>

namespace tegata {

namespace {

// As it was shown to the applicant. What was registered under that name keeps its id: requests name it.
Organization organizationOf(const EnrollmentApplicant &applicant, const Registration &before,
                            const QDateTime &validatedAt)
{
    Organization organization = organizationFrom(applicant);
    const auto known = std::find_if(before.organizations.cbegin(), before.organizations.cend(),
                                    [&](const Organization &each) { return each.legalName == organization.legalName; });
    organization.id = known == before.organizations.cend() ? newId() : known->id;
    organization.validatedAt = validatedAt;
    return organization;
}

void addDomains(Registration &registration, const QList<EnrollmentDomain> &domains, const Organization &organization,
                const VettedTimes &times)
{
    for (const EnrollmentDomain &domain : domains) {
        const QString name = examineDomain(domain.name).aLabel;
        const bool isThere = std::any_of(registration.domains.cbegin(), registration.domains.cend(),
                                         [&](const RegisteredDomain &other) { return other.name == name; });
        if (!isThere)
            registration.domains.append(
                {name, organization.id, domain.ev && organization.evAllowed, times.domains.value(name)});
    }
}

// before: of the customer so far, whose policy and approvals stay; the customer alone of a new one.
Registration registrationOf(const EnrollmentApplication &form, const Registration &before, const VettedTimes &times)
{
    Registration registration = before;
    registration.organizations.clear();
    registration.domains.clear();
    for (const EnrollmentApplicant &applicant : form.applicants)
        registration.organizations.append(
            organizationOf(applicant, before, times.corporations.value(registration.organizations.size())));
    if (!registration.organizations.isEmpty())
        addDomains(registration, form.domains, registration.organizations.first(), times);
    if (form.threeParty.enabled) {
        registration.organizations.append(organizationOf(form.threeParty.applicant, before,
                                                         times.corporations.value(registration.organizations.size())));
        addDomains(registration, form.threeParty.domains, registration.organizations.last(), times);
    }
    return registration;
}

// Each operator of the form who is not there yet; a certificate follows (S39).
Result<void> addOperators(Transaction &transaction, const EnrollmentApplication &form, const QString &customerId)
{
    constexpr int Most = 1000;
    const auto present = AccountStore::operators(transaction, customerId, {}, Most);
    if (!present)
        return failure(present.error());
    QStringList names;
    for (const OperatorRow &row : *present) {
        if (row.state == OperatorState::Active)
            names.append(row.commonName);
    }
    for (const EnrollmentOperator &each : form.operators) {
        const QString commonName = each.commonName.trimmed();
        if (commonName.isEmpty() || names.contains(commonName))
            continue;
        names.append(commonName);
        const Result<void> inserted = AccountStore::insertOperator(
            transaction, {newId(), customerId, 1, each.name.trimmed(), commonName, OperatorState::Active});
        if (!inserted)
            return inserted;
    }
    return {};
}

Result<void> insertCustomer(Transaction &transaction, const EnrollmentRow &row, const QString &customerId,
                            const QDateTime &now)
{
    const Result<bool> taken = isLoginIdTaken(transaction, row.loginId);
    if (!taken)
        return failure(taken.error());
    if (*taken)
        return failure(ErrorCode::Refused, QStringLiteral("the login ID is taken"), QStringLiteral("contact.loginId"));
    const EnrollmentApplication &form = row.application;
    const Result<void> customer =
        RegistrationStore::insertCustomer(transaction, {customerId, form.subscriberName.trimmed(), newId(),
                                                        form.subscriberName.trimmed(), now, form.noticeMail.trimmed()});
    if (!customer)
        return customer;
    return AccountStore::insertContact(transaction,
                                       {newId(), customerId, form.contact.name.trimmed(),
                                        normalizedMail(form.contact.mail), row.loginId, row.passwordHash, true});
}

} // namespace

Result<bool> isLoginIdTaken(ReadTransaction &transaction, const QString &loginId)
{
    const auto contact = AccountStore::contactByLogin(transaction, loginId);
    if (!contact && contact.error().code != ErrorCode::NotFound)
        return failure(contact.error());
    return contact.has_value();
}

Result<QString> activate(Transaction &transaction, const EnrollmentRow &row, const QDateTime &now)
{
    const bool isNew = row.application.kind == EnrollmentKind::New;
    const QString customerId = isNew ? newId() : row.customerId;
    if (isNew) {
        if (const Result<void> inserted = insertCustomer(transaction, row, customerId, now); !inserted)
            return failure(inserted.error());
    }
    const auto times = VettingWorkflow::vettedTimes(transaction, row);
    if (!times)
        return failure(times.error());
    const auto before = RegistrationStore::find(transaction, customerId);
    if (!before)
        return failure(before.error());
    const Result<int> registered =
        RegistrationStore::replace(transaction, registrationOf(row.application, *before, *times));
    if (!registered)
        return failure(registered.error());
    if (const Result<void> added = addOperators(transaction, row.application, customerId); !added)
        return failure(added.error());
    transaction.touch(customerTopic(customerId));
    const Result<void> kept = EnrollmentStore::setRegistered(transaction, customerId, row.application, now);
    if (!kept)
        return failure(kept.error());
    return customerId;
}

} // namespace tegata
