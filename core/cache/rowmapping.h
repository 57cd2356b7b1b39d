// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"

#include <QSqlQuery>
#include <QString>

namespace tegata {

// The one place that knows which column holds which member of a record. Column lists are in the order that the binders
// bind and the readers read; "key" comes before them in every SELECT.
inline constexpr int RequestColumnCount = 24;
inline constexpr int CertificateColumnCount = 21;
QString cachedRequestColumns();
QString cachedCertificateColumns();

void bind(QSqlQuery &query, const CertificateRequest &request);
void bind(QSqlQuery &query, const CertificateRecord &certificate);
QueueRow readRequest(const QSqlQuery &query);
QueueRow readCertificate(const QSqlQuery &query);

bool isRequestView(QueueView view);
// The table's column for a column of the view, as written in ORDER BY.
QString orderExpression(QueueView view, QueueColumn column);

} // namespace tegata
