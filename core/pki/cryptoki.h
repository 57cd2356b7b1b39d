// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"

#include <p11-kit/pkcs11.h>

#include <QByteArray>
#include <QString>

#include <memory>
#include <mutex>
#include <optional>

// PKCS#11 for core/pki's sources alone: one owner for the module, one for a session.
namespace tegata::cryptoki {

// "C_Login: CKR 0xa0".
Error tokenError(const char *function, CK_RV code);

// A loaded and initialised module. Thread-safe (CKF_OS_LOCKING_OK, which p11-kit sets).
class Module
{
public:
    static Result<std::shared_ptr<Module>> load(const QString &path);
    ~Module();
    Module(const Module &) = delete;
    Module &operator=(const Module &) = delete;

    CK_FUNCTION_LIST *functions() const { return m_functions; }

private:
    explicit Module(CK_FUNCTION_LIST *functions) : m_functions(functions) {}

    CK_FUNCTION_LIST *m_functions;
};

// A read-only session with a token; closes itself, and logs out what it logged in. One call at a time.
class Session
{
public:
    static Result<std::shared_ptr<Session>> open(std::shared_ptr<Module> module, CK_SLOT_ID slot);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    // One C_Login, whatever comes of it. usesPinPad: the PIN is typed at the reader. Errors: WrongPin, PinLocked,
    // TokenMissing, TokenFailure.
    Result<void> logIn(const SecretBytes &pin, bool usesPinPad);
    // Objects of the class, with the id where one is given; at most 256.
    Result<QList<CK_OBJECT_HANDLE>> find(CK_OBJECT_CLASS kind, const std::optional<QByteArray> &id);
    // Nothing where the object has no such attribute, or does not tell it.
    std::optional<QByteArray> attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);
    Result<QByteArray> sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism, const QByteArray &data);

private:
    Session(std::shared_ptr<Module> module, CK_SESSION_HANDLE handle) : m_module(std::move(module)), m_handle(handle) {}

    std::shared_ptr<Module> m_module;
    CK_SESSION_HANDLE m_handle;
    bool m_isLoggedIn = false;
    std::mutex m_mutex;
};

} // namespace tegata::cryptoki
