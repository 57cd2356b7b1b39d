// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace tegata {

struct UndecodableArgument
{
    int place = 0; // 1 is the first after the program's name
    QString shown; // with U+FFFD for what is not UTF-8
};

// File names are bytes, Qt's are UTF-16: a name that is not UTF-8 would become another one, and another file would be
// read or written. The first argument like that, to be refused.
std::optional<UndecodableArgument> undecodableArgument(int argc, const char *const *argv);

// All arguments, the program's name first, as they were typed: QCoreApplication::arguments() drops U+FEFF at the
// beginning of one, which names another file too. Qt's own options are gone once the application object took them.
QStringList programArguments(int argc, const char *const *argv);

} // namespace tegata
