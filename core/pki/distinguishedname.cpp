// SPDX-License-Identifier: Apache-2.0
#include "core/pki/distinguishedname.h"

#include "core/base/visibletext.h"
#include "core/pki/opensslsupport.h"
#include "core/pki/x509name.h"

#include <openssl/objects.h>

#include <QStringDecoder>

#include <optional>

namespace tegata {

namespace {

std::optional<QString> decodeUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

// width octets a unit, big-endian: UTF-16 (2; Windows writes surrogate pairs into BMPString) or UTF-32 (4).
std::optional<QString> decodeUnits(const QByteArray &bytes, int width)
{
    if (bytes.size() % width != 0)
        return std::nullopt;
    QString text;
    for (qsizetype i = 0; i < bytes.size(); i += width) {
        char32_t unit = 0;
        for (int k = 0; k < width; ++k)
            unit = (unit << 8) | static_cast<unsigned char>(bytes.at(i + k));
        if (width == 2) {
            text += QChar(static_cast<char16_t>(unit));
        } else {
            if (unit > 0x10ffff || (unit >= 0xd800 && unit <= 0xdfff))
                return std::nullopt;
            text += QString::fromUcs4(&unit, 1);
        }
    }
    return text.isValidUtf16() ? std::optional(text) : std::nullopt;
}

// Japanese in a TeletexString is Shift_JIS. Latin-1 can look like it by chance, but hardly for two characters in a row.
std::optional<QString> decodeShiftJis(const QByteArray &bytes)
{
    QStringDecoder decoder("Shift_JIS", QStringConverter::Flag::Stateless);
    if (!decoder.isValid())
        return std::nullopt;
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar::ReplacementCharacter))
        return std::nullopt;
    int row = 0;
    bool hasRow = false;
    for (const QChar c : text) {
        row = c.unicode() >= 0x3000 && c.unicode() < 0xff00 ? row + 1 : 0;
        hasRow = hasRow || row > 1;
    }
    return hasRow ? std::optional(text) : std::nullopt;
}

std::optional<QString> decode(int type, const QByteArray &bytes)
{
    switch (type) {
    case V_ASN1_UTF8STRING:
        return decodeUtf8(bytes);
    case V_ASN1_BMPSTRING:
        return decodeUnits(bytes, 2);
    case V_ASN1_UNIVERSALSTRING:
        return decodeUnits(bytes, 4);
    case V_ASN1_T61STRING: // in practice Latin-1, or what the computer wrote everywhere
        return decodeShiftJis(bytes).value_or(QString::fromLatin1(bytes));
    case V_ASN1_PRINTABLESTRING:
    case V_ASN1_IA5STRING:
    case V_ASN1_NUMERICSTRING:
        // Programs put UTF-8 there; that it has no place there is for the rules to tell.
        return decodeUtf8(bytes);
    default: // not a string (x500UniqueIdentifier): RFC 4514's form of the octets
        return QLatin1Char('#') + QString::fromLatin1(bytes.toHex());
    }
}

StringEncoding encodingOf(int type)
{
    switch (type) {
    case V_ASN1_UTF8STRING:
        return StringEncoding::Utf8;
    case V_ASN1_PRINTABLESTRING:
        return StringEncoding::Printable;
    case V_ASN1_BMPSTRING:
        return StringEncoding::Bmp;
    case V_ASN1_IA5STRING:
        return StringEncoding::Ia5;
    case V_ASN1_T61STRING:
        return StringEncoding::Teletex;
    case V_ASN1_UNIVERSALSTRING:
        return StringEncoding::Universal;
    default:
        return StringEncoding::Other;
    }
}

StringEncoding writtenEncoding(int nid)
{
    switch (nid) {
    case NID_countryName:
    case NID_serialNumber:
    case NID_dnQualifier:
    case NID_jurisdictionCountryName:
        return StringEncoding::Printable;
    case NID_domainComponent:
    case NID_pkcs9_emailAddress:
        return StringEncoding::Ia5;
    default:
        return StringEncoding::Utf8;
    }
}

QString escaped(const QString &value)
{
    QString text;
    const QList<uint> characters = value.toUcs4();
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t c = characters.at(i);
        const QString shown = QString::fromUcs4(&c, 1);
        if (isHiddenCharacter(c)) {
            const QByteArray octets = shown.toUtf8();
            for (const char octet : octets)
                text += QLatin1Char('\\') + QString::fromLatin1(QByteArray(1, octet).toHex().toUpper());
            continue;
        }
        const bool isEdgeSpace = c == U' ' && (i == 0 || i == characters.size() - 1);
        if (isEdgeSpace || QStringLiteral(",+\"\\<>;").contains(shown) || (i == 0 && c == U'#'))
            text += QLatin1Char('\\');
        text += shown;
    }
    return text;
}

bool isHexDigit(QChar c)
{
    return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || (c >= QLatin1Char('a') && c <= QLatin1Char('f')) ||
           (c >= QLatin1Char('A') && c <= QLatin1Char('F'));
}

// Reads "type=value, type=value" once from left to right.
class NameParser
{
public:
    explicit NameParser(const QString &text) : m_text(text) {}

    Result<DistinguishedName> parse()
    {
        QList<NameAttribute> attributes;
        bool isJoined = false;
        skipSpaces();
        while (m_position < m_text.size()) {
            Result<NameAttribute> attribute = readAttribute();
            if (!attribute)
                return failure(attribute.error());
            attribute->isJoined = isJoined;
            attributes.append(*attribute);
            if (m_position == m_text.size())
                break;
            isJoined = m_text.at(m_position) == QLatin1Char('+');
            ++m_position; // the comma or plus
            skipSpaces();
            if (m_position == m_text.size())
                return broken(QStringLiteral("nothing follows the comma or plus"));
        }
        return DistinguishedName(attributes);
    }

private:
    tl::unexpected<Error> broken(const QString &detail, const QString &type = {}) const
    {
        return failure(ErrorCode::InvalidSubject, detail, type, m_text.left(m_position).toUtf8().size());
    }

    void skipSpaces()
    {
        while (m_position < m_text.size() && m_text.at(m_position) == QLatin1Char(' '))
            ++m_position;
    }

    Result<NameAttribute> readAttribute()
    {
        const qsizetype equals = m_text.indexOf(QLatin1Char('='), m_position);
        if (equals < 0)
            return broken(QStringLiteral("no \"=\" after the attribute type"));
        const QString type = m_text.mid(m_position, equals - m_position).trimmed();
        const ossl::Object object(OBJ_txt2obj(type.toUtf8().constData(), 0));
        if (type.isEmpty() || !object)
            return broken(QStringLiteral("unknown attribute type"), type);
        m_position = equals + 1;
        skipSpaces();
        Result<QString> value = readValue(type);
        if (!value)
            return failure(value.error());
        return NameAttribute{ossl::objectName(object.get()), *value, writtenEncoding(OBJ_obj2nid(object.get()))};
    }

    Result<QString> readValue(const QString &type)
    {
        if (m_position < m_text.size() && m_text.at(m_position) == QLatin1Char('#'))
            return broken(QStringLiteral("values in hexadecimal are not read"), type);
        QByteArray value;
        qsizetype keep = 0; // trailing spaces count only when escaped
        for (; m_position < m_text.size(); ++m_position) {
            const QChar c = m_text.at(m_position);
            if (c == QLatin1Char(',') || c == QLatin1Char('+'))
                break;
            if (c == QLatin1Char('\\')) {
                if (!readEscape(value))
                    return broken(QStringLiteral("unknown escape"), type);
                keep = value.size();
                continue;
            }
            if (c.isNull() || QStringLiteral("\"<>;").contains(c))
                return broken(QStringLiteral("a character that must be escaped"), type);
            const qsizetype width =
                c.isHighSurrogate() && m_position + 1 < m_text.size() && m_text.at(m_position + 1).isLowSurrogate() ? 2
                                                                                                                    : 1;
            if (width == 1 && c.isSurrogate())
                return broken(QStringLiteral("a lone surrogate"), type);
            value += QStringView(m_text).mid(m_position, width).toUtf8();
            m_position += width - 1;
            if (c != QLatin1Char(' '))
                keep = value.size();
        }
        value.truncate(keep);
        const std::optional<QString> text = decodeUtf8(value);
        if (!text || text->isEmpty() || text->contains(QChar(u'\0')))
            return broken(text && text->isEmpty() ? QStringLiteral("the value is empty")
                                                  : QStringLiteral("the value is not UTF-8 text"),
                          type);
        return *text;
    }

    bool readEscape(QByteArray &value)
    {
        if (m_position + 1 >= m_text.size())
            return false;
        const QChar next = m_text.at(m_position + 1);
        if (QStringLiteral(" ,+\"\\<>;#=").contains(next)) {
            value += next.toLatin1();
            ++m_position;
            return true;
        }
        if (m_position + 2 >= m_text.size() || !isHexDigit(next) || !isHexDigit(m_text.at(m_position + 2)))
            return false;
        value += QByteArray::fromHex(QStringView(m_text).mid(m_position + 1, 2).toLatin1());
        m_position += 2;
        return true;
    }

    const QString &m_text;
    qsizetype m_position = 0;
};

} // namespace

QString stringTypeName(StringEncoding encoding)
{
    switch (encoding) {
    case StringEncoding::Utf8:
        return QStringLiteral("UTF8String");
    case StringEncoding::Printable:
        return QStringLiteral("PrintableString");
    case StringEncoding::Bmp:
        return QStringLiteral("BMPString");
    case StringEncoding::Ia5:
        return QStringLiteral("IA5String");
    case StringEncoding::Teletex:
        return QStringLiteral("TeletexString");
    case StringEncoding::Universal:
        return QStringLiteral("UniversalString");
    case StringEncoding::Other:
        break;
    }
    return QStringLiteral("other");
}

Result<NameAttribute> ossl::readNameAttribute(const QString &type, int stringType, const QByteArray &octets,
                                              bool isJoined)
{
    const std::optional<QString> value = decode(stringType, octets);
    if (!value)
        return failure(ErrorCode::InvalidSubject, QStringLiteral("the string does not decode"), type);
    if (value->contains(QChar(u'\0')))
        return failure(ErrorCode::InvalidSubject, QStringLiteral("the string holds a NUL"), type);
    return NameAttribute{type, *value, encodingOf(stringType), isJoined};
}

Result<DistinguishedName> DistinguishedName::fromX509Name(const X509_name_st *name)
{
    QList<NameAttribute> attributes;
    const int count = X509_NAME_entry_count(name);
    int rdn = -1;
    for (int i = 0; i < count; ++i) {
        const X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
        const ASN1_STRING *data = X509_NAME_ENTRY_get_data(entry);
        const Result<NameAttribute> attribute =
            ossl::readNameAttribute(ossl::objectName(X509_NAME_ENTRY_get_object(entry)), ASN1_STRING_type(data),
                                    ossl::octets(data), X509_NAME_ENTRY_set(entry) == rdn);
        if (!attribute)
            return failure(attribute.error());
        rdn = X509_NAME_ENTRY_set(entry);
        attributes.append(*attribute);
    }
    return DistinguishedName(attributes);
}

Result<DistinguishedName> DistinguishedName::parse(const QString &text)
{
    const ossl::ErrorScope errors;
    return NameParser(text).parse();
}

QString DistinguishedName::value(QLatin1String type) const
{
    for (const NameAttribute &attribute : m_attributes) {
        if (attribute.type == type)
            return attribute.value;
    }
    return {};
}

QStringList DistinguishedName::values(QLatin1String type) const
{
    QStringList found;
    for (const NameAttribute &attribute : m_attributes) {
        if (attribute.type == type)
            found.append(attribute.value);
    }
    return found;
}

QString DistinguishedName::toString() const
{
    QString text;
    for (const NameAttribute &attribute : m_attributes) {
        if (!text.isEmpty())
            text += attribute.isJoined ? QStringLiteral(" + ") : QStringLiteral(", ");
        text += attribute.type + QLatin1Char('=') + escaped(attribute.value);
    }
    return text;
}

} // namespace tegata
