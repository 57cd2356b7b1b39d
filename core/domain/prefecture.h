// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// 都道府県 (JIS X 0401, rules.md V18): the one table for form, subject and rules.
struct Prefecture
{
    int code;       // 1–47
    QString kanji;  // "東京都"
    QString romaji; // "TOKYO": S of an English subject (S46)
};

const QList<Prefecture> &prefectures();
std::optional<Prefecture> prefecture(int code);

} // namespace tegata
