// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/findingcatalogue.h"

#include <QtGlobal>

#include <array>

namespace tegata {

// The catalogue's rows of how a request writes its subject, names and extensions (V4, V7, V16, V21).
inline constexpr std::array encodingFindings = std::to_array<FindingKind>({
    {FindingCode::SubjectStringType, QLatin1String("V4"), QLatin1String("subject.stringType"),
     QT_TRANSLATE_NOOP("Finding", "%{type} is a %{value} in the request; the certificate has it as UTF8String."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do.")},
    {FindingCode::SubjectStringTypeWrong, QLatin1String("V4"), QLatin1String("subject.stringTypeWrong"),
     QT_TRANSLATE_NOOP("Finding", "%{type} is a %{value}, which has no place for %{character}: other programs read "
                                  "something else there."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with UTF8String. With OpenSSL, set string_mask = utf8only in its "
                                  "configuration and use the option -utf8.")},
    {FindingCode::SubjectUnseenCharacter, QLatin1String("V16"), QLatin1String("subject.unseenCharacter"),
     QT_TRANSLATE_NOOP("Finding", "%{type} holds the character %{character}, which does not show."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR without this character.")},
    {FindingCode::SubjectCompatibilityIdeograph, QLatin1String("V16"), QLatin1String("subject.compatibilityIdeograph"),
     QT_TRANSLATE_NOOP("Finding", "%{type} holds the compatibility ideograph %{character}; the certificate has "
                                  "%{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do if this is the character that you mean.")},
    {FindingCode::SubjectEmptyRdn, QLatin1String("V4"), QLatin1String("subject.emptyRdn"),
     QT_TRANSLATE_NOOP("Finding", "The subject holds a part (RDN) without any attribute."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with a program that writes correct subjects.")},
    {FindingCode::SubjectJoined, QLatin1String("V4"), QLatin1String("subject.joined"),
     QT_TRANSLATE_NOOP("Finding", "%{value} stand in one part (RDN) of the subject; the certificate has each by "
                                  "itself."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do.")},
    {FindingCode::SanNoAsciiForm, QLatin1String("V7"), QLatin1String("san.noAsciiForm"),
     QT_TRANSLATE_NOOP("Finding", "The SAN entry %{value} has no form in which it can stand in a certificate (xn--)."),
     QT_TRANSLATE_NOOP("Finding", "Use a name that the domain registry allows.")},
    {FindingCode::SanSeveral, QLatin1String("V7"), QLatin1String("san.several"),
     QT_TRANSLATE_NOOP("Finding", "The SAN entry %{value} holds several names in one."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with one entry for each name.")},
    {FindingCode::SanBadAddress, QLatin1String("V7"), QLatin1String("san.badAddress"),
     QT_TRANSLATE_NOOP("Finding", "The SAN entry %{value} is of the kind iPAddress, but no address: one has 4 or 16 "
                                  "octets and no mask."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with the address only.")},
    {FindingCode::ExtensionContradiction, QLatin1String("V21"), QLatin1String("extension.contradiction"),
     QT_TRANSLATE_NOOP("Finding", "The request asks for %{name} twice, in different ways (by the extension requests of "
                                  "PKCS#9 and of Microsoft)."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with only one of the two.")},
    {FindingCode::ExtensionUsage, QLatin1String("V21"), QLatin1String("extension.usage"),
     QT_TRANSLATE_NOOP("Finding", "The request asks for the usage %{value} (%{name}), which will not be given."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do for a server that serves TLS.")},
});

} // namespace tegata
