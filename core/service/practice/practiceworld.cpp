// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practiceworld.h"

#include "core/base/privatefile.h"
#include "core/domain/errortext.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/practice/practicefiles.h"
#include "core/service/practice/practicepopulation.h"
#include "core/service/practice/practiceports.h"
#include "core/service/practice/practicetable.h"
#include "core/service/store/database.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/registrationstore.h"
#include "core/service/terminationsignal.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <utility>

namespace tegata {

namespace {

const QString &localhost()
{
    static const QString address = QStringLiteral("127.0.0.1");
    return address;
}

QString url(const QString &scheme, quint16 port)
{
    return QStringLiteral("%1://%2:%3").arg(scheme, localhost()).arg(port);
}

Result<void> makeDirectories(const QDir &directory)
{
    for (const QString &path : {directory.path(), directory.filePath(practicefile::Service)}) {
        if (!QDir().mkpath(path) ||
            !QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
            return failure(ErrorCode::FileNotWritable, QStringLiteral("directory"), path);
    }
    return {};
}

Result<void> makePassphrase(const QString &path)
{
    if (QFileInfo::exists(path))
        return {};
    return writePrivateFile(path, newToken().toLatin1() + '\n');
}

ServiceConfig configFor(const QDir &directory, const PracticePorts &ports)
{
    ServiceConfig config;
    config.dataDirectory = directory.filePath(practicefile::Service);
    config.authorityPassphraseFile = directory.filePath(practicefile::AuthorityPassphrase);
    config.mailDirectory = directory.filePath(practicefile::Mail);
    config.noticeFrom = QStringLiteral("no-reply@ca.example.com");
    config.application = {localhost(), ports.application};
    config.operatorSite = {localhost(), ports.operatorSite};
    config.examiner = {localhost(), ports.examiner};
    config.status = {localhost(), ports.status};
    config.statusUrl = url(QStringLiteral("http"), ports.status);
    config.enrollmentsPerAddress = 10000; // all who practise, and the tests, come from one address
    return config;
}

Result<bool> isEmpty(Database &database)
{
    const auto customers =
        database.read([](ReadTransaction &transaction) { return RegistrationStore::customers(transaction); });
    if (!customers)
        return failure(customers.error());
    return customers->isEmpty();
}

} // namespace

PracticeWorld::PracticeWorld(QString directory, ServiceConfig config, std::unique_ptr<ServiceHost> host)
    : m_directory(std::move(directory)), m_config(std::move(config)), m_host(std::move(host))
{}

Result<PracticeWorld> PracticeWorld::create(const QString &directory, const PracticeOptions &options,
                                            std::shared_ptr<const Clock> clock)
{
    const QDir place(QDir(directory).absolutePath());
    if (const Result<void> made = makeDirectories(place); !made)
        return failure(made.error());
    if (const Result<void> made = makePassphrase(place.filePath(practicefile::AuthorityPassphrase)); !made)
        return failure(made.error());
    const Result<PracticePorts> ports = choosePorts(place.filePath(practicefile::Ports));
    if (!ports)
        return failure(ports.error());
    const ServiceConfig config = configFor(place, *ports);
    auto host = ServiceHost::open(config, clock);
    if (!host)
        return failure(host.error());
    if (const Result<void> kept = rememberPorts(place.filePath(practicefile::Ports), *ports); !kept)
        return failure(kept.error());
    const Result<bool> empty = isEmpty((*host)->database());
    if (!empty)
        return failure(empty.error());
    if (*empty) {
        if (const Result<void> populated = populatePractice(**host, place.path(), options, clock->now()); !populated)
            return failure(populated.error());
    }
    const IssuingAuthority &authority = (*host)->authority();
    const Result<void> written =
        writePrivateFile(place.filePath(practicefile::Authorities), authority.root().pem() + authority.issuing().pem());
    if (!written)
        return failure(written.error());
    return PracticeWorld(place.path(), config, std::move(*host));
}

Result<void> PracticeWorld::start()
{
    if (const Result<void> started = m_host->start(); !started)
        return started;
    return writePrivateFile(QDir(m_directory).filePath(practicefile::Environment), environment());
}

QByteArray PracticeWorld::environment() const
{
    const practice::Customer sample = practice::sampleCustomer();
    const practice::Customer neighbour = practice::neighbourCustomer();
    const QDir place(m_directory);
    const QString https = QStringLiteral("https");
    const QList<std::pair<const char *, QString>> values{
        {"APPLICATION_URL", url(https, m_config.application.port)},
        {"OPERATOR_URL", url(https, m_config.operatorSite.port)},
        {"EXAMINER_URL", url(https, m_config.examiner.port)},
        {"STATUS_URL", m_config.statusUrl},
        {"CA_FILE", place.filePath(practicefile::Authorities)},
        {"OPERATOR_P12", place.filePath(practicefile::Operator)},
        {"OPERATOR2_P12", place.filePath(practicefile::Operator2)},
        {"EXPIRED_OPERATOR_P12", place.filePath(practicefile::ExpiredOperator)},
        {"EXAMINER_P12", place.filePath(practicefile::Examiner)},
        {"EXAMINER2_P12", place.filePath(practicefile::Examiner2)},
        {"P12_PASSPHRASE_FILE", place.filePath(practicefile::Passphrase)},
        {"CONTACT_ID", sample.contacts.at(0).id},
        {"CONTACT_PASSWORD_FILE", place.filePath(practicefile::ContactPassword)},
        {"CONTACT2_ID", sample.contacts.at(1).id},
        {"CONTACT2_PASSWORD_FILE", place.filePath(practicefile::Contact2Password)},
        {"OTHER_OPERATOR_P12", place.filePath(practicefile::OtherOperator)},
        {"OTHER_CONTACT_ID", neighbour.contacts.at(0).id},
        {"OTHER_CONTACT_PASSWORD_FILE", place.filePath(practicefile::OtherContactPassword)},
        {"FAULTS_FILE", place.filePath(practicefile::Faults)},
        {"MAIL_DIR", place.filePath(practicefile::Mail)}};
    QByteArray lines;
    for (const auto &[key, value] : values)
        lines += key + QByteArray("=") + value.toUtf8() + '\n';
    return lines;
}

int runPractice(const QString &directory, const PracticeOptions &options)
{
    TerminationSignal termination;
    Result<PracticeWorld> world = PracticeWorld::create(directory, options, std::make_shared<SystemClock>());
    const Result<void> started = world ? world->start() : failure(world.error());
    if (!started) {
        const ErrorText text = describe(started.error(), Phrasebook(Language::English));
        std::fprintf(stderr, "%s %s%s\n", qUtf8Printable(text.message), qUtf8Printable(text.remedy),
                     qUtf8Printable(placeInBrackets(started.error())));
        return 1;
    }
    const bool isTold = std::fputs(world->environment().constData(), stdout) >= 0 &&
                        std::fputs("READY\n", stdout) >= 0 && std::fflush(stdout) == 0;
    if (isTold)
        termination.wait();
    else
        std::perror("standard output"); // whoever waits for READY would wait for ever
    world->host().stop();
    return isTold ? 0 : 1;
}

} // namespace tegata
