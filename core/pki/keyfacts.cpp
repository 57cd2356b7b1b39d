// SPDX-License-Identifier: Apache-2.0
#include "core/pki/keyfacts.h"

namespace tegata {

QString keyLabel(const KeyFacts &facts)
{
    switch (facts.algorithm) {
    case KeyAlgorithm::Rsa:
        return QStringLiteral("RSA %1").arg(facts.bits);
    case KeyAlgorithm::Ec:
        return QStringLiteral("EC %1").arg(facts.curve);
    case KeyAlgorithm::Other:
        break;
    }
    return facts.algorithmName;
}

} // namespace tegata
