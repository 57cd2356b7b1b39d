// SPDX-License-Identifier: Apache-2.0
#include "core/service/administration/siteadministration.h"

#include "core/base/acceptabletext.h"
#include "core/rules/identifiers.h"
#include "core/rules/policy.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/topics.h"

#include <algorithm>

namespace tegata {

namespace {

Result<void> checkChange(const SiteChange &change)
{
    const auto refuse = [](const char *field, const QString &expected) {
        return failure(ErrorCode::InvalidArgument, expected, QLatin1String(field));
    };
    if (change.policy && !shippedPolicies().contains(*change.policy))
        return refuse("policy", shippedPolicies().join(QStringLiteral(", ")));
    for (const auto &[field, approvals] :
         {std::pair("approvals-ov", change.approvalsOv), std::pair("approvals-ev", change.approvalsEv)}) {
        if (approvals && (*approvals < 1 || *approvals > 2))
            return refuse(field, QStringLiteral("1 or 2"));
    }
    if (change.noticeSender && !change.noticeSender->isEmpty() && !isMailAddress(*change.noticeSender))
        return refuse("sender", QStringLiteral("a mail address"));
    return {};
}

QJsonObject settingsOf(const ListedSite &site)
{
    return {{QStringLiteral("policy"), site.registration.policy},
            {QStringLiteral("approvalsOv"), site.registration.approvalsOv},
            {QStringLiteral("approvalsEv"), site.registration.approvalsEv},
            {QStringLiteral("noticeSender"), site.customer.noticeSender}};
}

Result<ListedSite> siteOf(ReadTransaction &transaction, const CustomerRow &customer)
{
    const auto registration = RegistrationStore::find(transaction, customer.id);
    if (!registration)
        return failure(registration.error());
    return ListedSite{customer, *registration};
}

Result<ListedSite> siteById(ReadTransaction &transaction, const QString &siteId)
{
    const auto customers = RegistrationStore::customers(transaction);
    if (!customers)
        return failure(customers.error());
    const auto found = std::find_if(customers->cbegin(), customers->cend(),
                                    [&siteId](const CustomerRow &each) { return each.siteId == siteId; });
    if (found == customers->cend())
        return failure(ErrorCode::NotFound, QStringLiteral("site"), QStringLiteral("site"));
    return siteOf(transaction, *found);
}

} // namespace

Result<QList<ListedSite>> listSites(ServiceStore &service)
{
    return service.database->read([](ReadTransaction &transaction) -> Result<QList<ListedSite>> {
        const auto customers = RegistrationStore::customers(transaction);
        if (!customers)
            return failure(customers.error());
        QList<ListedSite> sites;
        for (const CustomerRow &customer : *customers) {
            const Result<ListedSite> site = siteOf(transaction, customer);
            if (!site)
                return failure(site.error());
            sites.append(*site);
        }
        return sites;
    });
}

Result<ListedSite> changeSite(ServiceStore &service, const QString &siteId, const SiteChange &change,
                              const QString &user)
{
    if (const Result<void> checked = checkChange(change); !checked)
        return failure(checked.error());
    return service.database->write([&](Transaction &transaction) -> Result<ListedSite> {
        const Result<ListedSite> before = siteById(transaction, siteId);
        if (!before)
            return before;
        ListedSite after = *before;
        after.registration.policy = change.policy.value_or(after.registration.policy);
        after.registration.approvalsOv = change.approvalsOv.value_or(after.registration.approvalsOv);
        after.registration.approvalsEv = change.approvalsEv.value_or(after.registration.approvalsEv);
        after.customer.noticeSender = change.noticeSender.value_or(after.customer.noticeSender);
        if (settingsOf(after) == settingsOf(*before))
            return before;
        const QString &customerId = after.customer.id;
        if (const auto version = RegistrationStore::replace(transaction, after.registration); !version)
            return failure(version.error());
        const Result<void> sender =
            RegistrationStore::setNoticeSender(transaction, customerId, after.customer.noticeSender);
        if (!sender)
            return failure(sender.error());
        AuditEvent event;
        event.at = service.clock->now();
        event.actor.name = acceptableForm(user);
        event.action = QStringLiteral("changeSite");
        event.objectKind = QStringLiteral("customer");
        event.objectId = customerId;
        event.customerId = customerId;
        event.evidence = {{QStringLiteral("before"), settingsOf(*before)},
                          {QStringLiteral("after"), settingsOf(after)}};
        if (const auto appended = AuditTrail::append(transaction, event); !appended)
            return failure(appended.error());
        transaction.touch(customerTopic(customerId));
        return siteById(transaction, siteId);
    });
}

} // namespace tegata
