// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/remote/http/networkerror.h"
#include "core/remote/http/restrequest.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QTimer>

#include <functional>

class QNetworkAccessManager;
class QNetworkRequest;

namespace tegata {

// One request on its way: time-out, size limit, and exactly one end. Owned by the gate; destroying it before the end
// aborts the request and tells nobody.
class HttpCall final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MaximumAnswer = 16 * 1024 * 1024;
    using Done = std::function<void(Result<HttpAnswer>)>;

    // network: the request with its headers. done: called once, in this thread; the call may be deleted after it.
    HttpCall(QNetworkAccessManager &manager, const QNetworkRequest &network, RestRequest request, bool hasIdentity,
             Done done, QObject *parent);
    ~HttpCall() override;

Q_SIGNALS:
    // It made a connection of its own.
    void encrypted(const QSslConfiguration &tls);

private:
    void receive();
    void giveUp(ErrorCode code);
    void finish();
    void end(Result<HttpAnswer> answer);

    RestRequest m_request;
    Done m_done;
    QPointer<QNetworkReply> m_reply;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    QByteArray m_body;
    NetworkFailure m_failure;
    std::optional<ErrorCode> m_givenUp;
    QByteArray m_requestId;
};

} // namespace tegata
