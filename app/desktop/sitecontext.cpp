// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/sitecontext.h"

#include "core/desk/evidencegatherer.h"
#include "core/remote/dns/caresresolver.h"
#include "core/remote/probe/tlshostprobe.h"
#include "core/remote/rest/restoperatorsite.h"
#include "ui/common/languagecontroller.h"

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
        QObject::connect(&language, &LanguageController::languageChanged, made->get(), &RestOperatorSite::setLanguage);
        return std::unique_ptr<OperatorSite>(std::move(*made));
    };
}

std::shared_ptr<RestApplicationSite> applicationSite(const SiteProfile &site, const LanguageController &language)
{
    Result<std::unique_ptr<RestApplicationSite>> made = RestApplicationSite::make(site, language.language());
    if (!made)
        return nullptr;
    std::shared_ptr<RestApplicationSite> application = std::move(*made);
    QObject::connect(&language, &LanguageController::languageChanged, application.get(),
                     &RestApplicationSite::setLanguage);
    return application;
}

// The desk asks at once: it must not come before the opening in the cache's queue. What fails shows in each answer.
QueueCache &opened(QueueCache &cache)
{
    (void)cache.open();
    return cache;
}

} // namespace

SiteContext::SiteContext(const QString &profile, const SiteProfile &site, IdentityStore &identities,
                         SiteProfileStore &sites, const LanguageController &language, Worker &files, const Clock &clock,
                         CommandRegistry &commands)
    : application(applicationSite(site, language)), cache(QDir(profile).filePath(QStringLiteral("cache/") + site.id)),
      desk(opened(cache), clock), session(site, identities, restFactory(language), desk),
      shellDesk(desk, session, language, files, clock, commands)
{
    shellDesk.workspace().evidence().setPorts({std::make_unique<TlsHostProbe>(), std::make_unique<CaresResolver>()});
    QObject::connect(&session, &OperatorSession::siteChanged, &session,
                     [&sites](const SiteProfile &changed) { (void)sites.save(changed); });
}

ContactSignIn SiteContext::contactSignIn() const
{
    return [site = application](const QString &loginId, const SharedSecret &password) {
        auto promise = std::make_shared<Promise<void>>();
        observe(site->signIn(loginId, *password), site.get(), [promise](const Result<ContactSession> &signedIn) {
            promise->deliver(signedIn.map([](const ContactSession &) {}));
        });
        return promise->future();
    };
}

} // namespace tegata
