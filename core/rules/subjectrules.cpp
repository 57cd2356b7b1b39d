// SPDX-License-Identifier: Apache-2.0
#include "core/rules/charactertext.h"
#include "core/rules/checkparts.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/legalformtext.h"
#include "core/rules/namecharacters.h"
#include "core/rules/subjectbounds.h"
#include "core/rules/unicodename.h"

#include <QStringList>

#include <algorithm>

namespace tegata {

namespace {

QString fieldOf(const QString &type)
{
    return QStringLiteral("subject.") + type;
}

// -1 for other types.
qsizetype rankOf(const QString &type)
{
    return subjectOrder().indexOf(type);
}

bool isTakenOver(const QString &type, Product product)
{
    static const QStringList extendedValidation = {QStringLiteral("businessCategory"), QStringLiteral("jurisdictionC"),
                                                   QStringLiteral("serialNumber")};
    return rankOf(type) >= 0 || (product == Product::Ev && extendedValidation.contains(type));
}

class SubjectRules
{
public:
    explicit SubjectRules(const RequestCheck &check) : m_check(check), m_subject(check.csr.subject()) {}

    QList<Finding> run()
    {
        if (isServer()) {
            checkMandatory();
            checkDuplicates();
            checkOrder();
        }
        for (const NameAttribute &attribute : m_subject.attributes())
            checkAttribute(attribute);
        return m_findings;
    }

private:
    void report(FindingCode code, FindingOutcome outcome, const QString &type, QMap<QString, QString> args = {})
    {
        args.insert(QStringLiteral("type"), type);
        m_findings.append(makeFinding(code, outcome, type.isEmpty() ? QStringLiteral("subject") : fieldOf(type), args));
    }

    bool isServer() const { return hasServerRules(m_check.context.kind); }

    bool has(const char *type) const { return !m_subject.values(QLatin1String(type)).isEmpty(); }

    void checkMandatory()
    {
        for (const char *type : {"C", "O"}) {
            if (!has(type))
                report(FindingCode::SubjectMissing, FindingOutcome::Error, QString::fromLatin1(type));
        }
        if (!has("L") && !has("ST"))
            report(FindingCode::SubjectMissing, FindingOutcome::Error, QStringLiteral("L"));
    }

    void checkDuplicates()
    {
        QMap<QString, int> counts;
        for (const NameAttribute &attribute : m_subject.attributes())
            ++counts[attribute.type];
        for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
            const bool isTaken = it.key() == QLatin1String("OU") && m_check.policy.takesOrganizationalUnit();
            if (it.value() > 1 && !isTaken)
                report(FindingCode::SubjectDuplicate, FindingOutcome::Error, it.key(),
                       {{QStringLiteral("count"), QString::number(it.value())}});
        }
    }

    void checkOrder()
    {
        QStringList types;
        for (const NameAttribute &attribute : m_subject.attributes()) {
            if (rankOf(attribute.type) >= 0)
                types.append(attribute.type);
        }
        QStringList ordered = types;
        std::stable_sort(ordered.begin(), ordered.end(),
                         [](const QString &a, const QString &b) { return rankOf(a) < rankOf(b); });
        if (types != ordered)
            report(FindingCode::SubjectOrder, FindingOutcome::Note, {},
                   {{QStringLiteral("value"), types.join(QStringLiteral(", "))},
                    {QStringLiteral("expected"), ordered.join(QStringLiteral(", "))}});
    }

    void checkAttribute(const NameAttribute &attribute)
    {
        const QString &type = attribute.type;
        if (isServer() && !isTakenOver(type, m_check.context.product)) {
            // Another site's profiles take over what they take over.
            if (m_check.context.siteRegisters)
                report(FindingCode::SubjectAttributeDropped, FindingOutcome::Note, type);
            return;
        }
        if (holdsOnlyMarks(attribute.value)) {
            report(FindingCode::SubjectEmptyValue, FindingOutcome::Error, type);
            return;
        }
        const QString composed = attribute.value.normalized(QString::NormalizationForm_C);
        const qsizetype length = characterCount(composed);
        const qsizetype limit = subjectUpperBound(type);
        if (limit > 0 && length > limit)
            report(FindingCode::SubjectTooLong, FindingOutcome::Error, type,
                   {{QStringLiteral("length"), QString::number(length)},
                    {QStringLiteral("limit"), QString::number(limit)}});
        // A compatibility ideograph by itself is told by name (checkEncoding).
        if (composed != attribute.value && composed != withoutCompatibilityIdeographs(attribute.value))
            report(FindingCode::SubjectNotNfc, FindingOutcome::Note, type);
        if (!isServer())
            return;
        if (type == QLatin1String("businessCategory"))
            checkBusinessCategory(attribute.value);
        if (type == QLatin1String("C"))
            checkCountry(attribute);
        else if (type == QLatin1String("OU"))
            checkOrganizationalUnit(attribute.value);
        else if (type != QLatin1String("CN") && m_check.context.language == Language::English)
            checkEnglish(attribute);
        if (type == QLatin1String("O"))
            checkAbbreviation(attribute.value);
    }

    void checkCountry(const NameAttribute &attribute)
    {
        if (attribute.value != QLatin1String("JP"))
            report(FindingCode::SubjectCountry, FindingOutcome::Error, attribute.type,
                   {{QStringLiteral("value"), attribute.value}});
        else if (attribute.encoding != StringEncoding::Printable)
            report(FindingCode::SubjectCountryEncoding, FindingOutcome::Error, attribute.type);
    }

    // Only EV takes it over.
    void checkBusinessCategory(const QString &value)
    {
        if (!businessCategories().contains(value))
            report(FindingCode::EvBusinessCategory, FindingOutcome::Error, QStringLiteral("businessCategory"),
                   {{QStringLiteral("value"), value},
                    {QStringLiteral("expected"), businessCategories().join(QStringLiteral(", "))}});
    }

    void checkOrganizationalUnit(const QString &value)
    {
        const QMap<QString, QString> args = {{QStringLiteral("value"), value}};
        if (!m_check.policy.takesOrganizationalUnit())
            report(FindingCode::SubjectOrganizationalUnit, FindingOutcome::Warning, QStringLiteral("OU"), args);
        else if (m_check.context.siteRegisters) // else it is up to the site's profile
            report(FindingCode::SubjectOrganizationalUnitKept, FindingOutcome::Note, QStringLiteral("OU"), args);
    }

    // V17: half-width, and no characters that the subject's writing would have to escape.
    void checkEnglish(const NameAttribute &attribute)
    {
        const QList<uint> characters = attribute.value.toUcs4();
        for (const uint character : characters) {
            if (isEnglishSubjectCharacter(character))
                continue;
            report(FindingCode::SubjectEnglishCharacter, FindingOutcome::Error, attribute.type,
                   {{QStringLiteral("character"), characterName(character)}});
            return;
        }
    }

    void checkAbbreviation(const QString &value)
    {
        const QString written = withLegalFormsWrittenOut(value);
        if (written != value)
            report(FindingCode::SubjectAbbreviatedForm, FindingOutcome::Error, QStringLiteral("O"),
                   {{QStringLiteral("value"), value}, {QStringLiteral("expected"), written}});
    }

    const RequestCheck &m_check;
    const DistinguishedName &m_subject;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkSubject(const RequestCheck &check)
{
    return SubjectRules(check).run();
}

} // namespace tegata
