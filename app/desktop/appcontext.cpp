// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/appcontext.h"

#include <QDir>

namespace tegata {

AppContext::AppContext(const QString &profileDirectory, LanguageController &languageController, Worker &fileWorker,
                       LogBook &logBook)
    : profile(profileDirectory), log(logBook), files(fileWorker), keys(QStringLiteral("keys")),
      language(languageController), secrets(QStringLiteral("jp.tegata")), identities(profile, secrets, keys, clock),
      cacheKeys(profile, secrets, files), sites(profile, files), drafts(profile, secrets, clock),
      postal(files, QDir(profile).filePath(QStringLiteral("postal-codes"))),
      commands(QDir(profile).filePath(QStringLiteral("window.ini"))),
      settings(QDir(profile).filePath(QStringLiteral("settings.json")), files),
      window(language, commands, QDir(profile).filePath(QStringLiteral("window.ini"))),
      program({commands, settings, language, log, files}, &window), sitesMenu(commands, &window),
      enrollment({drafts, language, postal, files, clock})
{
    window.addFileActions({sitesMenu.menuAction()});
    window.setSettingsAction(program.settingsAction());
    window.addHelpActions({program.logAction()});
    window.addDesk(enrollment);
    appearance.apply(settings.settings().appearance);
    QObject::connect(&settings, &SettingsStore::changed, &appearance,
                     [this](const Settings &changed) { appearance.apply(changed.appearance); });
    QObject::connect(&settings, &SettingsStore::changed, &window, [this](const Settings &changed) {
        if (site)
            site->setSettings(changed);
    });
}

SiteContext &AppContext::openSite(const SiteProfile &profileOfSite)
{
    drafts.setSite(nullptr, {});
    site.reset(); // first, so that both never write the same cache
    site = std::make_unique<SiteContext>(SiteContext::Means{profile, secrets, identities, cacheKeys, sites, language,
                                                            files, clock, commands, notifier, window},
                                         profileOfSite);
    site->setSettings(settings.settings());
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
