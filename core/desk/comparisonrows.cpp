// SPDX-License-Identifier: Apache-2.0
#include "core/desk/comparisonrows.h"

#include "core/rules/domainname.h"
#include "core/rules/requestrules.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumNames = 200;
constexpr qsizetype MaximumNearDomains = 200; // that a name outside all of them is compared with

const QString &codeOf(Language language)
{
    static const QString japanese = QStringLiteral("ja");
    static const QString english = QStringLiteral("en");
    return language == Language::Japanese ? japanese : english;
}

std::optional<QString> valueOf(const DistinguishedName &name, const QString &type)
{
    const QStringList values = name.values(QLatin1String(type.toLatin1()));
    if (values.isEmpty())
        return std::nullopt;
    return values.join(QStringLiteral(", "));
}

class ComparisonRows
{
public:
    explicit ComparisonRows(const ComparedSources &sources) : m_sources(sources) {}

    QList<ComparisonRow> run()
    {
        addSubject();
        addNames();
        addKey();
        addChoices();
        return m_rows;
    }

private:
    // Compares both certificates' sides with what is registered, so that the odd one stands out; with each other where
    // nothing is.
    void add(const QString &field, std::optional<QString> csr, std::optional<QString> registered,
             std::optional<QString> previous)
    {
        if (!csr && !registered && !previous)
            return;
        ComparisonRow row{field, std::move(csr),      std::move(registered), std::move(previous), {},
                          {},    TextDifference::None};
        const std::optional<QString> &expected = row.registered ? row.registered : row.previous;
        if (row.csr && expected) {
            const TextComparison comparison = compareTexts(*row.csr, *expected);
            row.csrRuns = comparison.runs;
            row.worst = comparison.worst;
        } else if (row.csr) { // nothing to compare with: what does not show is told all the same
            const TextComparison comparison = compareTexts(*row.csr, *row.csr);
            row.csrRuns = comparison.runs;
            row.worst = comparison.worst;
        }
        const std::optional<QString> &other = row.registered ? row.registered : row.csr;
        if (row.previous && other)
            row.previousRuns = compareTexts(*row.previous, *other).runs;
        m_rows.append(row);
    }

    // Values that are the same or not; no characters to mark.
    void addFact(const QString &field, const std::optional<QString> &csr, const std::optional<QString> &registered,
                 const std::optional<QString> &previous)
    {
        m_rows.append({field, csr, registered, previous, {}, {}, TextDifference::None});
    }

    void addSubject()
    {
        const DistinguishedName &subject = m_sources.csr.subject();
        DistinguishedName registered;
        if (m_sources.organization)
            registered = certificateSubject(*m_sources.organization, {}, m_sources.request.product, language());
        DistinguishedName previous;
        if (m_sources.previous)
            previous = DistinguishedName::parse(m_sources.previous->subject).value_or(DistinguishedName());

        QStringList types = {QStringLiteral("C"), QStringLiteral("ST"), QStringLiteral("L"),
                             QStringLiteral("O"), QStringLiteral("OU"), QStringLiteral("CN")};
        for (const DistinguishedName *name : {&subject, &std::as_const(registered), &std::as_const(previous)}) {
            for (const NameAttribute &attribute : name->attributes()) {
                if (!types.contains(attribute.type))
                    types.append(attribute.type);
            }
        }
        for (const QString &type : std::as_const(types))
            add(QStringLiteral("subject.") + type, valueOf(subject, type), valueOf(registered, type),
                valueOf(previous, type));
    }

    std::optional<QString> registeredDomain(const QString &name) const
    {
        if (!m_sources.registration)
            return std::nullopt;
        const QString host = name.startsWith(QLatin1String("*.")) ? name.mid(2) : name;
        const RegisteredDomain *domain = registeredDomainOf(*m_sources.registration, host);
        return domain ? std::optional(domain->name) : std::nullopt;
    }

    void addNames()
    {
        const QStringList requested = certificateDnsNames(m_sources.csr);
        const QStringList before = m_sources.previous ? m_sources.previous->sans : QStringList();
        for (qsizetype i = 0; i < std::min(requested.size(), MaximumNames); ++i)
            addName(i, requested[i], before.contains(requested[i], Qt::CaseInsensitive));
        qsizetype removed = 0;
        for (const QString &name : before) {
            if (requested.contains(name, Qt::CaseInsensitive))
                continue;
            if (++removed <= MaximumNames)
                addFact(QStringLiteral("sans"), std::nullopt, registeredDomain(name.toLower()), name);
        }
        const qsizetype left = std::max<qsizetype>(requested.size() - MaximumNames, 0);
        const qsizetype leftBefore = std::max<qsizetype>(removed - MaximumNames, 0);
        if (left + leftBefore > 0)
            addFact(QStringLiteral("sans.more"), QString::number(left), std::nullopt, QString::number(leftBefore));
    }

    void addName(qsizetype index, const QString &name, bool wasThere)
    {
        ComparisonRow row;
        row.field = QStringLiteral("sans[%1]").arg(index);
        row.csr = name;
        row.registered = registeredDomain(name);
        if (wasThere)
            row.previous = name;
        row.csrRuns = {{name, TextDifference::None, name}};
        if (m_sources.registration && !row.registered)
            markNearDomain(row);
        m_rows.append(row);
    }

    // examp1e.jp beside the registered example.jp: somebody mistyped, or hopes that nobody looks closely.
    void markNearDomain(ComparisonRow &row) const
    {
        const QList<RegisteredDomain> &domains = m_sources.registration->domains;
        for (qsizetype i = 0; i < std::min(domains.size(), MaximumNearDomains); ++i) {
            const QString &domain = domains[i].name;
            const qsizetype labels = domain.count(QLatin1Char('.')) + 1;
            const QString tail = row.csr->section(QLatin1Char('.'), -static_cast<int>(labels));
            const TextComparison comparison = compareTexts(tail, domain);
            if (comparison.worst != TextDifference::LookAlike)
                continue;
            const QString head = row.csr->chopped(tail.size());
            row.csrRuns.clear();
            if (!head.isEmpty())
                row.csrRuns.append({head, TextDifference::None, head});
            row.csrRuns += comparison.runs;
            row.worst = comparison.worst;
            return;
        }
    }

    void addKey()
    {
        const KeySummary key = keySummary(m_sources.csr.key());
        const CertificateRecord *previous = m_sources.previous;
        const auto ofPrevious = [previous](const QString &value) {
            return previous ? std::optional(value) : std::nullopt;
        };
        addFact(QStringLiteral("publicKey"), key.label, std::nullopt,
                ofPrevious(previous ? previous->key.label : QString()));
        addFact(QStringLiteral("publicKey.sha256"), key.spkiSha256, std::nullopt,
                ofPrevious(previous ? previous->key.spkiSha256 : QString()));
        addFact(QStringLiteral("signature"), m_sources.csr.signatureAlgorithm(), std::nullopt, std::nullopt);
    }

    // A request by a profile says no language.
    Language language() const
    {
        return m_sources.request.profile.isEmpty() ? m_sources.request.language : languageOf(m_sources.csr.subject());
    }

    void addChoices()
    {
        if (!m_sources.request.profile.isEmpty()) {
            addFact(QStringLiteral("profile"), m_sources.request.profile, std::nullopt, std::nullopt);
            return;
        }
        const Organization *organization = m_sources.organization;
        std::optional<QString> products;
        std::optional<QString> languages;
        if (organization) {
            products = organization->evAllowed ? QStringLiteral("ov, ev") : QStringLiteral("ov");
            languages = organization->englishAllowed ? QStringLiteral("ja, en") : QStringLiteral("ja");
        }
        addFact(QStringLiteral("product"), productName(m_sources.request.product), products,
                m_sources.previous ? std::optional(productName(m_sources.previous->product)) : std::nullopt);
        addFact(QStringLiteral("language"), codeOf(m_sources.request.language), languages, std::nullopt);
    }

    const ComparedSources &m_sources;
    QList<ComparisonRow> m_rows;
};

} // namespace

QList<ComparisonRow> comparisonRows(const ComparedSources &sources)
{
    return ComparisonRows(sources).run();
}

} // namespace tegata
