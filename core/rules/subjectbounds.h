// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace tegata {

// RFC 5280, appendix A: the upper bound of a subject attribute in characters. 0 for a type without one.
qsizetype subjectUpperBound(const QString &type);
// The order that V4 wants: C, ST, L, O, OU, CN.
const QStringList &subjectOrder();

} // namespace tegata
