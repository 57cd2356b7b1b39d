// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/appcontext.h"

#include <QDir>

namespace tegata {

AppContext::AppContext(const QString &profileDirectory, LanguageController &languageController, Worker &fileWorker)
    : profile(profileDirectory), files(fileWorker), keys(QStringLiteral("keys")), language(languageController),
      secrets(QStringLiteral("jp.tegata")), identities(profile, secrets, keys, clock), sites(profile, files),
      window(language, QDir(profile).filePath(QStringLiteral("window.ini")))
{}

SiteContext &AppContext::openSite(const SiteProfile &profileOfSite)
{
    site.reset(); // first, so that both never write the same cache
    site = std::make_unique<SiteContext>(profile, profileOfSite, identities, sites, language, files, clock);
    if (!profileOfSite.operatorUrl.isEmpty())
        window.addDesk(site->shellDesk, true);
    return *site;
}

} // namespace tegata
