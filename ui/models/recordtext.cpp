// SPDX-License-Identifier: Apache-2.0
#include "ui/models/recordtext.h"

#include "ui/models/queuetext.h"

namespace tegata {

namespace {

bool holdsCertificates(QueueView view)
{
    return view == QueueView::Issued || view == QueueView::Revoked;
}

ExportCell cell(RecordField field, const CertificateRequest &request)
{
    switch (field) {
    case RecordField::State:
        return QueueText::requestState(request.state);
    case RecordField::Product:
        return QueueText::product(request.product);
    case RecordField::Check:
        return QueueText::checkState(request.checkState);
    default:
        return recordCell(field, request);
    }
}

ExportCell cell(RecordField field, const CertificateRecord &certificate)
{
    switch (field) {
    case RecordField::State:
        return QueueText::certificateState(certificate.state);
    case RecordField::Product:
        return QueueText::product(certificate.product);
    case RecordField::Reason:
        return certificate.revocationReason ? ExportCell(QueueText::revocationReason(*certificate.revocationReason))
                                            : ExportCell();
    default:
        return recordCell(field, certificate);
    }
}

} // namespace

QString RecordText::title(RecordField field)
{
    switch (field) {
    case RecordField::Id:
    case RecordField::RequestId:
        return tr("Receipt number");
    case RecordField::Serial:
        return QueueText::column(QueueColumn::Serial);
    case RecordField::State:
        return QueueText::column(QueueColumn::State);
    case RecordField::Product:
        return QueueText::column(QueueColumn::Product);
    case RecordField::CommonName:
        return QueueText::column(QueueColumn::CommonName);
    case RecordField::Sans:
        return tr("Names (SAN)");
    case RecordField::Subject:
        return tr("Subject");
    case RecordField::Organization:
        return QueueText::column(QueueColumn::Organization);
    case RecordField::Key:
        return QueueText::column(QueueColumn::Key);
    case RecordField::SpkiSha256:
        return tr("Key SHA-256");
    case RecordField::Check:
        return QueueText::column(QueueColumn::Check);
    case RecordField::Issuer:
        return tr("Issuer");
    case RecordField::SubmittedAt:
        return QueueText::column(QueueColumn::SubmittedAt);
    case RecordField::UpdatedAt:
        return QueueText::column(QueueColumn::UpdatedAt);
    case RecordField::IssuedAt:
        return QueueText::column(QueueColumn::IssuedAt);
    case RecordField::NotBefore:
        return tr("Valid from");
    case RecordField::NotAfter:
        return QueueText::column(QueueColumn::NotAfter);
    case RecordField::RevokedAt:
        return QueueText::column(QueueColumn::RevokedAt);
    case RecordField::Reason:
        return QueueText::column(QueueColumn::Reason);
    case RecordField::RevokeAt:
        return tr("To be revoked on");
    case RecordField::RenewalOf:
        return tr("Renews");
    case RecordField::ClaimedBy:
        return QueueText::column(QueueColumn::ClaimedBy);
    case RecordField::Approvals:
        return QueueText::column(QueueColumn::Approvals);
    }
    return {};
}

ExportRow RecordText::row(const QueueRow &row)
{
    ExportRow cells;
    if (const CertificateRequest *request = row.request()) {
        for (const RecordField field : requestFields())
            cells.append(cell(field, *request));
    } else {
        for (const RecordField field : certificateFields())
            cells.append(cell(field, *row.certificate()));
    }
    return cells;
}

ExportTable RecordText::table(QueueView view)
{
    ExportTable table;
    table.title = QueueText::view(view);
    table.zone = QTimeZone::systemTimeZone();
    for (const RecordField field : holdsCertificates(view) ? certificateFields() : requestFields())
        table.columns.append(recordColumn(field, title(field)));
    return table;
}

} // namespace tegata
