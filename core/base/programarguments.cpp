// SPDX-License-Identifier: Apache-2.0
#include "core/base/programarguments.h"

namespace tegata {

std::optional<UndecodableArgument> undecodableArgument(int argc, const char *const *argv)
{
    for (int place = 1; place < argc; ++place) {
        const QByteArray bytes(argv[place]);
        const QString decoded = QString::fromUtf8(bytes);
        if (decoded.toUtf8() != bytes)
            return UndecodableArgument{place, decoded};
    }
    return std::nullopt;
}

} // namespace tegata
