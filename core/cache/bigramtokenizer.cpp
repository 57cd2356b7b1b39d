// SPDX-License-Identifier: Apache-2.0
#include "core/cache/bigramtokenizer.h"

#include <sqlite3.h>

namespace tegata {

namespace {

using TakeToken = int (*)(void *, int, const char *, int, int, int);

int create(void *, const char **, int, Fts5Tokenizer **tokenizer)
{
    static char nothing = 0; // there is no state, but null would be a failure
    *tokenizer = reinterpret_cast<Fts5Tokenizer *>(&nothing);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer *) {}

int endOfCharacter(const char *text, int begin, int size)
{
    int end = begin + 1;
    while (end < size && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        ++end;
    return end;
}

int tokenize(Fts5Tokenizer *, void *context, int, const char *text, int size, TakeToken take)
{
    int previous = -1; // where the character before begins; -1 at the beginning of a line
    for (int begin = 0; begin < size;) {
        const int end = endOfCharacter(text, begin, size);
        const bool isBreak = text[begin] == '\n';
        const int first = isBreak ? begin : previous;
        if (first >= 0) {
            if (const int code = take(context, 0, text + first, end - first, first, end); code != SQLITE_OK)
                return code;
        }
        previous = isBreak ? -1 : begin;
        begin = end;
    }
    return SQLITE_OK;
}

} // namespace

Result<void> registerBigramTokenizer(sqlite3 *database)
{
    // How FTS5 hands out its interface: https://sqlite.org/fts5.html, section 7.
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    fts5_tokenizer bigram{create, destroy, tokenize};
    if (!api || api->xCreateTokenizer(api, "bigram", nullptr, &bigram, nullptr) != SQLITE_OK)
        return failure(ErrorCode::StoreUnavailable, QStringLiteral("this SQLite has no FTS5"));
    return {};
}

} // namespace tegata
