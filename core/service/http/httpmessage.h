// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/service/http/http.h"

namespace tegata {

// Reads the request target "/v1/x?limit=5" into path and query. Only the origin form is taken. Errors:
// InvalidArgument (field "target") for another form, a broken percent-encoding, bytes that are not UTF-8, or control
// characters.
Result<void> readTarget(const QByteArray &target, HttpRequest &request);

struct ResponseFraming
{
    QString requestId;
    QDateTime date; // UTC
    bool tls = false;
    bool headOnly = false; // answer to HEAD
    bool keepAlive = true;
    bool http10 = false;
};

// Status line, headers and body as sent. Headers that would break the framing (control characters, names that are no
// token, the server's own ones) are left out.
QByteArray formatResponse(const HttpResponse &response, const ResponseFraming &framing);

} // namespace tegata
