// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace tegata {

// A BEGIN or END line of PEM (RFC 7468) as people leave them: any number of dashes, in either case, also in the middle
// of a line or, where the words can mean nothing else, without dashes. A value.
struct PemMarker
{
    bool isBegin = false;
    QByteArray label; // in upper case
    qsizetype start = 0;
    qsizetype end = 0; // behind the closing dashes
};

// All of a text (InputText::bytes), in order, at most 4,000. The work is in proportion to the size.
QList<PemMarker> pemMarkers(const QByteArray &text);

} // namespace tegata
