// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

#include <QLatin1String>

#include <span>

namespace tegata {

// Every finding that core/rules can make. Each has one row in the catalogue with its rule, its code for the contract
// and its words, in this order (checked when compiling): a finding without words cannot be made.
enum class FindingCode {
    DomainEmpty,
    DomainUrlReduced,
    DomainConverted,
    DomainTrailingDot,
    DomainIpAddress,
    DomainReservedIp,
    DomainSingleLabel,
    DomainInternal,
    DomainEmptyLabel,
    DomainTooLong,
    DomainLabelTooLong,
    DomainUnderscore,
    DomainBadCharacter,
    DomainHyphenEdge,
    DomainReservedHyphens,
    DomainIdnInvalid,
    DomainPunycodeInvalid,
    DomainPunycodeNotCanonical,
    DomainWildcardPartial,
    DomainWildcardPosition,
    DomainWildcardPublicSuffix,
    DomainPublicSuffix,
    DomainUnknownTld,
    DomainJpTooShort,
    DomainJpTooLong,
    DomainJpAsciiOnly,
    SubjectMissing,
    SubjectDuplicate,
    SubjectOrder,
    SubjectTooLong,
    SubjectCountry,
    SubjectCountryEncoding,
    SubjectEmptyValue,
    SubjectOrganizationalUnit,
    SubjectOrganizationalUnitKept,
    SubjectAttributeDropped,
    SubjectCommonNameAdded,
    SubjectAbbreviatedForm,
    SubjectNotNfc,
    SubjectEnglishCharacter,
    SubjectMismatch,
    SubjectLookAlike,
    SubjectOtherLanguage,
    OrganizationUnknown,
    OrganizationEnglishNotAllowed,
    OrganizationNotValidated,
    OrganizationValidationTooOld,
    OrganizationValidationExpiring,
    RegistrationAbsent,
    EvOrganizationNotAllowed,
    EvRegistrationIncomplete,
    EvDomainNotAllowed,
    EvWildcard,
    KeyAlgorithm,
    KeyCurve,
    KeyRsaTooShort,
    KeyRsaTooLong,
    KeyRsaSize,
    KeyRsaExponent,
    KeyRsaExponentRange,
    KeyRsaModulusEven,
    KeyRsaSmallFactor,
    KeyRoca,
    KeyClosePrimes,
    KeySignatureDigest,
    KeySignatureInvalid,
    KeyCompromised,
    KeyUsedElsewhere,
    KeyReusedForRenewal,
    KeyReused,
    SanNone,
    SanKind,
    SanNotAsciiForm,
    SanUpperCase,
    SanDuplicate,
    DomainNotRegistered,
    DomainOtherOrganization,
    DomainNotValidated,
    DomainValidationTooOld,
    DomainValidationExpiring,
    ExtensionCa,
    ExtensionIgnored,
    // of enrollmentfindings.h, in its order
    FieldMissing,
    FieldTooLong,
    FieldCharacter,
    IdentifierWidth,
    CorporateNumberCharacter,
    CorporateNumberLength,
    CorporateNumberRegistry,
    CorporateNumberFirst,
    CorporateNumberCheckDigit,
    RegistryNumberCharacter,
    RegistryNumberLength,
    RegistryNumberCorporate,
    RegistryNumberFirst,
    RegistryNumberMismatch,
    CreditCodeCharacter,
    CreditCodeLength,
    PostalCodeCharacter,
    PostalCodeLength,
    PostalCodeForm,
    PostalCodeUnknown,
    PostalCodePrefecture,
    PostalCodeMunicipality,
    PostalCodeWard,
    PhoneCharacter,
    PhoneCountry,
    PhonePrefix,
    PhoneLength,
    MailAt,
    MailTooLong,
    MailLocalTooLong,
    MailDots,
    MailCharacter,
    MailDomain,
    MailRole,
    LoginIdLength,
    LoginIdCharacter,
    DomainReduced,
    DomainHostName,
    DomainDuplicate,
    DomainListLimit,
    DomainListTooLong,
    DomainPasteTooLong,
    DomainEvWithoutApplicant,
    DomainEvNone,
    DomainInBothLists,
    CommitmentRange,
    ApplicantDuplicate,
    EvLegalForm,
    CategoryNotPrivate,
    CategoryNotGovernment,
    CategoryOtherBody,
    EstablishingBodyPrivate,
    RegistryPrefectureUnknown,
    RegistryPrefectureOther,
    CountryNotJapan,
    PrefectureUnknown,
    MunicipalityPrefecture,
    MunicipalityKind,
    MunicipalityEnglishCharacter,
    MunicipalityEnglishWard,
    MunicipalityEnglishTokyo,
    PhoneSame,
    OperatorDuplicateName,
    OperatorDuplicateMail,
    OperatorPaid,
    OperatorKana,
    NoticePersonal,
    ThreePartyConsent,
    ThreePartySame,
    WarningReasonMissing,
    // end of enrollmentfindings.h
    Count, // no finding: how many there are
};

struct FindingKind
{
    FindingCode kind;
    QLatin1String rule; // "V7": the number in rules.md
    QLatin1String code; // "domain.empty"
    const char *message; // English, marked for translation in the context "Finding", with %{name} for args
    const char *remedy;
};

std::span<const FindingKind> findingCatalogue();
const FindingKind &findingKind(FindingCode code);
// Nothing when the code is not one of ours.
const FindingKind *findingKindByName(const QString &code);

// A finding with the catalogue's rule and code. Values in args may come from a hostile request: characters that
// would not show, or would turn the text's direction, are written as U+XXXX, and long values are cut.
Finding makeFinding(FindingCode code, FindingOutcome outcome, const QString &field,
                    const QMap<QString, QString> &args = {});

} // namespace tegata
