// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/localregistration.h"
#include "core/desk/operatorsession.h"
#include "core/desk/sitepolicystore.h"
#include "tests/support/memorysecretstore.h"
#include "tests/ui/deskfixture.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/operatorshelldesk.h"

namespace tegata {

// The whole window over a site in memory and a keychain in memory.
struct ShellFixture : DeskFixture
{
    explicit ShellFixture(Language startLanguage = Language::English)
        : DeskFixture(startLanguage), identities(folder.filePath(QStringLiteral("profile")), secrets, keyWorker, clock),
          cacheKeys(folder.filePath(QStringLiteral("profile")), secrets, keyWorker),
          session(
              profile(), identities, cacheKeys,
              [this](const SiteProfile &, const Identity &) -> Result<std::unique_ptr<OperatorSite>> {
                  return site.makeConnection();
              },
              desk),
          window(language, commands, folder.filePath(QStringLiteral("window.ini"))),
          diagnostics(session, secrets, worker, clock, folder.filePath(QStringLiteral("cache"))),
          registrations(folder.filePath(QStringLiteral("profile")), profile().id, clock, worker),
          policies(folder.filePath(QStringLiteral("profile")), profile().id, worker),
          operatorDesk({desk, session, diagnostics, registrations, policies, language, worker, clock, commands})
    {
        window.addDesk(operatorDesk);
    }

    static SiteProfile profile()
    {
        SiteProfile made;
        made.id = QStringLiteral("test");
        made.name = QStringLiteral("Practice");
        return made;
    }

    Worker keyWorker{QStringLiteral("keys")};
    MemorySecretStore secrets;
    IdentityStore identities;
    CacheKeyStore cacheKeys;
    OperatorSession session;
    MainWindow window;
    Diagnostics diagnostics;
    LocalRegistrationStore registrations;
    SitePolicyStore policies;
    OperatorShellDesk operatorDesk;
};

} // namespace tegata
