// SPDX-License-Identifier: Apache-2.0
// A PKCS#11 module for tests: SoftHSM2, watched and disturbed. Each C_Login is a line in $TEGATA_TOKEN_LOG; a file of
// $TEGATA_TOKEN_CONTROL called "removed" takes the token out, "low", "final" and "locked" are what it says of its PIN.
#include <p11-kit/pkcs11.h>

#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

CK_FUNCTION_LIST *original = nullptr;
CK_FUNCTION_LIST watched;

bool isSet(const char *name)
{
    const char *folder = std::getenv("TEGATA_TOKEN_CONTROL");
    return folder && access((std::string(folder) + '/' + name).c_str(), F_OK) == 0;
}

CK_RV logIn(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG size)
{
    const CK_RV code = original->C_Login(session, user, pin, size);
    if (const char *log = std::getenv("TEGATA_TOKEN_LOG")) {
        if (std::FILE *file = std::fopen(log, "a")) {
            std::fprintf(file, "0x%lx\n", code);
            std::fclose(file);
        }
    }
    return code;
}

CK_RV slotList(CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *count)
{
    if (isSet("removed")) {
        *count = 0;
        return CKR_OK;
    }
    return original->C_GetSlotList(present, slots, count);
}

CK_RV tokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
    if (isSet("removed"))
        return CKR_TOKEN_NOT_PRESENT;
    const CK_RV code = original->C_GetTokenInfo(slot, info);
    info->flags &= ~(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
    if (isSet("low"))
        info->flags |= CKF_USER_PIN_COUNT_LOW;
    if (isSet("final"))
        info->flags |= CKF_USER_PIN_FINAL_TRY;
    if (isSet("locked"))
        info->flags |= CKF_USER_PIN_LOCKED;
    return code;
}

CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG size, CK_BYTE *signature, CK_ULONG *length)
{
    return isSet("removed") ? CKR_DEVICE_REMOVED : original->C_Sign(session, data, size, signature, length);
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list)
{
    if (!original) {
        void *library = dlopen(TEGATA_SOFTHSM, RTLD_NOW | RTLD_LOCAL);
        const auto get =
            library ? reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList")) : nullptr;
        if (!get || get(&original) != CKR_OK)
            return CKR_GENERAL_ERROR;
        watched = *original;
        watched.C_Login = logIn;
        watched.C_GetSlotList = slotList;
        watched.C_GetTokenInfo = tokenInfo;
        watched.C_Sign = sign;
    }
    *list = &watched;
    return CKR_OK;
}
