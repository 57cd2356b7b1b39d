// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/certificatestore.h"

#include <QString>
#include <QVariantList>

namespace tegata {

// Whole rows of certificate, for CertificateStore's two files (reading, writing) only. Errors: the store's.

// All columns of a CertificateRow, comma-separated: those of certificateColumns(), then the row's own.
const QString &certificateRowColumns();
// condition: what follows WHERE, with a `?` for each of the values.
Result<QList<CertificateRow>> selectCertificates(ReadTransaction &transaction, const QString &condition,
                                                 const QVariantList &values);
// NotFound where there is none.
Result<CertificateRow> selectCertificate(ReadTransaction &transaction, const QString &condition,
                                         const QVariantList &values);

} // namespace tegata
