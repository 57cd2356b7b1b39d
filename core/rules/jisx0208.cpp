// SPDX-License-Identifier: Apache-2.0
#include "core/rules/jisx0208.h"

#include <array>
#include <cstdint>

namespace tegata {

namespace {

struct Page
{
    unsigned char number; // the character's upper byte
    std::array<std::uint64_t, 4> bits;
};

constexpr Page pages[] = {
#include "core/rules/jisx0208table.inc"
};

// From a page's number to its place in pages; -1 for a page without characters.
constexpr std::array<short, 256> index = [] {
    std::array<short, 256> places{};
    places.fill(-1);
    short place = 0;
    for (const Page &page : pages)
        places[page.number] = place++;
    return places;
}();

} // namespace

bool isInJisX0208(char32_t character)
{
    if (character > 0xFFFF)
        return false;
    const short place = index[character >> 8];
    return place >= 0 && (pages[place].bits[(character >> 6) & 3] >> (character & 63) & 1) != 0;
}

} // namespace tegata
