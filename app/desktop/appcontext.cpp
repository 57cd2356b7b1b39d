// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/appcontext.h"

#include <QDir>

namespace tegata {

AppContext::AppContext(const QString &profileDirectory, LanguageController &languageController, Worker &fileWorker)
    : profile(profileDirectory), files(fileWorker), keys(QStringLiteral("keys")), language(languageController),
      secrets(QStringLiteral("jp.tegata")), identities(profile, secrets, keys, clock), sites(profile, files),
      drafts(profile, secrets, clock), postal(files, QDir(profile).filePath(QStringLiteral("postal-codes"))),
      commands(QDir(profile).filePath(QStringLiteral("window.ini"))),
      window(language, commands, QDir(profile).filePath(QStringLiteral("window.ini"))),
      enrollment({drafts, language, postal, files, clock})
{
    window.addDesk(enrollment);
}

SiteContext &AppContext::openSite(const SiteProfile &profileOfSite)
{
    drafts.setSite(nullptr, {});
    site.reset(); // first, so that both never write the same cache
    site = std::make_unique<SiteContext>(profile, profileOfSite, identities, sites, language, files, clock, commands);
    if (site->application) {
        drafts.setSite(site->application, profileOfSite.id);
        enrollment.workspace().setContactSignIn(site->contactSignIn());
    } else {
        enrollment.workspace().setContactSignIn(nullptr);
    }
    if (!profileOfSite.operatorUrl.isEmpty())
        window.addDesk(site->shellDesk, true);
    return *site;
}

} // namespace tegata
