// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/remote/http/restrequest.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <functional>

namespace tegata {

// What is sent, as far as the gate knows it: the client adds its cookies and the empty line.
struct HttpRequestBytes
{
    QByteArray head; // request line and header lines, each with CR LF
    QByteArray body; // wiped after the end
    QByteArray requestId;
    HttpMethod method = HttpMethod::Get;
    QUrl url;
    bool keepsCookies = false; // the site's cookies go with it, and those of the answer are kept
    // Sent again where a kept connection turns out to be closed: reading, or a write that is told by its key.
    bool isRepeatable = false;
    std::chrono::milliseconds timeout{0};
};

// One request on its way: time-out, and exactly one end. Lives on the client's thread, owned by the client; destroying
// it before the end tells nobody (`done` is destroyed).
class HttpCall final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<HttpAnswer>)>;

    HttpCall(HttpRequestBytes request, Done done, QObject *parent);
    ~HttpCall() override;

    const HttpRequestBytes &request() const { return m_request; }
    bool takeRepetition(); // once, where it may be sent again
    // Calls done and deletes itself later; the first call counts.
    void end(Result<HttpAnswer> answer);
    bool hasEnded() const { return !m_done; }

Q_SIGNALS:
    void timedOut();

private:
    HttpRequestBytes m_request;
    Done m_done;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    bool m_isRepeated = false;
};

} // namespace tegata
