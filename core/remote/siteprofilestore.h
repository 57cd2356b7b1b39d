// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/worker.h"
#include "core/remote/siteprofile.h"

#include <QList>
#include <QString>

namespace tegata {

// The sites of a profile, PROFILE/sites/ID.json (0600). Calls may come from any thread and never block: the files are
// read and written on the worker, which outlives the store.
class SiteProfileStore
{
public:
    SiteProfileStore(const QString &profileDirectory, Worker &worker);

    // By name. A file that cannot be read is left out, and logged: it must not take the others with it.
    Future<QList<SiteProfile>> list();
    // Errors: NotFound, FileNotReadable, those of siteProfileFromJson.
    Future<SiteProfile> load(const QString &id);
    // Errors: InvalidArgument (id), FileNotWritable, DiskFull.
    Future<void> save(const SiteProfile &site);
    Future<void> remove(const QString &id);

private:
    QString m_directory;
    Worker &m_worker;
};

// The site of a practice service, from the KEY=VALUE file that it writes (APPLICATION_URL, OPERATOR_URL, EXAMINER_URL,
// CA_FILE). Relative files are looked up beside it. Reads files: on a worker. Errors: NotFound, FileNotReadable,
// MalformedEncoding with the key in `field`, those of Certificate::parseAll.
Result<SiteProfile> practiceSiteProfile(const QString &environmentFile);

} // namespace tegata
