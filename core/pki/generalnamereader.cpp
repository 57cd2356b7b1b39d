// SPDX-License-Identifier: Apache-2.0
#include "core/pki/generalnamereader.h"

#include "core/pki/distinguishedname.h"
#include "core/pki/opensslsupport.h"
#include "core/pki/x509name.h"

#include <openssl/objects.h>

#include <arpa/inet.h>

#include <optional>

namespace tegata {

QString generalNameKindName(GeneralNameKind kind)
{
    switch (kind) {
    case GeneralNameKind::Dns:
        return QStringLiteral("dNSName");
    case GeneralNameKind::Ip:
        return QStringLiteral("iPAddress");
    case GeneralNameKind::Email:
        return QStringLiteral("rfc822Name");
    case GeneralNameKind::Uri:
        return QStringLiteral("uniformResourceIdentifier");
    case GeneralNameKind::Directory:
        return QStringLiteral("directoryName");
    case GeneralNameKind::OtherName:
        return QStringLiteral("otherName");
    case GeneralNameKind::RegisteredId:
        return QStringLiteral("registeredID");
    case GeneralNameKind::Other:
        break;
    }
    return QStringLiteral("x400Address or ediPartyName");
}

} // namespace tegata

namespace tegata::ossl {

namespace {

QString addressText(const QByteArray &bytes)
{
    // Name constraints have a mask behind the address; in a SAN it is a mistake that has to be seen.
    if (bytes.size() == 8 || bytes.size() == 32)
        return addressText(bytes.left(bytes.size() / 2)) + QLatin1Char('/') + addressText(bytes.mid(bytes.size() / 2));
    char text[INET6_ADDRSTRLEN] = {};
    const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
    if ((bytes.size() != 4 && bytes.size() != 16) || !inet_ntop(family, bytes.constData(), text, sizeof text))
        return QLatin1Char('#') + QString::fromLatin1(bytes.toHex());
    return QString::fromLatin1(text);
}

QString printed(GENERAL_NAME *name)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    return bio && GENERAL_NAME_print(bio.get(), name) == 1 ? QString::fromUtf8(bioBytes(bio.get())) : QString();
}

QString otherNameText(const OTHERNAME *name)
{
    const QString type = OBJ_obj2nid(name->type_id) == NID_ms_upn ? QStringLiteral("UPN") : oidText(name->type_id);
    const ASN1_TYPE *value = name->value;
    QString text;
    switch (value ? value->type : V_ASN1_NULL) {
    case V_ASN1_UTF8STRING:
    case V_ASN1_IA5STRING:
    case V_ASN1_PRINTABLESTRING:
    case V_ASN1_BMPSTRING: {
        const Result<NameAttribute> read =
            readNameAttribute(type, value->type, octets(value->value.asn1_string), false);
        text = read ? read->value : QString();
        break;
    }
    default:
        break;
    }
    return text.isEmpty() ? type : QStringLiteral("%1: %2").arg(type, text);
}

GENERAL_NAME *ia5Name(int type, const QString &text)
{
    GENERAL_NAME *name = GENERAL_NAME_new();
    ASN1_IA5STRING *value = ASN1_IA5STRING_new();
    const QByteArray bytes = text.toLatin1();
    if (!name || !value || ASN1_STRING_set(value, bytes.constData(), static_cast<int>(bytes.size())) != 1) {
        GENERAL_NAME_free(name);
        ASN1_IA5STRING_free(value);
        return nullptr;
    }
    GENERAL_NAME_set0_value(name, type, value);
    return name;
}

GeneralNames ia5Names(int type, const QStringList &texts)
{
    GeneralNames names(sk_GENERAL_NAME_new_null());
    for (const QString &text : texts) {
        GENERAL_NAME *name = ia5Name(type, text);
        if (!name || !names || sk_GENERAL_NAME_push(names.get(), name) == 0) {
            GENERAL_NAME_free(name);
            return nullptr;
        }
    }
    return names;
}

Result<GeneralName> readName(GENERAL_NAME *name)
{
    int type = 0;
    void *value = GENERAL_NAME_get0_value(name, &type);
    const auto ia5 = [value](GeneralNameKind kind) -> Result<GeneralName> {
        const Result<NameAttribute> text = readNameAttribute(generalNameKindName(kind), V_ASN1_IA5STRING,
                                                             octets(static_cast<ASN1_STRING *>(value)), false);
        if (!text)
            return failure(ErrorCode::InvalidExtension, text.error().detail, text.error().field);
        return GeneralName{kind, text->value};
    };
    switch (type) {
    case GEN_DNS:
        return ia5(GeneralNameKind::Dns);
    case GEN_EMAIL:
        return ia5(GeneralNameKind::Email);
    case GEN_URI:
        return ia5(GeneralNameKind::Uri);
    case GEN_IPADD:
        return GeneralName{GeneralNameKind::Ip, addressText(octets(static_cast<ASN1_STRING *>(value)))};
    case GEN_DIRNAME: {
        const Result<DistinguishedName> directory =
            DistinguishedName::fromX509Name(static_cast<const X509_NAME *>(value));
        if (!directory)
            return failure(ErrorCode::InvalidExtension, QStringLiteral("a directory name does not decode"));
        return GeneralName{GeneralNameKind::Directory, directory->toString()};
    }
    case GEN_OTHERNAME:
        return GeneralName{GeneralNameKind::OtherName, otherNameText(static_cast<const OTHERNAME *>(value))};
    case GEN_RID:
        return GeneralName{GeneralNameKind::RegisteredId, oidText(static_cast<const ASN1_OBJECT *>(value))};
    default:
        return GeneralName{GeneralNameKind::Other, printed(name)};
    }
}

} // namespace

Result<QList<GeneralName>> readGeneralNames(const GENERAL_NAMES *names)
{
    QList<GeneralName> list;
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
        Result<GeneralName> name = readName(sk_GENERAL_NAME_value(names, i));
        if (!name)
            return failure(name.error());
        list.append(*name);
    }
    return list;
}

bool isIa5Text(const QString &text)
{
    for (const QChar c : text) {
        if (c.unicode() <= 0x20 || c.unicode() >= 0x7f)
            return false;
    }
    return !text.isEmpty();
}

GeneralNames dnsGeneralNames(const QStringList &names)
{
    return ia5Names(GEN_DNS, names);
}

GeneralNames hostGeneralNames(const QStringList &dnsNames, const QStringList &ipAddresses)
{
    GeneralNames names = dnsGeneralNames(dnsNames);
    for (const QString &address : ipAddresses) {
        ASN1_OCTET_STRING *octets = a2i_IPADDRESS(address.toLatin1().constData());
        GENERAL_NAME *name = octets ? GENERAL_NAME_new() : nullptr;
        if (!names || !name) {
            ASN1_OCTET_STRING_free(octets);
            GENERAL_NAME_free(name);
            return nullptr;
        }
        GENERAL_NAME_set0_value(name, GEN_IPADD, octets);
        sk_GENERAL_NAME_push(names.get(), name);
    }
    return names;
}

QStringList uris(const GENERAL_NAMES *names)
{
    QStringList list;
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
        int type = 0;
        const void *value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, i), &type);
        const std::optional<QString> text =
            type == GEN_URI ? asciiText(static_cast<const ASN1_STRING *>(value)) : std::nullopt;
        if (text)
            list.append(*text);
    }
    return list;
}

GeneralNames uriGeneralNames(const QString &uri)
{
    return ia5Names(GEN_URI, {uri});
}

QStringList dnsValues(const QList<GeneralName> &names)
{
    QStringList list;
    for (const GeneralName &name : names) {
        if (name.kind == GeneralNameKind::Dns)
            list.append(name.value);
    }
    return list;
}

} // namespace tegata::ossl
