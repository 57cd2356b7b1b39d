// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <optional>

namespace tegata {

// The words of an error before they are translated: texts of the context "Error" (errortext.h puts in what is named).
struct ErrorWords
{
    const char *message;
    const char *remedy;
};

// Of the certificate that a person signs in with, its key, its token and the keychain; nothing for any other error.
std::optional<ErrorWords> identityErrorWords(const Error &error);

} // namespace tegata
