// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/startup.h"

#include "app/desktop/practicesignin.h"
#include "core/base/privatefile.h"
#include "ui/shell/choosesitedialog.h"
#include "ui/shell/signinflow.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QSettings>

namespace tegata {

namespace {

constexpr qint64 MaximumSiteFile = 4 * 1024 * 1024;

} // namespace

Startup::Startup(Options options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_files(QStringLiteral("files")),
      m_language(startLanguage(m_options))
{}

Startup::~Startup() = default;

void Startup::begin()
{
    if (!m_options.practice.isEmpty())
        takeFile(QDir(m_options.practice).filePath(QStringLiteral("practice.env")));
    else if (!m_options.siteFile.isEmpty())
        takeFile(m_options.siteFile);
    else
        takeProfile();
}

Language Startup::startLanguage(const Options &options)
{
    if (options.language)
        return *options.language;
    const QSettings settings(QDir(options.profile).filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    return languageFromTag(settings.value(QStringLiteral("language"), QLocale::system().name()).toString());
}

Result<SiteProfile> Startup::readSite(const QString &file)
{
    if (file.endsWith(QLatin1String(".env"))) {
        return practiceSiteProfile(file).map([](SiteProfile site) {
            // Every practice world is a site of its own, with its own authority, cache and identity.
            site.id += QLatin1Char('-') + QString::fromLatin1(site.trustAnchors.constFirst().sha256().toHex().left(16));
            return site;
        });
    }
    const Result<QByteArray> json = readPrivateFile(file, MaximumSiteFile);
    if (!json)
        return failure(json.error());
    return siteProfileFromJson(*json);
}

void Startup::takeFile(const QString &file)
{
    observe(m_files.run<SiteProfile>([file] { return readSite(file); }), this, [this](const Result<SiteProfile> &site) {
        if (!site) {
            ask(site.error());
            return;
        }
        // The identity that was chosen for the site before is the profile's knowledge, not the file's.
        auto store = std::make_shared<SiteProfileStore>(m_options.profile, m_files);
        observe(store->load(site->id), this, [this, store, site = *site](const Result<SiteProfile> &known) {
            SiteProfile taken = site;
            if (known)
                taken.identity = known->identity;
            observe(store->save(taken), this, [this, store, taken](const Result<void> &saved) {
                if (saved)
                    open(taken);
                else
                    ask(saved.error());
            });
        });
    });
}

void Startup::takeProfile()
{
    auto store = std::make_shared<SiteProfileStore>(m_options.profile, m_files);
    observe(store->list(), this, [this, store](const Result<QList<SiteProfile>> &sites) {
        if (!sites)
            ask(sites.error());
        else if (sites->isEmpty())
            ask(std::nullopt);
        else
            open(sites->constFirst());
    });
}

void Startup::open(SiteProfile site)
{
    m_context = std::make_unique<AppContext>(m_options.profile, std::move(site), m_language, m_files);
    MainWindow &window = m_context->window;
    window.show();
    if (m_dialog)
        m_dialog->accept(); // not before: the last window that closes ends the program
    window.load();
    if (m_options.practice.isEmpty()) {
        window.signIn().start();
        return;
    }
    auto *practice = new PracticeSignIn(m_options.practice, m_context->session, m_files, &window);
    connect(practice, &PracticeSignIn::failed, &window, [&window] { window.signIn().start(); });
    practice->start();
}

void Startup::ask(const std::optional<Error> &error)
{
    if (!m_dialog) {
        m_dialog = new ChooseSiteDialog(m_language);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ChooseSiteDialog::chosen, this, &Startup::takeFile);
    }
    if (error)
        m_dialog->showError(*error);
    m_dialog->open();
}

} // namespace tegata
