// SPDX-License-Identifier: Apache-2.0
#include "ui/models/queuecell.h"

#include "ui/common/findinglist.h"
#include "ui/common/paletteicon.h"
#include "ui/models/expirytext.h"
#include "ui/models/queuetext.h"

namespace tegata {

QString QueueCell::title(QueueColumn column, const QueueOffers &offers)
{
    return column == QueueColumn::Product && !offers.products ? QueueText::profileColumn() : QueueText::column(column);
}

QString QueueCell::remark(const QueueRow &row, QueueColumn column, const QueueOffers &offers)
{
    return row.request() && column == QueueColumn::Check && !offers.siteCheck ? QueueText::noSiteCheck() : QString();
}

QString QueueCell::text(const QueueRow &row, QueueColumn column, const QDateTime &now, const QueueOffers &offers)
{
    const CertificateRequest *request = row.request();
    const CertificateRecord *certificate = row.certificate();
    switch (column) {
    case QueueColumn::Product:
        if (request && !request->profile.isEmpty())
            return request->profile;
        if (!offers.products)
            return {};
        return QueueText::product(request ? request->product : certificate->product);
    case QueueColumn::Check:
        if (!offers.siteCheck)
            return QString(QChar(0x2014));
        return request ? QueueText::checkOutcome(request->checkOutcome) : QString();
    case QueueColumn::State:
        return request ? QueueText::requestState(request->state) : QueueText::certificateState(certificate->state);
    case QueueColumn::Reason:
        return certificate && certificate->revocationReason
                   ? QueueText::revocationReason(*certificate->revocationReason)
                   : QString();
    case QueueColumn::SubmittedAt:
    case QueueColumn::UpdatedAt:
    case QueueColumn::IssuedAt:
    case QueueColumn::RevokedAt:
        return QueueText::time(raw(row, column).toDateTime());
    case QueueColumn::NotAfter:
        // Revoked, it no longer matters when it would have ended.
        return certificate && certificate->state != CertificateState::Revoked
                   ? ExpiryText::dated(certificate->notAfter, now)
                   : QueueText::time(raw(row, column).toDateTime());
    case QueueColumn::CommonName:
    case QueueColumn::Organization:
    case QueueColumn::Key:
    case QueueColumn::Serial:
        return raw(row, column).toString();
    }
    return {};
}

QVariant QueueCell::raw(const QueueRow &row, QueueColumn column)
{
    const CertificateRequest *request = row.request();
    const CertificateRecord *certificate = row.certificate();
    switch (column) {
    case QueueColumn::CommonName:
        return request ? request->commonName : certificate->commonName;
    case QueueColumn::Organization:
        return request ? request->organization : certificate->organization;
    case QueueColumn::Product:
        if (request && !request->profile.isEmpty())
            return request->profile;
        return static_cast<int>(request ? request->product : certificate->product);
    case QueueColumn::Key:
        return request ? request->key.label : certificate->key.label;
    case QueueColumn::Check:
        return request ? QVariant(static_cast<int>(request->checkOutcome)) : QVariant();
    case QueueColumn::State:
        return request ? static_cast<int>(request->state) : static_cast<int>(certificate->state);
    case QueueColumn::SubmittedAt:
        return request ? request->submittedAt : QDateTime();
    case QueueColumn::UpdatedAt:
        return request ? request->updatedAt : QDateTime();
    case QueueColumn::IssuedAt:
        return certificate ? certificate->issuedAt : QDateTime();
    case QueueColumn::NotAfter:
        return certificate ? certificate->notAfter : QDateTime();
    case QueueColumn::RevokedAt:
        return certificate ? certificate->revokedAt : QDateTime();
    case QueueColumn::Reason:
        return certificate && certificate->revocationReason ? QVariant(static_cast<int>(*certificate->revocationReason))
                                                            : QVariant();
    case QueueColumn::Serial:
        return request ? request->serial : certificate->serial;
    }
    return {};
}

QVariant QueueCell::icon(const QueueRow &row, QueueColumn column, const QDateTime &now, const QueueOffers &offers)
{
    if (column == QueueColumn::Check && !offers.siteCheck)
        return {};
    if (const CertificateRequest *request = row.request(); request && column == QueueColumn::Check)
        return PaletteIcon::icon(request->checkOutcome == FindingOutcome::Note
                                     ? QStringLiteral("outcome-ok")
                                     : FindingList::outcomeIcon(request->checkOutcome));
    if (const CertificateRecord *certificate = row.certificate();
        certificate && column == QueueColumn::NotAfter && certificate->state != CertificateState::Revoked) {
        const QString name = ExpiryText::icon(certificate->notAfter, now);
        return name.isEmpty() ? QVariant() : PaletteIcon::icon(name);
    }
    return {};
}

} // namespace tegata
