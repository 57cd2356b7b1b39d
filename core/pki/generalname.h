// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

enum class GeneralNameKind
{
    Dns,
    Ip,
    Email,
    Uri,
    Directory,
    Other
};

// One subjectAltName entry. value: the text as encoded (dNSName ASCII, IP in its usual writing, else what OpenSSL
// prints).
struct GeneralName
{
    GeneralNameKind kind = GeneralNameKind::Dns;
    QString value;

    friend bool operator==(const GeneralName &, const GeneralName &) = default;
};

} // namespace tegata
