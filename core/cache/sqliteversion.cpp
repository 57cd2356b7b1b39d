// SPDX-License-Identifier: Apache-2.0
#include "core/cache/sqliteversion.h"

#include <sqlite3.h>

namespace tegata {

QString sqliteVersion()
{
    return QString::fromLatin1(sqlite3_libversion());
}

} // namespace tegata
