// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/certificatestore.h"
#include "core/service/store/database.h"
#include "core/service/store/requeststore.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>

#include <memory>

namespace tegata {

// A store in a directory of its own with two customers, "c1" and "c2".
class StoreFixture
{
public:
    StoreFixture();

    Database &database() { return *m_database; }
    QString path() const { return m_directory.filePath(QStringLiteral("store.db")); }
    QString directory() const { return m_directory.path(); }
    void close() { m_database.reset(); }
    void reopen();

    // The store's time: time() until the test moves it.
    ManualClock &clock() { return *m_clock; }
    static QDateTime time(int minute = 0); // 2026-11-22T09:00Z and so many minutes
    static RequestRow request(const QString &id, const QString &customerId = QStringLiteral("c1"), int minute = 0);
    static CertificateRow certificate(const QString &serial, const QString &requestId,
                                      const QString &customerId = QStringLiteral("c1"));
    // In a write of its own.
    RequestRow insert(RequestRow row);
    CertificateRow insert(CertificateRow row);

private:
    QTemporaryDir m_directory;
    const std::shared_ptr<ManualClock> m_clock = std::make_shared<ManualClock>();
    std::unique_ptr<Database> m_database;
};

} // namespace tegata
