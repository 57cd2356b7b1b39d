// SPDX-License-Identifier: Apache-2.0
#include "core/pki/inputkind.h"

#include "core/pki/derelement.h"

#include <algorithm>
#include <array>

namespace tegata {

namespace {

constexpr qsizetype MostChildren = 10;
constexpr char Integer = 'i';
constexpr char Sequence = 's';
constexpr char Time = 't';

char letterOf(unsigned char tag)
{
    switch (tag) {
    case 0x02:
        return Integer;
    case 0x03:
        return 'b'; // BIT STRING
    case 0x04:
    case 0x24:
        return 'o'; // OCTET STRING
    case 0x06:
        return 'd'; // OBJECT IDENTIFIER
    case 0x17:
    case 0x18:
        return Time;
    case 0x30:
        return Sequence;
    case 0xa0:
        return '0';
    case 0xa1:
        return '1';
    case 0xa3:
        return '3';
    default:
        return '?';
    }
}

// One letter for each child of the element at a position.
QByteArray shapeAt(const QByteArray &der, qsizetype position, qsizetype end)
{
    const std::optional<DerElement> parent = readDerElement(der, position, end, true);
    if (!parent || parent->tag != 0x30)
        return {};
    QByteArray shape;
    for (qsizetype at = parent->content; at < parent->end && shape.size() < MostChildren;) {
        const std::optional<DerElement> child = readDerElement(der, at, parent->end, true);
        if (!child)
            break;
        shape += letterOf(child->tag);
        at = child->end;
    }
    return shape;
}

qsizetype firstChild(const QByteArray &der)
{
    const std::optional<DerElement> outer = readDerElement(der, 0, der.size(), true);
    return outer ? outer->content : 0;
}

// Three parts, the last one a signature over the first: certificate, CSR or CRL.
InputKind kindOfSigned(const QByteArray &der)
{
    const qsizetype at = firstChild(der);
    const QByteArray shape = shapeAt(der, at, der.size());
    if (shape.startsWith("iss0") || shape == "iss")
        return InputKind::CertificateRequest;
    if (shape.startsWith("0issss") || shape.startsWith("issss"))
        return InputKind::Certificate;
    if (shape.startsWith("isst") || shape.startsWith("sst"))
        return InputKind::Crl;
    return InputKind::Unknown;
}

struct LabelKind
{
    const char *label;
    InputKind kind;
};

constexpr std::array LabelKinds = {
    LabelKind{"CERTIFICATE REQUEST", InputKind::CertificateRequest},
    LabelKind{"NEW CERTIFICATE REQUEST", InputKind::CertificateRequest},
    LabelKind{"CERTIFICATE", InputKind::Certificate},
    LabelKind{"X509 CERTIFICATE", InputKind::Certificate},
    LabelKind{"TRUSTED CERTIFICATE", InputKind::Certificate}, // OpenSSL's own: a certificate, and settings behind it
    LabelKind{"PKCS7", InputKind::Pkcs7},
    LabelKind{"PKCS #7 SIGNED DATA", InputKind::Pkcs7},
    LabelKind{"CMS", InputKind::Pkcs7},
    LabelKind{"PKCS12", InputKind::Pkcs12},
    LabelKind{"PUBLIC KEY", InputKind::PublicKey},
    LabelKind{"RSA PUBLIC KEY", InputKind::PublicKey},
    LabelKind{"X509 CRL", InputKind::Crl},
    LabelKind{"SSH2 PUBLIC KEY", InputKind::SshKey},
};

struct Beginning
{
    const char *octets;
    qsizetype size;
    InputKind kind;
};

constexpr std::array Beginnings = {
    Beginning{"\xfe\xed\xfe\xed", 4, InputKind::JavaKeyStore}, // JKS
    Beginning{"\xce\xce\xce\xce", 4, InputKind::JavaKeyStore}, // JCEKS
    Beginning{"%PDF", 4, InputKind::Pdf},
    Beginning{"PK\x03\x04", 4, InputKind::Archive},
    Beginning{"\x1f\x8b", 2, InputKind::Archive},
    Beginning{"7z\xbc\xaf\x27\x1c", 6, InputKind::Archive},
    Beginning{"Rar!", 4, InputKind::Archive},
    Beginning{"\xd0\xcf\x11\xe0", 4, InputKind::Archive}, // Word, Excel and Outlook before 2007
    Beginning{"\x89PNG", 4, InputKind::Image},
    Beginning{"\xff\xd8\xff", 3, InputKind::Image},
    Beginning{"GIF8", 4, InputKind::Image},
    Beginning{"ssh-", 4, InputKind::SshKey},
    Beginning{"ecdsa-sha2-", 11, InputKind::SshKey},
    Beginning{"PuTTY-User-Key-File-", 20, InputKind::PrivateKey},
    Beginning{"openssh-key-v1", 15, InputKind::PrivateKey},
};

} // namespace

QString inputKindName(InputKind kind)
{
    switch (kind) {
    case InputKind::Unknown:
        return {};
    case InputKind::CertificateRequest:
        return QStringLiteral("certificateRequest");
    case InputKind::Certificate:
        return QStringLiteral("certificate");
    case InputKind::Pkcs7:
        return QStringLiteral("pkcs7");
    case InputKind::Pkcs12:
        return QStringLiteral("pkcs12");
    case InputKind::Identity:
        return QStringLiteral("identity");
    case InputKind::PrivateKey:
        return QStringLiteral("privateKey");
    case InputKind::PublicKey:
        return QStringLiteral("publicKey");
    case InputKind::Crl:
        return QStringLiteral("crl");
    case InputKind::JavaKeyStore:
        return QStringLiteral("javaKeyStore");
    case InputKind::SshKey:
        return QStringLiteral("sshKey");
    case InputKind::OpenPgp:
        return QStringLiteral("openPgp");
    case InputKind::Html:
        return QStringLiteral("html");
    case InputKind::Pdf:
        return QStringLiteral("pdf");
    case InputKind::Archive:
        return QStringLiteral("archive");
    case InputKind::Image:
        return QStringLiteral("image");
    case InputKind::OtherPem:
        return QStringLiteral("otherPem");
    }
    return {};
}

InputKind kindOfLabel(const QByteArray &label)
{
    for (const LabelKind &each : LabelKinds) {
        if (label == each.label)
            return each.kind;
    }
    // "RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK", …: whatever else it is, it is secret.
    if (label.contains("PRIVATE KEY"))
        return InputKind::PrivateKey;
    return label.startsWith("PGP ") ? InputKind::OpenPgp : InputKind::OtherPem;
}

InputKind kindOfDer(const QByteArray &der)
{
    const QByteArray shape = shapeAt(der, 0, der.size());
    if (shape == "ssb")
        return kindOfSigned(der);
    if (shape.startsWith("d0"))
        return InputKind::Pkcs7;
    if (shape == "so" && shapeAt(der, firstChild(der), der.size()).startsWith('d'))
        return InputKind::PrivateKey; // EncryptedPrivateKeyInfo (RFC 5958)
    if (shape == "sb" && shapeAt(der, firstChild(der), der.size()).startsWith('d'))
        return InputKind::PublicKey;
    if (shape == "ii")
        return InputKind::PublicKey; // RSAPublicKey (RFC 8017)
    if (shape.startsWith("iso"))
        return InputKind::PrivateKey; // PrivateKeyInfo
    if (shape.startsWith("io") || shape.startsWith("iiiiiiiii") || shape == "iiiiii")
        return InputKind::PrivateKey; // ECPrivateKey (RFC 5915), RSAPrivateKey, DSA
    if ((shape == "is" || shape == "iss") && der.mid(firstChild(der), 3) == "\x02\x01\x03")
        return InputKind::Pkcs12;
    return InputKind::Unknown;
}

InputKind kindOfFile(const QByteArray &bytes)
{
    const qsizetype start = bytes.startsWith("\xef\xbb\xbf") ? 3 : 0;
    for (const Beginning &each : Beginnings) {
        if (bytes.mid(start, each.size) == QByteArray::fromRawData(each.octets, each.size))
            return each.kind;
    }
    const QByteArray head = bytes.mid(start, 1024).trimmed().toLower();
    if (head.startsWith("<!doctype html") || head.startsWith("<html") || head.contains("<html"))
        return InputKind::Html;
    return InputKind::Unknown;
}

} // namespace tegata
