// SPDX-License-Identifier: Apache-2.0
#include "core/rules/charactertext.h"
#include "core/rules/enrollmentparts.h"

#include <QStringList>

namespace tegata {

namespace {

constexpr qsizetype MaximumMunicipality = 128; // V4
constexpr qsizetype MaximumLine = 200;         // (ours)
constexpr qsizetype MaximumProse = 2000;       // (ours)

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

// Fields that a check of their own reads character by character.
bool hasOwnCheck(const QString &name)
{
    static const QStringList own = {
        QStringLiteral("loginId"),
        QStringLiteral("passwordMail"),
        QStringLiteral("mail"),
        QStringLiteral("noticeMail"),
        QStringLiteral("phone"),
        QStringLiteral("mainPhone"),
        QStringLiteral("responsiblePhone"),
        QStringLiteral("postalCode"),
        QStringLiteral("creditCode"),
        QStringLiteral("corporateNumber"),
        QStringLiteral("registryNumber"),
        QStringLiteral("legalName"),
        QStringLiteral("englishName"),
        QStringLiteral("municipalityEnglish"),
        QStringLiteral("commonName"),
        QStringLiteral("country"),
        QStringLiteral("registryPrefecture"),
    };
    return own.contains(name);
}

bool isProse(const QString &name)
{
    static const QStringList prose = {QStringLiteral("consultationReason"), QStringLiteral("warningReason"),
                                      QStringLiteral("note")};
    return prose.contains(name);
}

// Characters that do not show, that turn the text round, or that only one computer knows (外字).
bool isHidden(uint character, bool prose)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
        return !prose || (character != '\n' && character != '\t' && character != '\r');
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return QChar::isNonCharacter(character);
    }
}

qsizetype limitOf(const QString &name)
{
    if (name == QLatin1String("municipality"))
        return MaximumMunicipality;
    return isProse(name) ? MaximumProse : MaximumLine;
}

} // namespace

QList<Finding> checkFreeTexts(const QList<FormField> &fields)
{
    QList<Finding> findings;
    for (const FormField &field : fields) {
        const QString name = field.path.section(QLatin1Char('.'), -1);
        const bool isDomainName = field.path.contains(QLatin1String("omains["));
        if (field.need == FieldNeed::Irrelevant || field.field->kind != FieldKind::Text || hasOwnCheck(name) ||
            (isDomainName && name == QLatin1String("name")))
            continue;
        const QList<uint> characters = field.text.toUcs4();
        const qsizetype limit = limitOf(name);
        if (characters.size() > limit)
            findings.append(makeFinding(
                FindingCode::FieldTooLong, FindingOutcome::Error, field.path,
                {{key("length"), QString::number(characters.size())}, {key("limit"), QString::number(limit)}}));
        for (const uint character : characters) {
            if (!isHidden(character, isProse(name)))
                continue;
            findings.append(makeFinding(FindingCode::FieldCharacter, FindingOutcome::Error, field.path,
                                        {{key("character"), characterName(character)}}));
            break;
        }
    }
    return findings;
}

} // namespace tegata
