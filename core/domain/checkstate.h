// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace tegata {

// What is known of a request's check: that nobody has made one, or its outcome and when it was made. A check that was
// not made has no outcome, not even a good one; every list, export and command shows this one value. A value.
class CheckState
{
public:
    CheckState() = default; // not checked
    // at: invalid where it is not told, as in what a site's list says.
    explicit CheckState(FindingOutcome outcome, const QDateTime &at = {}) : m_outcome(outcome), m_checkedAt(at) {}

    bool isChecked() const { return m_outcome.has_value(); }
    // Nothing when it was not checked.
    const std::optional<FindingOutcome> &outcome() const { return m_outcome; }
    const QDateTime &checkedAt() const { return m_checkedAt; }
    bool hasErrors() const { return m_outcome == FindingOutcome::Error; }

    // For columns that are stored, sorted and filtered: NotChecked, or the outcome's weight. What is no number of these
    // is read as not checked.
    static constexpr int NotChecked = -1;
    int number() const { return m_outcome ? static_cast<int>(*m_outcome) : NotChecked; }
    static CheckState fromNumber(int number);

    friend bool operator==(const CheckState &, const CheckState &) = default;

private:
    std::optional<FindingOutcome> m_outcome;
    QDateTime m_checkedAt;
};

// Of the site's check and this computer's own the worse, because either may know what the other does not; made when
// this computer made its own, where it has.
CheckState combined(const CheckState &site, const CheckState &own);

QString checkStateName(const CheckState &state); // "notChecked", "note", "warning", "error"
std::optional<CheckState> checkStateFromName(const QString &name);

} // namespace tegata
