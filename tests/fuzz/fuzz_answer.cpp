// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/answerreader.h"
#include "tests/fuzz/fuzzinput.h"

#include <algorithm>

using namespace tegata;

// However the bytes come in pieces, they are the same answer. The first byte is the size of a piece.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    AnswerLimits limits;
    limits.head = 1000;
    limits.headerLines = 20;
    limits.body = 1000;
    const QByteArray bytes = fuzz::bytesOf(data + 1, size - 1);
    AnswerReader whole(limits);
    AnswerReader pieces(limits);
    if (!bytes.isEmpty())
        whole.feed(bytes);
    const qsizetype piece = data[0] + 1;
    for (qsizetype i = 0; i < bytes.size(); i += piece)
        pieces.feed(QByteArrayView(bytes).sliced(i, std::min(piece, bytes.size() - i)));
    whole.end();
    pieces.end();
    fuzz::require(whole.state() == pieces.state(), "the same state in pieces");
    fuzz::require(whole.answer().body == pieces.answer().body, "the same body in pieces");
    fuzz::require(whole.error().code == pieces.error().code, "the same error in pieces");
    fuzz::require(whole.answer().body.size() <= limits.body, "no more than the limit");
    return 0;
}
