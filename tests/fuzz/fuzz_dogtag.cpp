// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/answer.h"
#include "core/remote/dogtag/feedcursor.h"
#include "core/remote/dogtag/requestnotes.h"
#include "core/remote/dogtag/review.h"
#include "core/remote/dogtag/servercertificate.h"
#include "tests/fuzz/fuzzinput.h"

#include <QJsonDocument>

using namespace tegata;
using namespace tegata::dogtag;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    HttpAnswer answer;
    answer.body = fuzz::bytesOf(data, size);
    for (const int status : {200, 400, 401, 500}) {
        answer.status = status;
        const Answer read = readAnswer(answer);
        fuzz::require(read.message.size() <= 500 && !read.message.contains(QLatin1Char('\n')), "one line of words");
    }
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    (void)rowsFromJson(object);
    if (const Result<ListRow> row = rowFromJson(object))
        (void)requestOf(*row);
    if (const Result<Review> review = reviewFromJson(object))
        (void)detailOf(*review, {});
    (void)searchPageFromJson(object);
    (void)certificateFromJson(object);
    const QString text = QString::fromUtf8(answer.body);
    (void)entriesOf(text);
    if (const Result<FeedCursor> cursor = feedCursorFromText(text)) {
        const Result<FeedCursor> again = feedCursorFromText(toText(*cursor));
        fuzz::require(again && *again == *cursor, "a cursor is read again from its own text");
    }
    return 0;
}
