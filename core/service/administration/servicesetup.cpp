// SPDX-License-Identifier: Apache-2.0
#include "core/service/administration/servicesetup.h"

#include "core/base/privatefile.h"
#include "core/service/servicehost.h"
#include "core/service/store/identifiers.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr qsizetype FewestExaminers = 2;

// Names in the service's directory.
const QString ConfigFile = QStringLiteral("service.json");
const QString AuthorityFile = QStringLiteral("ca.pem");
const QString DataFolder = QStringLiteral("data");
const QString MailFolder = QStringLiteral("mail");
const QString ExaminerFolder = QStringLiteral("examiners");
const QString AuthorityPassphraseFile = QStringLiteral("authority-passphrase");

ServiceConfig configIn(const QString &directory, ServiceConfig config)
{
    const QDir place(directory);
    config.dataDirectory = place.filePath(DataFolder);
    config.authorityPassphraseFile = place.filePath(AuthorityPassphraseFile);
    config.mailDirectory = place.filePath(MailFolder);
    return config;
}

QByteArray configJson(const ServiceConfig &config)
{
    const auto listener = [](const ListenAddress &address) {
        return QJsonObject{{QStringLiteral("address"), address.address}, {QStringLiteral("port"), address.port}};
    };
    QJsonObject json{{QStringLiteral("dataDirectory"), config.dataDirectory},
                     {QStringLiteral("authorityPassphraseFile"), config.authorityPassphraseFile},
                     {QStringLiteral("mailDirectory"), config.mailDirectory},
                     {QStringLiteral("noticeFrom"), config.noticeFrom},
                     {QStringLiteral("organization"), config.organization},
                     {QStringLiteral("application"), listener(config.application)},
                     {QStringLiteral("operator"), listener(config.operatorSite)},
                     {QStringLiteral("examiner"), listener(config.examiner)},
                     {QStringLiteral("status"), listener(config.status)},
                     {QStringLiteral("statusUrl"), config.statusUrl},
                     {QStringLiteral("hostNames"), QJsonArray::fromStringList(config.hostNames)},
                     {QStringLiteral("hostAddresses"), QJsonArray::fromStringList(config.hostAddresses)}};
    if (!config.dnsServers.isEmpty())
        json.insert(QStringLiteral("dnsServers"), QJsonArray::fromStringList(config.dnsServers));
    if (!config.weakKeyDirectory.isEmpty())
        json.insert(QStringLiteral("weakKeyDirectory"), config.weakKeyDirectory);
    return QJsonDocument(json).toJson();
}

Result<void> checkPlace(const QString &directory)
{
    const QFileInfo info(directory);
    const bool isFree =
        !info.exists() || (info.isDir() && QDir(directory).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System |
                                                                   QDir::NoDotAndDotDot));
    return isFree ? Result<void>()
                  : failure(ErrorCode::Conflict, QStringLiteral("the directory is not empty"), directory);
}

// What an interrupted set-up leaves and nothing else, so that no folder of somebody's is thrown away.
bool isOfSetUp(const QString &directory)
{
    const QStringList ours{ConfigFile, AuthorityFile, DataFolder, MailFolder, ExaminerFolder, AuthorityPassphraseFile};
    const QStringList names =
        QDir(directory).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    return std::all_of(names.cbegin(), names.cend(), [&ours](const QString &name) { return ours.contains(name); });
}

QString colonHex(const QByteArray &hash)
{
    return QString::fromLatin1(hash.toHex(':').toUpper());
}

// In the new directory; the paths in the answer are of the final one.
Result<MadeExaminer> makeExaminer(ServiceStore &service, const NewExaminer &examiner, const QString &made,
                                  const QString &final, const QString &user)
{
    QByteArray passphrase = newId().left(24).toLatin1();
    const QByteArray line = passphrase + '\n';
    const Result<ExaminerIdentity> identity = addExaminer(service, examiner, SecretBytes::take(passphrase), user);
    if (!identity)
        return failure(identity.error());
    const QString name = ExaminerFolder + QLatin1Char('/') + identity->examiner.commonName;
    const QString identityFile = name + QStringLiteral(".p12");
    const QString passphraseFile = name + QStringLiteral(".passphrase");
    if (const Result<void> written = writePrivateFile(QDir(made).filePath(identityFile), identity->pkcs12); !written)
        return failure(written.error());
    if (const Result<void> written = writePrivateFile(QDir(made).filePath(passphraseFile), line); !written)
        return failure(written.error());
    return MadeExaminer{identity->examiner, QDir(final).filePath(identityFile), QDir(final).filePath(passphraseFile)};
}

Result<MadeService> makeIn(const QString &directory, const QString &final, const ServiceSetup &setup,
                           const std::shared_ptr<const Clock> &clock, const QString &user)
{
    const QDir place(directory);
    const ServiceConfig config = configIn(directory, setup.config);
    for (const QString &folder :
         {directory, config.dataDirectory, config.mailDirectory, place.filePath(ExaminerFolder)}) {
        if (const Result<void> made = makePrivateDirectory(folder); !made)
            return failure(made.error());
    }
    const Result<void> passphrase = writePrivateFile(config.authorityPassphraseFile, newToken().toLatin1() + '\n');
    if (!passphrase)
        return failure(passphrase.error());
    // As serving does it for the first time: what ties store and keys to each other is made too.
    if (const auto host = ServiceHost::open(config, clock); !host)
        return failure(host.error());
    Result<ServiceStore> service = openServiceStore(config, clock);
    if (!service)
        return failure(service.error());
    MadeService made;
    made.config = configIn(final, setup.config);
    made.configFile = QDir(final).filePath(ConfigFile);
    made.authorityFile = QDir(final).filePath(AuthorityFile);
    made.rootFingerprint = colonHex(service->authority->root().sha256());
    for (const NewExaminer &examiner : setup.examiners) {
        const Result<MadeExaminer> one = makeExaminer(*service, examiner, directory, final, user);
        if (!one)
            return failure(one.error());
        made.examiners.append(*one);
    }
    service->database->closeThreadConnection();
    const Result<void> authorities = writePrivateFile(
        place.filePath(AuthorityFile), service->authority->root().pem() + service->authority->issuing().pem());
    if (!authorities)
        return failure(authorities.error());
    const QByteArray json = configJson(made.config);
    if (const Result<ServiceConfig> read = parseServiceConfig(json); !read)
        return failure(read.error());
    if (const Result<void> written = writePrivateFile(place.filePath(ConfigFile), json); !written)
        return failure(written.error());
    return made;
}

} // namespace

Result<MadeService> setUpService(const ServiceSetup &setup, std::shared_ptr<const Clock> clock, const QString &user)
{
    const QString final = QDir::cleanPath(QDir(setup.directory).absolutePath());
    if (setup.examiners.size() < FewestExaminers)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("at least two expected"), QStringLiteral("examiner"));
    // Before anything is made: what is wrong with the set-up is seen here.
    if (const Result<ServiceConfig> read = parseServiceConfig(configJson(configIn(final, setup.config))); !read)
        return failure(read.error());
    if (const Result<void> free = checkPlace(final); !free)
        return failure(free.error());
    const QString before = final + QStringLiteral(".new");
    if (!isOfSetUp(before))
        return failure(ErrorCode::Conflict, QStringLiteral("not of an interrupted set-up"), before);
    if (!QDir(before).removeRecursively())
        return failure(ErrorCode::FileNotWritable, QStringLiteral("what an interrupted set-up left"), before);
    Result<MadeService> made = makeIn(before, final, setup, clock, user);
    if (!made) {
        QDir(before).removeRecursively(); // nothing in it was ever used
        return made;
    }
    QDir().rmdir(final); // an empty one gives way
    if (!QDir().rename(before, final))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("the directory cannot be put in its place"), final);
    if (const Result<void> synced = syncDirectory(QFileInfo(final).path()); !synced)
        return failure(synced.error());
    return made;
}

} // namespace tegata
