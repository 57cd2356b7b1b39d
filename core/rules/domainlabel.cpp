// SPDX-License-Identifier: Apache-2.0
#include "core/rules/domainlabel.h"

#include "core/rules/charactertext.h"
#include "core/rules/findingcatalogue.h"

#include <idn2.h>

#include <memory>
#include <optional>

namespace tegata {

namespace {

constexpr qsizetype MaximumLabel = 63; // RFC 1035

template <typename Byte>
struct FreeIdn
{
    void operator()(Byte *text) const noexcept { idn2_free(text); }
};

bool isAscii(const QString &text)
{
    for (const QChar character : text) {
        if (character.unicode() > 0x7F)
            return false;
    }
    return true;
}

struct Ascii
{
    QString text;
    bool tooLong = false;
};

// Nothing when IDNA does not allow the label. Without STD3 rules: those drop characters in silence, so the caller has
// looked at the ASCII ones itself.
std::optional<Ascii> toAscii(const QString &label)
{
    const QByteArray utf8 = label.toUtf8();
    uint8_t *raw = nullptr;
    const int status = idn2_lookup_u8(reinterpret_cast<const uint8_t *>(utf8.constData()), &raw,
                                      IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    const std::unique_ptr<uint8_t, FreeIdn<uint8_t>> owner(raw);
    if (status == IDN2_TOO_BIG_LABEL || status == IDN2_TOO_BIG_DOMAIN || status == IDN2_PUNYCODE_BIG_OUTPUT)
        return Ascii{{}, true};
    if (status != IDN2_OK)
        return std::nullopt;
    return Ascii{QString::fromLatin1(reinterpret_cast<const char *>(raw)), false};
}

std::optional<QString> toUnicode(const QString &ascii)
{
    char *raw = nullptr;
    const int status = idn2_to_unicode_8z8z(ascii.toLatin1().constData(), &raw, IDN2_NONTRANSITIONAL);
    const std::unique_ptr<char, FreeIdn<char>> owner(raw);
    return status == IDN2_OK ? std::optional(QString::fromUtf8(raw)) : std::nullopt;
}

class LabelExaminer
{
public:
    explicit LabelExaminer(const QString &label) : m_label(label) {}

    DomainLabel examine()
    {
        if (m_label.isEmpty())
            refuse(FindingCode::DomainEmptyLabel);
        else if (checkAsciiCharacters(m_label))
            isAscii(m_label) ? takeAscii(m_label.toLower()) : takeUnicode();
        if (!m_result.findings.isEmpty())
            m_result.ascii = m_result.readable = QString();
        return m_result;
    }

private:
    void refuse(FindingCode code, QMap<QString, QString> args = {})
    {
        args.insert(QStringLiteral("label"), m_label);
        args.insert(QStringLiteral("name"), m_label);
        m_result.findings.append(makeFinding(code, FindingOutcome::Error, {}, args));
    }

    bool checkAsciiCharacters(const QString &text)
    {
        for (const QChar character : text) {
            const char16_t code = character.unicode();
            if (code > 0x7F || character == QLatin1Char('-') || (character.isLetterOrNumber()))
                continue;
            if (character == QLatin1Char('_'))
                refuse(FindingCode::DomainUnderscore);
            else
                refuse(FindingCode::DomainBadCharacter, {{QStringLiteral("character"), characterName(code)}});
            return false;
        }
        return true;
    }

    void takeAscii(const QString &label)
    {
        const QLatin1Char hyphen('-');
        if (label.size() > MaximumLabel)
            return refuseLength(QString::number(label.size()));
        if (label.startsWith(hyphen) || (label.endsWith(hyphen) && !label.startsWith(QLatin1String("xn--"))))
            return refuse(FindingCode::DomainHyphenEdge);
        m_result.ascii = label;
        m_result.readable = label;
        if (label.startsWith(QLatin1String("xn--")))
            takeEncoded(label);
        else if (label.size() >= 4 && label.at(2) == hyphen && label.at(3) == hyphen)
            refuse(FindingCode::DomainReservedHyphens);
    }

    void takeEncoded(const QString &label)
    {
        const std::optional<QString> decoded = toUnicode(label);
        const std::optional<Ascii> encoded = decoded ? toAscii(*decoded) : std::nullopt;
        if (!encoded || encoded->tooLong || encoded->text.isEmpty())
            refuse(FindingCode::DomainPunycodeInvalid);
        else if (encoded->text != label)
            refuse(FindingCode::DomainPunycodeNotCanonical, {{QStringLiteral("expected"), encoded->text}});
        else
            m_result.readable = *decoded;
    }

    void takeUnicode()
    {
        const std::optional<Ascii> encoded = toAscii(m_label);
        if (!encoded || encoded->text.contains(QLatin1Char('.')))
            return refuse(FindingCode::DomainIdnInvalid);
        if (encoded->tooLong)
            return refuseLength(QStringLiteral("64+"));
        // What the mapping made of full-width characters is looked at like typed text.
        if (checkAsciiCharacters(encoded->text))
            takeAscii(encoded->text);
    }

    void refuseLength(const QString &length)
    {
        refuse(FindingCode::DomainLabelTooLong,
               {{QStringLiteral("length"), length}, {QStringLiteral("limit"), QString::number(MaximumLabel)}});
    }

    QString m_label;
    DomainLabel m_result;
};

} // namespace

DomainLabel examineLabel(const QString &label)
{
    return LabelExaminer(label).examine();
}

QString readableLabel(const QString &ascii)
{
    return toUnicode(ascii).value_or(ascii);
}

} // namespace tegata
