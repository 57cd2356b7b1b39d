// SPDX-License-Identifier: Apache-2.0
#include "core/base/visibletext.h"
#include "core/rules/charactertext.h"
#include "core/rules/checkparts.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/unicodename.h"

#include <optional>

namespace tegata {

namespace {

bool isPrintable(char32_t c)
{
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') ||
           (c < 0x80 && QStringLiteral(" '()+,-./:=?").contains(QChar(static_cast<char16_t>(c))));
}

// The first character that the string type cannot hold; a TeletexString with anything but ASCII is read in as many ways
// as there are programs.
std::optional<char32_t> strangerIn(const NameAttribute &attribute)
{
    const QList<uint> characters = attribute.value.toUcs4();
    for (const char32_t c : characters) {
        switch (attribute.encoding) {
        case StringEncoding::Printable:
            if (!isPrintable(c))
                return c;
            break;
        case StringEncoding::Ia5:
        case StringEncoding::Teletex:
            if (c > 0x7f)
                return c;
            break;
        default:
            return std::nullopt;
        }
    }
    return std::nullopt;
}

class EncodingRules
{
public:
    explicit EncodingRules(const DistinguishedName &subject) : m_subject(subject) {}

    QList<Finding> run()
    {
        if (m_subject.hasEmptyRdn())
            m_findings.append(
                makeFinding(FindingCode::SubjectEmptyRdn, FindingOutcome::Error, QStringLiteral("subject")));
        checkRdns();
        for (const NameAttribute &attribute : m_subject.attributes()) {
            checkStringType(attribute);
            checkCharacters(attribute);
        }
        return m_findings;
    }

private:
    void report(FindingCode code, FindingOutcome outcome, const NameAttribute &attribute, QMap<QString, QString> args)
    {
        args.insert(QStringLiteral("type"), attribute.type);
        m_findings.append(makeFinding(code, outcome, QStringLiteral("subject.") + attribute.type, args));
    }

    void checkRdns()
    {
        const QList<NameAttribute> &attributes = m_subject.attributes();
        for (qsizetype i = 0; i < attributes.size();) {
            QStringList types = {attributes.at(i).type};
            for (++i; i < attributes.size() && attributes.at(i).isJoined; ++i)
                types.append(attributes.at(i).type);
            if (types.size() > 1)
                m_findings.append(makeFinding(FindingCode::SubjectJoined, FindingOutcome::Note,
                                              QStringLiteral("subject"),
                                              {{QStringLiteral("value"), types.join(QStringLiteral(" + "))}}));
        }
    }

    void checkStringType(const NameAttribute &attribute)
    {
        const QString name = stringTypeName(attribute.encoding);
        if (const std::optional<char32_t> stranger = strangerIn(attribute)) {
            report(FindingCode::SubjectStringTypeWrong, FindingOutcome::Warning, attribute,
                   {{QStringLiteral("value"), name}, {QStringLiteral("character"), characterName(*stranger)}});
            return;
        }
        if (attribute.encoding == StringEncoding::Bmp || attribute.encoding == StringEncoding::Universal ||
            attribute.encoding == StringEncoding::Teletex)
            report(FindingCode::SubjectStringType, FindingOutcome::Note, attribute, {{QStringLiteral("value"), name}});
    }

    // The first of each kind is enough to look for.
    void checkCharacters(const NameAttribute &attribute)
    {
        bool hasUnseen = false;
        bool hasIdeograph = false;
        const QList<uint> characters = attribute.value.toUcs4();
        for (const char32_t c : characters) {
            if (isHiddenCharacter(c) && !isVariationSelector(c) && !hasUnseen) {
                hasUnseen = true;
                report(FindingCode::SubjectUnseenCharacter, FindingOutcome::Error, attribute,
                       {{QStringLiteral("character"), unicodeName(c)}});
            } else if (isCompatibilityIdeograph(c) && !hasIdeograph) {
                hasIdeograph = true;
                const QString composed = QString::fromUcs4(&c, 1).normalized(QString::NormalizationForm_C);
                report(FindingCode::SubjectCompatibilityIdeograph, FindingOutcome::Note, attribute,
                       {{QStringLiteral("character"), ideographName(c)},
                        {QStringLiteral("expected"), ideographName(composed.toUcs4().value(0))}});
            }
        }
    }

    const DistinguishedName &m_subject;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkEncoding(const RequestCheck &check)
{
    return EncodingRules(check.csr.subject()).run();
}

} // namespace tegata
