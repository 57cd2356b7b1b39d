// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"
#include "core/rules/requeststanding.h"
#include "ui/models/queuecontext.h"

#include <QCoreApplication>
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
class QueueCell
{
    Q_DECLARE_TR_FUNCTIONS(tegata::QueueCell)

public:
    // What is said of one row and time: made once for all cells that ask at the same moment.
    struct Facts
    {
        QDateTime now;                 // what the end of a certificate is measured from
        QStringList gone;              // why the registered data does not carry the request any more, in words
        CheckState check;              // the site's and this computer's own
        std::optional<RequestDue> due; // of a request that waits
    };
    static Facts factsOf(const QueueRow &row, const QueueContext &context, const QDateTime &now);

    // In the interface's language.
    static QString text(const QueueRow &row, QueueColumn column, const QueueContext &context, const Facts &facts,
                        const QueueOffers &offers);
    // What the column says with these offers.
    static QString title(QueueColumn column, const QueueOffers &offers);
    // Why the cell says nothing; empty where it says what it is.
    static QString remark(const QueueRow &row, QueueColumn column, const QueueOffers &offers);
    // Of the check: the registered data that it rested on does not carry it any more.
    static QString outOfDate() { return tr("Outdated"); }
    // The text whole, and what it leaves out.
    static QString toolTip(const QueueRow &row, QueueColumn column, const QueueContext &context, const Facts &facts,
                           const QueueOffers &offers);
    // The value as such: QDateTime, int (the enum's number), QString; invalid where the record has none.
    static QVariant raw(const QueueRow &row, QueueColumn column);
    // Beside the text, never instead of it.
    static QVariant icon(const QueueRow &row, QueueColumn column, const Facts &facts);
};

} // namespace tegata
