// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/appcontext.h"
#include "app/desktop/options.h"
#include "app/desktop/quitsignals.h"
#include "app/desktop/screenlockwatcher.h"

#include <QObject>
#include <QPointer>

namespace tegata {

class ChooseSiteDialog;

// From the command line to the window: makes the context, shows the window, and opens the site (practice folder, site
// file, or the profile's last one) where there is one. Without a site the program works as far as it can; a site can be
// chosen at any time.
class Startup : public QObject
{
    Q_OBJECT

public:
    explicit Startup(Options options, QObject *parent = nullptr);
    ~Startup() override;

    void begin();

private:
    static Result<SiteProfile> readSite(const QString &file);
    static Language startLanguage(const Options &options);
    static QString settingsFile(const Options &options);
    void takeFile(const QString &file);
    void takeProfile();
    void open(const SiteProfile &site);
    void showWindow();
    void ask(const std::optional<Error> &error);

    const Options m_options;
    Worker m_files;
    LanguageController m_language;
    AppContext m_context;
    QuitSignals m_quit;
    ScreenLockWatcher m_screen;
    bool m_isPractice; // until the person chooses another site
    QPointer<ChooseSiteDialog> m_dialog;
};

} // namespace tegata
