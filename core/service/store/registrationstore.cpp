// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/registrationstore.h"

#include "core/service/store/columnlist.h"

namespace tegata {

namespace {

const QString &customerColumns()
{
    static const QString columns = QStringLiteral("id, name, site_id, site_name, created_at, notice_sender");
    return columns;
}

CustomerRow customerOf(const QSqlQuery &query)
{
    return {query.value(0).toString(), query.value(1).toString(), query.value(2).toString(),
            query.value(3).toString(), timeOf(query.value(4)),    query.value(5).toString()};
}

enum class OrganizationColumn
{
    Id,
    LegalName,
    LegalNameEnglish,
    Prefecture,
    Municipality,
    MunicipalityEnglish,
    Country,
    RegistrationNumber,
    BusinessCategory,
    EvAllowed,
    EnglishAllowed,
    ValidatedAt,
    End
};

constexpr ColumnName<OrganizationColumn> OrganizationColumnNames[] = {
    {OrganizationColumn::Id, "id"},
    {OrganizationColumn::LegalName, "legal_name"},
    {OrganizationColumn::LegalNameEnglish, "legal_name_english"},
    {OrganizationColumn::Prefecture, "prefecture"},
    {OrganizationColumn::Municipality, "municipality"},
    {OrganizationColumn::MunicipalityEnglish, "municipality_english"},
    {OrganizationColumn::Country, "country"},
    {OrganizationColumn::RegistrationNumber, "registration_number"},
    {OrganizationColumn::BusinessCategory, "business_category"},
    {OrganizationColumn::EvAllowed, "ev_allowed"},
    {OrganizationColumn::EnglishAllowed, "english_allowed"},
    {OrganizationColumn::ValidatedAt, "validated_at"},
};
static_assert(namesEach(OrganizationColumnNames));

Result<QList<Organization>> organizationsOf(ReadTransaction &transaction, const QString &customerId)
{
    using Column = OrganizationColumn;
    auto query = transaction.run(QStringLiteral("SELECT %1 FROM organization WHERE customer_id = ? ORDER BY position")
                                     .arg(columnList(OrganizationColumnNames)),
                                 {customerId});
    if (!query)
        return failure(query.error());
    QList<Organization> organizations;
    while (query->next()) {
        const ColumnReader<Column> row(*query);
        Organization organization;
        organization.id = row.text(Column::Id);
        organization.legalName = row.text(Column::LegalName);
        organization.legalNameEnglish = row.text(Column::LegalNameEnglish);
        organization.prefecture = row.number(Column::Prefecture);
        organization.municipality = row.text(Column::Municipality);
        organization.municipalityEnglish = row.text(Column::MunicipalityEnglish);
        organization.country = row.text(Column::Country);
        organization.registrationNumber = row.text(Column::RegistrationNumber);
        organization.businessCategory = row.text(Column::BusinessCategory);
        organization.evAllowed = row.value(Column::EvAllowed).toBool();
        organization.englishAllowed = row.value(Column::EnglishAllowed).toBool();
        organization.validatedAt = row.time(Column::ValidatedAt);
        organizations.append(organization);
    }
    return organizations;
}

Result<QList<RegisteredDomain>> domainsOf(ReadTransaction &transaction, const QString &customerId)
{
    auto query = transaction.run(QStringLiteral("SELECT name, organization_id, ev_allowed, validated_at "
                                                "FROM registered_domain WHERE customer_id = ? ORDER BY position"),
                                 {customerId});
    if (!query)
        return failure(query.error());
    QList<RegisteredDomain> domains;
    while (query->next()) {
        domains.append({query->value(0).toString(), query->value(1).toString(), query->value(2).toBool(),
                        timeOf(query->value(3))});
    }
    return domains;
}

Result<void> insertOrganization(Transaction &transaction, const QString &customerId, qint64 position,
                                const Organization &organization)
{
    const auto inserted = transaction.run(
        QStringLiteral("INSERT INTO organization (customer_id, id, position, legal_name, legal_name_english, "
                       "prefecture, municipality, municipality_english, country, registration_number, "
                       "business_category, ev_allowed, english_allowed, validated_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {customerId, organization.id, position, organization.legalName, organization.legalNameEnglish,
         organization.prefecture, organization.municipality, organization.municipalityEnglish, organization.country,
         organization.registrationNumber, organization.businessCategory, int(organization.evAllowed),
         int(organization.englishAllowed), timeValue(organization.validatedAt)});
    if (!inserted)
        return failure(inserted.error());
    return {};
}

Result<void> insertDomain(Transaction &transaction, const QString &customerId, qint64 position,
                          const RegisteredDomain &domain)
{
    const auto inserted = transaction.run(
        QStringLiteral("INSERT INTO registered_domain (customer_id, name, position, organization_id, ev_allowed, "
                       "validated_at) VALUES (?, ?, ?, ?, ?, ?)"),
        {customerId, domain.name, position, domain.organizationId, int(domain.evAllowed),
         timeValue(domain.validatedAt)});
    if (!inserted)
        return failure(inserted.error());
    return {};
}

} // namespace

Result<void> RegistrationStore::insertCustomer(Transaction &transaction, const CustomerRow &customer)
{
    const auto inserted = transaction.run(
        QStringLiteral("INSERT INTO customer (id, name, site_id, site_name, created_at, registration_version, policy) "
                       "VALUES (?, ?, ?, ?, ?, 0, ?)"),
        {customer.id, customer.name, customer.siteId, customer.siteName, timeValue(customer.createdAt),
         Registration().policy});
    if (!inserted)
        return failure(inserted.error());
    return customer.noticeSender.isEmpty() ? Result<void>()
                                           : setNoticeSender(transaction, customer.id, customer.noticeSender);
}

Result<CustomerRow> RegistrationStore::customer(ReadTransaction &transaction, const QString &customerId)
{
    auto query =
        transaction.run(QStringLiteral("SELECT %1 FROM customer WHERE id = ?").arg(customerColumns()), {customerId});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("customer"));
    return customerOf(*query);
}

Result<QList<CustomerRow>> RegistrationStore::customers(ReadTransaction &transaction)
{
    auto query = transaction.run(QStringLiteral("SELECT %1 FROM customer ORDER BY id").arg(customerColumns()));
    if (!query)
        return failure(query.error());
    QList<CustomerRow> customers;
    while (query->next())
        customers.append(customerOf(*query));
    return customers;
}

Result<void> RegistrationStore::setNoticeSender(Transaction &transaction, const QString &customerId,
                                                const QString &sender)
{
    const auto updated =
        transaction.run(QStringLiteral("UPDATE customer SET notice_sender = ? WHERE id = ?"), {sender, customerId});
    if (!updated)
        return failure(updated.error());
    if (updated->numRowsAffected() != 1)
        return failure(ErrorCode::NotFound, QStringLiteral("customer"));
    return {};
}

Result<int> RegistrationStore::replace(Transaction &transaction, const Registration &registration)
{
    const QString &customerId = registration.customerId;
    const auto updated = transaction.run(
        QStringLiteral("UPDATE customer SET registration_version = registration_version + 1, policy = ?, "
                       "approvals_ov = ?, approvals_ev = ? WHERE id = ?"),
        {registration.policy, registration.approvalsOv, registration.approvalsEv, customerId});
    if (!updated)
        return failure(updated.error());
    if (updated->numRowsAffected() != 1)
        return failure(ErrorCode::NotFound, QStringLiteral("customer"));
    for (const QString &table : {QStringLiteral("registered_domain"), QStringLiteral("organization")}) {
        const auto deleted =
            transaction.run(QStringLiteral("DELETE FROM %1 WHERE customer_id = ?").arg(table), {customerId});
        if (!deleted)
            return failure(deleted.error());
    }
    for (qsizetype i = 0; i < registration.organizations.size(); ++i) {
        if (auto done = insertOrganization(transaction, customerId, i, registration.organizations.at(i)); !done)
            return failure(done.error());
    }
    for (qsizetype i = 0; i < registration.domains.size(); ++i) {
        if (auto done = insertDomain(transaction, customerId, i, registration.domains.at(i)); !done)
            return failure(done.error());
    }
    const auto stored = find(transaction, customerId);
    if (!stored)
        return failure(stored.error());
    return stored->version;
}

Result<Registration> RegistrationStore::find(ReadTransaction &transaction, const QString &customerId)
{
    auto query = transaction.run(QStringLiteral("SELECT name, registration_version, policy, approvals_ov, approvals_ev "
                                                "FROM customer WHERE id = ?"),
                                 {customerId});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("customer"));
    Registration registration;
    registration.customerId = customerId;
    registration.customerName = query->value(0).toString();
    registration.version = query->value(1).toInt();
    registration.policy = query->value(2).toString();
    registration.approvalsOv = query->value(3).toInt();
    registration.approvalsEv = query->value(4).toInt();
    auto organizations = organizationsOf(transaction, customerId);
    if (!organizations)
        return failure(organizations.error());
    registration.organizations = *organizations;
    auto domains = domainsOf(transaction, customerId);
    if (!domains)
        return failure(domains.error());
    registration.domains = *domains;
    return registration;
}

Result<int> RegistrationStore::version(ReadTransaction &transaction, const QString &customerId)
{
    auto query =
        transaction.run(QStringLiteral("SELECT registration_version FROM customer WHERE id = ?"), {customerId});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("customer"));
    return query->value(0).toInt();
}

Result<QList<Registration>> RegistrationStore::all(ReadTransaction &transaction)
{
    const auto rows = customers(transaction);
    if (!rows)
        return failure(rows.error());
    QList<Registration> registrations;
    for (const CustomerRow &row : *rows) {
        const auto registration = find(transaction, row.id);
        if (!registration)
            return failure(registration.error());
        registrations.append(*registration);
    }
    return registrations;
}

} // namespace tegata
