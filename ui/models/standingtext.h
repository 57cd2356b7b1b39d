// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/expiryweek.h"
#include "core/rules/certificatestanding.h"
#include "core/rules/requeststanding.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace tegata {

// The words for how a certificate stands: its end and what else is derived of it, in the interface's language. No
// state.
class StandingText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::StandingText)

public:
    // "12 days left", "Ends today", "Expired"; "Revoked".
    static QString expiry(const CertificateExpiry &expiry);
    // With the day: "2026-12-28 (12 days left)". Empty without one.
    static QString dated(const QDateTime &notAfter, const CertificateExpiry &expiry);
    // Name of a drawing in resources/icons, empty where nothing is to be done yet.
    static QString icon(ExpiryBand band);
    // 処理期限 of a request: "9 days left", "Due today", "Timed out".
    static QString due(const RequestDue &due);
    // What stands out of a standing, a line each: due, renewed, registered data changed, domain lost.
    static QStringList marks(const CertificateStanding &standing);
    // "2026-12-07 – 2026-12-13"
    static QString week(const QDate &monday);
    // The whole week in words: "… : 12 certificates end, 3 of them are renewed."
    static QString week(const ExpiryWeek &week);
    // 更新対象: "3 certificates due for renewal".
    static QString dueCount(qint64 count);
};

} // namespace tegata
