// SPDX-License-Identifier: Apache-2.0
#include "core/rules/findingcatalogue.h"

#include "core/rules/approvalfindings.h"
#include "core/rules/encodingfindings.h"
#include "core/rules/enrollmentfindings.h"
#include "core/rules/lintfindings.h"
#include "core/rules/namefindings.h"
#include "core/rules/renewalfindings.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstddef>

namespace tegata {

namespace {

constexpr std::array requestFindings = std::to_array<FindingKind>({
    {FindingCode::DomainEmpty, QLatin1String("V7"), QLatin1String("domain.empty"),
     QT_TRANSLATE_NOOP("Finding", "No name was entered."),
     QT_TRANSLATE_NOOP("Finding", "Enter a host name such as www.example.jp.")},
    {FindingCode::DomainUrlReduced, QLatin1String("V7"), QLatin1String("domain.urlReduced"),
     QT_TRANSLATE_NOOP("Finding", "A URL was entered. Only its host name %{name} is used."),
     QT_TRANSLATE_NOOP("Finding", "OK if this is the host you mean.")},
    {FindingCode::DomainConverted, QLatin1String("V7"), QLatin1String("domain.converted"),
     QT_TRANSLATE_NOOP("Finding", "The name is written as %{name} in the certificate."),
     QT_TRANSLATE_NOOP("Finding", "OK if this is the host you mean.")},
    {FindingCode::DomainTrailingDot, QLatin1String("V7"), QLatin1String("domain.trailingDot"),
     QT_TRANSLATE_NOOP("Finding", "The name %{name} ends with a dot."),
     QT_TRANSLATE_NOOP("Finding", "Remove the dot at the end.")},
    {FindingCode::DomainIpAddress, QLatin1String("V7"), QLatin1String("domain.ipAddress"),
     QT_TRANSLATE_NOOP("Finding", "%{name} is an IP address, not a host name."),
     QT_TRANSLATE_NOOP("Finding", "Use the host name that clients connect to.")},
    {FindingCode::DomainReservedIp, QLatin1String("V7"), QLatin1String("domain.reservedIp"),
     QT_TRANSLATE_NOOP("Finding", "%{name} is a private or reserved IP address."),
     QT_TRANSLATE_NOOP("Finding", "Use a host name under one of your registered domains.")},
    {FindingCode::DomainSingleLabel, QLatin1String("V7"), QLatin1String("domain.singleLabel"),
     QT_TRANSLATE_NOOP("Finding", "%{name} is an internal name: it has no domain."),
     QT_TRANSLATE_NOOP("Finding", "Enter the full name, for example %{name}.example.jp.")},
    {FindingCode::DomainInternal, QLatin1String("V7"), QLatin1String("domain.internal"),
     QT_TRANSLATE_NOOP("Finding", "%{name} ends in .%{suffix}, which exists only inside private networks."),
     QT_TRANSLATE_NOOP("Finding", "Use a name under one of your registered domains.")},
    {FindingCode::DomainArpa, QLatin1String("V7"), QLatin1String("domain.arpa"),
     QT_TRANSLATE_NOOP("Finding", "%{name} lies under .arpa, which serves the Internet's own look-ups."),
     QT_TRANSLATE_NOOP("Finding", "Use a name under one of your registered domains.")},
    {FindingCode::DomainEmptyLabel, QLatin1String("V7"), QLatin1String("domain.emptyLabel"),
     QT_TRANSLATE_NOOP("Finding", "The name %{name} has two dots in a row or begins with a dot."),
     QT_TRANSLATE_NOOP("Finding", "Remove the extra dot.")},
    {FindingCode::DomainTooLong, QLatin1String("V7"), QLatin1String("domain.tooLong"),
     QT_TRANSLATE_NOOP("Finding", "The name has %{length} characters in its ASCII form; at most %{limit} are allowed."),
     QT_TRANSLATE_NOOP("Finding", "Use a shorter name.")},
    {FindingCode::DomainLabelTooLong, QLatin1String("V7"), QLatin1String("domain.labelTooLong"),
     QT_TRANSLATE_NOOP("Finding", "The part %{label} has %{length} characters in its ASCII form; at most %{limit} "
                                  "are allowed."),
     QT_TRANSLATE_NOOP("Finding", "Shorten this part.")},
    {FindingCode::DomainUnderscore, QLatin1String("V7"), QLatin1String("domain.underscore"),
     QT_TRANSLATE_NOOP("Finding", "The part %{label} contains an underscore."),
     QT_TRANSLATE_NOOP("Finding",
                       "Host names in certificates can contain only letters, digits and hyphens. Rename the host.")},
    {FindingCode::DomainBadCharacter, QLatin1String("V7"), QLatin1String("domain.badCharacter"),
     QT_TRANSLATE_NOOP("Finding",
                       "The part %{label} contains the character %{character}, which is not allowed in host names."),
     QT_TRANSLATE_NOOP("Finding", "Use letters, digits and hyphens only.")},
    {FindingCode::DomainHyphenEdge, QLatin1String("V7"), QLatin1String("domain.hyphenEdge"),
     QT_TRANSLATE_NOOP("Finding", "The part %{label} begins or ends with a hyphen."),
     QT_TRANSLATE_NOOP("Finding", "Remove this hyphen.")},
    {FindingCode::DomainReservedHyphens, QLatin1String("V7"), QLatin1String("domain.reservedHyphens"),
     QT_TRANSLATE_NOOP("Finding", "The part %{label} has hyphens as its third and fourth character, which is "
                                  "reserved for xn-- names."),
     QT_TRANSLATE_NOOP("Finding", "Use a name without this pair of hyphens.")},
    {FindingCode::DomainIdnInvalid, QLatin1String("V7"), QLatin1String("domain.idnInvalid"),
     QT_TRANSLATE_NOOP("Finding", "The part %{label} cannot be used in an internationalised host name."),
     QT_TRANSLATE_NOOP("Finding", "Use letters, kana, kanji, digits and hyphens that the domain registry allows.")},
    {FindingCode::DomainPunycodeInvalid, QLatin1String("V7"), QLatin1String("domain.punycodeInvalid"),
     QT_TRANSLATE_NOOP("Finding", "The part %{label} begins with xn-- but does not decode."),
     QT_TRANSLATE_NOOP("Finding", "Enter the name in its readable form, or correct the xn-- form.")},
    {FindingCode::DomainPunycodeNotCanonical, QLatin1String("V7"), QLatin1String("domain.punycodeNotCanonical"),
     QT_TRANSLATE_NOOP("Finding", "The part %{label} is not the regular xn-- form; that is %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Use %{expected}.")},
    {FindingCode::DomainWildcardPartial, QLatin1String("V7"), QLatin1String("domain.wildcardPartial"),
     QT_TRANSLATE_NOOP("Finding", "The part %{label} mixes * with other characters."),
     QT_TRANSLATE_NOOP("Finding", "Use * only as the whole leftmost part, as in *.example.jp.")},
    {FindingCode::DomainWildcardPosition, QLatin1String("V7"), QLatin1String("domain.wildcardPosition"),
     QT_TRANSLATE_NOOP("Finding", "The * in %{name} is not the leftmost part."),
     QT_TRANSLATE_NOOP("Finding", "Use * only as the whole leftmost part, as in *.example.jp.")},
    {FindingCode::DomainWildcardPublicSuffix, QLatin1String("V7"), QLatin1String("domain.wildcardPublicSuffix"),
     QT_TRANSLATE_NOOP("Finding", "*.%{suffix} would cover domains of other owners."),
     QT_TRANSLATE_NOOP("Finding", "Put * below your own domain, as in *.example.jp.")},
    {FindingCode::DomainPublicSuffix, QLatin1String("V9"), QLatin1String("domain.publicSuffix"),
     QT_TRANSLATE_NOOP("Finding", "%{name} is a public suffix, not a domain registered to you."),
     QT_TRANSLATE_NOOP("Finding", "Enter your own domain below it.")},
    {FindingCode::DomainUnknownTld, QLatin1String("V9"), QLatin1String("domain.unknownTld"),
     QT_TRANSLATE_NOOP("Finding", "The top-level domain .%{suffix} is not in the Public Suffix List."),
     QT_TRANSLATE_NOOP("Finding", "Check the spelling of the name.")},
    {FindingCode::DomainJpTooShort, QLatin1String("V10"), QLatin1String("domain.jpTooShort"),
     QT_TRANSLATE_NOOP("Finding", "%{label} is too short: .jp domains have at least %{limit} characters."),
     QT_TRANSLATE_NOOP("Finding", "Check the spelling of the domain.")},
    {FindingCode::DomainJpTooLong, QLatin1String("V10"), QLatin1String("domain.jpTooLong"),
     QT_TRANSLATE_NOOP("Finding", "%{label} has %{length} characters: Japanese .jp domains have at most %{limit}."),
     QT_TRANSLATE_NOOP("Finding", "Check the spelling of the domain.")},
    {FindingCode::DomainJpAsciiOnly, QLatin1String("V10"), QLatin1String("domain.jpAsciiOnly"),
     QT_TRANSLATE_NOOP("Finding", "Domains under .%{suffix} are ASCII only; %{label} cannot be used."),
     QT_TRANSLATE_NOOP("Finding", "Enter the domain in ASCII letters.")},
    {FindingCode::SubjectMissing, QLatin1String("V4"), QLatin1String("subject.missing"),
     QT_TRANSLATE_NOOP("Finding", "The subject has no %{type}."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with C, O, and ST or L in its subject.")},
    {FindingCode::SubjectDuplicate, QLatin1String("V4"), QLatin1String("subject.duplicate"),
     QT_TRANSLATE_NOOP("Finding", "The subject contains %{type} %{count} times."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with each part once.")},
    {FindingCode::SubjectOrder, QLatin1String("V4"), QLatin1String("subject.order"),
     QT_TRANSLATE_NOOP("Finding", "The order of the subject is %{value}; the certificate will use %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do: the certificate uses the right order.")},
    {FindingCode::SubjectTooLong, QLatin1String("V4"), QLatin1String("subject.tooLong"),
     QT_TRANSLATE_NOOP("Finding", "%{type} has %{length} characters; at most %{limit} are allowed."),
     QT_TRANSLATE_NOOP("Finding", "Shorten %{type}; a longer host name goes into the SAN only.")},
    {FindingCode::SubjectCountry, QLatin1String("V4"), QLatin1String("subject.country"),
     QT_TRANSLATE_NOOP("Finding", "C is %{value}; it must be JP."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with C=JP.")},
    {FindingCode::SubjectCountryEncoding, QLatin1String("V4"), QLatin1String("subject.countryEncoding"),
     QT_TRANSLATE_NOOP("Finding", "C is not encoded as PrintableString."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with an up-to-date tool, such as openssl req.")},
    {FindingCode::SubjectEmptyValue, QLatin1String("V4"), QLatin1String("subject.emptyValue"),
     QT_TRANSLATE_NOOP("Finding", "%{type} contains only dots, hyphens or spaces."),
     QT_TRANSLATE_NOOP("Finding", "Enter the real value, or leave %{type} out.")},
    {FindingCode::SubjectOrganizationalUnit, QLatin1String("V4"), QLatin1String("subject.organizationalUnit"),
     QT_TRANSLATE_NOOP("Finding", "The subject has an OU (%{value}), which is no longer allowed in public "
                                  "certificates."),
     QT_TRANSLATE_NOOP("Finding", "The certificate is issued without OU. Leave it out of the next CSR.")},
    {FindingCode::SubjectOrganizationalUnitKept, QLatin1String("V4"), QLatin1String("subject.organizationalUnitNote"),
     QT_TRANSLATE_NOOP("Finding", "The subject has an OU (%{value})."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do: the certificate carries it as the request writes it.")},
    {FindingCode::SubjectAttributeDropped, QLatin1String("V4"), QLatin1String("subject.attributeDropped"),
     QT_TRANSLATE_NOOP("Finding", "%{type} of the subject is not included in the certificate."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do. Leave it out of the next CSR.")},
    {FindingCode::SubjectCommonNameAdded, QLatin1String("V4"), QLatin1String("subject.commonNameAdded"),
     QT_TRANSLATE_NOOP("Finding", "The CN %{name} is missing from the SAN and will be added there."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do.")},
    {FindingCode::SubjectAbbreviatedForm, QLatin1String("V15"), QLatin1String("subject.abbreviatedForm"),
     QT_TRANSLATE_NOOP("Finding", "O contains %{value}, which is never used in a registered name."),
     QT_TRANSLATE_NOOP("Finding", "Use %{expected} instead.")},
    {FindingCode::SubjectNotNfc, QLatin1String("V16"), QLatin1String("subject.notNfc"),
     QT_TRANSLATE_NOOP("Finding", "%{type} is written with combining characters (not in Unicode NFC)."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do: the certificate uses the composed form.")},
    {FindingCode::SubjectEnglishCharacter, QLatin1String("V17"), QLatin1String("subject.englishCharacter"),
     QT_TRANSLATE_NOOP("Finding", "%{type} of an English subject contains the character %{character}."),
     QT_TRANSLATE_NOOP("Finding", "Use half-width letters, digits and symbols other than \" # ; and +.")},
    {FindingCode::SubjectMismatch, QLatin1String("V4"), QLatin1String("subject.mismatch"),
     QT_TRANSLATE_NOOP("Finding", "%{type} is “%{value}”, but “%{expected}” is registered. They first differ at "
                                  "character %{position}: %{character} instead of %{expectedCharacter}."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with the registered value, or ask the certification authority to "
                                  "change the registered data.")},
    {FindingCode::SubjectLookAlike, QLatin1String("V16"), QLatin1String("subject.lookAlike"),
     QT_TRANSLATE_NOOP("Finding",
                       "%{type} “%{value}” looks like the registered “%{expected}”, but character %{position} differs "
                       "in width or form: %{character}, registered %{expectedCharacter}."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with exactly the registered characters.")},
    {FindingCode::SubjectOtherLanguage, QLatin1String("V4"), QLatin1String("subject.otherLanguage"),
     QT_TRANSLATE_NOOP("Finding", "O is the registered name in the other language."),
     QT_TRANSLATE_NOOP("Finding", "Choose the other language for this request, or write O as “%{expected}”.")},
    {FindingCode::OrganizationUnknown, QLatin1String("V4"), QLatin1String("organization.unknown"),
     QT_TRANSLATE_NOOP("Finding", "O is “%{value}”; no registered organisation has this name. Registered: "
                                  "%{expected}."),
     QT_TRANSLATE_NOOP(
         "Finding",
         "Create a new CSR with a registered name, or ask the certification authority to register the organisation.")},
    {FindingCode::OrganizationEnglishNotAllowed, QLatin1String("V17"), QLatin1String("organization.englishNotAllowed"),
     QT_TRANSLATE_NOOP("Finding", "No English name is registered for %{name}."),
     QT_TRANSLATE_NOOP("Finding",
                       "Choose a Japanese subject, or ask the certification authority to register the English name.")},
    {FindingCode::OrganizationNotValidated, QLatin1String("V2"), QLatin1String("organization.notValidated"),
     QT_TRANSLATE_NOOP("Finding", "The organisation %{name} has not been validated."),
     QT_TRANSLATE_NOOP("Finding", "Ask the certification authority to validate it.")},
    {FindingCode::OrganizationValidationTooOld, QLatin1String("V2"), QLatin1String("organization.validationTooOld"),
     QT_TRANSLATE_NOOP("Finding", "The validation of the organisation %{name} is older than %{limit} days."),
     QT_TRANSLATE_NOOP("Finding", "Ask the certification authority to validate it again.")},
    {FindingCode::OrganizationValidationExpiring, QLatin1String("V2"), QLatin1String("organization.validationExpiring"),
     QT_TRANSLATE_NOOP("Finding", "The validation of the organisation %{name} can be used until %{date}."),
     QT_TRANSLATE_NOOP("Finding", "Ask the certification authority to validate it again before that day.")},
    {FindingCode::RegistrationAbsent, QLatin1String("V4"), QLatin1String("registration.absent"),
     QT_TRANSLATE_NOOP("Finding", "There is no registered data to compare with. Only the CSR itself was checked."),
     QT_TRANSLATE_NOOP("Finding", "Organisation and domains are compared when the request is submitted.")},
    {FindingCode::RegistrationNotTold, QLatin1String("V4"), QLatin1String("registration.notTold"),
     QT_TRANSLATE_NOOP("Finding",
                       "This site does not provide registered data. Organisation and domains were not compared."),
     QT_TRANSLATE_NOOP("Finding",
                       "To compare them, choose a file with the registered organisations and domains for this site.")},
    {FindingCode::ProfileNamesNotIssued, QLatin1String("V7"), QLatin1String("profile.namesNotIssued"),
     QT_TRANSLATE_NOOP("Finding",
                       "The CSR asks for names that the profile will not put into the certificate: %{names}."),
     QT_TRANSLATE_NOOP("Finding", "Approve only if the certificate is useful without these names. If not, reject the "
                                  "request and suggest a profile that accepts them.")},
    {FindingCode::KindClient, QLatin1String("V21"), QLatin1String("kind.client"),
     QT_TRANSLATE_NOOP("Finding",
                       "This is a client certificate. Only the form of the subject, the key and the signature were "
                       "checked. There are no rules yet for the names, usages and validity of client certificates."),
     QT_TRANSLATE_NOOP("Finding", "Compare names, usages and validity with what the profile will issue.")},
    {FindingCode::KindCa, QLatin1String("V21"), QLatin1String("kind.ca"),
     QT_TRANSLATE_NOOP("Finding",
                       "This is a CA certificate. Only the form of the subject, the key and the signature were "
                       "checked. There are no rules yet for the names, usages and validity of CA certificates."),
     QT_TRANSLATE_NOOP("Finding", "Approve it only if this authority is to have one below it; give the reason. Compare "
                                  "its names, usages and validity with what the profile will issue.")},
    {FindingCode::KindMail, QLatin1String("V21"), QLatin1String("kind.mail"),
     QT_TRANSLATE_NOOP("Finding",
                       "This is a mail certificate. Only the form of the subject, the key and the signature were "
                       "checked. There are no rules yet for the names, usages and validity of mail certificates."),
     QT_TRANSLATE_NOOP("Finding", "Compare names, usages and validity with what the profile will issue.")},
    {FindingCode::KindCode, QLatin1String("V21"), QLatin1String("kind.code"),
     QT_TRANSLATE_NOOP(
         "Finding", "This is a code signing certificate. Only the form of the subject, the key and the signature were "
                    "checked. There are no rules yet for the names, usages and validity of code signing certificates."),
     QT_TRANSLATE_NOOP("Finding", "Compare names, usages and validity with what the profile will issue.")},
    {FindingCode::KindOther, QLatin1String("V21"), QLatin1String("kind.other"),
     QT_TRANSLATE_NOOP(
         "Finding", "This is not a server certificate. Only the form of the subject, the key and the signature were "
                    "checked. There are no rules yet for the names, usages and validity of this kind of certificate."),
     QT_TRANSLATE_NOOP("Finding", "Compare names, usages and validity with what the profile will issue.")},
    {FindingCode::KindUnknown, QLatin1String("V21"), QLatin1String("kind.unknown"),
     QT_TRANSLATE_NOOP("Finding",
                       "The profile does not say what the certificate is for: it was checked by the rules of "
                       "server certificates, whatever usages the CSR asks for."),
     QT_TRANSLATE_NOOP("Finding", "Find out what the profile issues before you approve.")},
    {FindingCode::NamesTooMany, QLatin1String("V7"), QLatin1String("san.tooMany"),
     QT_TRANSLATE_NOOP("Finding", "The request holds %{count} names; at most %{limit} go into one certificate."),
     QT_TRANSLATE_NOOP("Finding", "Spread the names over several certificates, or use a wildcard name.")},
    {FindingCode::RequestsTooMany, QLatin1String("policy"), QLatin1String("request.tooManyOpen"),
     QT_TRANSLATE_NOOP("Finding", "%{limit} of your requests wait for a decision, and no more are taken in."),
     QT_TRANSLATE_NOOP("Finding", "Wait until the operator has decided some of them, or withdraw what is not needed.")},
    {FindingCode::EvOrganizationNotAllowed, QLatin1String("V5"), QLatin1String("ev.organizationNotAllowed"),
     QT_TRANSLATE_NOOP("Finding", "The organisation %{name} is not registered for EV."),
     QT_TRANSLATE_NOOP("Finding",
                       "Choose SureServer, or ask the certification authority to register this organisation for EV.")},
    {FindingCode::EvRegistrationIncomplete, QLatin1String("V5"), QLatin1String("ev.registrationIncomplete"),
     QT_TRANSLATE_NOOP("Finding", "The registration of %{name} lacks what an EV subject needs: %{missing}."),
     QT_TRANSLATE_NOOP("Finding", "Ask the certification authority to complete the registration.")},
    {FindingCode::EvDomainNotAllowed, QLatin1String("V5"), QLatin1String("ev.domainNotAllowed"),
     QT_TRANSLATE_NOOP("Finding", "The domain %{domain} is not registered for EV."),
     QT_TRANSLATE_NOOP("Finding",
                       "Choose SureServer, or ask the certification authority to register this domain for EV.")},
    {FindingCode::EvWildcard, QLatin1String("V5"), QLatin1String("ev.wildcard"),
     QT_TRANSLATE_NOOP("Finding", "%{name} is a wildcard name, which EV certificates cannot contain."),
     QT_TRANSLATE_NOOP("Finding", "List each host name, or choose SureServer.")},
    {FindingCode::EvBusinessCategory, QLatin1String("V5"), QLatin1String("ev.businessCategory"),
     QT_TRANSLATE_NOOP("Finding", "businessCategory is “%{value}”; EV knows only: %{expected}."),
     QT_TRANSLATE_NOOP("Finding",
                       "Create a new CSR with the category of the organisation, or without businessCategory.")},
    {FindingCode::KeyAlgorithm, QLatin1String("V6"), QLatin1String("key.algorithm"),
     QT_TRANSLATE_NOOP("Finding", "Keys of the type %{value} are not accepted."),
     QT_TRANSLATE_NOOP("Finding", "Make an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.")},
    {FindingCode::KeyCurve, QLatin1String("V6"), QLatin1String("key.curve"),
     QT_TRANSLATE_NOOP("Finding", "The curve %{value} is not accepted."),
     QT_TRANSLATE_NOOP("Finding", "Make an EC key on one of: %{expected}.")},
    {FindingCode::KeyRsaTooShort, QLatin1String("V6"), QLatin1String("key.rsaTooShort"),
     QT_TRANSLATE_NOOP("Finding", "The RSA key has %{length} bits; at least %{limit} are needed."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key of %{limit} bits or more and a new request.")},
    {FindingCode::KeyRsaTooLong, QLatin1String("V6"), QLatin1String("key.rsaTooLong"),
     QT_TRANSLATE_NOOP("Finding", "The RSA key has %{length} bits; more than %{limit} cannot be used."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key of 2048, 3072 or 4096 bits.")},
    {FindingCode::KeyRsaSize, QLatin1String("V6"), QLatin1String("key.rsaSize"),
     QT_TRANSLATE_NOOP("Finding", "The RSA key has %{length} bits, which is not a multiple of 8."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key of 2048, 3072 or 4096 bits.")},
    {FindingCode::KeyRsaExponent, QLatin1String("V6"), QLatin1String("key.rsaExponent"),
     QT_TRANSLATE_NOOP("Finding", "The public exponent of the RSA key is even or smaller than 3."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key with the exponent 65537.")},
    {FindingCode::KeyRsaExponentRange, QLatin1String("V6"), QLatin1String("key.rsaExponentRange"),
     QT_TRANSLATE_NOOP("Finding", "The public exponent of the RSA key is outside the recommended range from 65537 "
                                  "to 2^256-1."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key with the exponent 65537.")},
    {FindingCode::KeyRsaModulusEven, QLatin1String("V6"), QLatin1String("key.rsaModulusEven"),
     QT_TRANSLATE_NOOP("Finding", "The modulus of the RSA key is even: the key is broken."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key with a current program.")},
    {FindingCode::KeyRsaSmallFactor, QLatin1String("V6"), QLatin1String("key.rsaSmallFactor"),
     QT_TRANSLATE_NOOP("Finding", "The modulus of the RSA key can be divided by %{value}: the key is broken."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key with a current program.")},
    {FindingCode::KeyRoca, QLatin1String("V6"), QLatin1String("key.roca"),
     QT_TRANSLATE_NOOP("Finding", "The key has the ROCA weakness (CVE-2017-15361): its private key can be computed."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key outside the affected chip, or update the chip's firmware first.")},
    {FindingCode::KeyClosePrimes, QLatin1String("V6"), QLatin1String("key.closePrimes"),
     QT_TRANSLATE_NOOP("Finding", "The primes of the RSA key lie close together: its private key can be computed."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key with a current program.")},
    {FindingCode::KeyListedWeak, QLatin1String("V6"), QLatin1String("key.listedWeak"),
     QT_TRANSLATE_NOOP("Finding", "The key is one of the few that OpenSSL of Debian made in 2006 to 2008 "
                                  "(CVE-2008-0166): anybody has its private key."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key with a current program.")},
    {FindingCode::KeySignatureDigest, QLatin1String("V6"), QLatin1String("key.signatureDigest"),
     QT_TRANSLATE_NOOP("Finding", "The CSR is signed with %{value}; %{expected} is needed."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with SHA-256.")},
    {FindingCode::KeySignatureInvalid, QLatin1String("V6"), QLatin1String("key.signatureInvalid"),
     QT_TRANSLATE_NOOP("Finding", "The signature of the CSR does not match its content."),
     QT_TRANSLATE_NOOP("Finding", "The CSR was changed after signing. Create a new one with your key.")},
    {FindingCode::KeyCompromised, QLatin1String("V6"), QLatin1String("key.compromised"),
     QT_TRANSLATE_NOOP("Finding", "The key was used in certificate %{serial}, which was revoked for key compromise."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key; never use this one again.")},
    {FindingCode::KeyUsedElsewhere, QLatin1String("V6"), QLatin1String("key.usedElsewhere"),
     QT_TRANSLATE_NOOP("Finding", "The same key is in a certificate of another organisation."),
     QT_TRANSLATE_NOOP("Finding", "Make a new key for this organisation.")},
    {FindingCode::KeyReusedForRenewal, QLatin1String("V6"), QLatin1String("key.reusedForRenewal"),
     QT_TRANSLATE_NOOP("Finding", "The key is the one of the certificate %{serial} that is renewed."),
     QT_TRANSLATE_NOOP("Finding", "A new key at each renewal is safer. Give a reason if you must keep this one.")},
    {FindingCode::KeyReused, QLatin1String("V6"), QLatin1String("key.reused"),
     QT_TRANSLATE_NOOP("Finding", "The key is already used in certificate %{serial}."),
     QT_TRANSLATE_NOOP("Finding", "Use a separate key for each certificate. Give a reason if you must keep this one.")},
    {FindingCode::SanNone, QLatin1String("V7"), QLatin1String("san.none"),
     QT_TRANSLATE_NOOP("Finding", "The CSR contains no host name."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with a host name in the SAN or the CN.")},
    {FindingCode::SanKind, QLatin1String("V7"), QLatin1String("san.kind"),
     QT_TRANSLATE_NOOP(
         "Finding", "The SAN entry %{value} is of the kind %{kind}; only dNSName entries (host names) are accepted."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with host names only.")},
    {FindingCode::SanPublicAddress, QLatin1String("V7"), QLatin1String("san.publicAddress"),
     QT_TRANSLATE_NOOP("Finding", "The SAN holds the IP address %{value}."),
     QT_TRANSLATE_NOOP("Finding", "Use the host name that clients connect to, where it has one.")},
    {FindingCode::SanReservedAddress, QLatin1String("V7"), QLatin1String("san.reservedAddress"),
     QT_TRANSLATE_NOOP("Finding", "The SAN holds the private or reserved IP address %{value}."),
     QT_TRANSLATE_NOOP("Finding", "Use a host name where clients can look one up; the address may be another "
                                  "machine's elsewhere.")},
    {FindingCode::SanNotAsciiForm, QLatin1String("V7"), QLatin1String("san.notAsciiForm"),
     QT_TRANSLATE_NOOP("Finding",
                       "%{value} is not written as a host name in a certificate; the right form is %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR with %{expected}.")},
    {FindingCode::SanUpperCase, QLatin1String("V7"), QLatin1String("san.upperCase"),
     QT_TRANSLATE_NOOP("Finding", "%{value} is written in small letters in the certificate."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do.")},
    {FindingCode::SanDuplicate, QLatin1String("V7"), QLatin1String("san.duplicate"),
     QT_TRANSLATE_NOOP("Finding", "The SAN lists %{name} more than once."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do: the certificate lists it once.")},
    {FindingCode::DomainNotRegistered, QLatin1String("V9"), QLatin1String("domain.notRegistered"),
     QT_TRANSLATE_NOOP("Finding", "%{name} is not in a registered domain."),
     QT_TRANSLATE_NOOP("Finding",
                       "Ask the certification authority to register the domain %{registrable}, or remove this name.")},
    {FindingCode::DomainOtherOrganization, QLatin1String("V9"), QLatin1String("domain.otherOrganization"),
     QT_TRANSLATE_NOOP("Finding", "%{name} is in the domain %{domain}, which is registered for another organisation."),
     QT_TRANSLATE_NOOP("Finding", "Use a domain of the organisation in the subject, or ask the certification authority "
                                  "to register it there too.")},
    {FindingCode::DomainNotValidated, QLatin1String("V2"), QLatin1String("domain.notValidated"),
     QT_TRANSLATE_NOOP("Finding", "The control over the domain %{domain} has not been validated."),
     QT_TRANSLATE_NOOP("Finding", "Ask the certification authority to validate it.")},
    {FindingCode::DomainValidationTooOld, QLatin1String("V2"), QLatin1String("domain.validationTooOld"),
     QT_TRANSLATE_NOOP("Finding", "The validation of the domain %{domain} is older than %{limit} days."),
     QT_TRANSLATE_NOOP("Finding", "Ask the certification authority to validate it again.")},
    {FindingCode::DomainValidationExpiring, QLatin1String("V2"), QLatin1String("domain.validationExpiring"),
     QT_TRANSLATE_NOOP("Finding", "The validation of the domain %{domain} can be used until %{date}."),
     QT_TRANSLATE_NOOP("Finding", "Ask the certification authority to validate it again before that day.")},
    {FindingCode::ExtensionCa, QLatin1String("V7"), QLatin1String("extension.ca"),
     QT_TRANSLATE_NOOP("Finding", "The CSR asks for a CA certificate."),
     QT_TRANSLATE_NOOP("Finding", "Create a new CSR without basicConstraints.")},
    {FindingCode::ExtensionIgnored, QLatin1String("V7"), QLatin1String("extension.ignored"),
     QT_TRANSLATE_NOOP("Finding", "The extension %{value} of the CSR is not included in the certificate."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do.")},
    {FindingCode::CaaForbidden, QLatin1String("V3"), QLatin1String("caa.forbidden"),
     QT_TRANSLATE_NOOP(
         "Finding",
         "The CAA records of %{domain} (%{value}) do not allow this certification authority to issue for %{name}."),
     QT_TRANSLATE_NOOP("Finding", "Ask the owner of the domain to add a CAA record for %{expected}, or to remove this "
                                  "name from the request.")},
    {FindingCode::CaaUnknownProperty, QLatin1String("V3"), QLatin1String("caa.unknownProperty"),
     QT_TRANSLATE_NOOP("Finding", "A critical CAA record at %{domain} (%{value}) is not understood, so nobody may "
                                  "issue for %{name}."),
     QT_TRANSLATE_NOOP("Finding", "Ask the owner of the domain to remove this record or its critical flag.")},
    {FindingCode::CaaLookupFailed, QLatin1String("V3"), QLatin1String("caa.lookupFailed"),
     QT_TRANSLATE_NOOP("Finding", "The CAA records of %{name} could not be checked (%{value})."),
     QT_TRANSLATE_NOOP("Finding", "Check again later. If it cannot wait, give a reason.")},
    {FindingCode::CaaNoDns, QLatin1String("V3"), QLatin1String("caa.noDns"),
     QT_TRANSLATE_NOOP("Finding", "No DNS server answers this computer. The CAA records were not checked."),
     QT_TRANSLATE_NOOP(
         "Finding", "Check the computer's DNS settings, or check the CAA records in another way before you approve.")},
    {FindingCode::CaaNotChecked, QLatin1String("V3"), QLatin1String("caa.notChecked"),
     QT_TRANSLATE_NOOP("Finding", "The CAA records of %{names} were not looked up on this computer."),
     QT_TRANSLATE_NOOP(
         "Finding", "Check the computer's DNS settings, or check the CAA records in another way before you approve.")},
});

template <std::size_t... Sizes>
constexpr auto joined(const std::array<FindingKind, Sizes> &...parts)
{
    std::array<FindingKind, (Sizes + ...)> all{};
    auto end = all.begin();
    ((end = std::copy(parts.begin(), parts.end(), end)), ...);
    return all;
}

constexpr auto catalogue = joined(requestFindings, enrollmentFindings, nameFindings, approvalFindings, renewalFindings,
                                  lintFindings, encodingFindings);

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
        if (catalogue[i].kind != static_cast<FindingCode>(i))
            return false;
    }
    return true;
}
static_assert(isInOrder() && catalogue.size() == static_cast<std::size_t>(FindingCode::Count));

constexpr qsizetype MaximumShown = 100; // code points of one value

QString shown(const QString &value)
{
    QString text;
    const QList<uint> characters = value.toUcs4();
    for (qsizetype i = 0; i < characters.size(); ++i) {
        if (i == MaximumShown)
            return text + QChar(0x2026);
        const uint character = characters.at(i);
        switch (QChar::category(character)) {
        case QChar::Other_Control:
        case QChar::Other_Format:
        case QChar::Other_Surrogate:
        case QChar::Other_PrivateUse:
        case QChar::Other_NotAssigned:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
            text += QStringLiteral("<U+%1>").arg(character, 4, 16, QLatin1Char('0')).toUpper();
            break;
        default:
            text += QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1);
        }
    }
    return text;
}

} // namespace

std::span<const FindingKind> findingCatalogue()
{
    return catalogue;
}

const FindingKind &findingKind(FindingCode code)
{
    return catalogue.at(static_cast<std::size_t>(code));
}

const FindingKind *findingKindByName(const QString &code)
{
    const auto found =
        std::find_if(catalogue.begin(), catalogue.end(), [&](const FindingKind &kind) { return kind.code == code; });
    return found == catalogue.end() ? nullptr : &*found;
}

Finding makeFinding(FindingCode code, FindingOutcome outcome, const QString &field, const QMap<QString, QString> &args)
{
    const FindingKind &kind = findingKind(code);
    Finding finding;
    finding.rule = kind.rule;
    finding.code = kind.code;
    finding.outcome = outcome;
    finding.field = field;
    for (auto it = args.cbegin(); it != args.cend(); ++it)
        finding.args.insert(it.key(), shown(it.value()));
    return finding;
}

} // namespace tegata
