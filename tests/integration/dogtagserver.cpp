// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/dogtagserver.h"

#include "core/pki/certificatesigningrequest.h"
#include "core/pki/pkcs12bundle.h"
#include "core/remote/dogtag/agentapi.h"
#include "tests/support/await.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <unistd.h>

namespace tegata {

namespace {

constexpr int StartLimit = 300000;

QString folder()
{
    return qEnvironmentVariable("TEGATA_DOGTAG", QStringLiteral("/var/tmp/dogtag"));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject attribute(const char *name, const QString &value)
{
    return {{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("Value"), value}};
}

QByteArray submission(const CertificateSigningRequest &csr)
{
    const QJsonArray request{attribute("cert_request_type", QStringLiteral("pkcs10")),
                             attribute("cert_request", QString::fromLatin1(csr.pem()))};
    const QJsonArray submitter{attribute("requestor_name", QStringLiteral("山田太郎")),
                               attribute("requestor_email", QStringLiteral("yamada@example.test")),
                               attribute("requestor_phone", QStringLiteral("03-0000-0000"))};
    const QJsonArray inputs{
        QJsonObject{{QStringLiteral("id"), QStringLiteral("i1")}, {QStringLiteral("Attribute"), request}},
        QJsonObject{{QStringLiteral("id"), QStringLiteral("i2")}, {QStringLiteral("Attribute"), submitter}}};
    return QJsonDocument(QJsonObject{{QStringLiteral("ProfileID"), QStringLiteral("caServerCert")},
                                     {QStringLiteral("Renewal"), false},
                                     {QStringLiteral("Input"), inputs}})
        .toJson();
}

Result<QString> submittedId(const HttpAnswer &answer)
{
    const QJsonObject entry =
        QJsonDocument::fromJson(answer.body).object().value(QLatin1String("entries")).toArray().first().toObject();
    if (entry.value(QLatin1String("requestStatus")) != QLatin1String("pending"))
        return failure(ErrorCode::Refused, QString::fromUtf8(answer.body.left(500)));
    return entry.value(QLatin1String("requestURL")).toString().section(QLatin1Char('/'), -1);
}

} // namespace

QString DogtagServer::missing()
{
    if (!QFileInfo::exists(folder() + QStringLiteral("/dogtag.env")))
        return QStringLiteral("no Dogtag PKI in %1 (packaging/test --with-dogtag builds one; TEGATA_DOGTAG names it)")
            .arg(folder());
    if (geteuid() != 0)
        return QStringLiteral("the Dogtag PKI in %1 can be started by root only").arg(folder());
    return {};
}

bool DogtagServer::start()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(folder() + QStringLiteral("/start.sh"), {folder()});
    if (!process.waitForFinished(StartLimit) || process.exitCode() != 0)
        return false;
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        const QString text = QString::fromUtf8(line);
        m_values.insert(text.section(QLatin1Char('='), 0, 0), text.section(QLatin1Char('='), 1));
    }
    return m_values.contains(QStringLiteral("DOGTAG_URL"));
}

SiteProfile DogtagServer::site() const
{
    SiteProfile profile;
    profile.id = QStringLiteral("dogtag");
    profile.name = QStringLiteral("Dogtag");
    profile.protocol = QStringLiteral("dogtag");
    profile.operatorUrl = QUrl(m_values.value(QStringLiteral("DOGTAG_URL")));
    const auto anchor = Certificate::parse(contentOf(m_values.value(QStringLiteral("DOGTAG_CA_CERT"))));
    if (anchor)
        profile.trustAnchors = {*anchor};
    return profile;
}

TlsIdentity DogtagServer::identity(Who who) const
{
    const QString name = who == Who::Agent         ? QStringLiteral("DOGTAG_AGENT_P12")
                         : who == Who::SecondAgent ? QStringLiteral("DOGTAG_AGENT2_P12")
                                                   : QStringLiteral("DOGTAG_NOROLE_P12");
    const Result<Pkcs12Bundle> bundle =
        Pkcs12Bundle::open(contentOf(m_values.value(name)),
                           SecretBytes::fromText(m_values.value(QStringLiteral("DOGTAG_AGENT_P12_PASSWORD"))));
    if (!bundle || !bundle->key() || !bundle->certificate())
        qFatal("the identity in %s cannot be opened", qPrintable(m_values.value(name)));
    return {*bundle->certificate(), bundle->others(), *bundle->key()};
}

std::unique_ptr<DogtagOperatorSite> DogtagServer::connect(Who who) const
{
    auto made = DogtagOperatorSite::make(site(), identity(who), Language::Japanese);
    return made ? *std::move(made) : nullptr;
}

HttpGate &DogtagServer::gate()
{
    if (!m_gate) {
        QUrl url = site().operatorUrl;
        url.setPath(QStringLiteral("/ca"));
        m_gate = std::make_unique<HttpGate>(url, *makeTlsConfiguration(site().trustAnchors, std::nullopt),
                                            Language::English);
    }
    return *m_gate;
}

QStringList DogtagServer::submit(const QStringList &subjects, const QStringList &dnsNames)
{
    if (!m_key)
        m_key = *PrivateKey::generate(KeySpec::Rsa2048);
    QStringList ids;
    constexpr qsizetype AtOnce = 12;
    for (qsizetype first = 0; first < subjects.size(); first += AtOnce) {
        QList<Future<QString>> answers;
        for (const QString &subject : subjects.mid(first, AtOnce)) {
            const auto csr = CertificateSigningRequest::create(*m_key, *DistinguishedName::parse(subject), dnsNames);
            RestRequest request;
            request.method = HttpMethod::Post;
            request.path = QStringLiteral("/rest/certrequests");
            request.body = submission(*csr);
            request.timeout = std::chrono::seconds(120);
            answers.append(gate().send<QString>(request, submittedId));
        }
        for (const Future<QString> &answer : answers) {
            const Result<QString> id = await(answer, 120000);
            if (!id) {
                qWarning("not submitted: %s", qPrintable(id.error().detail));
                return {};
            }
            ids.append(*id);
        }
    }
    return ids;
}

int DogtagServer::pendingCount() const
{
    const auto tls = makeTlsConfiguration(site().trustAnchors, identity(Who::Agent));
    QUrl url = site().operatorUrl;
    url.setPath(QStringLiteral("/ca"));
    dogtag::AgentApi api(std::make_unique<HttpGate>(url, *tls, Language::English),
                         std::make_unique<HttpGate>(url, *tls, Language::English));
    const auto rows = await(api.rows({QStringLiteral("pending"), 0, 0, 50000}), 120000);
    return rows ? int(rows->size()) : -1;
}

QString DogtagServer::freshHost()
{
    return QStringLiteral("t%1-%2.example.test").arg(QDateTime::currentMSecsSinceEpoch()).arg(++m_hosts);
}

} // namespace tegata
