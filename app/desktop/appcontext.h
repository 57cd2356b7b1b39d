// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/dbusnotifier.h"
#include "app/desktop/sitecontext.h"
#include "core/base/clock.h"
#include "core/base/logbook.h"
#include "core/base/worker.h"
#include "core/desk/enrollmentdesk.h"
#include "core/remote/siteprofilestore.h"
#include "core/vault/identitystore.h"
#include "core/vault/keychainsecretstore.h"
#include "ui/common/commandregistry.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/settingsstore.h"
#include "ui/enrollment/postaldirectory.h"
#include "ui/shell/enrollmentshelldesk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/programactions.h"
#include "ui/shell/sitesmenu.h"
#include "ui/style/appearance.h"

#include <memory>

namespace tegata {

// The composition root: every part of the program for one profile, made once, in the order of need, and handed down by
// constructor. Useful without a site; openSite() adds what belongs to one.
struct AppContext
{
    AppContext(const QString &profile, LanguageController &languageController, Worker &fileWorker, LogBook &logBook);

    // In the place of the one that was open.
    SiteContext &openSite(const SiteProfile &profileOfSite);

    const QString profile;
    SystemClock clock;
    LogBook &log;
    Worker &files;
    Worker keys; // key derivation takes long: files need not wait for it
    LanguageController &language;
    KeychainSecretStore secrets;
    IdentityStore identities;
    CacheKeyStore cacheKeys;
    SiteProfileStore sites;
    EnrollmentDesk drafts;
    PostalDirectory postal;
    CommandRegistry commands;
    SettingsStore settings;
    Appearance appearance; // before the first widget
    DBusNotifier notifier;
    MainWindow window;
    ProgramActions program;
    SitesMenu sitesMenu;
    EnrollmentShellDesk enrollment;
    std::unique_ptr<SiteContext> site; // null: none is chosen
};

} // namespace tegata
