// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/serviceversion.h"

namespace tegata {

QString serviceVersion()
{
    return QStringLiteral(TEGATA_VERSION);
}

} // namespace tegata
