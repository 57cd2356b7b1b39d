// SPDX-License-Identifier: Apache-2.0
#include "core/desk/localregistration.h"

#include "core/base/privatefile.h"
#include "core/domain/contract.h"
#include "core/domain/jsonmembers.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace tegata {

namespace {

constexpr qint64 MaximumFile = 16 * 1024 * 1024;
const auto Format = QLatin1String("tegata-local-registration");

QByteArray toJson(const LocalRegistration &local)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), Format},
                                     {QStringLiteral("source"), local.source},
                                     {QStringLiteral("since"), jsonTime(local.since)},
                                     {QStringLiteral("registration"), contract::toJson(local.registration)}})
        .toJson();
}

Result<LocalRegistration> fromJson(const QByteArray &json)
{
    JsonMembers members(QJsonDocument::fromJson(json).object(), ErrorCode::StoreCorrupt);
    if (members.text(QLatin1String("format")) != Format)
        members.refuse(QStringLiteral("format"), QStringLiteral("unknown"));
    LocalRegistration local;
    local.source = members.text(QLatin1String("source"));
    local.since = members.time(QLatin1String("since"));
    local.registration = members.member(QLatin1String("registration"), contract::registrationFromJson);
    return members.result(local);
}

Result<std::optional<LocalRegistration>> loadFrom(const QString &path)
{
    const Result<QByteArray> json = readPrivateFile(path, MaximumFile);
    if (!json && json.error().code == ErrorCode::NotFound)
        return std::optional<LocalRegistration>();
    if (!json)
        return failure(json.error());
    return fromJson(*json).map([](const LocalRegistration &local) { return std::optional(local); });
}

Result<std::optional<LocalRegistration>> takeFrom(const QString &file, const QString &path, const QDateTime &now)
{
    // A device or a pipe may never end.
    if (QFileInfo::exists(file) && !QFileInfo(file).isFile())
        return failure(ErrorCode::FileNotReadable, QStringLiteral("no file"), file);
    const Result<QByteArray> json = readPrivateFile(file, MaximumFile);
    if (!json)
        return failure(json.error());
    const Result<Registration> registration = parseRegistration(*json);
    if (!registration)
        return failure(registration.error());
    const LocalRegistration local{*registration, QFileInfo(file).absoluteFilePath(), now};
    if (const Result<void> made = makePrivateDirectory(QFileInfo(path).path()); !made)
        return failure(made.error());
    if (const Result<void> written = writePrivateFile(path, toJson(local)); !written)
        return failure(written.error());
    return std::optional(local);
}

} // namespace

Result<Registration> parseRegistration(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorCode::MalformedEncoding, error.errorString(), {}, error.offset);
    Result<Registration> registration = contract::registrationFromJson(document.object());
    if (!registration)
        return failure(ErrorCode::MalformedEncoding, registration.error().detail, registration.error().field);
    if (registration->version < 1)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("1 or more expected"), QStringLiteral("version"));
    return registration;
}

LocalRegistrationStore::LocalRegistrationStore(const QString &profileDirectory, const QString &siteId,
                                               const Clock &clock, Worker &worker, QObject *parent)
    : QObject(parent), m_path(QStringLiteral("%1/registrations/%2.json").arg(profileDirectory, siteId)), m_clock(clock),
      m_worker(worker)
{}

Future<void> LocalRegistrationStore::load()
{
    auto promise = std::make_shared<Promise<void>>();
    observe(m_worker.run<std::optional<LocalRegistration>>([path = m_path] { return loadFrom(path); }), this,
            [this, promise](const Result<std::optional<LocalRegistration>> &loaded) {
                if (loaded)
                    set(*loaded);
                promise->deliver(loaded.map([](const std::optional<LocalRegistration> &) {}));
            });
    return promise->future();
}

Future<void> LocalRegistrationStore::take(const QString &file)
{
    auto promise = std::make_shared<Promise<void>>();
    observe(m_worker.run<std::optional<LocalRegistration>>(
                [file, path = m_path, now = m_clock.now()] { return takeFrom(file, path, now); }),
            this, [this, promise](const Result<std::optional<LocalRegistration>> &taken) {
                if (taken)
                    set(*taken);
                promise->deliver(taken.map([](const std::optional<LocalRegistration> &) {}));
            });
    return promise->future();
}

Future<void> LocalRegistrationStore::remove()
{
    auto promise = std::make_shared<Promise<void>>();
    observe(m_worker.run<void>([path = m_path]() -> Result<void> {
        if (QFileInfo::exists(path) && !QFile::remove(path))
            return failure(ErrorCode::FileNotWritable, {}, QFileInfo(path).fileName());
        return {};
    }),
            this, [this, promise](const Result<void> &removed) {
                if (removed)
                    set(std::nullopt);
                promise->deliver(removed);
            });
    return promise->future();
}

void LocalRegistrationStore::set(const std::optional<LocalRegistration> &registration)
{
    if (m_current == registration)
        return;
    m_current = registration;
    Q_EMIT changed();
}

} // namespace tegata
