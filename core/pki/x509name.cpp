// SPDX-License-Identifier: Apache-2.0
#include "core/pki/x509name.h"

#include "core/pki/opensslsupport.h"

#include <openssl/objects.h>

#include <cstring>
#include <optional>

namespace tegata::ossl {

namespace {

int asn1Type(StringEncoding encoding)
{
    switch (encoding) {
    case StringEncoding::Utf8:
        return V_ASN1_UTF8STRING;
    case StringEncoding::Printable:
        return V_ASN1_PRINTABLESTRING;
    case StringEncoding::Bmp:
        return V_ASN1_BMPSTRING;
    case StringEncoding::Ia5:
        return V_ASN1_IA5STRING;
    case StringEncoding::Teletex:
        return V_ASN1_T61STRING;
    case StringEncoding::Universal:
        return V_ASN1_UNIVERSALSTRING;
    case StringEncoding::Other:
        break;
    }
    return V_ASN1_UNDEF;
}

bool isPrintable(char32_t c)
{
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') ||
           (c != 0 && c < 0x80 && std::strchr(" '()+,-./:=?", static_cast<char>(c)));
}

void appendBigEndian(QByteArray &bytes, char32_t c, int width)
{
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8)
        bytes += static_cast<char>((c >> shift) & 0xff);
}

// Nothing when a character has no place in the encoding.
std::optional<QByteArray> encode(const QList<uint> &characters, StringEncoding encoding)
{
    QByteArray bytes;
    for (const char32_t c : characters) {
        if (c == 0 || (c >= 0xd800 && c <= 0xdfff))
            return std::nullopt;
        switch (encoding) {
        case StringEncoding::Utf8:
            bytes += QString::fromUcs4(&c, 1).toUtf8();
            break;
        case StringEncoding::Printable:
            if (!isPrintable(c))
                return std::nullopt;
            bytes += static_cast<char>(c);
            break;
        case StringEncoding::Ia5:
            if (c > 0x7f)
                return std::nullopt;
            bytes += static_cast<char>(c);
            break;
        case StringEncoding::Teletex:
            if (c > 0xff)
                return std::nullopt;
            bytes += static_cast<char>(c);
            break;
        case StringEncoding::Bmp: // X.680 has no surrogate pairs here
            if (c > 0xffff)
                return std::nullopt;
            appendBigEndian(bytes, c, 2);
            break;
        case StringEncoding::Universal:
            appendBigEndian(bytes, c, 4);
            break;
        case StringEncoding::Other:
            return std::nullopt;
        }
    }
    return bytes;
}

} // namespace

Result<X509Name> toX509Name(const DistinguishedName &name)
{
    const ErrorScope errors;
    X509Name result(X509_NAME_new());
    if (!result)
        return failure(ErrorCode::Internal, QStringLiteral("no memory"));
    for (const NameAttribute &attribute : name.attributes()) {
        const Object type(OBJ_txt2obj(attribute.type.toLatin1().constData(), 0));
        if (!type)
            return failure(ErrorCode::InvalidSubject, QStringLiteral("unknown attribute type"), attribute.type);
        const QList<uint> characters = attribute.value.toUcs4();
        const std::optional<QByteArray> bytes = encode(characters, attribute.encoding);
        if (!bytes)
            return failure(ErrorCode::InvalidSubject, QStringLiteral("the value does not fit its string type"),
                           attribute.type);
        const ASN1_STRING_TABLE *bounds = ASN1_STRING_TABLE_get(OBJ_obj2nid(type.get()));
        const qsizetype least = bounds && bounds->minsize > 0 ? bounds->minsize : 1;
        if (characters.size() < least || (bounds && bounds->maxsize > 0 && characters.size() > bounds->maxsize))
            return failure(ErrorCode::InvalidSubject,
                           QStringLiteral("%1 characters are not allowed").arg(characters.size()), attribute.type);
        // With a definite type OpenSSL takes the bytes as they are.
        if (X509_NAME_add_entry_by_OBJ(result.get(), type.get(), asn1Type(attribute.encoding),
                                       reinterpret_cast<const unsigned char *>(bytes->constData()),
                                       static_cast<int>(bytes->size()), -1, attribute.isJoined ? -1 : 0) != 1)
            return failure(ErrorCode::InvalidSubject, ErrorScope::reason(), attribute.type);
    }
    return result;
}

} // namespace tegata::ossl
