// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/enrollmentactivation.h"

#include "core/rules/domainname.h"
#include "core/rules/identifiers.h"
#include "core/rules/subjectpreview.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/registrationstore.h"

#include <algorithm>

namespace tegata {

namespace {

// As it was shown to the applicant.
Organization organizationOf(const EnrollmentApplicant &applicant)
{
    Organization organization = organizationFrom(applicant);
    organization.id = newId();
    return organization;
}

void addDomains(Registration &registration, const QList<EnrollmentDomain> &domains, const Organization &organization)
{
    for (const EnrollmentDomain &domain : domains) {
        const QString name = examineDomain(domain.name).aLabel;
        const bool isThere = std::any_of(registration.domains.cbegin(), registration.domains.cend(),
                                         [&](const RegisteredDomain &other) { return other.name == name; });
        if (!isThere)
            registration.domains.append({name, organization.id, domain.ev && organization.evAllowed, {}});
    }
}

Registration registrationOf(const EnrollmentApplication &form, const QString &customerId)
{
    Registration registration;
    registration.customerId = customerId;
    registration.customerName = form.subscriberName.trimmed();
    for (const EnrollmentApplicant &applicant : form.applicants)
        registration.organizations.append(organizationOf(applicant));
    if (!registration.organizations.isEmpty())
        addDomains(registration, form.domains, registration.organizations.first());
    if (form.threeParty.enabled) {
        registration.organizations.append(organizationOf(form.threeParty.applicant));
        addDomains(registration, form.threeParty.domains, registration.organizations.last());
    }
    return registration;
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
    const Result<void> customer = RegistrationStore::insertCustomer(
        transaction, {customerId, form.subscriberName.trimmed(), newId(), form.subscriberName.trimmed(), now,
                      form.noticeMail.trimmed()});
    if (!customer)
        return customer;
    const Result<int> registered = RegistrationStore::replace(transaction, registrationOf(form, customerId));
    if (!registered)
        return failure(registered.error());
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
    const Result<void> kept = EnrollmentStore::setRegistered(transaction, customerId, row.application, now);
    if (!kept)
        return failure(kept.error());
    return customerId;
}

} // namespace tegata
