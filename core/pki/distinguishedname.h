// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

struct X509_name_st; // X509_NAME

namespace tegata {

// The ASN.1 string type that a value came in, or is to be written in.
enum class StringEncoding
{
    Utf8,
    Printable,
    Bmp,
    Ia5,
    Teletex,
    Universal,
    Other
};

// "UTF8String", "PrintableString", "BMPString", … as X.680 calls them; "other" for what is none of these.
QString stringTypeName(StringEncoding encoding);

struct NameAttribute
{
    QString type; // short name where RFC 5280/EVG know one ("C", "ST", "L", "O", "OU", "CN", "serialNumber",
                  // "businessCategory", "jurisdictionC", "postalCode", "street", …), else the dotted OID
    QString value;
    StringEncoding encoding = StringEncoding::Utf8;
    bool isJoined = false; // stands in the same RDN as the attribute before it ("CN=… + serialNumber=…")

    friend bool operator==(const NameAttribute &, const NameAttribute &) = default;
};

// A subject or issuer, in the order of its encoding. A value without OpenSSL inside. Japanese and all string types
// are read to Unicode exactly; nothing is normalised here.
class DistinguishedName
{
public:
    DistinguishedName() = default;
    explicit DistinguishedName(QList<NameAttribute> attributes) : m_attributes(std::move(attributes)) {}

    // Errors: InvalidSubject (a string that does not decode: odd BMPString, bad UTF-8, embedded NUL).
    static Result<DistinguishedName> fromX509Name(const X509_name_st *name);
    // "C=JP, ST=東京都, O=…": types as above, values with RFC 4514 escapes; C is written as PrintableString, the rest
    // UTF8String; "+" joins attributes to one RDN. For the command line and for test data.
    static Result<DistinguishedName> parse(const QString &text);

    const QList<NameAttribute> &attributes() const { return m_attributes; }
    bool isEmpty() const { return m_attributes.isEmpty(); }
    // Whether an RDN without any attribute stood in it, which RFC 5280 does not know. Nothing else remains of one.
    bool hasEmptyRdn() const { return m_hasEmptyRdn; }
    void setEmptyRdn(bool has) { m_hasEmptyRdn = has; }
    // The first value of a type, empty when there is none.
    QString value(QLatin1String type) const;
    QStringList values(QLatin1String type) const;
    // RFC 4514 escapes, but in the encoding's order and with ", " between (" + " within an RDN): "C=JP, ST=東京都, …".
    // What would not show, or would turn the text's direction, is escaped too.
    QString toString() const;

    friend bool operator==(const DistinguishedName &, const DistinguishedName &) = default;

private:
    QList<NameAttribute> m_attributes;
    bool m_hasEmptyRdn = false;
};

} // namespace tegata
