// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QString>

namespace tegata {

// A rule in its own words and where they come from, for whoever asks what a finding rests on. In the interface's
// language; sources are named as their publishers name them. No state.
class RuleText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::RuleText)

public:
    struct Words
    {
        QString text; // empty: the number is all that is known
        QString source;
    };
    // rule: its number as findings carry it, "V6".
    static Words of(const QString &rule);
};

} // namespace tegata
