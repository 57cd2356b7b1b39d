// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/phrasebook.h"

#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace tegata {

// Error: cannot be submitted or approved. Warning: may be overridden with a reason that is kept. Note: for information.
// In order of weight.
enum class FindingOutcome
{
    Note,
    Warning,
    Error
};

QString findingOutcomeName(FindingOutcome outcome); // "note", "warning", "error"
std::optional<FindingOutcome> findingOutcomeFromName(const QString &name);

// One result of a check. code and args are what the program keeps and sends; the words are made from them in the
// reader's language (findingtext.h), so that a report changes language with the interface. message and remedy are
// filled only in findings read from a site whose codes this program does not know.
struct Finding
{
    QString rule; // "V6": the number in rules.md
    QString code; // "key.rsaTooShort"
    FindingOutcome outcome = FindingOutcome::Note;
    QString field; // the contract's field: "subject.O", "sans[2]", "publicKey", "domains[4].name"
    QMap<QString, QString> args;
    QString message;
    QString remedy;

    friend bool operator==(const Finding &, const Finding &) = default;
};

// All findings of one check, in the order of the fields. outcome(): the weightiest; Note when there is none.
struct CheckReport
{
    QList<Finding> findings;

    FindingOutcome outcome() const;
    bool hasErrors() const { return outcome() == FindingOutcome::Error; }

    friend bool operator==(const CheckReport &, const CheckReport &) = default;
};

} // namespace tegata
