// SPDX-License-Identifier: Apache-2.0
#include "core/rules/variantideographs.h"

#include <algorithm>
#include <array>

namespace tegata {

namespace {

struct Variant
{
    char32_t character;
    char32_t usual;
};

// The variants that the vendors' extensions of Shift_JIS (NEC and IBM rows) and JIS X 0213 brought into names.
constexpr std::array variants = std::to_array<Variant>({
    {U'俱', U'倶'}, {U'內', U'内'}, {U'冝', U'宜'}, {U'剝', U'剥'}, {U'卽', U'即'}, {U'吳', U'呉'}, {U'啞', U'唖'},
    {U'噓', U'嘘'}, {U'嚙', U'噛'}, {U'囊', U'嚢'}, {U'塡', U'填'}, {U'增', U'増'}, {U'姸', U'妍'}, {U'寬', U'寛'},
    {U'尙', U'尚'}, {U'屛', U'屏'}, {U'巢', U'巣'}, {U'幷', U'并'}, {U'强', U'強'}, {U'彥', U'彦'}, {U'德', U'徳'},
    {U'悅', U'悦'}, {U'戶', U'戸'}, {U'揭', U'掲'}, {U'摑', U'掴'}, {U'敎', U'教'}, {U'旣', U'既'}, {U'昻', U'昂'},
    {U'晚', U'晩'}, {U'曆', U'暦'}, {U'曺', U'曹'}, {U'曻', U'昇'}, {U'栁', U'柳'}, {U'桒', U'桑'}, {U'槗', U'橋'},
    {U'槪', U'概'}, {U'橫', U'横'}, {U'步', U'歩'}, {U'歷', U'歴'}, {U'每', U'毎'}, {U'涉', U'渉'}, {U'淚', U'涙'},
    {U'淸', U'清'}, {U'渴', U'渇'}, {U'溫', U'温'}, {U'潑', U'溌'}, {U'濵', U'浜'}, {U'瀆', U'涜'}, {U'瀨', U'瀬'},
    {U'焰', U'焔'}, {U'產', U'産'}, {U'瘦', U'痩'}, {U'硏', U'研'}, {U'禱', U'祷'}, {U'稅', U'税'}, {U'簞', U'箪'},
    {U'絕', U'絶'}, {U'綠', U'緑'}, {U'緖', U'緒'}, {U'緣', U'縁'}, {U'繡', U'繍'}, {U'繫', U'繋'}, {U'脫', U'脱'},
    {U'萊', U'莱'}, {U'蔣', U'蒋'}, {U'薰', U'薫'}, {U'虛', U'虚'}, {U'蠟', U'蝋'}, {U'說', U'説'}, {U'賴', U'頼'},
    {U'軀', U'躯'}, {U'郞', U'郎'}, {U'鄕', U'郷'}, {U'醬', U'醤'}, {U'銳', U'鋭'}, {U'錄', U'録'}, {U'鍊', U'錬'},
    {U'閒', U'間'}, {U'閱', U'閲'}, {U'靍', U'鶴'}, {U'靏', U'鶴'}, {U'靑', U'青'}, {U'頰', U'頬'}, {U'顚', U'顛'},
    {U'驒', U'騨'}, {U'髙', U'高'}, {U'鷗', U'鴎'}, {U'鹼', U'鹸'}, {U'麴', U'麹'}, {U'麵', U'麺'}, {U'黃', U'黄'},
    {U'黑', U'黒'}, {U'﨑', U'崎'}, {U'﨔', U'欅'}, {U'𠮷', U'吉'},
});
static_assert(std::is_sorted(variants.begin(), variants.end(),
                             [](const Variant &a, const Variant &b) { return a.character < b.character; }));

} // namespace

std::optional<char32_t> usualIdeograph(char32_t character)
{
    const auto found = std::lower_bound(variants.begin(), variants.end(), character,
                                        [](const Variant &row, char32_t wanted) { return row.character < wanted; });
    if (found == variants.end() || found->character != character)
        return std::nullopt;
    return found->usual;
}

} // namespace tegata
