// SPDX-License-Identifier: Apache-2.0
#include "core/pki/distinguishedname.h"

#include "core/pki/opensslsupport.h"

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

std::optional<QString> decode(const ASN1_STRING *string)
{
    switch (ASN1_STRING_type(string)) {
    case V_ASN1_UTF8STRING:
        return decodeUtf8(ossl::octets(string));
    case V_ASN1_BMPSTRING:
        return decodeUnits(ossl::octets(string), 2);
    case V_ASN1_UNIVERSALSTRING:
        return decodeUnits(ossl::octets(string), 4);
    case V_ASN1_T61STRING: // in practice always Latin-1
        return QString::fromLatin1(ossl::octets(string));
    case V_ASN1_PRINTABLESTRING:
    case V_ASN1_IA5STRING:
    case V_ASN1_NUMERICSTRING:
        return ossl::asciiText(string);
    default: // not a string (x500UniqueIdentifier): RFC 4514's form of the octets
        return QLatin1Char('#') + QString::fromLatin1(ossl::octets(string).toHex());
    }
}

StringEncoding encodingOf(const ASN1_STRING *string)
{
    switch (ASN1_STRING_type(string)) {
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
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value.at(i);
        const bool isEdgeSpace = c == QLatin1Char(' ') && (i == 0 || i == value.size() - 1);
        if (c.unicode() < 0x20 || c.unicode() == 0x7f) {
            text += QStringLiteral("\\%1").arg(int(c.unicode()), 2, 16, QLatin1Char('0')).toUpper();
        } else {
            if (isEdgeSpace || QStringLiteral(",+\"\\<>;").contains(c) || (i == 0 && c == QLatin1Char('#')))
                text += QLatin1Char('\\');
            text += c;
        }
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
        skipSpaces();
        while (m_position < m_text.size()) {
            Result<NameAttribute> attribute = readAttribute();
            if (!attribute)
                return failure(attribute.error());
            attributes.append(*attribute);
            if (m_position == m_text.size())
                break;
            ++m_position; // the comma
            skipSpaces();
            if (m_position == m_text.size())
                return broken(QStringLiteral("nothing follows the comma"));
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
        for (; m_position < m_text.size() && m_text.at(m_position) != QLatin1Char(','); ++m_position) {
            const QChar c = m_text.at(m_position);
            if (c == QLatin1Char('\\')) {
                if (!readEscape(value))
                    return broken(QStringLiteral("unknown escape"), type);
                keep = value.size();
                continue;
            }
            if (c.isNull() || QStringLiteral("+\"<>;").contains(c))
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

Result<DistinguishedName> DistinguishedName::fromX509Name(const X509_name_st *name)
{
    QList<NameAttribute> attributes;
    const int count = X509_NAME_entry_count(name);
    for (int i = 0; i < count; ++i) {
        const X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
        const ASN1_STRING *data = X509_NAME_ENTRY_get_data(entry);
        const QString type = ossl::objectName(X509_NAME_ENTRY_get_object(entry));
        const std::optional<QString> value = decode(data);
        if (!value)
            return failure(ErrorCode::InvalidSubject, QStringLiteral("the string does not decode"), type);
        if (value->contains(QChar(u'\0')))
            return failure(ErrorCode::InvalidSubject, QStringLiteral("the string holds a NUL"), type);
        attributes.append({type, *value, encodingOf(data)});
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
    QStringList parts;
    for (const NameAttribute &attribute : m_attributes)
        parts.append(attribute.type + QLatin1Char('=') + escaped(attribute.value));
    return parts.join(QStringLiteral(", "));
}

} // namespace tegata
