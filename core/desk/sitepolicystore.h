// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/worker.h"
#include "core/rules/policy.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace tegata {

// A policy beside the shipped one that it changes.
struct PolicyPair
{
    Policy base;
    Policy now; // the same as base where the site has none of its own
};

// Where a site's own policy stands: beside its profile (PROFILE/sites/ID.json), in PROFILE/sites/policies/ID.json.
QString sitePolicyPath(const QString &sitesDirectory, const QString &siteId);
// Reads it; nothing where there is none. Reads a file: on a worker. Errors: FileNotReadable, TooLarge, those of
// parsePolicy.
Result<std::optional<Policy>> readSitePolicy(const QString &path);

// A site's own policy (0600), for sites that tell no registered data: checks use it in place of the shipped one. A file
// that cannot be read is reported, and no other policy is used instead. Lives on the GUI thread; files are read and
// written on the worker, which outlives it.
class SitePolicyStore : public QObject
{
    Q_OBJECT

public:
    // siteId: isSiteId().
    SitePolicyStore(const QString &profileDirectory, const QString &siteId, Worker &worker, QObject *parent = nullptr);

    const QString &path() const { return m_path; }
    // Null where the site has none, or before it is read.
    const std::shared_ptr<const Policy> &current() const { return m_current; }
    // Why it could not be read.
    const std::optional<Error> &problem() const { return m_problem; }

    // Errors: those of readSitePolicy.
    Future<void> load();
    // The file as it is now, read again, beside the shipped policy of that name. Errors: those of readSitePolicy,
    // NotFound (name).
    Future<PolicyPair> read(const QString &shipped);
    Future<Policy> readShipped(const QString &name);
    // rules in place of those of `before`; its version rises. What is the same as in the shipped policy is not written;
    // with no difference the site's file goes. Errors: InvalidArgument (what parsePolicy refuses), FileNotWritable,
    // DiskFull; what was in force stays then.
    Future<void> save(const PolicyPair &before, const RuleSettings &rules);

Q_SIGNALS:
    void changed();

private:
    void set(std::shared_ptr<const Policy> policy, const std::optional<Error> &problem);

    const QString m_siteId;
    const QString m_path;
    Worker &m_worker;
    std::shared_ptr<const Policy> m_current;
    std::optional<Error> m_problem;
};

} // namespace tegata
