// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/appcontext.h"
#include "app/desktop/options.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace tegata {

class ChooseSiteDialog;

// From the command line to the window: finds the site (practice folder, site file, or the profile's), makes the
// context, shows the window and signs in. Where there is no site yet, asks for its file.
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
    void takeFile(const QString &file);
    void takeProfile();
    void open(SiteProfile site);
    void ask(const std::optional<Error> &error);

    const Options m_options;
    Worker m_files;
    LanguageController m_language;
    std::unique_ptr<AppContext> m_context;
    QPointer<ChooseSiteDialog> m_dialog;
};

} // namespace tegata
