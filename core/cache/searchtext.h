// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace tegata {

// For searching only: compatibility forms made one (NFKC: ｱ = ア, Ａ = A, ㈱ = (株)) and case folded. Control
// characters become spaces, so that a value stays on one line.
QString foldedForSearch(const QString &text);

// What the quick filter looks at of one record: its values folded, one a line.
QString searchText(const QStringList &values);

// A phrase for FTS5's MATCH: a quoted string, so that no syntax of FTS5 has a meaning in it.
QString matchPhrase(const QString &text);

// The words of a quick filter, folded: each must stand somewhere in a record's search text. A value.
class SearchWords
{
public:
    SearchWords() = default;
    explicit SearchWords(const QString &text);

    // A phrase that must stand as it is, spaces included, beside the words.
    void addPhrase(const QString &text);

    bool isEmpty() const { return m_words.isEmpty(); }
    // Whether the search table alone can tell: every word has two characters or more.
    bool areIndexed() const;
    // The words of two characters and more.
    QStringList indexed() const;
    // FTS5's MATCH over these; empty when there is none.
    QString matchExpression() const;
    bool areIn(const QString &searchText) const;

private:
    QStringList m_words;
};

} // namespace tegata
