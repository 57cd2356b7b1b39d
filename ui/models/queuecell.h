// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"

#include <QVariant>

namespace tegata {

// What the site tells of its records (SiteCapabilities). What it does not tell is shown as such, or not at all.
struct QueueOffers
{
    bool products = true;  // else requests have a profile, and certificates neither
    bool siteCheck = true; // else nobody but this computer has checked

    friend bool operator==(const QueueOffers &, const QueueOffers &) = default;
};

// What a column of the queue shows of a record. No state.
namespace QueueCell {

// In the interface's language; now: what the end of a certificate is measured from.
QString text(const QueueRow &row, QueueColumn column, const QDateTime &now, const QueueOffers &offers = {});
// What the column says with these offers.
QString title(QueueColumn column, const QueueOffers &offers);
// Why the cell says nothing; empty where it says what it is.
QString remark(const QueueRow &row, QueueColumn column, const QueueOffers &offers);
// The value as such: QDateTime, int (the enum's number), QString; invalid where the record has none.
QVariant raw(const QueueRow &row, QueueColumn column);
// Beside the text, never instead of it.
QVariant icon(const QueueRow &row, QueueColumn column, const QDateTime &now, const QueueOffers &offers = {});

} // namespace QueueCell

} // namespace tegata
