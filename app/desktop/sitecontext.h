// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/cache/queuecache.h"
#include "core/desk/contactsession.h"
#include "core/desk/diagnostics.h"
#include "core/desk/localregistration.h"
#include "core/desk/operatordesk.h"
#include "core/desk/operatorsession.h"
#include "core/desk/sitepolicystore.h"
#include "core/remote/rest/restapplicationsite.h"
#include "core/remote/siteprofilestore.h"
#include "core/vault/identitystore.h"
#include "ui/enrollment/draftcommands.h"
#include "ui/shell/desknotifications.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/operatorshelldesk.h"

#include <memory>

namespace tegata {

// What there is of the program for one site, made when the site is known and gone when another is chosen. Everything
// that it is given outlives it.
struct SiteContext
{
    struct Means
    {
        const QString &profile; // folder
        SecretStore &secrets;
        IdentityStore &identities;
        CacheKeyStore &cacheKeys;
        SiteProfileStore &sites;
        LanguageController &language;
        Worker &files;
        const Clock &clock;
        CommandRegistry &commands;
        Notifier &notifier;
        MainWindow &window;
    };

    SiteContext(const Means &means, const SiteProfile &site);

    void setSettings(const Settings &settings);

    // For who renews an enrolment; the application site must be there.
    ContactSignIn contactSignIn() const;

    std::shared_ptr<RestApplicationSite> application; // null: the site has none
    std::shared_ptr<ContactSession> contact;          // at the application site; null as that
    QueueCache cache;
    OperatorDesk desk;
    OperatorSession session;
    Diagnostics diagnostics;
    LocalRegistrationStore registrations;
    SitePolicyStore policies;
    OperatorShellDesk shellDesk;
    DeskNotifications notifications;
};

} // namespace tegata
