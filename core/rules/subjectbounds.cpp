// SPDX-License-Identifier: Apache-2.0
#include "core/rules/subjectbounds.h"

#include <QMap>

namespace tegata {

qsizetype subjectUpperBound(const QString &type)
{
    static const QMap<QString, qsizetype> bounds = {
        {QStringLiteral("C"), 2},
        {QStringLiteral("ST"), 128},
        {QStringLiteral("L"), 128},
        {QStringLiteral("O"), 64},
        {QStringLiteral("OU"), 64},
        {QStringLiteral("CN"), 64},
        {QStringLiteral("serialNumber"), 64},
        {QStringLiteral("postalCode"), 40},
        {QStringLiteral("street"), 128},
    };
    return bounds.value(type, 0);
}

const QStringList &subjectOrder()
{
    static const QStringList order = {QStringLiteral("C"), QStringLiteral("ST"), QStringLiteral("L"),
                                      QStringLiteral("O"), QStringLiteral("OU"), QStringLiteral("CN")};
    return order;
}

} // namespace tegata
