// SPDX-License-Identifier: Apache-2.0
#include "core/desk/sitepolicystore.h"

#include "core/base/privatefile.h"

#include <QFile>
#include <QFileInfo>

namespace tegata {

namespace {

constexpr qint64 MaximumFile = 256 * 1024;

Result<PolicyPair> pairOf(const QString &path, const QString &shipped)
{
    const Result<std::optional<Policy>> own = readSitePolicy(path);
    if (!own)
        return failure(own.error());
    const Result<Policy> base = loadPolicy(*own ? (*own)->basedOn : shipped);
    if (!base)
        return failure(base.error());
    return PolicyPair{*base, *own ? **own : *base};
}

Result<std::optional<Policy>> saved(const QString &path, Policy policy, const Policy &base)
{
    Policy asShipped = policy;
    asShipped.name = base.name;
    asShipped.version = base.version;
    asShipped.basedOn = base.basedOn;
    asShipped.sha256 = base.sha256;
    if (asShipped == base) {
        if (QFileInfo::exists(path) && !QFile::remove(path))
            return failure(ErrorCode::FileNotWritable, {}, QFileInfo(path).fileName());
        return std::optional<Policy>();
    }
    const QByteArray json = toJson(policy);
    // As strictly as it will be read: a file that cannot be used is not written.
    const Result<Policy> read = parsePolicy(json);
    if (!read)
        return failure(read.error());
    if (const Result<void> made = makePrivateDirectory(QFileInfo(path).path()); !made)
        return failure(made.error());
    if (const Result<void> written = writePrivateFile(path, json); !written)
        return failure(written.error());
    return std::optional<Policy>(*read);
}

} // namespace

QString sitePolicyPath(const QString &sitesDirectory, const QString &siteId)
{
    return QStringLiteral("%1/policies/%2.json").arg(sitesDirectory, siteId);
}

Result<std::optional<Policy>> readSitePolicy(const QString &path)
{
    const Result<QByteArray> json = readPrivateFile(path, MaximumFile);
    if (!json && json.error().code == ErrorCode::NotFound)
        return std::optional<Policy>();
    if (!json)
        return failure(json.error());
    const Result<Policy> policy = parsePolicy(*json);
    if (!policy)
        return failure(policy.error());
    if (policy->basedOn.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a shipped policy's name is needed"),
                       QStringLiteral("basedOn"));
    return std::optional<Policy>(*policy);
}

SitePolicyStore::SitePolicyStore(const QString &profileDirectory, const QString &siteId, Worker &worker,
                                 QObject *parent)
    : QObject(parent), m_siteId(siteId), m_path(sitePolicyPath(profileDirectory + QStringLiteral("/sites"), siteId)),
      m_worker(worker)
{}

Future<void> SitePolicyStore::load()
{
    auto promise = std::make_shared<Promise<void>>();
    observe(m_worker.run<std::optional<Policy>>([path = m_path] { return readSitePolicy(path); }), this,
            [this, promise](const Result<std::optional<Policy>> &own) {
                set(own && *own ? std::make_shared<const Policy>(**own) : nullptr,
                    own ? std::nullopt : std::optional(own.error()));
                promise->deliver(own.map([](const std::optional<Policy> &) {}));
            });
    return promise->future();
}

Future<PolicyPair> SitePolicyStore::read(const QString &shipped)
{
    return m_worker.run<PolicyPair>([path = m_path, shipped] { return pairOf(path, shipped); });
}

Future<Policy> SitePolicyStore::readShipped(const QString &name)
{
    return m_worker.run<Policy>([name] { return loadPolicy(name); });
}

Future<void> SitePolicyStore::save(const PolicyPair &before, const RuleSettings &rules)
{
    Policy policy = before.now;
    policy.rules = rules;
    policy.basedOn = before.base.name;
    if (before.now.basedOn.isEmpty()) {
        policy.name = QStringLiteral("%1@%2").arg(before.base.name, m_siteId);
        policy.version = 1;
    } else {
        ++policy.version;
    }
    auto promise = std::make_shared<Promise<void>>();
    observe(m_worker.run<std::optional<Policy>>(
                [path = m_path, policy, base = before.base] { return saved(path, policy, base); }),
            this, [this, promise](const Result<std::optional<Policy>> &written) {
                if (written)
                    set(*written ? std::make_shared<const Policy>(**written) : nullptr, std::nullopt);
                promise->deliver(written.map([](const std::optional<Policy> &) {}));
            });
    return promise->future();
}

void SitePolicyStore::set(std::shared_ptr<const Policy> policy, const std::optional<Error> &problem)
{
    m_current = std::move(policy);
    m_problem = problem;
    Q_EMIT changed();
}

} // namespace tegata
