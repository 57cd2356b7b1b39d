// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/domainsheet.h"

#include <QStringList>

namespace tegata {

namespace {

bool isOneOf(const QString &cell, const QStringList &words)
{
    return words.contains(cell, Qt::CaseInsensitive);
}

bool namesDomains(const QString &header)
{
    return isOneOf(header, {QStringLiteral("domain"), QStringLiteral("domains"), QStringLiteral("domain name"),
                            QStringLiteral("domain applied for"), QStringLiteral("ドメイン"),
                            QStringLiteral("ドメイン名"), QStringLiteral("申請ドメイン")});
}

bool namesEv(const QString &header)
{
    return isOneOf(header, {QStringLiteral("EV"), QStringLiteral("SureServer EV"), QStringLiteral("EV証明書")});
}

bool namesNote(const QString &header)
{
    return isOneOf(header,
                   {QStringLiteral("note"), QStringLiteral("notes"), QStringLiteral("remark"),
                    QStringLiteral("remarks"), QStringLiteral("備考"), QStringLiteral("メモ"), QStringLiteral("注記")});
}

bool saysYes(const QString &cell)
{
    return isOneOf(cell, {QStringLiteral("1"), QStringLiteral("yes"), QStringLiteral("y"), QStringLiteral("true"),
                          QStringLiteral("on"), QStringLiteral("x"), QStringLiteral("EV"), QStringLiteral("はい"),
                          QStringLiteral("有"), QStringLiteral("あり"), QStringLiteral("要"), QStringLiteral("○"),
                          QStringLiteral("〇"), QStringLiteral("◯"), QStringLiteral("●"), QStringLiteral("✓"),
                          QStringLiteral("✔"), QStringLiteral("レ")});
}

// The rows of the text, a cell with a line break in quotes being one cell.
class Cells
{
public:
    Cells(const QString &text, QChar separator) : m_text(text), m_separator(separator) {}

    bool hasMore() const { return m_place < m_text.size(); }
    QStringList nextRow()
    {
        QStringList cells;
        QString cell;
        bool isQuoted = false;
        for (; m_place < m_text.size(); ++m_place) {
            const QChar character = m_text.at(m_place);
            if (character == QLatin1Char('"')) {
                const bool isDoubled = isQuoted && m_text.mid(m_place + 1, 1) == QLatin1String("\"");
                if (isDoubled)
                    cell += m_text.at(m_place++);
                else
                    isQuoted = !isQuoted;
            } else if (!isQuoted && character == m_separator) {
                cells.append(cell.simplified());
                cell.clear();
            } else if (!isQuoted && character == QLatin1Char('\n')) {
                ++m_place;
                break;
            } else {
                cell += character;
            }
        }
        cells.append(cell.simplified());
        return cells;
    }

private:
    const QString &m_text;
    QChar m_separator;
    qsizetype m_place = 0;
};

} // namespace

DomainSheet readDomainSheet(const QString &text)
{
    for (const QChar separator : {QLatin1Char(','), QLatin1Char('\t'), QLatin1Char(';')}) {
        Cells cells(text, separator);
        const QStringList header = cells.nextRow();
        const auto column = [&header](bool (*isIt)(const QString &)) {
            qsizetype place = 0;
            while (place < header.size() && !isIt(header.at(place)))
                ++place;
            return place; // beyond the last: there is none
        };
        const qsizetype name = column(namesDomains);
        const qsizetype ev = column(namesEv);
        const qsizetype note = column(namesNote);
        if (name == header.size())
            continue;
        DomainSheet sheet;
        QStringList names;
        while (cells.hasMore()) {
            const QStringList row = cells.nextRow();
            const QString domain = row.value(name);
            if (domain.isEmpty())
                continue;
            names.append(domain);
            if (!sheet.rows.contains(domain)) // of a name that stands twice, the first is taken into the list
                sheet.rows.insert(domain, {domain, saysYes(row.value(ev)), row.value(note)});
        }
        sheet.names = names.join(QLatin1Char('\n'));
        return sheet;
    }
    return {text, {}};
}

} // namespace tegata
