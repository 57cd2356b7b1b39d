// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/legalform.h"

#include <QList>
#include <QString>

#include <string_view>

// 法人格 as they stand in names (V14, V15). Positions and lengths are in characters.
namespace tegata {

// ㈱, (株), 特例有限会社, …: never the spelling of a registered name.
struct AbbreviatedForm
{
    qsizetype position;
    qsizetype length;
    QString form; // 株式会社
};
QList<AbbreviatedForm> abbreviatedForms(std::u32string_view name);
// The text with them written out; the same text when it has none.
QString withLegalFormsWrittenOut(const QString &text);

// 株式会社, 国立研究開発法人, 弁護士法人, …
struct FormWord
{
    qsizetype position;
    qsizetype length;
    LegalForm form; // the one of the pull-down that the word belongs to
    QString word;
};
// From left to right, not overlapping, the longest first.
QList<FormWord> formWords(std::u32string_view name);

// The part of a name without the form at its beginning and its end.
struct NameStem
{
    qsizetype begin;
    qsizetype end;
};
NameStem nameStem(std::u32string_view name);

// The word that a name of this form carries: 有限会社 for 特例有限会社. Empty for a form that is not part of names.
QString wordInNames(LegalForm form);
// Whether the law wants the word in the name: of companies it does (会社法 6条), of schools it does not.
bool isWordRequired(LegalForm form);

} // namespace tegata
