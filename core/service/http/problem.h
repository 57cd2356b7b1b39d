// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/identityfault.h"
#include "core/base/language.h"
#include "core/domain/checkreport.h"
#include "core/service/http/http.h"

#include <QJsonObject>
#include <QList>

namespace tegata {

// The contract's status of an error code: 400 for what the client can mend in its message, 401, 403, 404, 405, 409,
// 413, 422, 429; 500 and 503 for our own failures.
int httpStatus(ErrorCode code);

// RFC 9457 problem details in that language. Findings are worded here (rules/findingtext.h). Where the error names a
// field and there are no findings, one finding {field, code, outcome: error} says so. Error::detail stays here: it
// is for the log. The second form sets a status that the code alone does not tell (422 and 428 for the idempotency
// key, 415, 431).
HttpResponse problemResponse(const Error &error, Language language, const QList<Finding> &findings = {},
                             const QJsonObject &current = {});
HttpResponse problemResponse(int status, const Error &error, Language language, const QList<Finding> &findings = {},
                             const QJsonObject &current = {});

// A failure of our own (5xx) goes into the log with its cause under the id of its request, which the client has in the
// answer's Request-Id header and, in problem details, as requestId. Of the path only the beginning: the rest may name
// somebody's thing.
void reportFailure(HttpResponse &response, const HttpRequest &request);

// 403 with the fault's name as code: what the holder of a certificate is told that identifies nobody.
HttpResponse identityProblem(IdentityFault fault, Language language);

HttpResponse jsonResponse(int status, const QJsonObject &json);

} // namespace tegata
