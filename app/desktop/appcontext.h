// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/sitecontext.h"
#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/desk/enrollmentdesk.h"
#include "core/remote/siteprofilestore.h"
#include "core/vault/identitystore.h"
#include "core/vault/keychainsecretstore.h"
#include "ui/common/commandregistry.h"
#include "ui/common/languagecontroller.h"
#include "ui/enrollment/postaldirectory.h"
#include "ui/shell/enrollmentshelldesk.h"
#include "ui/shell/mainwindow.h"

#include <memory>

namespace tegata {

// The composition root: every part of the program for one profile, made once, in the order of need, and handed down by
// constructor. Useful without a site; openSite() adds what belongs to one.
struct AppContext
{
    AppContext(const QString &profile, LanguageController &languageController, Worker &fileWorker);

    // In the place of the one that was open.
    SiteContext &openSite(const SiteProfile &profileOfSite);

    const QString profile;
    SystemClock clock;
    Worker &files;
    Worker keys; // key derivation takes long: files need not wait for it
    LanguageController &language;
    KeychainSecretStore secrets;
    IdentityStore identities;
    SiteProfileStore sites;
    EnrollmentDesk drafts;
    PostalDirectory postal;
    CommandRegistry commands;
    MainWindow window;
    EnrollmentShellDesk enrollment;
    std::unique_ptr<SiteContext> site; // null: none is chosen
};

} // namespace tegata
