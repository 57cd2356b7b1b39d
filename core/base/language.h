// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// The two languages that every text of the product exists in.
enum class Language
{
    Japanese,
    English
};

// BCP 47: "ja", "en".
inline QString languageTag(Language language)
{
    return language == Language::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
}

// By the first two letters, case-insensitively; English for anything but Japanese.
inline Language languageFromTag(const QString &tag)
{
    return tag.startsWith(QLatin1String("ja"), Qt::CaseInsensitive) ? Language::Japanese : Language::English;
}

} // namespace tegata
