// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/service/store/changefeed.h"
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
// of 1,000 costs twenty times as much without. Whole pages are remembered too: a change wakes every waiting reader of a
// customer, and all of them ask for the same one. Thread-safe; for the customers of one store.
class FeedPages
{
public:
    // What a reader may see of a request; readers whose views differ have pages of their own.
    using View = std::function<CertificateRequest(CertificateRequest)>;

    explicit FeedPages(View view, qsizetype mostBytes = 64 * 1024 * 1024);

    // A page of more bytes is made of fewer items, down to one.
    static constexpr qsizetype MostPageBytes = 4 * 1024 * 1024;

    // As ChangeFeed::page(): requests in the order of their sequence, then certificates in theirs.
    Result<FeedPage> page(ReadTransaction &transaction, const QString &customerId, const QString &cursor, int limit);

private:
    // Another customer's page has another key, whatever the cursor says; a later commit's too.
    struct PageKey
    {
        QString customerId;
        QString cursor;
        int limit = 0;
        qint64 newest = 0;

        friend bool operator==(const PageKey &, const PageKey &) = default;
        friend size_t qHash(const PageKey &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.customerId, key.cursor, key.limit, key.newest);
        }
    };

    Result<FeedPage> write(ReadTransaction &transaction, const ChangeFeed::Position &position,
                           const QString &customerId, const QString &cursor, int limit);
    Result<void> fill(ReadTransaction &transaction, const QString &customerId, const QList<qint64> &sequences,
                      bool requests, QHash<qint64, QByteArray> &texts);
    // Takes what is remembered, and answers what is not.
    QList<qint64> remembered(const QList<qint64> &sequences, QHash<qint64, QByteArray> &texts);
    void remember(qint64 sequence, const QByteArray &text);

    const View m_view;
    std::mutex m_mutex;
    QCache<qint64, QByteArray> m_texts;
    QCache<PageKey, FeedPage> m_pages;
};

} // namespace tegata
