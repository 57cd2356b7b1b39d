// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/registration.h"
#include "core/service/servicestore.h"
#include "core/service/store/registrationstore.h"

#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// How a customer's site runs: what the authority's staff decides about it, beside what was vetted. One transaction with
// its line of the trail each; the site's desks follow at their next look at the registration.

struct ListedSite
{
    CustomerRow customer;
    Registration registration;
};

// Nothing: stays as it is.
struct SiteChange
{
    std::optional<QString> policy;  // of shippedPolicies()
    std::optional<int> approvalsOv; // 1 or 2: different operators who have to approve
    std::optional<int> approvalsEv;
    std::optional<QString> noticeSender; // お知らせメール送信元 (S42); empty takes it away

    bool isEmpty() const { return !policy && !approvalsOv && !approvalsEv && !noticeSender; }
};

Result<QList<ListedSite>> listSites(ServiceStore &service);
// Errors: NotFound (site), InvalidArgument with the name of the setting as field.
Result<ListedSite> changeSite(ServiceStore &service, const QString &siteId, const SiteChange &change,
                              const QString &user);

} // namespace tegata
