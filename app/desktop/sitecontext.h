// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/cache/queuecache.h"
#include "core/desk/operatordesk.h"
#include "core/desk/operatorsession.h"
#include "core/remote/rest/restapplicationsite.h"
#include "core/remote/siteprofilestore.h"
#include "core/vault/identitystore.h"
#include "ui/enrollment/draftcommands.h"
#include "ui/shell/operatorshelldesk.h"

#include <memory>

namespace tegata {

// What there is of the program for one site, made when the site is known and gone when another is chosen. Everything
// that it is given outlives it.
struct SiteContext
{
    SiteContext(const QString &profile, const SiteProfile &site, IdentityStore &identities, SiteProfileStore &sites,
                const LanguageController &language, Worker &files, const Clock &clock, CommandRegistry &commands);

    // For who renews a contract; the application site must be there.
    ContactSignIn contactSignIn() const;

    std::shared_ptr<RestApplicationSite> application; // null: the site has none
    QueueCache cache;
    OperatorDesk desk;
    OperatorSession session;
    OperatorShellDesk shellDesk;
};

} // namespace tegata
