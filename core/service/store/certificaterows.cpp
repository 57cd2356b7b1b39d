// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/certificaterows.h"

#include "core/service/store/columnlist.h"
#include "core/service/store/rowcolumns.h"

namespace tegata {

namespace {

// Beside those of CertificateColumn.
enum class ExtraColumn
{
    CustomerId,
    Profile,
    Der,
    ChangeSequence,
    RevokeAtNote,
    RevokeAtBy,
    End
};

constexpr ColumnName<ExtraColumn> ExtraColumnNames[] = {
    {ExtraColumn::CustomerId, "customer_id"},
    {ExtraColumn::Profile, "profile"},
    {ExtraColumn::Der, "der"},
    {ExtraColumn::ChangeSequence, "change_sequence"},
    {ExtraColumn::RevokeAtNote, "revoke_at_note"},
    {ExtraColumn::RevokeAtBy, "revoke_at_by"},
};
static_assert(namesEach(ExtraColumnNames));

Result<CertificateRow> certificateRowOf(const QSqlQuery &query, const QDateTime &now)
{
    auto certificate = certificateOf(query, now);
    if (!certificate)
        return failure(certificate.error());
    CertificateRow row;
    row.certificate = std::move(*certificate);
    const ColumnReader<ExtraColumn> extra(query, columnsOf<CertificateColumn>());
    row.customerId = extra.text(ExtraColumn::CustomerId);
    row.profile = extra.text(ExtraColumn::Profile);
    row.der = extra.value(ExtraColumn::Der).toByteArray();
    row.changeSequence = extra.value(ExtraColumn::ChangeSequence).toLongLong();
    row.revokeAtNote = extra.text(ExtraColumn::RevokeAtNote);
    row.revokeAtBy = extra.text(ExtraColumn::RevokeAtBy);
    return row;
}

} // namespace

const QString &certificateRowColumns()
{
    static const QString columns = certificateColumns() + QStringLiteral(", ") + columnList(ExtraColumnNames);
    return columns;
}

Result<QList<CertificateRow>> selectCertificates(ReadTransaction &transaction, const QString &condition,
                                                 const QVariantList &values)
{
    auto query = transaction.run(
        QStringLiteral("SELECT %1 FROM certificate WHERE %2").arg(certificateRowColumns(), condition), values);
    if (!query)
        return failure(query.error());
    QList<CertificateRow> rows;
    while (query->next()) {
        auto row = certificateRowOf(*query, transaction.now());
        if (!row)
            return failure(row.error());
        rows.append(std::move(*row));
    }
    return rows;
}

Result<CertificateRow> selectCertificate(ReadTransaction &transaction, const QString &condition,
                                         const QVariantList &values)
{
    auto rows = selectCertificates(transaction, condition, values);
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("certificate"));
    return rows->takeFirst();
}

} // namespace tegata
