// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/feedpages.h"

#include "core/domain/contract.h"
#include "core/service/store/rowcolumns.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

QByteArray itemText(const QString &kind, const QJsonObject &item)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("kind"), kind}, {kind, item}}).toJson(QJsonDocument::Compact);
}

QByteArray pageText(const QList<QByteArray> &items, const ChangeFeed::Range &range)
{
    qsizetype size = 256;
    for (const QByteArray &item : items)
        size += item.size() + 1;
    QByteArray text;
    text.reserve(size);
    text += "{\"items\":[";
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (i > 0)
            text += ',';
        text += items.at(i);
    }
    // Cursors hold letters, digits, dots and hyphens only: nothing to escape.
    text += "],\"removed\":[],\"next\":\"" + range.next.toLatin1() + "\",\"more\":";
    text += range.more ? "true" : "false";
    text += ",\"reset\":";
    text += range.reset ? "true}" : "false}";
    return text;
}

} // namespace

FeedPages::FeedPages(View view, qsizetype mostBytes)
    : m_view(std::move(view)), m_texts(mostBytes), m_pages(mostBytes / 4)
{}

Result<FeedPage> FeedPages::page(ReadTransaction &transaction, const QString &customerId, const QString &cursor,
                                 int limit)
{
    const auto position = ChangeFeed::position(transaction);
    if (!position)
        return failure(position.error());
    const PageKey key{customerId, cursor, limit, position->newest};
    {
        const std::lock_guard lock(m_mutex);
        if (const FeedPage *page = m_pages.object(key))
            return *page;
    }
    auto page = write(transaction, *position, customerId, cursor, limit);
    if (page) {
        const std::lock_guard lock(m_mutex);
        m_pages.insert(key, new FeedPage(*page), page->json.size() + 300);
    }
    return page;
}

Result<FeedPage> FeedPages::write(ReadTransaction &transaction, const ChangeFeed::Position &position,
                                  const QString &customerId, const QString &cursor, int limit)
{
    const auto range = ChangeFeed::range(transaction, position, customerId, cursor, limit);
    if (!range)
        return failure(range.error());
    QHash<qint64, QByteArray> texts;
    texts.reserve(range->requests.size() + range->certificates.size());
    if (const auto filled = fill(transaction, customerId, range->requests, true, texts); !filled)
        return failure(filled.error());
    if (const auto filled = fill(transaction, customerId, range->certificates, false, texts); !filled)
        return failure(filled.error());
    QList<QByteArray> items;
    items.reserve(texts.size());
    for (const QList<qint64> &sequences : {range->requests, range->certificates}) {
        for (const qint64 sequence : sequences)
            items.append(texts.value(sequence));
    }
    FeedPage page{pageText(items, *range), !items.isEmpty() || range->reset || range->more};
    // Requests of thousands of names, from before a policy forbade them: fewer a page.
    if (page.json.size() > MostPageBytes && limit > 1)
        return write(transaction, position, customerId, cursor, std::max(1, std::min(limit, int(items.size())) / 2));
    return page;
}

Result<void> FeedPages::fill(ReadTransaction &transaction, const QString &customerId, const QList<qint64> &sequences,
                             bool requests, QHash<qint64, QByteArray> &texts)
{
    const QList<qint64> missing = remembered(sequences, texts);
    if (missing.isEmpty())
        return {};
    QVariantList values{customerId};
    for (const qint64 sequence : missing)
        values.append(sequence);
    auto query = transaction.run(
        QStringLiteral("SELECT %1, change_sequence FROM %2 WHERE customer_id = ? AND change_sequence IN (%3)")
            .arg(requests ? requestColumns() : certificateColumns(),
                 requests ? QStringLiteral("certificate_request") : QStringLiteral("certificate"),
                 placeholders(missing.size())),
        values);
    if (!query)
        return failure(query.error());
    const int sequenceColumn = query->columnCount() - 1;
    while (query->next()) {
        QByteArray text;
        if (requests) {
            auto request = requestOf(*query, transaction.now());
            if (!request)
                return failure(request.error());
            text = itemText(QStringLiteral("request"), contract::toJson(m_view(*std::move(request))));
        } else {
            const auto certificate = certificateOf(*query, transaction.now());
            if (!certificate)
                return failure(certificate.error());
            text = itemText(QStringLiteral("certificate"), contract::toJson(*certificate));
        }
        const qint64 sequence = query->value(sequenceColumn).toLongLong();
        remember(sequence, text);
        texts.insert(sequence, text);
    }
    return {};
}

QList<qint64> FeedPages::remembered(const QList<qint64> &sequences, QHash<qint64, QByteArray> &texts)
{
    QList<qint64> missing;
    const std::lock_guard lock(m_mutex);
    for (const qint64 sequence : sequences) {
        if (const QByteArray *text = m_texts.object(sequence))
            texts.insert(sequence, *text);
        else
            missing.append(sequence);
    }
    return missing;
}

void FeedPages::remember(qint64 sequence, const QByteArray &text)
{
    const std::lock_guard lock(m_mutex);
    m_texts.insert(sequence, new QByteArray(text), text.size() + 100);
}

} // namespace tegata
