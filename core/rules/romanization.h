// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

// Romaji from フリガナ. Kanji are never romanised: their reading cannot be known.
namespace tegata {

// The Hepburn form of passports (旅券法施行規則; the table of the Ministry of Foreign Affairs) in upper case: いのうえ
// → INOUE, ほんま → HOMMA, おおの → ONO. Hiragana and katakana, half width too; words stay apart by one space. Empty
// where a character is no kana. Whether おう and うう are long cannot be seen in kana: the usual endings ～のうえ,
// ～のうち, ～うら are read as words of their own (まつうら → MATSUURA), everything else as long.
QString hepburn(const QString &kana);

// S39: INITIAL.SURNAME from family and given name, separated by a space: "ヤマダ タロウ" → "T.YAMADA". Empty where it
// cannot be derived: not kana, only one word, or longer than MaximumOperatorNameLength: a surname is never cut.
QString suggestedCommonName(const QString &kana);

} // namespace tegata
