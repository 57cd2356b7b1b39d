// SPDX-License-Identifier: Apache-2.0
#include "core/pki/tokenmodule.h"

#include "core/pki/cryptoki.h"
#include "core/pki/keyderivation.h"
#include "core/pki/opensslsupport.h"
#include "core/pki/tokenkey.h"

#include <p11-kit/p11-kit.h>

#include <algorithm>
#include <cstdlib>

namespace tegata {

using cryptoki::Session;
using cryptoki::tokenError;

// What a module's copies share.
class TokenModule::Handle
{
public:
    explicit Handle(std::shared_ptr<cryptoki::Module> module) : m_module(std::move(module)) {}
    CK_FUNCTION_LIST *operator->() const { return m_module->functions(); }
    const std::shared_ptr<cryptoki::Module> &module() const { return m_module; }

    struct Slot
    {
        CK_SLOT_ID id;
        TokenInfo token;
    };
    Result<QList<Slot>> slots() const;
    Result<Slot> slot(const QString &label, const QString &serial) const;

private:
    std::shared_ptr<cryptoki::Module> m_module;
};

namespace {

constexpr qsizetype ChallengeSize = 32;

// Fixed size, padded with blanks.
template <std::size_t Size>
QString fixedText(const CK_UTF8CHAR (&text)[Size])
{
    return QString::fromUtf8(reinterpret_cast<const char *>(text), static_cast<qsizetype>(Size)).trimmed();
}

TokenInfo infoOf(const CK_TOKEN_INFO &token)
{
    TokenInfo info{fixedText(token.label), fixedText(token.serialNumber), fixedText(token.manufacturerID),
                   fixedText(token.model)};
    info.hasPinPad = token.flags & CKF_PROTECTED_AUTHENTICATION_PATH;
    if (token.flags & CKF_USER_PIN_LOCKED)
        info.pin = PinState::Locked;
    else if (token.flags & CKF_USER_PIN_FINAL_TRY)
        info.pin = PinState::FinalTry;
    else if (token.flags & CKF_USER_PIN_COUNT_LOW)
        info.pin = PinState::Low;
    return info;
}

QString taken(char *text)
{
    const QString made = QString::fromUtf8(text);
    std::free(text);
    return made;
}

bool isTrue(const std::optional<QByteArray> &attribute)
{
    return attribute && attribute->size() == sizeof(CK_BBOOL) && attribute->at(0) == CK_TRUE;
}

// The key signs what the certificate's public key then verifies: it is the right one, and it works.
Result<void> requireWorking(EVP_PKEY *key, EVP_PKEY *publicKey)
{
    const ossl::ErrorScope errors;
    const Result<QByteArray> challenge = randomBytes(ChallengeSize);
    if (!challenge)
        return failure(challenge.error());
    const auto *data = reinterpret_cast<const unsigned char *>(challenge->constData());
    const auto size = static_cast<std::size_t>(challenge->size());
    const ossl::DigestContext signing(EVP_MD_CTX_new());
    std::size_t length = 0;
    if (EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
        EVP_DigestSign(signing.get(), nullptr, &length, data, size) != 1)
        return ossl::opensslFailure(ErrorCode::TokenFailure, QStringLiteral("signing"));
    QByteArray signature(static_cast<qsizetype>(length), '\0');
    auto *place = reinterpret_cast<unsigned char *>(signature.data());
    if (EVP_DigestSign(signing.get(), place, &length, data, size) != 1)
        return ossl::opensslFailure(ErrorCode::TokenFailure, QStringLiteral("signing"));
    const ossl::DigestContext verifying(EVP_MD_CTX_new());
    if (EVP_DigestVerifyInit(verifying.get(), nullptr, EVP_sha256(), nullptr, publicKey) != 1 ||
        EVP_DigestVerify(verifying.get(), place, length, data, size) != 1)
        return failure(ErrorCode::KeyMismatch);
    return {};
}

} // namespace

Result<QList<TokenModule::Handle::Slot>> TokenModule::Handle::slots() const
{
    CK_FUNCTION_LIST *functions = m_module->functions();
    CK_ULONG count = 0;
    if (const CK_RV code = functions->C_GetSlotList(CK_TRUE, nullptr, &count); code != CKR_OK)
        return failure(tokenError("C_GetSlotList", code));
    QList<CK_SLOT_ID> ids(static_cast<qsizetype>(count));
    if (const CK_RV code = functions->C_GetSlotList(CK_TRUE, ids.data(), &count); code != CKR_OK)
        return failure(tokenError("C_GetSlotList", code));
    ids.resize(std::min(ids.size(), static_cast<qsizetype>(count)));
    QList<Slot> found;
    for (const CK_SLOT_ID id : std::as_const(ids)) {
        CK_TOKEN_INFO token{};
        if (functions->C_GetTokenInfo(id, &token) == CKR_OK && token.flags & CKF_TOKEN_INITIALIZED)
            found.append({id, infoOf(token)});
    }
    return found;
}

Result<TokenModule::Handle::Slot> TokenModule::Handle::slot(const QString &label, const QString &serial) const
{
    const Result<QList<Slot>> known = slots();
    if (!known)
        return failure(known.error());
    const auto found = std::find_if(known->cbegin(), known->cend(), [&](const Slot &each) {
        return each.token.label == label && each.token.serial == serial;
    });
    if (found == known->cend())
        return failure(ErrorCode::TokenMissing);
    return *found;
}

QList<TokenModuleInfo> TokenModule::configured()
{
    QList<TokenModuleInfo> modules;
    CK_FUNCTION_LIST **loaded = p11_kit_modules_load(nullptr, 0);
    for (CK_FUNCTION_LIST **each = loaded; each && *each; ++each) {
        // The computer's trusted roots come as a module, too: no keys are there.
        if (!(p11_kit_module_get_flags(*each) & P11_KIT_MODULE_TRUSTED))
            modules.append({taken(p11_kit_module_get_name(*each)), taken(p11_kit_module_get_filename(*each))});
    }
    if (loaded)
        p11_kit_modules_release(loaded);
    return modules;
}

Result<TokenModule> TokenModule::load(const QString &path)
{
    Result<std::shared_ptr<cryptoki::Module>> module = cryptoki::Module::load(path);
    if (!module)
        return failure(module.error());
    return TokenModule(std::make_shared<Handle>(std::move(*module)));
}

Result<QList<TokenInfo>> TokenModule::tokens() const
{
    const Result<QList<Handle::Slot>> known = m_handle->slots();
    if (!known)
        return failure(known.error());
    QList<TokenInfo> tokens;
    for (const Handle::Slot &slot : *known)
        tokens.append(slot.token);
    return tokens;
}

Result<TokenInfo> TokenModule::token(const QString &label, const QString &serial) const
{
    return m_handle->slot(label, serial).map([](const Handle::Slot &slot) { return slot.token; });
}

Result<QList<TokenCertificate>> TokenModule::certificates(const TokenInfo &token) const
{
    const Result<Handle::Slot> slot = m_handle->slot(token.label, token.serial);
    if (!slot)
        return failure(slot.error());
    const Result<std::shared_ptr<Session>> session = Session::open(m_handle->module(), slot->id);
    if (!session)
        return failure(session.error());
    const Result<QList<CK_OBJECT_HANDLE>> objects = (*session)->find(CKO_CERTIFICATE, {});
    if (!objects)
        return failure(objects.error());
    QList<TokenCertificate> certificates;
    for (const CK_OBJECT_HANDLE object : *objects) {
        const std::optional<QByteArray> der = (*session)->attribute(object, CKA_VALUE);
        const std::optional<QByteArray> id = (*session)->attribute(object, CKA_ID);
        const Result<Certificate> certificate = Certificate::parse(der.value_or(QByteArray()));
        if (certificate && id && !id->isEmpty())
            certificates.append({*certificate, *id,
                                 QString::fromUtf8((*session)->attribute(object, CKA_LABEL).value_or(QByteArray()))});
    }
    return certificates;
}

Result<PrivateKey> TokenModule::openKey(const TokenReference &reference, const Certificate &certificate,
                                        const SecretBytes &pin) const
{
    const Result<Handle::Slot> slot = m_handle->slot(reference.tokenLabel, reference.tokenSerial);
    if (!slot)
        return failure(slot.error());
    if (slot->token.pin == PinState::Locked)
        return failure(ErrorCode::PinLocked);
    const Result<std::shared_ptr<Session>> session = Session::open(m_handle->module(), slot->id);
    if (!session)
        return failure(session.error());
    if (const auto loggedIn = (*session)->logIn(pin, slot->token.hasPinPad && pin.isEmpty()); !loggedIn)
        return failure(loggedIn.error());
    const Result<QList<CK_OBJECT_HANDLE>> objects = (*session)->find(CKO_PRIVATE_KEY, reference.objectId);
    if (!objects)
        return failure(objects.error());
    if (objects->isEmpty())
        return failure(ErrorCode::KeyMissing);
    const CK_OBJECT_HANDLE object = objects->constFirst();
    // It would want the PIN at each signature, and we keep none.
    if (isTrue((*session)->attribute(object, CKA_ALWAYS_AUTHENTICATE)))
        return failure(ErrorCode::Unsupported, QStringLiteral("CKA_ALWAYS_AUTHENTICATE"));
    Result<ossl::Key> key = ossl::makeTokenKey(certificate.publicKeyDer(), {*session, object});
    if (!key)
        return failure(key.error());
    const QByteArray spki = certificate.publicKeyDer();
    const auto *data = reinterpret_cast<const unsigned char *>(spki.constData());
    const ossl::Key publicKey(d2i_PUBKEY(nullptr, &data, static_cast<long>(spki.size())));
    if (const auto works = requireWorking(key->get(), publicKey.get()); !works)
        return failure(works.error());
    return PrivateKey::adoptTokenKey(key->release());
}

} // namespace tegata
