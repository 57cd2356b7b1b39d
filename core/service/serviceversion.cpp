// SPDX-License-Identifier: Apache-2.0
#include "core/service/serviceversion.h"

namespace tegata {

QString serviceVersion()
{
    return QStringLiteral(TEGATA_VERSION);
}

} // namespace tegata
