// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/phrasebook.h"

namespace tegata {

// A client's language. Loading the words costs more than most answers, so each language's are loaded once, at the first
// call, and stay. Immutable; from any thread.
const Phrasebook &phrasebookOf(Language language);

} // namespace tegata
