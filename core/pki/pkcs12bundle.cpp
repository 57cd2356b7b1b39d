// SPDX-License-Identifier: Apache-2.0
#include "core/pki/pkcs12bundle.h"

#include "core/pki/certificatechain.h"
#include "core/pki/inputreader.h"
#include "core/pki/opensslsupport.h"
#include "core/pki/pbmac1.h"

#include <openssl/err.h>
#include <openssl/provider.h>

#include <algorithm>
#include <cstring>

namespace tegata {

namespace {

// As many as keep opening below a second, three times (key, certificates, MAC).
constexpr int Iterations = 100'000;
constexpr int MostObjects = 100; // of a PEM file
constexpr int DeepestBags = 4;

// An OpenSSL library of its own, with the algorithms of old files; gone with the owner.
class LegacyLibrary
{
public:
    LegacyLibrary()
        : m_context(OSSL_LIB_CTX_new()), m_default(m_context ? OSSL_PROVIDER_load(m_context, "default") : nullptr),
          // Where the legacy module is not installed, current files still open.
          m_legacy(m_context ? OSSL_PROVIDER_load(m_context, "legacy") : nullptr)
    {}
    ~LegacyLibrary()
    {
        if (m_legacy)
            OSSL_PROVIDER_unload(m_legacy);
        if (m_default)
            OSSL_PROVIDER_unload(m_default);
        OSSL_LIB_CTX_free(m_context);
    }
    LegacyLibrary(const LegacyLibrary &) = delete;
    LegacyLibrary &operator=(const LegacyLibrary &) = delete;

    bool isReady() const { return m_context && m_default; }
    OSSL_LIB_CTX *context() const { return m_context; }

private:
    OSSL_LIB_CTX *m_context;
    OSSL_PROVIDER *m_default;
    OSSL_PROVIDER *m_legacy;
};

bool isBounded(const PKCS7 *content)
{
    if (PKCS7_type_is_encrypted(content)) {
        const PKCS7_ENCRYPT *encrypted = content->d.encrypted;
        return encrypted && encrypted->enc_data && ossl::isDerivationBounded(encrypted->enc_data->algorithm);
    }
    return true;
}

bool areBagsBounded(const STACK_OF(PKCS12_SAFEBAG) * bags)
{
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) {
        const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags, i);
        if (PKCS12_SAFEBAG_get_nid(bag) != NID_pkcs8ShroudedKeyBag)
            continue;
        const X509_SIG *sealed = PKCS12_SAFEBAG_get0_pkcs8(bag);
        const X509_ALGOR *algorithm = nullptr;
        X509_SIG_get0(sealed, &algorithm, nullptr);
        if (!ossl::isDerivationBounded(algorithm))
            return false;
    }
    return true;
}

// Before any passphrase is tried: no derivation may run for hours. What is inside an encrypted part shows only later,
// and then its writer knew the passphrase.
Result<void> checkDerivations(const PKCS12 *file)
{
    const ASN1_INTEGER *iterations = nullptr;
    const X509_ALGOR *mac = nullptr;
    PKCS12_get0_mac(nullptr, &mac, nullptr, &iterations, file);
    if ((iterations && (ASN1_INTEGER_get(iterations) <= 0 || ASN1_INTEGER_get(iterations) > ossl::MaximumIterations)) ||
        (ossl::usesPbmac1(file) && !ossl::isDerivationBounded(mac)))
        return failure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("the MAC would take too long"));
    STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(file);
    bool areBounded = safes != nullptr;
    for (int i = 0; areBounded && i < sk_PKCS7_num(safes); ++i) {
        PKCS7 *content = sk_PKCS7_value(safes, i);
        areBounded = isBounded(content);
        if (areBounded && PKCS7_type_is_data(content)) {
            STACK_OF(PKCS12_SAFEBAG) *bags = PKCS12_unpack_p7data(content);
            areBounded = areBagsBounded(bags);
            sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
        }
    }
    const bool isRead = safes != nullptr;
    sk_PKCS7_pop_free(safes, PKCS7_free);
    if (!isRead)
        return ossl::opensslFailure(ErrorCode::MalformedEncoding, QStringLiteral("PKCS#12"));
    if (!areBounded)
        return failure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("the key derivation would take too long"));
    return {};
}

// OpenSSL before 1.1.0 took each UTF-8 octet for a character: its UTF-16 is what this text's is.
SecretBytes octetsAsCharacters(const SecretBytes &passphrase)
{
    SecretBytes text(passphrase.size() * 2 + 1);
    std::size_t size = 0;
    for (const char c : passphrase.view()) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x80) {
            text.data()[size++] = c;
        } else {
            text.data()[size++] = static_cast<char>(0xc0 | (octet >> 6));
            text.data()[size++] = static_cast<char>(0x80 | (octet & 0x3f));
        }
    }
    return SecretBytes(text.data(), size);
}

Error unreadable(ErrorCode code, const QString &detail, const char *reason)
{
    Error error{code, detail};
    error.reason = QString::fromLatin1(reason);
    return error;
}

// What the MAC accepts: the passphrase itself, its old OpenSSL reading, for an empty one also none at all.
Result<const char *> passphraseOf(PKCS12 *file, const QByteArray &der, const SecretBytes &passphrase,
                                  const SecretBytes &text, const SecretBytes &oldText)
{
    // Without a MAC anybody could have changed the file.
    if (PKCS12_mac_present(file) != 1)
        return failure(ErrorCode::MacMissing);
    if (ossl::usesPbmac1(file)) {
        const Result<bool> matches = ossl::pbmac1Matches(file, der, passphrase);
        if (!matches)
            return failure(unreadable(matches.error().code, matches.error().detail, "pkcs12.mac"));
        return *matches ? Result<const char *>(text.data()) : failure(ErrorCode::WrongPassphrase);
    }
    if (PKCS12_verify_mac(file, text.data(), -1) == 1)
        return text.data();
    // No error in the queue: the MAC was computed and differs.
    if (ERR_peek_error() != 0) {
        const QString reason = ossl::ErrorScope::reason();
        return ossl::ErrorScope::isUnsupported()
                   ? failure(unreadable(ErrorCode::UnsupportedAlgorithm, reason, "pkcs12.mac"))
                   : failure(ErrorCode::MalformedEncoding, reason);
    }
    const char *other = text.size() == 1 ? nullptr : oldText.data();
    if (PKCS12_verify_mac(file, other, other ? -1 : 0) == 1)
        return other;
    return failure(ErrorCode::WrongPassphrase);
}

// A key of the private library would not outlive it: read anew in the default one.
Result<PrivateKey> reimported(EVP_PKEY *key)
{
    const ossl::Pkcs8Info info(EVP_PKEY2PKCS8(key));
    if (!info)
        return ossl::opensslFailure(ErrorCode::UnsupportedAlgorithm, QStringLiteral("private key"));
    QByteArray der = ossl::derBytes([&info](unsigned char **out) { return i2d_PKCS8_PRIV_KEY_INFO(info.get(), out); });
    Result<PrivateKey> result = PrivateKey::parse(der);
    const SecretBytes wiped = SecretBytes::take(der);
    return result;
}

QByteArray derOf(X509 *x509)
{
    return ossl::derBytes([x509](unsigned char **out) { return i2d_X509(x509, out); });
}

bool push(STACK_OF(X509) * stack, const Certificate &certificate)
{
    const auto *data = reinterpret_cast<const unsigned char *>(certificate.der().constData());
    ossl::X509Certificate x509(d2i_X509(nullptr, &data, static_cast<long>(certificate.der().size())));
    if (!x509 || sk_X509_push(stack, x509.get()) == 0)
        return false;
    (void)x509.release();
    return true;
}

struct BagContents
{
    ossl::Key key;
    QList<Certificate> certificates;
};

// OpenSSL's own reader looks for the key's algorithm in the default library, where the old ones are missing.
bool readBags(const STACK_OF(PKCS12_SAFEBAG) * bags, const char *passphrase, OSSL_LIB_CTX *library,
              BagContents &contents, int depth)
{
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) {
        const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags, i);
        switch (PKCS12_SAFEBAG_get_nid(bag)) {
        case NID_keyBag:
            if (!contents.key)
                contents.key.reset(EVP_PKCS82PKEY_ex(PKCS12_SAFEBAG_get0_p8inf(bag), library, nullptr));
            if (!contents.key)
                return false;
            break;
        case NID_pkcs8ShroudedKeyBag: {
            if (contents.key)
                break;
            const ossl::Pkcs8Info info(PKCS12_decrypt_skey_ex(bag, passphrase, -1, library, nullptr));
            if (info)
                contents.key.reset(EVP_PKCS82PKEY_ex(info.get(), library, nullptr));
            if (!contents.key)
                return false;
            break;
        }
        case NID_certBag: {
            if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate)
                break;
            const ossl::X509Certificate x509(PKCS12_SAFEBAG_get1_cert(bag));
            if (!x509)
                return false;
            // A strange companion must not keep the owner from the identity; the chain is checked where it is used.
            if (const Result<Certificate> certificate = Certificate::parse(derOf(x509.get())))
                contents.certificates.append(*certificate);
            break;
        }
        case NID_safeContentsBag:
            if (depth >= DeepestBags ||
                !readBags(PKCS12_SAFEBAG_get0_safes(bag), passphrase, library, contents, depth + 1))
                return false;
            break;
        default: // CRLs and secrets
            break;
        }
    }
    return true;
}

bool readSafes(const PKCS12 *file, const char *passphrase, OSSL_LIB_CTX *library, BagContents &contents)
{
    STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(file);
    bool areRead = safes != nullptr;
    for (int i = 0; areRead && i < sk_PKCS7_num(safes); ++i) {
        PKCS7 *content = sk_PKCS7_value(safes, i);
        STACK_OF(PKCS12_SAFEBAG) *bags = nullptr;
        if (PKCS7_type_is_data(content))
            bags = PKCS12_unpack_p7data(content);
        else if (PKCS7_type_is_encrypted(content))
            bags = PKCS12_unpack_p7encdata(content, passphrase, -1);
        else
            continue;
        areRead = bags && readBags(bags, passphrase, library, contents, 0);
        sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    }
    sk_PKCS7_pop_free(safes, PKCS7_free);
    return areRead;
}

bool holdsNul(const SecretBytes &passphrase)
{
    return passphrase.view().find('\0') != std::string_view::npos;
}

} // namespace

Result<Pkcs12Bundle> Pkcs12Bundle::open(const QByteArray &bytes, const SecretBytes &passphrase)
{
    const ossl::ErrorScope errors;
    if (holdsNul(passphrase))
        return failure(ErrorCode::WrongPassphrase);
    Result<QList<InputObject>> objects = readInput(
        bytes,
        {InputKind::Identity, InputKind::Pkcs12, InputKind::PrivateKey, InputKind::Certificate, InputKind::Pkcs7},
        MaximumSize, MostObjects);
    if (!objects) {
        if (objects.error().code == ErrorCode::NotPem)
            objects.error() = {ErrorCode::MalformedEncoding, QStringLiteral("neither PKCS#12 nor PEM")};
        return failure(objects.error());
    }
    const auto first = [&objects](InputKind kind) {
        return std::find_if(objects->cbegin(), objects->cend(),
                            [kind](const InputObject &object) { return object.kind == kind; });
    };
    if (const auto file = first(InputKind::Pkcs12); file != objects->cend())
        return openPkcs12(file->der, passphrase);
    if (first(InputKind::PrivateKey) != objects->cend())
        return openPem(*objects, passphrase);
    const InputObject &other = objects->constFirst();
    if (other.kind == InputKind::Unknown)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("PKCS#12"));
    Error error{ErrorCode::WrongKind, QStringLiteral("no private key"), {}, -1, 0, inputKindName(other.kind)};
    error.wanted = inputKindName(InputKind::Identity);
    return failure(error);
}

Result<Pkcs12Bundle> Pkcs12Bundle::openPkcs12(const QByteArray &der, const SecretBytes &passphrase)
{
    const LegacyLibrary library;
    ossl::ErrorScope::clear(); // a missing legacy module is no error of this file
    if (!library.isReady())
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("OpenSSL library context"));
    PKCS12 *raw = PKCS12_init_ex(NID_pkcs7_data, library.context(), nullptr);
    const auto *data = reinterpret_cast<const unsigned char *>(der.constData());
    const bool isRead = raw && d2i_PKCS12(&raw, &data, static_cast<long>(der.size()));
    const ossl::Pkcs12 file(isRead ? raw : nullptr); // a failed d2i has freed it
    if (!file)
        return ossl::opensslFailure(ErrorCode::MalformedEncoding, QStringLiteral("PKCS#12"));
    const qsizetype rest = der.constEnd() - reinterpret_cast<const char *>(data);
    if (rest > 0) // behind a file of indefinite length
        return failure(ErrorCode::TrailingData, QStringLiteral("%1 bytes after the end").arg(rest), {},
                       der.size() - rest);
    if (Result<void> bounded = checkDerivations(file.get()); !bounded)
        return failure(bounded.error());

    const SecretBytes text = ossl::terminated(passphrase);
    const SecretBytes oldText = ossl::terminated(octetsAsCharacters(passphrase));
    const Result<const char *> accepted = passphraseOf(file.get(), der, passphrase, text, oldText);
    if (!accepted)
        return failure(accepted.error());
    BagContents contents;
    if (!readSafes(file.get(), *accepted, library.context(), contents)) {
        const QString reason = ossl::ErrorScope::reason();
        // The MAC has shown that the passphrase is right.
        return ossl::ErrorScope::isUnsupported()
                   ? failure(unreadable(ErrorCode::UnsupportedAlgorithm, reason, "pkcs12.encryption"))
                   : failure(ErrorCode::MalformedEncoding, reason);
    }
    std::optional<PrivateKey> key;
    if (contents.key) {
        Result<PrivateKey> own = reimported(contents.key.get());
        if (!own)
            return failure(own.error());
        key = *own;
    }
    return of(key, contents.certificates);
}

// What "openssl pkcs12 -nodes" writes, and what web servers keep: a key and certificates, one PEM block each.
Result<Pkcs12Bundle> Pkcs12Bundle::openPem(const QList<InputObject> &objects, const SecretBytes &passphrase)
{
    std::optional<PrivateKey> key;
    QList<Certificate> certificates;
    for (const InputObject &object : objects) {
        if (object.kind == InputKind::PrivateKey && !key) {
            Result<PrivateKey> own = PrivateKey::parse(object.block.isEmpty() ? object.der : object.block, passphrase);
            if (!own) {
                own.error().line = object.line;
                return failure(own.error());
            }
            key = *own;
        } else if (object.kind == InputKind::Certificate) {
            if (const Result<Certificate> certificate = Certificate::parse(object.der))
                certificates.append(*certificate);
        } else if (object.kind == InputKind::Pkcs7) {
            certificates += CertificateChain::readPkcs7(object.der).value_or(QList<Certificate>());
        }
    }
    return of(key, certificates);
}

Pkcs12Bundle Pkcs12Bundle::of(const std::optional<PrivateKey> &key, const QList<Certificate> &certificates)
{
    Pkcs12Bundle bundle;
    bundle.m_key = key;
    for (const Certificate &certificate : certificates) {
        if (key && !bundle.m_certificate && certificate.publicKeyDer() == key->publicKeyDer())
            bundle.m_certificate = certificate;
        else
            bundle.m_others.append(certificate);
    }
    return bundle;
}

Result<QByteArray> Pkcs12Bundle::create(const PrivateKey &key, const Certificate &certificate,
                                        const QList<Certificate> &others, const QString &friendlyName,
                                        const SecretBytes &passphrase)
{
    const ossl::ErrorScope errors;
    if (passphrase.isEmpty() || holdsNul(passphrase))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a passphrase without NUL is needed"),
                       QStringLiteral("passphrase"));
    if (key.publicKeyDer() != certificate.publicKeyDer())
        return failure(ErrorCode::KeyMismatch);
    const ossl::Certificates own(sk_X509_new_null());
    const ossl::Certificates companions(sk_X509_new_null());
    bool areReady = own && companions && push(own.get(), certificate);
    for (const Certificate &other : others)
        areReady = areReady && push(companions.get(), other);
    if (!areReady)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("PKCS#12"));
    const SecretBytes text = ossl::terminated(passphrase);
    const QByteArray name = friendlyName.toUtf8();
    // No MAC here (-1): it is set below with SHA-256.
    const ossl::Pkcs12 file(PKCS12_create(text.data(), name.isEmpty() ? nullptr : name.constData(), key.handle(),
                                          sk_X509_value(own.get(), 0), companions.get(), NID_aes_256_cbc,
                                          NID_aes_256_cbc, Iterations, -1, 0));
    if (!file || PKCS12_set_mac(file.get(), text.data(), -1, nullptr, 0, Iterations, EVP_sha256()) != 1)
        return ossl::opensslFailure(ErrorCode::Internal, QStringLiteral("PKCS#12"));
    return ossl::derBytes([&file](unsigned char **out) { return i2d_PKCS12(file.get(), out); });
}

Result<void> Pkcs12Bundle::requireIdentity(const QDateTime &now) const
{
    if (!m_key)
        return failure(ErrorCode::KeyMissing);
    if (!m_certificate)
        return failure(m_others.isEmpty() ? ErrorCode::CertificateMissing : ErrorCode::KeyMismatch);
    if (m_key->publicKeyDer() != m_certificate->publicKeyDer())
        return failure(ErrorCode::KeyMismatch);
    if (now < m_certificate->notBefore())
        return failure(ErrorCode::CertificateNotYetValid);
    if (now > m_certificate->notAfter())
        return failure(ErrorCode::CertificateExpired);
    if (!m_certificate->allows(ExtendedKeyUsage::ClientAuth))
        return failure(ErrorCode::WrongPurpose);
    return {};
}

} // namespace tegata
