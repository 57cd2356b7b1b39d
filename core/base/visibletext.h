// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace tegata {

// Values from files and sites may hold characters that are not seen, that turn the order of others round or that begin
// a line: U+202E shows "gpj.exe" as "exe.jpg". These functions show such a character by its code, so that a value never
// looks like another one or like a line of ours. For showing only: what is stored, compared and sent stays as it is.
// Pure; any thread.

// Draws nothing or steers what is drawn: controls, formats (marks of direction, zero width, tags), line and paragraph
// separators, fillers, lone surrogates and noncharacters. Variation selectors are part of Japanese names and stay.
bool isHiddenCharacter(char32_t character);

// In one line: a hidden character as ⟦U+202E⟧, an end of line as ⏎.
QString visibleText(const QString &text);

// The same for text of many lines (a note, a comment): ends of lines and tabs stay.
QString visibleLines(const QString &text);

// A JSON document with the hidden characters of its texts as \uXXXX: the values stay the same, and a terminal shows
// them in order. json: valid and in UTF-8, as QJsonDocument writes it; its own line ends stay.
QByteArray visibleJson(const QByteArray &json);

} // namespace tegata
