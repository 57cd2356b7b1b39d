// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/phrasebook.h"
#include "core/desk/diagnostics.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace tegata {

struct DiagnosticLine
{
    enum class State
    {
        Ok,
        Attention,
        Neutral // a fact that is neither
    };

    QString group;
    QString name;
    QString value;
    State state = State::Neutral;
    QString advice; // what to do; of Attention
};

// The facts in words of the language of the interface, for the page and its copy. Holds no secret and no person's data
// but the operator's own name.
class DiagnosticText
{
    Q_DECLARE_TR_FUNCTIONS(DiagnosticText)

public:
    static QList<DiagnosticLine> lines(const DiagnosticFacts &facts, const Phrasebook &phrasebook);
    static QString stateText(DiagnosticLine::State state);
    // One line each, grouped, for a mail to who helps.
    static QString plain(const QList<DiagnosticLine> &lines);
};

} // namespace tegata
