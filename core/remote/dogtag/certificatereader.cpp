// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/certificatereader.h"

#include "core/remote/dogtag/gather.h"
#include "core/remote/dogtag/review.h"

#include <algorithm>

namespace tegata::dogtag {

namespace {

constexpr int LargestPage = 100;

QString statusOf(CertificateState state)
{
    switch (state) {
    case CertificateState::Valid:
        return QStringLiteral("VALID");
    case CertificateState::Expired:
        return QStringLiteral("EXPIRED");
    case CertificateState::Revoked:
        return QStringLiteral("REVOKED");
    }
    return {};
}

// About this certificate alone: the others can still be read.
bool isOfOneCertificate(ErrorCode code)
{
    return code == ErrorCode::NotFound || code == ErrorCode::ServiceFailure || code == ErrorCode::ProtocolViolation ||
           code == ErrorCode::Refused;
}

} // namespace

Future<ServerCertificate> CertificateReader::read(const QString &serial)
{
    return complete(m_api.certificate(serial));
}

Future<ServerCertificate> CertificateReader::readToRevoke(const QString &serial)
{
    return complete(m_api.certificateToRevoke(serial));
}

Future<ServerCertificate> CertificateReader::complete(const Future<ServerCertificate> &future)
{
    auto promise = std::make_shared<Promise<ServerCertificate>>();
    observe<ServerCertificate>(future, this, [this, promise](const Result<ServerCertificate> &read) {
        if (!read) {
            promise->deliver(failure(read.error()));
            return;
        }
        // When it was issued is told by the search alone.
        const QString serial = serialForServer(read->detail.certificate.serial);
        const QJsonObject criteria{{QStringLiteral("serialNumberRangeInUse"), true},
                                   {QStringLiteral("serialFrom"), serial},
                                   {QStringLiteral("serialTo"), serial}};
        observe<SearchPage>(m_api.search(criteria, 0, 1), this,
                            [this, promise, certificate = *read](const Result<SearchPage> &page) mutable {
                                if (page && !page->rows.isEmpty() && page->rows.constFirst().issuedAt.isValid())
                                    certificate.detail.certificate.issuedAt = page->rows.constFirst().issuedAt;
                                m_holds.apply(certificate);
                                promise->deliver(certificate);
                            });
    });
    return promise->future();
}

Future<std::optional<CertificateRecord>> CertificateReader::record(const SearchRow &row)
{
    using Read = std::optional<CertificateRecord>;
    auto promise = std::make_shared<Promise<Read>>();
    observe<ServerCertificate>(
        m_api.certificate(row.serial), this, [this, promise, row](const Result<ServerCertificate> &read) {
            if (!read) {
                promise->deliver(isOfOneCertificate(read.error().code) ? Result<Read>(Read())
                                                                       : Result<Read>(failure(read.error())));
                return;
            }
            ServerCertificate certificate = *read;
            if (row.issuedAt.isValid())
                certificate.detail.certificate.issuedAt = row.issuedAt;
            m_holds.apply(certificate);
            promise->deliver(Read(certificate.detail.certificate));
        });
    return promise->future();
}

Future<QList<CertificateRecord>> CertificateReader::records(const QList<SearchRow> &rows)
{
    using Read = std::optional<CertificateRecord>;
    auto promise = std::make_shared<Promise<QList<CertificateRecord>>>();
    observe<QList<Read>>(gather<Read, SearchRow>(this, rows, [this](const SearchRow &row) { return record(row); }),
                         this, [promise](const Result<QList<Read>> &all) {
                             if (!all) {
                                 promise->deliver(failure(all.error()));
                                 return;
                             }
                             QList<CertificateRecord> records;
                             for (const Read &each : *all) {
                                 if (each)
                                     records.append(*each);
                             }
                             promise->deliver(records);
                         });
    return promise->future();
}

Future<ListPage<CertificateRecord>> CertificateReader::list(std::optional<CertificateState> state, const QString &after,
                                                            int limit)
{
    QJsonObject criteria;
    if (state)
        criteria.insert(QStringLiteral("status"), statusOf(*state));
    const qint64 start = std::max<qint64>(after.toLongLong(), 0);
    auto promise = std::make_shared<Promise<ListPage<CertificateRecord>>>();
    observe<SearchPage>(
        m_api.search(criteria, start, std::clamp(limit, 1, LargestPage)), this,
        [this, promise, start](const Result<SearchPage> &page) {
            if (!page) {
                promise->deliver(failure(page.error()));
                return;
            }
            const qint64 end = start + page->rows.size();
            const QString next = !page->rows.isEmpty() && end < page->total ? QString::number(end) : QString();
            observe<QList<CertificateRecord>>(records(page->rows), this,
                                              [promise, next](const Result<QList<CertificateRecord>> &items) {
                                                  if (items)
                                                      promise->deliver(ListPage<CertificateRecord>{*items, next});
                                                  else
                                                      promise->deliver(failure(items.error()));
                                              });
        });
    return promise->future();
}

} // namespace tegata::dogtag
