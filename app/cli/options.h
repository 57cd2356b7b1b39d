// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace tegata::cli {

class CommandContext;

// One command of the table: its words, what may stand behind them, and which options it takes beside the general ones.
struct Command
{
    QStringList words; // {"queue", "approve"}
    QString arguments; // "ID…", for the help
    int minimumArguments;
    int maximumArguments; // -1: any number
    QStringList options;  // names without dashes
    QString summary;      // English source text, context "Cli"
    void (*run)(CommandContext &);
};

// The parsed command line. A value.
class Options
{
public:
    // Reads the arguments after the program's name. Errors: InvalidArgument, in words for the person in `detail`.
    static Result<Options> parse(const QStringList &arguments, const QList<Command> &commands);
    static QString help(const QList<Command> &commands);

    bool wantsHelp() const { return m_help; }
    bool wantsVersion() const { return m_version; }
    const Command *command() const { return m_command; }
    const QStringList &arguments() const { return m_arguments; } // after the command's words
    bool isSet(const QString &option) const { return m_values.contains(option); }
    // Given more than once, the last counts.
    QString value(const QString &option) const
    {
        const QStringList given = values(option);
        return given.isEmpty() ? QString() : given.constLast();
    }
    // Of an option that may be given more than once.
    QStringList values(const QString &option) const { return m_values.value(option); }
    QString profileDirectory() const;

private:
    const Command *m_command = nullptr;
    QStringList m_arguments;
    QHash<QString, QStringList> m_values;
    bool m_help = false;
    bool m_version = false;
};

} // namespace tegata::cli
