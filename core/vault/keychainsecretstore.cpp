// SPDX-License-Identifier: Apache-2.0
#include "core/vault/keychainsecretstore.h"

#include <qt6keychain/keychain.h>

#include <utility>

namespace tegata {

namespace {

constexpr std::size_t MaximumSecret = 64;

Error errorOf(const QKeychain::Job &job)
{
    ErrorCode code = ErrorCode::KeychainUnavailable;
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        code = ErrorCode::KeychainEntryMissing;
        break;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        code = ErrorCode::KeychainLocked;
        break;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // no bus, no service
    case QKeychain::NoError:
        break;
    }
    return {code, job.errorString(), job.key(), -1};
}

// Starts the job and delivers once; the job deletes itself. make: () -> Result<T>, asked only after success.
template <typename T, typename Make>
Future<T> start(QKeychain::Job *job, QObject *receiver, Make make)
{
    auto promise = std::make_shared<Promise<T>>();
    Future<T> future = promise->future();
    QObject::connect(job, &QKeychain::Job::finished, receiver, [promise, make](QKeychain::Job *finished) {
        if (finished->error() == QKeychain::NoError)
            promise->deliver(make(finished));
        else
            promise->deliver(failure(errorOf(*finished)));
    });
    job->start();
    return future;
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service, QObject *parent)
    : QObject(parent), m_service(std::move(service))
{}

Future<SharedSecret> KeychainSecretStore::read(const QString &key)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(key);
    return start<SharedSecret>(job, this, [](QKeychain::Job *finished) -> Result<SharedSecret> {
        QByteArray text = static_cast<QKeychain::ReadPasswordJob *>(finished)->binaryData();
        auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        SecretBytes::take(text).wipe();
        if (!decoded || decoded.decoded.isEmpty())
            return failure(ErrorCode::StoreCorrupt, QStringLiteral("not base64"), finished->key());
        return std::make_shared<const SecretBytes>(SecretBytes::take(decoded.decoded));
    });
}

Future<void> KeychainSecretStore::write(const QString &key, const SharedSecret &secret)
{
    if (!secret || secret->isEmpty() || secret->size() > MaximumSecret)
        return readyFuture<void>(failure(ErrorCode::InvalidArgument, QStringLiteral("1 to 64 bytes"), key));
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(key);
    job->setBinaryData(QByteArray::fromRawData(secret->data(), static_cast<qsizetype>(secret->size())).toBase64());
    return start<void>(job, this, [](QKeychain::Job *) -> Result<void> { return {}; });
}

Future<void> KeychainSecretStore::remove(const QString &key)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(key);
    return start<void>(job, this, [](QKeychain::Job *) -> Result<void> { return {}; });
}

} // namespace tegata
