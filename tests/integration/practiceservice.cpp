// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/practiceservice.h"

#include "core/pki/certificatesigningrequest.h"
#include "core/pki/distinguishedname.h"
#include "core/pki/pkcs12bundle.h"
#include "core/remote/rest/restapplicationsite.h"
#include "core/remote/rest/restoperatorsite.h"
#include "core/remote/siteprofilestore.h"
#include "tests/support/await.h"

#include <QDir>
#include <QFile>
#include <QUuid>

namespace tegata {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SecretBytes firstLineOf(const QString &path)
{
    QByteArray line = contentOf(path).split('\n').constFirst();
    return SecretBytes::take(line);
}

QByteArray csrFor(const QString &host, const PrivateKey &key)
{
    const auto subject =
        DistinguishedName::parse(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=%1").arg(host));
    return CertificateSigningRequest::create(key, *subject, {host})->pem();
}

} // namespace

PracticeService::~PracticeService()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(20000))
        kill();
}

void PracticeService::startAsync()
{
    m_output.clear();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process->start(QStringLiteral(TEGATA_SERVICE), {QStringLiteral("--practice"), m_directory});
}

bool PracticeService::isReady()
{
    m_output += m_process->readAllStandardOutput();
    return m_output.contains("READY\n");
}

bool PracticeService::start()
{
    startAsync();
    return QTest::qWaitFor([this] { return isReady() || m_process->state() == QProcess::NotRunning; }, 120000) &&
           isReady();
}

bool PracticeService::isRunning() const
{
    return m_process && m_process->state() != QProcess::NotRunning;
}

void PracticeService::kill()
{
    m_process->kill();
    m_process->waitForFinished(20000);
}

QString PracticeService::value(const QString &name) const
{
    const QList<QByteArray> lines = contentOf(QDir(m_directory).filePath(QStringLiteral("practice.env"))).split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(name.toUtf8() + '='))
            return QString::fromUtf8(line.mid(name.size() + 1));
    }
    return {};
}

QString PracticeService::path(const QString &name) const
{
    return QDir(m_directory).absoluteFilePath(value(name));
}

SiteProfile PracticeService::site() const
{
    return practiceSiteProfile(QDir(m_directory).filePath(QStringLiteral("practice.env"))).value_or(SiteProfile());
}

std::unique_ptr<OperatorSite> PracticeService::connectOperator(quint16 port) const
{
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(contentOf(path(QStringLiteral("OPERATOR_P12"))),
                                                           firstLineOf(path(QStringLiteral("P12_PASSPHRASE_FILE"))));
    if (!bundle || !bundle->key() || !bundle->certificate())
        return nullptr;
    SiteProfile profile = site();
    if (port != 0)
        profile.operatorUrl.setPort(port);
    Result<std::unique_ptr<RestOperatorSite>> connection = RestOperatorSite::make(
        profile, TlsIdentity{*bundle->certificate(), bundle->others(), *bundle->key()}, Language::Japanese);
    if (!connection)
        return nullptr;
    return std::move(*connection);
}

QStringList PracticeService::submit(const QString &hostPrefix, int count) const
{
    const auto made = RestApplicationSite::make(site(), Language::Japanese);
    if (!made)
        return {};
    RestApplicationSite &contact = **made;
    const SecretBytes password = firstLineOf(path(QStringLiteral("CONTACT_PASSWORD_FILE")));
    if (!await(contact.signIn(value(QStringLiteral("CONTACT_ID")), password)))
        return {};
    QStringList ids;
    constexpr int AtOnce = 50;
    for (int first = 1; first <= count; first += AtOnce) {
        QList<Future<SubmissionAnswer>> answers;
        for (int number = first; number < std::min(first + AtOnce, count + 1); ++number) {
            const Result<PrivateKey> key = PrivateKey::generate(KeySpec::EcP256);
            RequestSubmission submission;
            submission.csr = csrFor(QStringLiteral("%1%2.example.jp").arg(hostPrefix).arg(number), *key);
            submission.acknowledged = true;
            submission.idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces);
            answers.append(contact.submitRequest(submission));
        }
        for (const auto &answer : answers) {
            const Result<SubmissionAnswer> submitted = await(answer, 60000);
            const auto *done = submitted ? std::get_if<ActionDone<RequestDetail>>(&*submitted) : nullptr;
            if (!done)
                return {};
            ids.append(done->current.request.id);
        }
    }
    return ids;
}

} // namespace tegata
