// SPDX-License-Identifier: Apache-2.0
#include "core/rules/domainlist.h"

#include "core/rules/findingcatalogue.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumEntries = 10000; // of one paste

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar character) { return character.unicode() <= 0x7F; });
}

// The registrable part in the letters of the whole name: "日本語.jp" of "www.日本語.jp".
QString readableRegistrable(const DomainName &name)
{
    const qsizetype labels = name.registrable.count(QLatin1Char('.')) + 1;
    return name.uLabel.section(QLatin1Char('.'), -labels);
}

// The A-label that makes two entries the same domain; for what is no domain the text itself.
QString identity(const QString &entry)
{
    const DomainName name = examineDomain(entry);
    if (!name.registrable.isEmpty())
        return name.registrable;
    return name.aLabel.isEmpty() ? entry.trimmed().toLower() : name.aLabel;
}

// Cells of a spreadsheet come in quotes, names from mail in < >, lists from prose with a full stop at the end.
QStringList entriesOf(const QString &pasted)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;|\u3001\uFF0C\uFF1B\"'<>\uFEFF\u200B]+"),
                                               QRegularExpression::UseUnicodePropertiesOption);
    return pasted.split(separators, Qt::SkipEmptyParts);
}

class Intake
{
public:
    Intake(const QStringList &existing, int limit) : m_limit(limit), m_count(existing.size())
    {
        for (const QString &domain : existing)
            m_known.insert(identity(domain));
    }

    void take(const QString &entry)
    {
        DomainIntake::Row row;
        row.input = entry;
        const QString host = hostOf(entry);
        const QString relative = withoutEndingDots(host);
        row.name = examineDomain(relative);
        for (const Finding &finding : row.name.check.findings) {
            // Said once, by the note on the registrable domain.
            if (finding.code != findingKind(FindingCode::DomainUrlReduced).code)
                row.check.findings.append(finding);
        }
        if (!row.check.hasErrors())
            takeName(row, relative != host);
        m_intake.rows.append(row);
    }

    void refuseRest()
    {
        DomainIntake::Row row;
        report(row, FindingCode::DomainPasteTooLong, FindingOutcome::Error,
               {{key("limit"), QString::number(MaximumEntries)}});
        m_intake.rows.append(row);
    }

    DomainIntake result() { return std::move(m_intake); }

private:
    static void report(DomainIntake::Row &row, FindingCode code, FindingOutcome outcome,
                       const QMap<QString, QString> &args)
    {
        row.check.findings.append(makeFinding(code, outcome, {}, args));
    }

    // What stands before a mail address's @ is no part of the domain.
    static QString hostOf(const QString &entry)
    {
        static const QRegularExpression mail(QStringLiteral("\\A(?:mailto:)?[^@/:]+@(?=[^@]+\\z)"));
        QString host = entry;
        return host.remove(mail);
    }

    // The dot of an absolute name, or of a name at the end of a sentence.
    static QString withoutEndingDots(const QString &host)
    {
        static const QRegularExpression endingDots(QStringLiteral("[.\u3002\uFF0E\uFF61]+(?=\\z|[:/?#])"));
        QString relative = host;
        return relative.remove(endingDots);
    }

    void takeName(DomainIntake::Row &row, bool hadEndingDot)
    {
        const QString &registrable = row.name.registrable;
        const bool typedAscii = isAscii(row.input);
        const QString shown = typedAscii ? registrable : readableRegistrable(row.name);
        const QMap<QString, QString> args = {
            {key("value"), row.input}, {key("expected"), shown}, {key("limit"), QString::number(m_limit)}};
        if (m_known.contains(registrable)) {
            report(row, FindingCode::DomainDuplicate, FindingOutcome::Error, args);
            return;
        }
        if (m_count >= m_limit) {
            report(row, FindingCode::DomainListLimit, FindingOutcome::Error, args);
            return;
        }
        if (hadEndingDot || row.name.wildcard || row.name.aLabel != registrable)
            report(row, FindingCode::DomainReduced, FindingOutcome::Note, args);
        m_known.insert(registrable);
        ++m_count;
        row.domain = shown;
        row.accepted = true;
    }

    int m_limit;
    qsizetype m_count;
    QSet<QString> m_known;
    DomainIntake m_intake;
};

} // namespace

QStringList DomainIntake::accepted() const
{
    QStringList domains;
    for (const Row &row : rows) {
        if (row.accepted)
            domains.append(row.domain);
    }
    return domains;
}

DomainIntake takeDomains(const QString &pasted, const QStringList &existing, int limit)
{
    Intake intake(existing, limit);
    const QStringList entries = entriesOf(pasted);
    for (const QString &entry : entries.mid(0, MaximumEntries))
        intake.take(entry);
    if (entries.size() > MaximumEntries)
        intake.refuseRest();
    return intake.result();
}

CheckReport checkDomainList(const QList<EnrollmentDomain> &domains, bool evPossible, const QString &fieldPrefix)
{
    CheckReport report;
    const auto add = [&report](FindingCode code, const QString &field, const QMap<QString, QString> &args) {
        report.findings.append(makeFinding(code, FindingOutcome::Error, field, args));
    };
    if (domains.size() > MaximumDomains)
        add(FindingCode::DomainListTooLong, fieldPrefix,
            {{key("length"), QString::number(domains.size())}, {key("limit"), QString::number(MaximumDomains)}});
    QSet<QString> known;
    for (qsizetype i = 0; i < domains.size(); ++i) {
        const EnrollmentDomain &domain = domains.at(i);
        const QString entry = QStringLiteral("%1[%2].").arg(fieldPrefix).arg(i);
        const QString field = entry + QLatin1String("name");
        const QString typed = domain.name.trimmed();
        if (typed.isEmpty())
            continue;
        const DomainName name = examineDomain(typed);
        const QMap<QString, QString> args = {{key("value"), typed}, {key("expected"), name.registrable}};
        for (Finding finding : name.check.findings) {
            // An absolute name means the same domain, and is registered without its dot.
            if (finding.code == findingKind(FindingCode::DomainTrailingDot).code && !name.registrable.isEmpty())
                finding = makeFinding(FindingCode::DomainReduced, FindingOutcome::Note, field, args);
            finding.field = field;
            report.findings.append(finding);
        }
        if (!name.registrable.isEmpty()) {
            if (known.contains(name.registrable))
                add(FindingCode::DomainDuplicate, field, args);
            else if (name.wildcard || name.aLabel != name.registrable)
                add(FindingCode::DomainHostName, field, args);
            known.insert(name.registrable);
        }
        if (domain.ev && !evPossible)
            add(FindingCode::DomainEvWithoutApplicant, entry + QLatin1String("ev"), args);
    }
    return report;
}

} // namespace tegata
