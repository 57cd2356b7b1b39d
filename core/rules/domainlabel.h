// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

#include <QList>
#include <QString>

namespace tegata {

// One label of a host name in both its forms (IDNA 2008, non-transitional). ascii and readable are empty when there
// are findings, which are all errors.
struct DomainLabel
{
    QString ascii;    // lower case
    QString readable; // Unicode, equal to ascii where the label is no xn-- label
    QList<Finding> findings;
};

// Any text without dots. A wildcard is no label.
DomainLabel examineLabel(const QString &label);

// The Unicode form of an A-label that examineLabel() has accepted.
QString readableLabel(const QString &ascii);

} // namespace tegata
