// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/appcontext.h"

#include "core/remote/rest/restoperatorsite.h"

#include <QDir>

namespace tegata {

namespace {

OperatorSiteFactory restFactory(const LanguageController &language)
{
    return [&language](const SiteProfile &site, const Identity &identity) -> Result<std::unique_ptr<OperatorSite>> {
        Result<std::unique_ptr<RestOperatorSite>> made = RestOperatorSite::make(
            site, TlsIdentity{identity.info.certificate, identity.chain, identity.key}, language.language());
        if (!made)
            return failure(made.error());
        return std::unique_ptr<OperatorSite>(std::move(*made));
    };
}

// The desk asks at once: it must not come before the opening in the cache's queue. What fails shows in each answer.
QueueCache &opened(QueueCache &cache)
{
    (void)cache.open();
    return cache;
}

} // namespace

AppContext::AppContext(const QString &profile, const SiteProfile &site, LanguageController &languageController,
                       Worker &fileWorker)
    : files(fileWorker), keys(QStringLiteral("keys")), language(languageController),
      secrets(QStringLiteral("jp.tegata")), identities(profile, secrets, keys, clock), sites(profile, files),
      cache(QDir(profile).filePath(QStringLiteral("cache/") + site.id)), desk(opened(cache), clock),
      session(site, identities, restFactory(language), desk),
      window(desk, session, language, files, clock, QDir(profile).filePath(QStringLiteral("window.ini")))
{
    QObject::connect(&session, &OperatorSession::siteChanged, &session,
                     [this](const SiteProfile &changed) { (void)sites.save(changed); });
}

} // namespace tegata
