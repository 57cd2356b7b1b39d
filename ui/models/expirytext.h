// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

namespace tegata {

// How long a certificate is still valid, in words, with a drawing beside them. No state.
class ExpiryText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::ExpiryText)

public:
    static constexpr int UrgentDays = 30;
    static constexpr int RenewalDays = 90; // V19: a renewal may be asked for

    // "12 days left", "expired"; empty without a date.
    static QString remaining(const QDateTime &notAfter, const QDateTime &now);
    // "2026-12-28 (12 days left)".
    static QString dated(const QDateTime &notAfter, const QDateTime &now);
    // Name of a drawing in resources/icons, empty where nothing is to be done yet.
    static QString icon(const QDateTime &notAfter, const QDateTime &now);
};

} // namespace tegata
