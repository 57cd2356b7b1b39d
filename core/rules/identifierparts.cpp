// SPDX-License-Identifier: Apache-2.0
#include "core/rules/identifierparts.h"

#include "core/rules/charactertext.h"

#include <algorithm>

namespace tegata::identifier {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

Finding error(FindingCode code, const QString &field, const QMap<QString, QString> &args)
{
    return makeFinding(code, FindingOutcome::Error, field, args);
}

Finding note(FindingCode code, const QString &field, const QMap<QString, QString> &args)
{
    return makeFinding(code, FindingOutcome::Note, field, args);
}

bool isDigit(QChar character)
{
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

QString halfWidth(const QString &text)
{
    constexpr char16_t first = 0xFF01;
    constexpr char16_t last = 0xFF5E;
    constexpr char16_t offset = 0xFEE0;
    QString folded = text.trimmed();
    for (QChar &character : folded) {
        if (character.unicode() >= first && character.unicode() <= last)
            character = QChar(char16_t(character.unicode() - offset));
        else if (character == QChar(0x3000))
            character = QLatin1Char(' ');
    }
    return folded;
}

QMap<QString, QString> placeOf(const QList<uint> &characters, qsizetype index)
{
    return {{key("character"), characterName(characters.at(index))}, {key("position"), QString::number(index + 1)}};
}

QList<Finding> checkWidth(const QString &typed, const QString &expected, const QString &field)
{
    constexpr qsizetype longest = 100; // what a finding shows in full
    const QString text = typed.trimmed();
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() <= 0x7F; });
    return ascii || expected.size() > longest
               ? QList<Finding>()
               : QList<Finding>{note(FindingCode::IdentifierWidth, field, {{key("expected"), expected}})};
}

} // namespace tegata::identifier
