// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentdesk.h"

#include <QCoreApplication>
#include <QString>

namespace tegata {

// The words for drafts and what became of them, in the interface's language. No state.
class DraftText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::DraftText)

public:
    static QString kind(EnrollmentKind kind);
    static QString state(EnrollmentState state);
    // Draft, waiting, on its way, or the state at the site; that it cannot be read comes before all.
    static QString state(const DraftInfo &draft);
    // "12 of 31 fields"
    static QString progress(const EnrollmentProgress &progress);
    // The draft's name; words for one that has none.
    static QString name(const QString &name);
};

} // namespace tegata
