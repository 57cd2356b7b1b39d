// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/findingcatalogue.h"

#include <QList>
#include <QMap>
#include <QString>

// What the checks of identifiers.h share.
namespace tegata::identifier {

QString key(const char *name);
Finding error(FindingCode code, const QString &field, const QMap<QString, QString> &args = {});
Finding note(FindingCode code, const QString &field, const QMap<QString, QString> &args = {});

bool isDigit(QChar character); // 0–9 only
// Trimmed, and full-width ASCII made half-width; nothing else is changed.
QString halfWidth(const QString &text);
// The args "character" and "position" (from 1).
QMap<QString, QString> placeOf(const QList<uint> &characters, qsizetype index);
// Offers the half-width spelling where the person typed another.
QList<Finding> checkWidth(const QString &typed, const QString &expected, const QString &field);

} // namespace tegata::identifier
