// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/desktopprogram.h"

#include "app/desktop/practicesignin.h"
#include "app/sites/operatorsites.h"
#include "core/base/privatefile.h"
#include "ui/common/settingsfile.h"
#include "ui/identity/signinflow.h"
#include "ui/shell/addsitedialog.h"
#include "ui/shell/choosesitedialog.h"
#include "ui/shell/sitechangedialog.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr qint64 MaximumSiteFile = 4 * 1024 * 1024;
constexpr auto SiteKey = "site"; // in the settings: id of the site that was open last

bool isPracticeFile(const QString &file)
{
    return file.endsWith(QLatin1String(".env"));
}

} // namespace

DesktopProgram::DesktopProgram(Options options, LogBook &log, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_files(QStringLiteral("files")),
      m_language(startLanguage(m_options)), m_context(m_options.profile, m_language, m_files, log),
      m_isPractice(!m_options.practice.isEmpty())
{
    connect(&m_context.window, &MainWindow::chooseSiteRequested, this, [this] { ask(std::nullopt); });
    connect(&m_context.window, &MainWindow::addSiteRequested, this, &DesktopProgram::addSite);
    connect(&m_quit, &QuitSignals::received, &m_context.window, &MainWindow::end);
    connect(&m_screen, &ScreenLockWatcher::locked, this, [this] {
        (void)m_context.drafts.flush();
        m_context.window.lockUnattended(true);
    });
    connect(&m_colorScheme, &ColorSchemeWatcher::told, &m_context.appearance, &Appearance::setSystemScheme);
    connect(&m_idle, &IdleWatcher::idle, this, [this] { m_context.window.lockUnattended(false); });
    connect(&m_context.settings, &SettingsStore::changed, this, &DesktopProgram::applySettings);
    connect(&m_context.sitesMenu, &SitesMenu::siteChosen, this, &DesktopProgram::changeTo);
    applySettings(m_context.settings.settings());
}

DesktopProgram::~DesktopProgram() = default;

void DesktopProgram::begin()
{
    if (m_isPractice)
        takeFile(QDir(m_options.practice).filePath(QStringLiteral("practice.env")));
    else if (!m_options.siteFile.isEmpty())
        takeFile(m_options.siteFile);
    else
        takeProfile();
}

Language DesktopProgram::startLanguage(const Options &options)
{
    if (options.language)
        return *options.language;
    const QSettings settings(settingsFile(options), QSettings::IniFormat);
    return languageFromTag(settings.value(QStringLiteral("language"), QLocale::system().name()).toString());
}

QString DesktopProgram::settingsFile(const Options &options)
{
    return QDir(options.profile).filePath(QStringLiteral("window.ini"));
}

Result<SiteProfile> DesktopProgram::readSite(const QString &file)
{
    if (isPracticeFile(file)) {
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

void DesktopProgram::takeFile(const QString &file)
{
    m_isPracticeFile = isPracticeFile(file);
    observe(m_files.run<SiteProfile>([file] { return readSite(file); }), this, [this](const Result<SiteProfile> &site) {
        if (!site) {
            showWindow();
            ask(site.error());
            return;
        }
        observe(m_context.sites.load(site->id), this,
                [this, offered = *site](const Result<SiteProfile> &known) { takeSite(offered, known); });
    });
}

void DesktopProgram::takeSite(const SiteProfile &offered, const Result<SiteProfile> &known)
{
    const bool isFirst = !known && known.error().code == ErrorCode::NotFound;
    if (!known && !isFirst) { // it cannot be told whether anything changes
        showWindow();
        ask(known.error());
        return;
    }
    if (isFirst) {
        store(offered);
        return;
    }
    // The identity that was chosen for the site before is the profile's knowledge, not the file's.
    SiteProfile taken = offered;
    taken.identity = known->identity;
    // A practice world takes other ports at each start, and is still the same by its authority.
    const bool isSamePractice = m_isPracticeFile && known->trustAnchors == taken.trustAnchors;
    if (isSamePractice || !SiteChangeDialog::isNeeded(*known, taken))
        store(taken);
    else
        askToChange(*known, taken);
}

void DesktopProgram::askToChange(const SiteProfile &known, const SiteProfile &offered)
{
    showWindow();
    auto *dialog = new SiteChangeDialog(known, offered, &m_context.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, offered] { store(offered); });
    connect(dialog, &QDialog::rejected, this, [this, known] { open(known); });
    dialog->open();
}

void DesktopProgram::store(const SiteProfile &site)
{
    observe(m_context.sites.save(site), this, [this, site](const Result<void> &saved) {
        if (saved) {
            open(site);
            return;
        }
        showWindow();
        ask(saved.error());
    });
}

void DesktopProgram::changeTo(const QString &siteId)
{
    if (m_context.site && m_context.site->session.site().id == siteId)
        return;
    observe(m_context.sites.load(siteId), this, [this](const Result<SiteProfile> &site) {
        if (!site) {
            ask(site.error());
            return;
        }
        m_isPractice = false;
        open(*site);
    });
}

void DesktopProgram::listSites()
{
    observe(m_context.sites.list(), this, [this](const Result<QList<SiteProfile>> &sites) {
        m_context.sitesMenu.setSites(sites.value_or(QList<SiteProfile>()),
                                     m_context.site ? m_context.site->session.site().id : QString());
    });
}

void DesktopProgram::applySettings(const Settings &settings)
{
    m_idle.setLimit(settings.idleLock);
}

void DesktopProgram::takeProfile()
{
    observe(m_context.sites.list(), this, [this](const Result<QList<SiteProfile>> &sites) {
        if (!sites) {
            showWindow();
            ask(sites.error());
            return;
        }
        if (sites->isEmpty()) {
            showWindow();
            return;
        }
        const QString last =
            QSettings(settingsFile(m_options), QSettings::IniFormat).value(QLatin1String(SiteKey)).toString();
        const auto found =
            std::find_if(sites->cbegin(), sites->cend(), [&last](const SiteProfile &site) { return site.id == last; });
        open(found == sites->cend() ? sites->constFirst() : *found);
    });
}

void DesktopProgram::open(const SiteProfile &site)
{
    QSettings settings(settingsFile(m_options), QSettings::IniFormat);
    settings.setValue(QLatin1String(SiteKey), site.id);
    keep(settings);
    SiteContext &context = m_context.openSite(site);
    listSites();
    showWindow();
    if (m_dialog)
        m_dialog->accept();
    context.shellDesk.workspace().load();
    if (std::exchange(m_isAdding, false) && site.identity.isEmpty()) {
        m_context.window.showDesk(context.shellDesk);
        context.shellDesk.signIn().importIdentity();
        return;
    }
    if (!m_isPractice) {
        context.shellDesk.signInWhenShown();
        return;
    }
    auto *practice = new PracticeSignIn(m_options.practice, context.session, m_files, &context.session);
    connect(practice, &PracticeSignIn::failed, &context.shellDesk,
            [desk = &context.shellDesk] { desk->signInWhenShown(); });
    practice->start();
}

void DesktopProgram::showWindow()
{
    if (!m_context.window.isVisible())
        m_context.window.show();
}

void DesktopProgram::addSite()
{
    if (m_addDialog) {
        m_addDialog->raise();
        return;
    }
    const QList<SiteProtocol> protocols = siteProtocols();
    m_addDialog = new AddSiteDialog({protocols, m_probe, m_files, m_language}, &m_context.window);
    connect(m_addDialog, &AddSiteDialog::fileChosen, this, [this](const QString &file) {
        m_isPractice = false;
        takeFile(file);
    });
    connect(m_addDialog, &AddSiteDialog::made, this, [this](const SiteProfile &site) {
        m_isPractice = m_isPracticeFile = false;
        m_isAdding = true;
        observe(m_context.sites.load(site.id), this,
                [this, site](const Result<SiteProfile> &known) { takeSite(site, known); });
    });
    m_addDialog->open();
}

void DesktopProgram::ask(const std::optional<Error> &error)
{
    if (!m_dialog) {
        m_dialog = new ChooseSiteDialog(m_language, &m_context.window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ChooseSiteDialog::chosen, this, [this](const QString &file) {
            m_isPractice = false;
            takeFile(file);
        });
    }
    if (error)
        m_dialog->showError(*error);
    m_dialog->open();
}

} // namespace tegata
