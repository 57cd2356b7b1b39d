// SPDX-License-Identifier: Apache-2.0
#include "core/domain/prefecture.h"

namespace tegata {

namespace {

struct Row
{
    const char16_t *kanji;
    const char *romaji;
};

// In the order of JIS X 0401: the row's place is the code less one.
constexpr Row rows[] = {
    {u"北海道", "HOKKAIDO"}, {u"青森県", "AOMORI"},      {u"岩手県", "IWATE"},     {u"宮城県", "MIYAGI"},
    {u"秋田県", "AKITA"},    {u"山形県", "YAMAGATA"},    {u"福島県", "FUKUSHIMA"}, {u"茨城県", "IBARAKI"},
    {u"栃木県", "TOCHIGI"},  {u"群馬県", "GUNMA"},       {u"埼玉県", "SAITAMA"},   {u"千葉県", "CHIBA"},
    {u"東京都", "TOKYO"},    {u"神奈川県", "KANAGAWA"},  {u"新潟県", "NIIGATA"},   {u"富山県", "TOYAMA"},
    {u"石川県", "ISHIKAWA"}, {u"福井県", "FUKUI"},       {u"山梨県", "YAMANASHI"}, {u"長野県", "NAGANO"},
    {u"岐阜県", "GIFU"},     {u"静岡県", "SHIZUOKA"},    {u"愛知県", "AICHI"},     {u"三重県", "MIE"},
    {u"滋賀県", "SHIGA"},    {u"京都府", "KYOTO"},       {u"大阪府", "OSAKA"},     {u"兵庫県", "HYOGO"},
    {u"奈良県", "NARA"},     {u"和歌山県", "WAKAYAMA"},  {u"鳥取県", "TOTTORI"},   {u"島根県", "SHIMANE"},
    {u"岡山県", "OKAYAMA"},  {u"広島県", "HIROSHIMA"},   {u"山口県", "YAMAGUCHI"}, {u"徳島県", "TOKUSHIMA"},
    {u"香川県", "KAGAWA"},   {u"愛媛県", "EHIME"},       {u"高知県", "KOCHI"},     {u"福岡県", "FUKUOKA"},
    {u"佐賀県", "SAGA"},     {u"長崎県", "NAGASAKI"},    {u"熊本県", "KUMAMOTO"},  {u"大分県", "OITA"},
    {u"宮崎県", "MIYAZAKI"}, {u"鹿児島県", "KAGOSHIMA"}, {u"沖縄県", "OKINAWA"},
};

QList<Prefecture> buildTable()
{
    QList<Prefecture> table;
    int code = 1;
    for (const Row &row : rows)
        table.append({code++, QString::fromUtf16(row.kanji), QString::fromLatin1(row.romaji)});
    return table;
}

} // namespace

const QList<Prefecture> &prefectures()
{
    static const QList<Prefecture> table = buildTable();
    return table;
}

std::optional<Prefecture> prefecture(int code)
{
    if (code < 1 || code > prefectures().size())
        return std::nullopt;
    return prefectures().at(code - 1);
}

} // namespace tegata
