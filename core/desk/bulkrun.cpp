// SPDX-License-Identifier: Apache-2.0
#include "core/desk/bulkrun.h"

#include <algorithm>

namespace tegata {

BulkRun::BulkRun(OperatorDesk &desk, QObject *parent) : QObject(parent), m_desk(desk) {}

void BulkRun::prepare(const QList<CertificateRequest> &requests, RequestAction, const QString &note)
{
    m_note = note;
    for (const CertificateRequest &request : requests) {
        BulkRow row;
        row.target = request.id;
        row.commonName = request.commonName;
        row.request = request;
        m_rows.append(row);
    }
}

void BulkRun::prepareRevocation(const QList<CertificateRecord> &certificates, RevocationReason, const QString &note,
                                const QDateTime &)
{
    m_note = note;
    for (const CertificateRecord &certificate : certificates) {
        BulkRow row;
        row.target = certificate.serial;
        row.commonName = certificate.commonName;
        row.certificate = certificate;
        m_rows.append(row);
    }
}

int BulkRun::count(BulkRowState state) const
{
    return static_cast<int>(
        std::count_if(m_rows.cbegin(), m_rows.cend(), [&](const BulkRow &row) { return row.state == state; }));
}

void BulkRun::setNote(const QString &note)
{
    m_note = note;
}

void BulkRun::setRowNote(int row, const QString &note)
{
    m_rows[row].note = note;
}

void BulkRun::start() {}

void BulkRun::stop() {}

void BulkRun::retryFailed() {}

bool BulkRun::isRunning() const
{
    return count(BulkRowState::Stored) > 0;
}

} // namespace tegata
