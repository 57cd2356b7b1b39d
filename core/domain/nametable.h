// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1String>
#include <QString>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace tegata {

// The contract's names of an enumeration, one row a value.
template <typename Value, std::size_t Size>
using NameTable = std::array<std::pair<Value, QLatin1String>, Size>;

// Empty when the table has no row for the value.
template <typename Value, std::size_t Size>
QString nameIn(const NameTable<Value, Size> &table, Value value)
{
    for (const auto &[known, name] : table) {
        if (known == value)
            return name;
    }
    return {};
}

template <typename Value, std::size_t Size>
std::optional<Value> valueIn(const NameTable<Value, Size> &table, const QString &name)
{
    for (const auto &[value, known] : table) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

} // namespace tegata
