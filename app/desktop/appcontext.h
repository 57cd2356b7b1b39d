// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/cache/queuecache.h"
#include "core/desk/operatordesk.h"
#include "core/desk/operatorsession.h"
#include "core/remote/siteprofilestore.h"
#include "core/vault/identitystore.h"
#include "core/vault/keychainsecretstore.h"
#include "ui/common/languagecontroller.h"
#include "ui/shell/mainwindow.h"

namespace tegata {

// The composition root: every part of the program for one profile and one site, made once, in the order of need, and
// handed down by constructor.
struct AppContext
{
    AppContext(const QString &profile, const SiteProfile &site, LanguageController &languageController,
               Worker &fileWorker);

    SystemClock clock;
    Worker &files;
    Worker keys; // key derivation takes long: files need not wait for it
    LanguageController &language;
    KeychainSecretStore secrets;
    IdentityStore identities;
    SiteProfileStore sites;
    QueueCache cache;
    OperatorDesk desk;
    OperatorSession session;
    MainWindow window;
};

} // namespace tegata
