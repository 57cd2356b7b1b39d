// SPDX-License-Identifier: Apache-2.0
#include "core/pki/cryptoki.h"

#include <p11-kit/p11-kit.h>

#include <QFile>
#include <QFileInfo>
#include <QList>

namespace tegata::cryptoki {

namespace {

constexpr CK_ULONG MaximumObjects = 256;
constexpr CK_ULONG MaximumAttribute = 64 * 1024;

Result<void> loginResult(CK_RV code)
{
    switch (code) {
    case CKR_OK:
        return {};
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
        return failure(ErrorCode::WrongPin);
    case CKR_PIN_LOCKED:
        return failure(ErrorCode::PinLocked);
    default:
        return failure(tokenError("C_Login", code));
    }
}

} // namespace

Error tokenError(const char *function, CK_RV code)
{
    const bool isGone = code == CKR_TOKEN_NOT_PRESENT || code == CKR_DEVICE_REMOVED || code == CKR_SLOT_ID_INVALID ||
                        code == CKR_TOKEN_NOT_RECOGNIZED;
    return {isGone ? ErrorCode::TokenMissing : ErrorCode::TokenFailure,
            QStringLiteral("%1: CKR 0x%2").arg(QLatin1String(function)).arg(code, 0, 16),
            {},
            -1};
}

Result<std::shared_ptr<Module>> Module::load(const QString &path)
{
    // A relative name would be looked up in the folders of the configuration, or worse.
    if (!QFileInfo(path).isAbsolute() || !QFileInfo(path).isFile())
        return failure(ErrorCode::NotFound, QStringLiteral("the PKCS#11 module is not there"), path);
    CK_FUNCTION_LIST *functions = p11_kit_module_load(QFile::encodeName(path).constData(), 0);
    if (!functions)
        return failure(ErrorCode::TokenFailure, QStringLiteral("not a PKCS#11 module"), path);
    if (const CK_RV code = p11_kit_module_initialize(functions); code != CKR_OK) {
        p11_kit_module_release(functions);
        return failure(tokenError("C_Initialize", code));
    }
    return std::shared_ptr<Module>(new Module(functions));
}

Module::~Module()
{
    p11_kit_module_finalize(m_functions);
    p11_kit_module_release(m_functions);
}

Result<std::shared_ptr<Session>> Session::open(std::shared_ptr<Module> module, CK_SLOT_ID slot)
{
    CK_SESSION_HANDLE handle = 0;
    const CK_RV code = module->functions()->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &handle);
    if (code != CKR_OK)
        return failure(tokenError("C_OpenSession", code));
    return std::shared_ptr<Session>(new Session(std::move(module), handle));
}

Session::~Session()
{
    if (m_isLoggedIn)
        m_module->functions()->C_Logout(m_handle);
    m_module->functions()->C_CloseSession(m_handle);
}

Result<void> Session::logIn(const SecretBytes &pin, bool usesPinPad)
{
    const std::lock_guard lock(m_mutex);
    const auto logIn = [this, &pin, usesPinPad] {
        auto *bytes = usesPinPad ? nullptr : reinterpret_cast<CK_UTF8CHAR *>(const_cast<char *>(pin.data()));
        return m_module->functions()->C_Login(m_handle, CKU_USER, bytes, usesPinPad ? 0 : pin.size());
    };
    CK_RV code = logIn();
    // The token knows the program from a key that is just being dropped, and has not looked at the PIN: that counts as
    // no proof, so out and in again.
    if (code == CKR_USER_ALREADY_LOGGED_IN) {
        m_module->functions()->C_Logout(m_handle);
        code = logIn();
    }
    m_isLoggedIn = code == CKR_OK;
    return loginResult(code);
}

Result<QList<CK_OBJECT_HANDLE>> Session::find(CK_OBJECT_CLASS kind, const std::optional<QByteArray> &id)
{
    const std::lock_guard lock(m_mutex);
    CK_FUNCTION_LIST *functions = m_module->functions();
    QByteArray idBytes = id.value_or(QByteArray());
    CK_ATTRIBUTE wanted[] = {{CKA_CLASS, &kind, sizeof(kind)},
                             {CKA_ID, idBytes.data(), static_cast<CK_ULONG>(idBytes.size())}};
    if (const CK_RV code = functions->C_FindObjectsInit(m_handle, wanted, id ? 2 : 1); code != CKR_OK)
        return failure(tokenError("C_FindObjectsInit", code));
    QList<CK_OBJECT_HANDLE> found(MaximumObjects);
    CK_ULONG count = 0;
    const CK_RV code = functions->C_FindObjects(m_handle, found.data(), MaximumObjects, &count);
    functions->C_FindObjectsFinal(m_handle);
    if (code != CKR_OK)
        return failure(tokenError("C_FindObjects", code));
    found.resize(static_cast<qsizetype>(count));
    return found;
}

std::optional<QByteArray> Session::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
    const std::lock_guard lock(m_mutex);
    CK_FUNCTION_LIST *functions = m_module->functions();
    CK_ATTRIBUTE wanted{type, nullptr, 0};
    if (functions->C_GetAttributeValue(m_handle, object, &wanted, 1) != CKR_OK || wanted.ulValueLen > MaximumAttribute)
        return {};
    QByteArray bytes(static_cast<qsizetype>(wanted.ulValueLen), '\0');
    wanted.pValue = bytes.data();
    if (functions->C_GetAttributeValue(m_handle, object, &wanted, 1) != CKR_OK)
        return {};
    bytes.resize(static_cast<qsizetype>(wanted.ulValueLen));
    return bytes;
}

Result<QByteArray> Session::sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism, const QByteArray &data)
{
    constexpr CK_ULONG MaximumSignature = 2048; // RSA 16384
    const std::lock_guard lock(m_mutex);
    CK_FUNCTION_LIST *functions = m_module->functions();
    CK_MECHANISM plain{mechanism, nullptr, 0};
    if (const CK_RV code = functions->C_SignInit(m_handle, &plain, key); code != CKR_OK)
        return failure(tokenError("C_SignInit", code));
    QByteArray input = data;
    QByteArray signature(MaximumSignature, '\0');
    CK_ULONG size = MaximumSignature;
    const CK_RV code =
        functions->C_Sign(m_handle, reinterpret_cast<CK_BYTE *>(input.data()), static_cast<CK_ULONG>(input.size()),
                          reinterpret_cast<CK_BYTE *>(signature.data()), &size);
    if (code != CKR_OK)
        return failure(tokenError("C_Sign", code));
    signature.resize(static_cast<qsizetype>(size));
    return signature;
}

} // namespace tegata::cryptoki
