// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/legalform.h"

#include <QList>
#include <QString>

#include <optional>

// The enrolment form (S7–S44) as a value: what the person typed, not yet normalised and not necessarily complete.
// Text that a choice makes irrelevant (the EV block without EV) stays here; whether a field counts is
// core/rules/enrollmentfields.h. Lists keep their order; a field's path is its member path in the contract's JSON:
// "applicants[0].legalName".
namespace tegata {

// New enrolment (S5) or renewal of a registered one (S6).
enum class EnrollmentKind
{
    New,
    Renewal
};

// 申請組織のカテゴリ (S26).
enum class OrganizationCategory
{
    NotChosen,
    PrivateOrganization,   // 民間企業
    CentralGovernment,     // 行政機関(中央省庁)
    PrefecturalGovernment, // 行政機関(都道府県)
    MunicipalGovernment,   // 行政機関(市区町村): S29 is asked
    PublicSchool,          // 行政機関(国公立学校)
    OtherGovernment,       // 行政機関(その他)
};

// 利用料金 (S7, S8).
struct EnrollmentPlan
{
    std::optional<int> commitment; // コミットメント: planned certificates per year; nothing: not chosen
    bool hasQuote = false;         // 見積りあり
    QString quoteNumber;           // 見積番号

    friend bool operator==(const EnrollmentPlan &, const EnrollmentPlan &) = default;
};

// An address and telephone in Japan.
struct PostalAddress
{
    QString postalCode;   // as typed: "060-0807" or "0600807"
    int prefecture = 0;   // 1–47 (V18); 0: not chosen
    QString municipality; // 市町村名
    QString street;       // the rest: 町名・番地・建物名

    friend bool operator==(const PostalAddress &, const PostalAddress &) = default;
};

// 連絡窓口/手続き担当者 (S10–S13).
struct EnrollmentContact
{
    QString loginId;
    QString password;     // S11: in the encrypted draft and in the one submission only
    QString passwordMail; // パスワード通知E-mailアドレス
    QString name;
    QString department;
    PostalAddress address;
    QString phone;
    QString mail; // receives what concerns procedure and documents

    friend bool operator==(const EnrollmentContact &, const EnrollmentContact &) = default;
};

// 申請責任者 (S32).
struct ResponsibleApplicant
{
    QString name;
    QString department;
    QString title; // 役職

    friend bool operator==(const ResponsibleApplicant &, const ResponsibleApplicant &) = default;
};

// 申請法人 with its 申請責任者 (S14–S32).
struct EnrollmentApplicant
{
    bool ev = false;           // S14
    bool english = false;      // S15
    QString creditCode;        // 帝国データバンクコード (S16)
    QString corporateNumber;   // 法人番号 (V11)
    QString legalName;         // 申請法人名 (S17–S19)
    QString englishName;       // 申請法人名(英語表記) (S20)
    bool consultation = false; // S21: the name is longer than the form takes; the desk is asked
    QString consultationReason;
    LegalForm legalForm = LegalForm::NotChosen; // 法人格 (S22)
    LegalFormPosition legalFormPosition = LegalFormPosition::NotChosen;
    QString representative;                                          // 法人代表者氏名 (S23)
    QString postalCode;                                              // S24
    QString country = QStringLiteral("JP");                          // 国名(英名)
    int prefecture = 0;                                              // 都道府県名 (S25 a)
    QString municipality;                                            // 市町村名 (S25 b)
    QString municipalityEnglish;                                     // 市町村名(英語表記) (S25 c)
    OrganizationCategory category = OrganizationCategory::NotChosen; // S26, EV
    QString registryNumber;                                          // 会社法人番号 (S27), EV, private only
    QString establishingBody;                                        // 法人設立機関 (S28), EV
    QString registryPrefecture; // 登記所住所(英名) (S29), EV, 行政機関(市区町村) only
    QString mainPhone;          // 代表電話番号 (S30), EV
    QString responsiblePhone;   // 申請責任者電話番号 (S31), EV
    ResponsibleApplicant responsible;

    friend bool operator==(const EnrollmentApplicant &, const EnrollmentApplicant &) = default;
};

// 申請ドメイン (S33–S37).
struct EnrollmentDomain
{
    QString name; // as accepted: the registrable domain, U- or A-label
    bool ev = false;
    QString note; // S37: the registrant differs from the applicant

    friend bool operator==(const EnrollmentDomain &, const EnrollmentDomain &) = default;
};

// オペレーター (S38–S40).
struct EnrollmentOperator
{
    QString name;
    QString kana;       // フリガナ: the CN is suggested from it
    QString commonName; // S39
    QString mail;       // S40

    friend bool operator==(const EnrollmentOperator &, const EnrollmentOperator &) = default;
};

// 請求書送付先 (S41).
struct EnrollmentBilling
{
    QString organization;
    QString department;
    QString name;
    PostalAddress address;
    QString phone;
    QString mail;

    friend bool operator==(const EnrollmentBilling &, const EnrollmentBilling &) = default;
};

// 三社間契約 (S43, S44): the 発行依頼者's corporation, responsible applicant and domains.
struct ThreePartyContract
{
    bool enabled = false;
    bool consent = false; // S44
    EnrollmentApplicant applicant;
    QList<EnrollmentDomain> domains;

    friend bool operator==(const ThreePartyContract &, const ThreePartyContract &) = default;
};

struct EnrollmentApplication
{
    EnrollmentKind kind = EnrollmentKind::New;
    EnrollmentPlan plan;
    QString subscriberName; // 加入者申請名 (S9)
    EnrollmentContact contact;
    QList<EnrollmentApplicant> applicants{EnrollmentApplicant{}}; // S62: one or more
    QList<EnrollmentDomain> domains;
    QList<EnrollmentOperator> operators{EnrollmentOperator{}};
    EnrollmentBilling billing;
    QString noticeMail; // お知らせメール送信元E-mailアドレス (S42)
    ThreePartyContract threeParty;
    QString warningReason; // why the warnings do not hold it back; kept with the application

    friend bool operator==(const EnrollmentApplication &, const EnrollmentApplication &) = default;
};

// The contract's names: "new", "renewal"; "private", "municipalGovernment", …, empty for NotChosen.
QString enrollmentKindName(EnrollmentKind kind);
std::optional<EnrollmentKind> enrollmentKindFromName(const QString &name);
QString organizationCategoryName(OrganizationCategory category);
std::optional<OrganizationCategory> organizationCategoryFromName(const QString &name);

// The limits of the service's form.
inline constexpr int MaximumDomains = 50;            // S34, each list
inline constexpr int MaximumLegalNameLength = 20;    // S17, code points
inline constexpr int MaximumEnglishNameLength = 64;  // S20
inline constexpr int MaximumOperatorNameLength = 15; // S39
inline constexpr int FreeOperators = 1;              // S38

} // namespace tegata
