// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace tegata {

// Texts put together as the interface's language puts them together: Japanese sets no space between two sentences, "、"
// between items and 「」 around what is quoted. No state; the GUI thread's translators decide.
class Wording
{
    Q_DECLARE_TR_FUNCTIONS(tegata::Wording)

public:
    // What is wrong and what to do, say, as one paragraph; empty ones are left out.
    static QString sentences(const QStringList &parts);
    static QString list(const QStringList &items);
    static QString quoted(const QString &text);
};

} // namespace tegata
