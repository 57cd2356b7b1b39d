// SPDX-License-Identifier: Apache-2.0
#include "core/base/acceptabletext.h"

namespace tegata {

namespace {

struct Character
{
    char32_t code = 0;
    qsizetype units = 1;
};

Character scalarAt(QStringView text, qsizetype at)
{
    const QChar unit = text.at(at);
    if (unit.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate())
        return {QChar::surrogateToUcs4(unit, text.at(at + 1)), 2};
    return {unit.unicode(), 1};
}

bool isForbidden(char32_t code)
{
    return code == 0 || code == 0xFEFF || QChar::isSurrogate(code) || QChar::isNonCharacter(code);
}

QString scalarName(char32_t code)
{
    return QString::number(quint32(code), 16).toUpper().rightJustified(4, QLatin1Char('0'));
}

} // namespace

qsizetype findUnacceptable(QStringView text)
{
    for (qsizetype at = 0; at < text.size();) {
        const Character character = scalarAt(text, at);
        if (isForbidden(character.code))
            return at;
        at += character.units;
    }
    return -1;
}

Result<void> checkAcceptableText(QStringView text, const QString &field)
{
    const qsizetype at = findUnacceptable(text);
    if (at < 0)
        return {};
    return failure(ErrorCode::InvalidArgument,
                   QStringLiteral("U+%1 at %2").arg(scalarName(scalarAt(text, at).code)).arg(at), field);
}

QString acceptableForm(QStringView text)
{
    QString form;
    for (qsizetype at = 0; at < text.size();) {
        const Character character = scalarAt(text, at);
        if (isForbidden(character.code))
            form += QStringLiteral("\\u{%1}").arg(scalarName(character.code));
        else
            form += text.mid(at, character.units);
        at += character.units;
    }
    return form;
}

QString beginningOf(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    const bool splits = most > 0 && text.at(most - 1).isHighSurrogate() && text.at(most).isLowSurrogate();
    return text.left(splits ? most - 1 : most);
}

} // namespace tegata
