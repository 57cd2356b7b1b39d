// SPDX-License-Identifier: Apache-2.0
#include "ui/common/settingsstore.h"

#include "core/base/privatefile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

namespace tegata {

namespace {

constexpr qint64 MaximumFile = 64 * 1024;
const auto UndoWindow = QLatin1String("undoWindowSeconds");
const auto IdleLock = QLatin1String("idleLockMinutes");
const auto LiveProbePort = QLatin1String("liveProbePort");
const auto SchemeName = QLatin1String("scheme");
const auto DensityName = QLatin1String("density");
const auto TextPercent = QLatin1String("textPercent");

constexpr std::array<std::pair<const char *, SchemeChoice>, 3> Schemes = {{
    {"system", SchemeChoice::System},
    {"light", SchemeChoice::Light},
    {"dark", SchemeChoice::Dark},
}};

constexpr std::array<std::pair<const char *, Density>, 2> Densities = {{
    {"standard", Density::Standard},
    {"compact", Density::Compact},
}};

template <typename Table, typename Value>
QString nameIn(const Table &table, Value value)
{
    for (const auto &[name, each] : table) {
        if (each == value)
            return QLatin1String(name);
    }
    return {};
}

template <typename Table, typename Value>
Value namedIn(const Table &table, const QString &name, Value otherwise)
{
    for (const auto &[each, value] : table) {
        if (name == QLatin1String(each))
            return value;
    }
    return otherwise;
}

constexpr std::array<std::pair<const char *, bool Settings::*>, 8> Switches = {{
    {"notifyNewRequests", &Settings::notifyNewRequests},
    {"notifyAsking", &Settings::notifyAsking},
    {"notifySent", &Settings::notifySent},
    {"notifyExpiring", &Settings::notifyExpiring},
    {"sound", &Settings::sound},
    {"liveProbe", &Settings::liveProbe},
    {"caaLookup", &Settings::caaLookup},
    {"approveAtOnce", &Settings::approveAtOnce},
}};

QByteArray toJson(const Settings &settings)
{
    QJsonObject json{{UndoWindow, static_cast<int>(settings.undoWindow.count())},
                     {IdleLock, static_cast<int>(settings.idleLock.count())},
                     {LiveProbePort, settings.liveProbePort},
                     {SchemeName, nameIn(Schemes, settings.appearance.scheme)},
                     {DensityName, nameIn(Densities, settings.appearance.density)},
                     {TextPercent, settings.appearance.textPercent}};
    for (const auto &[name, member] : Switches)
        json.insert(QLatin1String(name), settings.*member);
    return QJsonDocument(json).toJson();
}

Settings fromJson(const QByteArray &bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    Settings settings;
    settings.undoWindow =
        std::chrono::seconds{json.value(UndoWindow).toInt(static_cast<int>(settings.undoWindow.count()))};
    settings.idleLock = std::chrono::minutes{json.value(IdleLock).toInt(static_cast<int>(settings.idleLock.count()))};
    settings.liveProbePort = json.value(LiveProbePort).toInt(settings.liveProbePort);
    AppearanceChoice &appearance = settings.appearance;
    appearance.scheme = namedIn(Schemes, json.value(SchemeName).toString(), appearance.scheme);
    appearance.density = namedIn(Densities, json.value(DensityName).toString(), appearance.density);
    appearance.textPercent = json.value(TextPercent).toInt(appearance.textPercent);
    for (const auto &[name, member] : Switches)
        settings.*member = json.value(QLatin1String(name)).toBool(settings.*member);
    return bounded(settings);
}

} // namespace

SettingsStore::SettingsStore(QString file, Worker &worker, QObject *parent)
    : QObject(parent), m_file(std::move(file)), m_worker(worker)
{
    if (m_file.isEmpty())
        return;
    if (const Result<QByteArray> bytes = readPrivateFile(m_file, MaximumFile))
        m_settings = fromJson(*bytes);
}

Future<void> SettingsStore::set(const Settings &settings)
{
    const Settings wanted = bounded(settings);
    if (wanted == m_settings)
        return readyFuture<void>({});
    m_settings = wanted;
    Q_EMIT changed(m_settings);
    if (m_file.isEmpty())
        return readyFuture<void>({});
    return m_worker.run<void>([file = m_file, bytes = toJson(m_settings)]() -> Result<void> {
        if (const Result<void> made = makePrivateDirectory(QFileInfo(file).path()); !made)
            return made;
        return writePrivateFile(file, bytes);
    });
}

} // namespace tegata
