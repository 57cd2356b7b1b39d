// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/benchclient.h"
#include "tests/bench/bulkapprovals.h"
#include "tests/bench/measurement.h"

#include "core/base/clock.h"
#include "core/pki/certificatebuilder.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/service/practice/practicefiles.h"
#include "core/service/practice/practicetable.h"
#include "core/service/practice/practiceworld.h"
#include "core/service/store/database.h"
#include "core/service/store/registrationstore.h"
#include "core/service/store/requeststore.h"
#include "core/service/workflow/requestworkflow.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QThread>
#include <QUuid>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <csignal>
#include <sys/prctl.h>

// The service against its targets (performance.md): the real program, asked over mutual TLS on loopback.
namespace tegata {

namespace {

constexpr int PageSize = 1000;
constexpr int Polls = 1000;
constexpr int Approvals = 1000;
constexpr int Rounds = 30;
constexpr int Writers = 8;
constexpr int SignIns = 200;
constexpr int OperatorCalls = 1000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

quint16 freePort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    return server.serverPort();
}

template <typename T>
T valueOf(const Result<T> &result, const char *what)
{
    if (!result)
        qFatal("%s: %s %s", what, qPrintable(errorCodeName(result.error().code)), qPrintable(result.error().detail));
    return *result;
}

// A world with `count` more pending requests of different keys, made before the service starts; and, while the
// authority is at hand, an identity for nginx and the cost of signing.
class World
{
public:
    explicit World(int count)
    {
        auto world = PracticeWorld::create(path(), {}, std::make_shared<SystemClock>());
        if (!world)
            qFatal("no world: %s", qPrintable(world.error().detail));
        ServiceHost &host = world->host();
        addRequests(host, count);
        const ServiceIdentity identity =
            *host.authority().issueService({QStringLiteral("localhost")}, {QStringLiteral("127.0.0.1")}, m_now);
        SecretBytes passphrase = SecretBytes::fromText(QStringLiteral("bench"));
        writeFile(file("nginx.crt"), identity.issued.certificate.pem() + host.authority().issuing().pem());
        writeFile(file("nginx.key"), valueOf(identity.key.toEncryptedPem(passphrase), "key"));
        writeFile(file("nginx.pass"), "bench\n");
        m_signing = timed(200, [&] { sign(host); });
    }

    QString path() const { return m_directory.path(); }
    QString file(const char *name) const { return m_directory.filePath(QString::fromLatin1(name)); }
    const QStringList &requests() const { return m_requests; }
    Timing signing() const { return m_signing; }

    BenchIdentity identity() const
    {
        BenchIdentity result;
        result.authorities = QSslCertificate::fromPath(m_directory.filePath(practicefile::Authorities));
        QFile bundle(m_directory.filePath(practicefile::Operator));
        const QByteArray passphrase = contentOf(m_directory.filePath(practicefile::Passphrase)).trimmed();
        if (!bundle.open(QIODevice::ReadOnly) ||
            !QSslCertificate::importPkcs12(&bundle, &result.key, &result.certificate, nullptr, passphrase))
            qFatal("no identity");
        return result;
    }

private:
    void addRequests(ServiceHost &host, int count)
    {
        const practice::Customer customer = practice::sampleCustomer();
        SiteActor contact;
        contact.kind = ActorKind::Contact;
        contact.actor = {customer.contacts.first().id, customer.contacts.first().name};
        contact.mail = customer.contacts.first().mail;
        contact.customerId = customer.registration.customerId;
        const auto added = host.database().write([&](Transaction &transaction) -> Result<void> {
            for (int i = 0; i < count; ++i) {
                const QString name = QStringLiteral("host%1.example.jp").arg(i);
                const auto csr = CertificateSigningRequest::create(
                    valueOf(PrivateKey::generate(KeySpec::EcP256), "key"),
                    valueOf(DistinguishedName::parse(
                                QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=") + name),
                            "subject"),
                    {name});
                RequestIntake intake;
                intake.csr = csr->pem();
                // More than a contact may have open.
                const auto row = host.workflow().takeOver(transaction, contact, intake, m_now);
                if (!row)
                    return failure(row.error());
                m_requests.append(row->detail.request.id);
                m_row = *row;
            }
            m_registration = valueOf(RegistrationStore::find(transaction, contact.customerId), "registration");
            return {};
        });
        if (!added)
            qFatal("requests: %s", qPrintable(added.error().detail));
    }

    void sign(ServiceHost &host) const
    {
        static const Policy policy = valueOf(loadPolicy(m_registration.policy), "policy");
        const CertificateRequest &request = m_row.detail.request;
        const auto csr = valueOf(CertificateSigningRequest::parse(request.csr), "csr");
        const ServerOrder order{request, csr, m_registration.organizations.first(), policy, newSerial()};
        (void)valueOf(host.authority().issueServer(order, m_now), "sign");
    }

    QTemporaryDir m_directory;
    QDateTime m_now = SystemClock().now();
    QStringList m_requests;
    RequestRow m_row;
    Registration m_registration;
    Timing m_signing;
};

// A program that runs as long as this lives.
class Server
{
public:
    Server(const QString &program, const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); }); // also where this is killed
        m_process.start(program, arguments);
        if (!m_process.waitForStarted())
            qFatal("cannot start %s", qPrintable(program));
    }
    ~Server()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

    QMap<QByteArray, QByteArray> values() // of tegata-service --practice, once it is ready
    {
        QByteArray output;
        while (!output.endsWith("READY\n")) {
            if (!m_process.waitForReadyRead(60'000))
                qFatal("the service is not ready");
            output += m_process.readAllStandardOutput();
        }
        QMap<QByteArray, QByteArray> result;
        for (const QByteArray &line : output.split('\n'))
            result.insert(line.left(line.indexOf('=')), line.mid(line.indexOf('=') + 1));
        return result;
    }

    qint64 residentKilobytes() const
    {
        const QByteArray status = contentOf(QStringLiteral("/proc/%1/status").arg(m_process.processId()));
        const qsizetype at = status.indexOf("VmRSS:");
        return status.mid(at + 6, status.indexOf("kB", at) - at - 6).trimmed().toLongLong();
    }

private:
    QProcess m_process;
};

void writeNginxConfig(const World &world, quint16 port)
{
    const QByteArray folder = QFile::encodeName(world.path());
    writeFile(world.file("nginx.conf"),
              "daemon off; master_process off; pid " + folder +
                  "/nginx.pid; error_log stderr crit;\n"
                  "events { worker_connections 64; }\n"
                  "http { access_log off; sendfile on; tcp_nopush on; default_type application/json;\n"
                  "  client_body_temp_path " +
                  folder + "/nginx-body; proxy_temp_path " + folder +
                  "/nginx-proxy;\n"
                  "  fastcgi_temp_path " +
                  folder + "/nginx-fastcgi; uwsgi_temp_path " + folder +
                  "/nginx-uwsgi;\n"
                  "  scgi_temp_path " +
                  folder +
                  "/nginx-scgi;\n"
                  "  server { listen 127.0.0.1:" +
                  QByteArray::number(port) + " ssl; root " + folder +
                  "/www;\n"
                  "    ssl_certificate " +
                  folder + "/nginx.crt; ssl_certificate_key " + folder +
                  "/nginx.key;\n"
                  "    ssl_password_file " +
                  folder +
                  "/nginx.pass; ssl_verify_client on; ssl_verify_depth 3;\n"
                  "    ssl_client_certificate " +
                  folder +
                  "/ca.pem; ssl_protocols TLSv1.3;\n"
                  "    keepalive_requests 100000; } }\n");
}

void waitForPort(quint16 port)
{
    for (int attempt = 0; attempt < 200; ++attempt) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, port);
        if (probe.waitForConnected(100))
            return;
        QThread::msleep(20);
    }
    qFatal("nginx does not answer");
}

void measureFeed(Measurements &results, const World &world, quint16 port, const BenchIdentity &identity)
{
    const QByteArray target = "/v1/changes?limit=" + QByteArray::number(PageSize);
    BenchClient client(port, identity);
    QElapsedTimer first;
    first.start();
    const BenchAnswer page = client.request("GET", target);
    const double cold = double(first.nsecsElapsed()) / 1e6;
    if (page.status != 200 || QJsonDocument::fromJson(page.body).object().value(u"items").toArray().size() != PageSize)
        qFatal("no page of %d", PageSize);
    const Timing service = timed(Rounds, [&] { (void)client.request("GET", target); });

    QDir(world.path()).mkpath(QStringLiteral("www"));
    writeFile(world.file("www/page.json"), page.body);
    const quint16 nginxPort = freePort();
    writeNginxConfig(world, nginxPort);
    const Server nginx(QStringLiteral("nginx"), {QStringLiteral("-e"), QStringLiteral("stderr"), QStringLiteral("-p"),
                                                 world.path(), QStringLiteral("-c"), world.file("nginx.conf")});
    waitForPort(nginxPort);
    BenchClient other(nginxPort, identity);
    if (other.request("GET", "/page.json").body != page.body)
        qFatal("nginx serves something else");
    const Timing floor = timed(Rounds, [&] { (void)other.request("GET", "/page.json"); });
    const QString floorName = QStringLiteral("nginx serves the same bytes");
    results.addRatio(QStringLiteral("change feed, page of 1,000"), service.median, QStringLiteral("ms"), floorName,
                     floor.median, 2);
    results.addRatio(QStringLiteral("change feed, page of 1,000, the first time after a start"), cold,
                     QStringLiteral("ms"), floorName, floor.median, 0);
}

QByteArray lastCursor(BenchClient &client)
{
    QByteArray cursor;
    bool more = true;
    while (more) {
        const QByteArray target = "/v1/changes?limit=1000" + (cursor.isEmpty() ? QByteArray() : "&after=" + cursor);
        const QJsonObject page = QJsonDocument::fromJson(client.request("GET", target).body).object();
        cursor = page.value(u"next").toString().toLatin1();
        more = page.value(u"more").toBool();
    }
    return cursor;
}

// `ready` turns true when everything has been answered, or the time is over.
void measurePolls(Measurements &results, const World &world, const Server &service, quint16 port,
                  const BenchIdentity &identity)
{
    BenchClient client(port, identity);
    const QByteArray poll = "/v1/changes?limit=1000&wait=55&after=" + lastCursor(client);
    const qint64 before = service.residentKilobytes();
    std::vector<std::unique_ptr<BenchClient>> polls;
    for (int i = 0; i < Polls; ++i) {
        polls.push_back(std::make_unique<BenchClient>(port, identity));
        polls.back()->send("GET", poll);
    }
    QThread::msleep(500); // the last ones' handlers
    const double each = double(service.residentKilobytes() - before) / Polls;
    results.addLimit(QStringLiteral("idle long poll, resident memory each of 1,000"), each, QStringLiteral("KB"), 64);

    const QByteArray hold = "/v1/requests/" + world.requests().constLast().toLatin1() + "/hold";
    client.send("POST", hold, "{\"version\":1,\"note\":\"bench\"}", "bench-hold");
    QElapsedTimer timer;
    timer.start();
    if (client.receive().status != 200)
        qFatal("no change made");
    QList<double> times;
    std::vector<BenchClient *> open;
    for (const auto &waiting : polls)
        open.push_back(waiting.get());
    double last = 0;
    while (!open.empty() && timer.elapsed() < 10'000) {
        std::erase_if(open, [](BenchClient *waiting) { return waiting->hasAnswer(); });
        last = double(timer.nsecsElapsed()) / 1e6;
    }
    if (!open.empty())
        qFatal("%zu polls were not answered", open.size());
    results.addLimit(QStringLiteral("a change reaches the last of 1,000 long polls (from sending the change)"), last,
                     QStringLiteral("ms"), 200);
}

// Milliseconds each.
double approve(quint16 port, const BenchIdentity &identity, const QStringList &requests)
{
    BenchClient client(port, identity);
    QElapsedTimer timer;
    timer.start();
    for (const QString &id : requests) {
        const BenchAnswer answer =
            client.request("POST", "/v1/requests/" + id.toLatin1() + "/approve", "{\"version\":1}",
                           QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
        if (answer.status != 200)
            qFatal("not approved: %s", answer.body.left(500).constData());
    }
    return double(timer.nsecsElapsed()) / 1e6 / double(requests.size());
}

void measureApprovals(Measurements &results, const World &world, quint16 port, const BenchIdentity &identity)
{
    const auto store = Database::open(world.file("floor.sqlite"));
    if (!store)
        qFatal("no store for the floor");
    const Timing commit = timed(300, [&] {
        const auto done = (*store)->write([](Transaction &transaction) -> Result<void> {
            const auto sequence = transaction.nextSequence();
            return sequence ? Result<void>() : failure(sequence.error());
        });
        if (!done)
            qFatal("no commit");
    });
    const double floor = world.signing().median + commit.median;
    const QString floorName = QStringLiteral("sign (%1 ms) + durable commit (%2 ms)")
                                  .arg(world.signing().median, 0, 'f', 2)
                                  .arg(commit.median, 0, 'f', 2);
    const double inTurn = approve(port, identity, world.requests().mid(0, Approvals));
    results.addRatio(QStringLiteral("1,000 approvals one after the other, each"), inTurn, QStringLiteral("ms"),
                     floorName, floor, 2);

    QElapsedTimer timer;
    timer.start();
    std::vector<std::thread> writers;
    for (int i = 0; i < Writers; ++i) {
        writers.emplace_back([&, i] {
            (void)approve(port, identity,
                          world.requests().mid(Approvals + i * Approvals / Writers, Approvals / Writers));
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    const double together = double(timer.nsecsElapsed()) / 1e6 / Approvals;
    results.addRatio(QStringLiteral("1,000 approvals by 8 connections at once, each"), together, QStringLiteral("ms"),
                     floorName, floor, 1);

    // What the person waits for: besides the service, the desk's outbox, decision log and cache, each on the disk.
    const BulkTimes bulk = approveInBulk(world.path(), world.requests().mid(2 * Approvals, Approvals));
    results.addRatio(QStringLiteral("1,000 approvals as one bulk run of the desk, each"), bulk.run / Approvals,
                     QStringLiteral("ms"), floorName, floor, 2);
    results.addRatio(QStringLiteral("check of the 1,000 before it, each"), bulk.check / Approvals, QStringLiteral("ms"),
                     floorName, floor, 0);
}

double percentile99(QList<double> times)
{
    std::sort(times.begin(), times.end());
    return times.at((times.size() * 99 + 99) / 100 - 1); // the nearest rank
}

// Milliseconds of each of an operator's calls.
QList<double> operatorCalls(BenchClient &client)
{
    QList<double> times;
    for (int i = 0; i < OperatorCalls; ++i) {
        QElapsedTimer timer;
        timer.start();
        if (client.request("GET", "/v1/session").status != 200)
            qFatal("no session");
        times.append(double(timer.nsecsElapsed()) / 1e6);
        QThread::msleep(2); // a person, and not one more flood
    }
    return times;
}

// One program that signs in again and again, with wrong passwords, from an address of its own, and comes later where it
// is told so.
void signInUntil(const std::atomic<bool> &isOver, std::atomic<int> &connected, std::atomic<int> &checked, quint16 port,
                 const BenchIdentity &nobody, int number)
{
    const QHostAddress source(0x7f000a00U + quint32(number / 250) * 256 + quint32(number % 250) + 1); // 127.0.10.1 …
    BenchClient client(port, nobody, source);
    ++connected;
    for (int attempt = 0; !isOver; ++attempt) {
        const QByteArray body = "{\"loginId\":\"bench-" + QByteArray::number(number) + '-' +
                                QByteArray::number(attempt) + "\",\"password\":\"wrong\"}";
        const int status = client.request("POST", "/v1/session", body).status;
        if (status == 401)
            ++checked;
        for (int slept = 0; status != 401 && slept < 2000 && !isOver; slept += 50)
            QThread::msleep(50);
    }
}

void measureSignIns(Measurements &results, quint16 applicationPort, quint16 operatorPort, const BenchIdentity &identity)
{
    BenchIdentity nobody;
    nobody.authorities = identity.authorities;
    BenchClient client(operatorPort, identity);
    (void)operatorCalls(client);
    const double quiet = percentile99(operatorCalls(client));
    std::atomic<bool> isOver{false};
    std::atomic<int> connected{0};
    std::atomic<int> checked{0};
    std::vector<std::thread> programs;
    for (int i = 0; i < SignIns; ++i)
        programs.emplace_back([&, i] { signInUntil(isOver, connected, checked, applicationPort, nobody, i); });
    while (connected < SignIns || checked < 5) // all are there, and the queue is full
        QThread::msleep(20);
    const double busy = percentile99(operatorCalls(client));
    isOver = true;
    for (std::thread &program : programs)
        program.join();
    results.addRatio(
        QStringLiteral("an operator's call, p99 of %1, under %2 sign-ins at once").arg(OperatorCalls).arg(SignIns),
        busy, QStringLiteral("ms"), QStringLiteral("the same when nobody signs in"), quiet, 2);
}

int run()
{
    const World world(3 * Approvals + 1);
    Server service(QStringLiteral(TEGATA_SERVICE), {QStringLiteral("--practice"), world.path()});
    const QMap<QByteArray, QByteArray> values = service.values();
    const auto portOf = [&values](const char *name) {
        const QByteArray url = values.value(name);
        return quint16(url.mid(url.lastIndexOf(':') + 1).toUInt());
    };
    const quint16 port = portOf("OPERATOR_URL");
    const BenchIdentity identity = world.identity();
    Measurements results;
    measureSignIns(results, portOf("APPLICATION_URL"), port, identity);
    measureFeed(results, world, port, identity);
    measurePolls(results, world, service, port, identity);
    measureApprovals(results, world, port, identity);
    return results.print(QStringLiteral("bench_service"));
}

} // namespace

} // namespace tegata

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    return tegata::run();
}
