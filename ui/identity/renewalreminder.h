// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"

#include <QDateTime>
#include <QMap>
#include <QString>

#include <optional>

namespace tegata {

// When an operator is reminded that the own certificate ends: 90, 60, 45, 30 and 15 days before. What was read is not
// told again until the next of these days. A value; who has it keeps it.
class RenewalReminder
{
public:
    // The days that are left, when there is something to say: at a day that nobody has read yet, or after the end.
    std::optional<int> due(const IdentityInfo &identity, const QDateTime &now) const;
    void dismiss(const IdentityInfo &identity, const QDateTime &now);

    // "ID=30;…", for the settings.
    QString toText() const;
    static RenewalReminder fromText(const QString &text);

    friend bool operator==(const RenewalReminder &, const RenewalReminder &) = default;

private:
    QMap<QString, int> m_dismissed; // identity id → the lowest of the days that was read
};

} // namespace tegata
