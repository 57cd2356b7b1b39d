// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/contract.h"
#include "core/remote/dogtag/certificatereader.h"
#include "core/remote/dogtag/feedcursor.h"
#include "core/remote/dogtag/requestreader.h"

namespace tegata::dogtag {

struct FeedMeans
{
    AgentApi &api;
    RequestReader &requests;
    CertificateReader &certificates;
    ReleasedHolds &holds;
};

// The change feed that Dogtag has not: each page is the first difference that is found between the cursor and the
// authority, in this order: requests with new ids, requests decided elsewhere, holds released elsewhere, certificates
// issued and revoked, and now and then what waits once more (for who owns it). At most 100 things a page: each is a
// call.
class ChangeFeed
{
public:
    explicit ChangeFeed(const FeedMeans &means) : m_means(means) {}

    Future<contract::ChangePage> fetch(const QString &after, int limit);

private:
    FeedMeans m_means;
};

// One page. Answers once and deletes itself; what it is given outlives it.
class FeedJob final : public QObject
{
    Q_OBJECT

public:
    FeedJob(const FeedMeans &means, FeedCursor cursor, bool reset, int limit, QObject *parent);

    Future<contract::ChangePage> start();

private:
    struct Counting;
    void lookForNew();
    void takeNew(const QList<ListRow> &rows);
    void count(std::shared_ptr<Counting> counting);
    void lookForDecided(const std::array<qint64, 3> &counts);
    void lookForReleased();
    void takeReleased(const QList<ServerCertificate> &certificates);
    void search(SearchPlace FeedCursor::*place);
    void takeFound(SearchPlace FeedCursor::*place, const SearchPage &page);
    void goRound();
    void deliverRequests(const Result<QList<CertificateRequest>> &requests);
    void finish();
    void fail(const Error &error);

    FeedMeans m_means;
    FeedCursor m_cursor;
    contract::ChangePage m_page;
    int m_limit;
    Promise<contract::ChangePage> m_promise;
};

} // namespace tegata::dogtag
