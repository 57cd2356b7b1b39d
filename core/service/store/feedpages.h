// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/service/store/transaction.h"

#include <QByteArray>
#include <QCache>
#include <QHash>
#include <QList>

#include <functional>
#include <mutex>

namespace tegata {

// A page of the change feed as the contract's JSON.
struct FeedPage
{
    QByteArray json;
    bool isNews = false; // false: nothing changed since the cursor, and the page says only that
};

// Writes pages of the change feed, and remembers each item's text by its change sequence: every state of a row has a
// sequence of its own, so that a text never goes stale, and is forgotten only to make room. Reading and writing a page
// of 1,000 costs twenty times as much without. Thread-safe; for the customers of one store.
class FeedPages
{
public:
    // What a reader may see of a request; readers whose views differ have pages of their own.
    using View = std::function<CertificateRequest(CertificateRequest)>;

    explicit FeedPages(View view, qsizetype mostBytes = 64 * 1024 * 1024);

    // As ChangeFeed::page(): requests in the order of their sequence, then certificates in theirs.
    Result<FeedPage> page(ReadTransaction &transaction, const QString &customerId, const QString &cursor, int limit);

private:
    Result<void> fill(ReadTransaction &transaction, const QString &customerId, const QList<qint64> &sequences,
                      bool requests, QHash<qint64, QByteArray> &texts);
    // Takes what is remembered, and answers what is not.
    QList<qint64> remembered(const QList<qint64> &sequences, QHash<qint64, QByteArray> &texts);
    void remember(qint64 sequence, const QByteArray &text);

    const View m_view;
    std::mutex m_mutex;
    QCache<qint64, QByteArray> m_texts;
};

} // namespace tegata
