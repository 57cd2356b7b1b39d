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
    OtherName,
    RegisteredId,
    Other
};
// "dNSName", "iPAddress", "rfc822Name", "uniformResourceIdentifier", "directoryName", "otherName", "registeredID", as
// RFC 5280 calls them; "x400Address or ediPartyName" for the rest.
QString generalNameKindName(GeneralNameKind kind);

// One subjectAltName entry. value: the text as encoded (a dNSName may hold Unicode, which has no place there and is for
// the rules to tell), an IP address in its usual writing ("address/mask" for one with a mask), "UPN: text" or
// "OID: text" for an otherName, a dotted OID, else what OpenSSL prints.
struct GeneralName
{
    GeneralNameKind kind = GeneralNameKind::Dns;
    QString value;

    friend bool operator==(const GeneralName &, const GeneralName &) = default;
};

} // namespace tegata
