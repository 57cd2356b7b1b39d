// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/sitecontext.h"

#include "app/sites/operatorsites.h"
#include "core/desk/evidencegatherer.h"
#include "core/remote/dns/caresresolver.h"
#include "core/remote/probe/tlshostprobe.h"
#include "ui/common/languagecontroller.h"

#include <QDir>

namespace tegata {

namespace {

QString cacheDirectory(const QString &profile, const SiteProfile &site)
{
    return QDir(profile).filePath(QStringLiteral("cache/") + site.id);
}

// told: what each connection was made with.
OperatorSiteFactory siteFactory(const LanguageController &language, std::function<void(const TlsFacts &)> told)
{
    return [&language, told](const SiteProfile &site, const Identity &identity) {
        return makeOperatorSite(site, identity, language.language(), told);
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

SiteContext::SiteContext(const Means &means, const SiteProfile &site)
    : application(applicationSite(site, means.language)),
      contact(application ? std::make_shared<ContactSession>(*application) : nullptr),
      cache(cacheDirectory(means.profile, site)), desk(opened(cache), means.clock),
      session(site, means.identities, means.cacheKeys,
              siteFactory(means.language, [this](const TlsFacts &facts) { diagnostics.setTls(facts); }), desk),
      diagnostics(session, means.secrets, means.files, means.clock, cacheDirectory(means.profile, site)),
      registrations(means.profile, site.id, means.clock, means.files), policies(means.profile, site.id, means.files),
      shellDesk({desk, session, diagnostics, registrations, policies, means.language, means.files, means.clock,
                 means.commands}),
      notifications(desk, means.notifier, means.clock, &means.window)
{
    EvidencePorts ports;
    ports.hosts = std::make_unique<TlsHostProbe>();
    if (!site.isPractice)
        ports.dns = std::make_unique<CaresResolver>();
    shellDesk.workspace().evidence().setPorts(std::move(ports));
    desk.records().setPolicy(site.policy);
    desk.keepLogHead(means.secrets, decisionLogName(means.profile, site.id));
    QObject::connect(&registrations, &LocalRegistrationStore::changed, &desk, [this] {
        const std::optional<LocalRegistration> &file = registrations.current();
        desk.records().setLocalRegistration(file ? std::optional(file->registration) : std::nullopt);
    });
    QObject::connect(&policies, &SitePolicyStore::changed, &desk,
                     [this] { desk.records().setOwnPolicy(policies.current(), policies.problem()); });
    (void)policies.load();      // one that cannot be read shows with each check
    (void)registrations.load(); // one that cannot be read shows as none
    QObject::connect(&means.language, &LanguageController::languageChanged, &desk, &OperatorDesk::setLanguage);
    QObject::connect(&session, &OperatorSession::siteChanged, &session,
                     [&sites = means.sites](const SiteProfile &changed) { (void)sites.save(changed); });
    QObject::connect(&means.notifier, &Notifier::activated, &shellDesk,
                     [this, &window = means.window](const QString &place) {
                         window.comeToFront();
                         window.showDesk(shellDesk);
                         shellDesk.goToPlace(place);
                     });
}

void SiteContext::setSettings(const Settings &settings)
{
    shellDesk.workspace().evidence().setOptions(
        {settings.liveProbe, settings.caaLookup, static_cast<quint16>(settings.liveProbePort)});
    shellDesk.setSettings(settings);
    notifications.setSettings(settings);
}

ContactSignIn SiteContext::contactSignIn() const
{
    // The session goes before the site that it is at.
    return [site = application, atSite = contact](const QString &loginId, const SharedSecret &password) {
        auto promise = std::make_shared<Promise<void>>();
        observe(atSite->signIn(loginId, *password), atSite.get(), [promise](const Result<SignedInContact> &signedIn) {
            promise->deliver(signedIn.map([](const SignedInContact &) {}));
        });
        return promise->future();
    };
}

} // namespace tegata
