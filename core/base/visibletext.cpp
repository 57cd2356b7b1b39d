// SPDX-License-Identifier: Apache-2.0
#include "core/base/visibletext.h"

#include <QStringView>

#include <algorithm>
#include <string_view>

namespace tegata {

namespace {

constexpr QChar LineEnd(u'\n');

// The character at `at`; a lone surrogate is its own code.
char32_t characterAt(QStringView text, qsizetype at)
{
    const QChar unit = text[at];
    if (unit.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(unit, text[at + 1]);
    return unit.unicode();
}

template <typename Show>
QString replaced(const QString &text, Show show)
{
    QString result;
    bool isChanged = false;
    for (qsizetype at = 0; at < text.size();) {
        const char32_t character = characterAt(text, at);
        const qsizetype length = character > 0xffff ? 2 : 1;
        if (isHiddenCharacter(character)) {
            if (!isChanged)
                result = text.left(at);
            isChanged = true;
            show(result, character, QStringView(text).sliced(at, length));
        } else if (isChanged) {
            result += QStringView(text).sliced(at, length);
        }
        at += length;
    }
    return isChanged ? result : text;
}

QString code(char32_t character)
{
    const QString digits = QString::number(static_cast<uint>(character), 16).toUpper();
    return QStringLiteral("⟦U+%1⟧").arg(digits.rightJustified(4, QLatin1Char('0')));
}

QString withUnixLineEnds(QString text)
{
    return text.replace(QLatin1String("\r\n"), QString(LineEnd));
}

} // namespace

bool isHiddenCharacter(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        break;
    }
    // Letters and marks that are drawn as nothing: grapheme joiner, fillers of Hangul, vowels of Khmer, blank of
    // Braille.
    constexpr std::u32string_view blanks = U"\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";
    return QChar::isNonCharacter(character) || blanks.find(character) != std::u32string_view::npos;
}

QString visibleText(const QString &text)
{
    return replaced(withUnixLineEnds(text), [](QString &result, char32_t character, QStringView) {
        if (character == U'\n')
            result += QStringLiteral("⏎");
        else
            result += code(character);
    });
}

QString visibleLines(const QString &text)
{
    return replaced(withUnixLineEnds(text), [](QString &result, char32_t character, QStringView units) {
        if (character == U'\n' || character == U'\t')
            result += units;
        else
            result += code(character);
    });
}

QByteArray visibleJson(const QByteArray &json)
{
    // Controls below U+0020 stand only between the texts: inside them QJsonDocument has escaped them.
    return replaced(QString::fromUtf8(json),
                    [](QString &result, char32_t character, QStringView units) {
                        if (character < 0x20) {
                            result += units;
                            return;
                        }
                        for (const QChar unit : units)
                            result += QStringLiteral("\\u%1").arg(uint(unit.unicode()), 4, 16, QLatin1Char('0'));
                    })
        .toUtf8();
}

} // namespace tegata
