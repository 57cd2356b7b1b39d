// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

struct sqlite3;

namespace tegata {

// FTS5's tokenizer "bigram" for one connection: every two neighbouring characters (code points) of a line are a token,
// so that a phrase finds any text of two characters or more anywhere, in every script (FTS5's own trigram needs three;
// https://sqlite.org/fts5.html, section 7). A line break is a token of its own: no phrase reaches across it. The text
// is taken as it is; core/cache/searchtext.h folds it.
Result<void> registerBigramTokenizer(sqlite3 *database);

} // namespace tegata
