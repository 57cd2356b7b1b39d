// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace tegata {

// The only values of businessCategory (V5, EVG 7.1.4.2.3).
inline QStringList businessCategories()
{
    return {QStringLiteral("Private Organization"), QStringLiteral("Government Entity"),
            QStringLiteral("Business Entity"), QStringLiteral("Non-Commercial Entity")};
}

// 申請法人 as registered and vetted (S14–S31, S47).
struct Organization
{
    QString id;
    QString legalName;           // 申請法人名 (S17)
    QString legalNameEnglish;    // 申請法人名(英語表記) (S20), empty when not registered
    int prefecture = 0;          // 1–47, JIS X 0401 (rules.md V18)
    QString municipality;        // 市町村名 (S25 b)
    QString municipalityEnglish; // 市町村名(英語表記) (S25 c)
    QString country = QStringLiteral("JP");
    QString registrationNumber;  // 会社法人等番号 (V12), for EV
    QString businessCategory;    // V5: one of businessCategories(), empty without EV
    bool evAllowed = false;      // S14, vetted
    bool englishAllowed = false; // S15, vetted
    QDateTime validatedAt;

    friend bool operator==(const Organization &, const Organization &) = default;
};

// 申請ドメイン (S33–S35).
struct RegisteredDomain
{
    QString name; // A-label, lower case, without trailing dot
    QString organizationId;
    bool evAllowed = false;
    QDateTime validatedAt;

    friend bool operator==(const RegisteredDomain &, const RegisteredDomain &) = default;
};

// What the authority has vetted of one customer: requests are checked against it.
struct Registration
{
    QString customerId;
    QString customerName; // 加入者申請名 (S9)
    int version = 0;
    QString policy = QStringLiteral("public-tls-2026");
    int approvalsOv = 1; // different operators that an approval takes (four eyes: 2), by product
    int approvalsEv = 1;
    QList<Organization> organizations;
    QList<RegisteredDomain> domains;

    friend bool operator==(const Registration &, const Registration &) = default;
};

} // namespace tegata
