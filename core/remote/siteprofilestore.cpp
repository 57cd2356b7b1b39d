// SPDX-License-Identifier: Apache-2.0
#include "core/remote/siteprofilestore.h"

#include "core/base/privatefile.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QLoggingCategory>

#include <algorithm>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(log, "tegata.remote.profile")

constexpr qint64 MaximumFile = 4 * 1024 * 1024;
const auto Suffix = QLatin1String(".json");

Result<SiteProfile> loadSite(const QString &directory, const QString &id)
{
    if (!isSiteId(id))
        return failure(ErrorCode::NotFound, {}, id);
    const Result<QByteArray> json = readPrivateFile(directory + QLatin1Char('/') + id + Suffix, MaximumFile);
    if (!json)
        return failure(json.error());
    Result<SiteProfile> site = siteProfileFromJson(*json);
    if (site && site->id != id)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("differs from the file's name"),
                       QStringLiteral("id"));
    return site;
}

Result<QList<SiteProfile>> listSites(const QString &directory)
{
    QList<SiteProfile> sites;
    std::optional<Error> firstDamage;
    const QStringList names = QDir(directory).entryList({QLatin1Char('*') + Suffix}, QDir::Files);
    for (const QString &name : names) {
        const Result<SiteProfile> site = loadSite(directory, name.chopped(Suffix.size()));
        if (site) {
            sites.append(*site);
            continue;
        }
        qCWarning(log).noquote() << name << "is left out:" << errorCodeName(site.error().code) << site.error().field;
        if (!firstDamage)
            firstDamage = Error{ErrorCode::StoreCorrupt, site.error().detail + QLatin1Char(' ') + site.error().field,
                                QStringLiteral("sites/") + name, -1};
    }
    // None is left: without a word it would look as if nobody had ever added one.
    if (sites.isEmpty() && firstDamage)
        return failure(*firstDamage);
    std::stable_sort(sites.begin(), sites.end(),
                     [](const SiteProfile &a, const SiteProfile &b) { return a.name.localeAwareCompare(b.name) < 0; });
    return sites;
}

} // namespace

SiteProfileStore::SiteProfileStore(const QString &profileDirectory, Worker &worker)
    : m_directory(profileDirectory + QStringLiteral("/sites")), m_worker(worker)
{}

Future<QList<SiteProfile>> SiteProfileStore::list()
{
    return m_worker.run<QList<SiteProfile>>([directory = m_directory] { return listSites(directory); });
}

Future<SiteProfile> SiteProfileStore::load(const QString &id)
{
    return m_worker.run<SiteProfile>([directory = m_directory, id] { return loadSite(directory, id); });
}

Future<void> SiteProfileStore::save(const SiteProfile &site)
{
    return m_worker.run<void>([directory = m_directory, site]() -> Result<void> {
        if (!isSiteId(site.id))
            return failure(ErrorCode::InvalidArgument, {}, QStringLiteral("id"));
        if (const Result<void> made = makePrivateDirectory(directory); !made)
            return made;
        return writePrivateFile(directory + QLatin1Char('/') + site.id + Suffix, toJson(site));
    });
}

Future<void> SiteProfileStore::remove(const QString &id)
{
    return m_worker.run<void>([directory = m_directory, id]() -> Result<void> {
        const QString path = directory + QLatin1Char('/') + id + Suffix;
        if (!isSiteId(id) || !QFileInfo::exists(path))
            return failure(ErrorCode::NotFound, {}, id);
        if (!QFile::remove(path))
            return failure(ErrorCode::FileNotWritable, {}, QFileInfo(path).fileName());
        return {};
    });
}

Result<SiteProfile> practiceSiteProfile(const QString &environmentFile)
{
    const Result<QByteArray> text = readPrivateFile(environmentFile, MaximumFile);
    if (!text)
        return failure(text.error());
    QHash<QString, QString> values;
    const QStringList lines = QString::fromUtf8(*text).split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        if (equals > 0)
            values.insert(line.left(equals).trimmed(), line.mid(equals + 1).trimmed());
    }

    SiteProfile site;
    site.id = QStringLiteral("practice");
    site.name = QStringLiteral("Practice");
    site.isPractice = true;
    const std::pair<QString, QUrl *> urls[] = {{QStringLiteral("APPLICATION_URL"), &site.applicationUrl},
                                               {QStringLiteral("OPERATOR_URL"), &site.operatorUrl},
                                               {QStringLiteral("EXAMINER_URL"), &site.examinerUrl}};
    for (const auto &[key, url] : urls) {
        *url = QUrl(values.value(key), QUrl::StrictMode);
        if (!url->isEmpty() && (url->scheme() != QLatin1String("https") || url->host().isEmpty()))
            return failure(ErrorCode::MalformedEncoding, QStringLiteral("https URL expected"), key);
    }
    const QString file = values.value(QStringLiteral("CA_FILE"));
    if (file.isEmpty())
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("missing"), QStringLiteral("CA_FILE"));
    const Result<QByteArray> pem =
        readPrivateFile(QFileInfo(environmentFile).absoluteDir().absoluteFilePath(file), MaximumFile);
    if (!pem)
        return failure(pem.error());
    const Result<QList<Certificate>> anchors = Certificate::parseAll(*pem);
    if (!anchors)
        return failure(anchors.error());
    site.trustAnchors = *anchors;
    return site;
}

} // namespace tegata
