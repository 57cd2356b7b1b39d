// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/domain/registration.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <optional>

namespace tegata {

// Registered organisations and domains from a file on this computer, for a site that tells none.
struct LocalRegistration
{
    Registration registration;
    QString source; // path of the file that it was taken from
    QDateTime since;

    friend bool operator==(const LocalRegistration &, const LocalRegistration &) = default;
};

// A file of registered data, as the contract and `tegata-cli csr check --registration` have it. Errors:
// MalformedEncoding with the member in `field`.
Result<Registration> parseRegistration(const QByteArray &json);

// The file that is used for one site, kept as a copy in the profile folder (PROFILE/registrations/SITE.json, 0600):
// what decisions are checked against does not change when somebody edits the file it was taken from. Lives on the GUI
// thread; files are read and written on the worker, which outlives it.
class LocalRegistrationStore : public QObject
{
    Q_OBJECT

public:
    // siteId: isSiteId().
    LocalRegistrationStore(const QString &profileDirectory, const QString &siteId, const Clock &clock, Worker &worker,
                           QObject *parent = nullptr);

    // Nothing where no file is used, or before it is read.
    const std::optional<LocalRegistration> &current() const { return m_current; }

    // Reads what is kept. Errors: FileNotReadable, StoreCorrupt.
    Future<void> load();
    // Uses this file from now on. Errors: NotFound, FileNotReadable, TooLarge, those of parseRegistration,
    // FileNotWritable, DiskFull; what was used before stays then.
    Future<void> take(const QString &file);
    // Uses none. Errors: FileNotWritable.
    Future<void> remove();

Q_SIGNALS:
    void changed();

private:
    void set(const std::optional<LocalRegistration> &registration);

    const QString m_path;
    const Clock &m_clock;
    Worker &m_worker;
    std::optional<LocalRegistration> m_current;
};

} // namespace tegata
