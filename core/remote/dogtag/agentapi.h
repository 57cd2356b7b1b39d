// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/remote/dogtag/answer.h"
#include "core/remote/dogtag/review.h"
#include "core/remote/dogtag/servercertificate.h"
#include "core/remote/http/httpgate.h"

#include <memory>

namespace tegata::dogtag {

// Whom the authority takes us for.
struct Agent
{
    QString uid;
    QString name;
    bool mayDecide = false; // has the role of an agent
};

struct RowQuery
{
    QString state; // the server's name, empty for all: only then, and for decided states, the list is paged
    qint64 start = 0;
    int pageSize = 0;
    int maxResults = 0; // of a list that is not paged
};

// Dogtag's REST calls, one function each. Two HTTP sessions over the same identity: the server keeps only the last
// hundred nonces of a session, and a review for reading replaces the nonce of the same request that a decision is about
// to use. Owns both gates; lives on the owner's thread; errors as HttpGate's and answer.h's.
class AgentApi final : public QObject
{
    Q_OBJECT

public:
    AgentApi(std::unique_ptr<HttpGate> reading, std::unique_ptr<HttpGate> acting);
    ~AgentApi() override;

    Future<Agent> login();
    Future<QString> serverVersion(); // "10.10.2"; empty where the server does not tell
    // What its clock said in the latest answer; invalid where it does not tell.
    const QDateTime &serverTime() const { return m_serverTime; }

    Future<QList<ListRow>> rows(const RowQuery &query);
    Future<qint64> count(const QString &state); // of a decided state
    Future<ListRow> row(const QString &id);
    Future<Review> review(const QString &id);
    // On the session of the decisions: the nonce is good for decide().
    Future<Review> reviewToDecide(const QString &id);
    Future<Answer> decide(const QString &id, const QString &operation, const QJsonObject &body);

    Future<SearchPage> search(const QJsonObject &criteria, qint64 start, int size);
    Future<ServerCertificate> certificate(const QString &serial);
    Future<ServerCertificate> certificateToRevoke(const QString &serial);
    Future<Answer> revoke(const QString &serial, const QJsonObject &body);
    Future<Answer> release(const QString &serial);

Q_SIGNALS:
    // A connection was made.
    void connected(const tegata::TlsFacts &facts);

private:
    std::unique_ptr<HttpGate> m_reading;
    std::unique_ptr<HttpGate> m_acting;
    QDateTime m_serverTime;
};

} // namespace tegata::dogtag
