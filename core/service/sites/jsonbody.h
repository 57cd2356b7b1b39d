// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/jsonmembers.h"
#include "core/service/http/http.h"

#include <optional>

namespace tegata {

// The JSON object of a request's body, every text in it acceptable (acceptabletext.h). Errors: Unsupported (another
// Content-Type: 415), MalformedEncoding with the offset, PrivateKeyReceived (field: the member; nothing of such a body
// goes further), InvalidArgument with the text's place as field ("sans[2]").
Result<QJsonObject> jsonBody(const HttpRequest &request);
// The answer to a body that could not be read: 415 or 400.
HttpResponse bodyProblem(const Error &error, Language language);

// "ja" or "en", exactly.
std::optional<Language> certificateLanguage(const QString &tag);

// Query parameters of the lists. Errors: InvalidArgument with the parameter's name as field.
struct ListQuery
{
    QStringList states; // of ?state=a&state=b or ?state=a,b
    QString after;
    int limit = 0;       // 1 to 1000
    int waitSeconds = 0; // feed only: 0 to 60
};
Result<ListQuery> listQuery(const HttpRequest &request, int usualLimit = 100);

} // namespace tegata
