// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/appcontext.h"
#include "app/desktop/colorschemewatcher.h"
#include "app/desktop/options.h"
#include "app/desktop/quitsignals.h"
#include "app/desktop/screenlockwatcher.h"
#include "core/remote/probe/tlshostprobe.h"
#include "ui/shell/idlewatcher.h"

#include <QObject>
#include <QPointer>

namespace tegata {

class AddSiteDialog;
class ChooseSiteDialog;

// The desktop program from its command line to its end: makes the context, shows the window, opens the site (practice
// folder, site file, or the profile's last one) where there is one, and changes site or settings when the person asks
// for it. Without a site the program works as far as it can.
class DesktopProgram : public QObject
{
    Q_OBJECT

public:
    // log outlives it.
    DesktopProgram(Options options, LogBook &log, QObject *parent = nullptr);
    ~DesktopProgram() override;

    void begin();

private:
    static Result<SiteProfile> readSite(const QString &file);
    static Language startLanguage(const Options &options);
    static QString settingsFile(const Options &options);
    void takeFile(const QString &file);
    // A site that is known already: a person is asked before it becomes another one.
    void takeSite(const SiteProfile &offered, const Result<SiteProfile> &known);
    void askToChange(const SiteProfile &known, const SiteProfile &offered);
    void store(const SiteProfile &site);
    void changeTo(const QString &siteId);
    void listSites();
    void applySettings(const Settings &settings);
    void takeProfile();
    void open(const SiteProfile &site);
    void showWindow();
    void ask(const std::optional<Error> &error);
    void addSite();

    const Options m_options;
    Worker m_files;
    LanguageController m_language;
    AppContext m_context;
    QuitSignals m_quit;
    ScreenLockWatcher m_screen;
    ColorSchemeWatcher m_colorScheme;
    IdleWatcher m_idle;
    bool m_isPractice;                                  // until the person chooses another site
    bool m_isPracticeFile = false;                      // what was taken last
    TlsHostProbe m_probe{TlsHostProbe::Addresses::Any}; // a CA may well stand in a private network
    QPointer<ChooseSiteDialog> m_dialog;
    QPointer<AddSiteDialog> m_addDialog;
    bool m_isAdding = false; // the site that is opened next has just been added
};

} // namespace tegata
