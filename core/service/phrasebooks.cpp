// SPDX-License-Identifier: Apache-2.0
#include "core/service/phrasebooks.h"

namespace tegata {

const Phrasebook &phrasebookOf(Language language)
{
    static const Phrasebook japanese(Language::Japanese);
    static const Phrasebook english(Language::English);
    return language == Language::Japanese ? japanese : english;
}

} // namespace tegata
