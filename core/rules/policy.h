// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/base/result.h"
#include "core/domain/checkreport.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QStringList>

#include <memory>
#include <optional>

namespace tegata {

// A number that changes by date (V1, V2): the row with the latest `from` that is not after the day counts.
struct DatedLimit
{
    QDate from;
    int days = 0;

    friend bool operator==(const DatedLimit &, const DatedLimit &) = default;
};

// What a policy makes of one rule's findings, in order of weight. Off: they are not reported.
enum class RuleOutcome
{
    Off,
    Note,
    Warning,
    Error
};
QString ruleOutcomeName(RuleOutcome outcome); // "off", "note", "warning", "error"
std::optional<RuleOutcome> ruleOutcomeFromName(const QString &name);

struct RuleSetting
{
    RuleOutcome outcome = RuleOutcome::Error;
    QString reason;         // for people; a site's own is one text for both languages
    QString reasonJapanese; // of the policies that come with the program

    QString reasonIn(Language language) const;
    friend bool operator==(const RuleSetting &, const RuleSetting &) = default;
};
using RuleSettings = QMap<QString, RuleSetting>; // by the rule's key (policyrules.h)

// What one kind of CA issues, as data: limits, and what becomes of each rule's findings. resources/policies/NAME.json
// come with the program; a site's own policy names the one that it is based on and says what differs
// (policy.schema.json). Never constants in code. A value.
struct Policy
{
    QString name;
    int version = 1; // rises with each change
    QString basedOn; // of a site's own policy: the shipped one that it changes
    QString sha256;  // lower-case hex over all that is in force, so that two policies of one name are told apart

    QList<DatedLimit> maximumValidity; // V1
    int validityMarginDays = 1;        // V1: one day less than the maximum is issued
    QList<DatedLimit> domainReuse;     // V2
    int organizationReuseDays = 398;   // V2
    QStringList keyAlgorithms;         // V6: "RSA", "EC", "RSA-PSS", "ED25519", "ED448"
    int minimumRsaBits = 2048;         // V6
    QStringList curves;                // V6
    QStringList signatureDigests;      // V6: "SHA256", …
    int renewalWindowDays = 90;        // V19
    int requestTimeoutDays = 30;       // States: expired
    int maximumNames = 100;            // V7: in one certificate
    int openRequestsPerContact = 2500; // that one contact may have waiting for a decision
    QStringList caaIssuers;            // V3: the CA's domain names in CAA records; none: CAA is not checked
    RuleSettings rules;

    // Days a certificate signed on that day may be valid at most (V1), 0 when the table has no row for it.
    int maximumValidityDays(const QDate &day) const;
    int domainReuseDays(const QDate &day) const;
    // The last moment at which a validation may be used (V2), also where a shorter limit comes into force before it.
    // Invalid for one that was never made.
    QDateTime domainUsableUntil(const QDateTime &validatedAt) const;
    QDateTime organizationUsableUntil(const QDateTime &validatedAt) const;
    // Whether certificates carry the request's OU (V4): where the policy has nothing against it.
    bool takesOrganizationalUnit() const;

    friend bool operator==(const Policy &, const Policy &) = default;
};

// The findings with the outcomes that the policy gives them, without those that it turns off. A rule that the policy
// does not know keeps its own outcome.
QList<Finding> weighed(const QList<Finding> &findings, const RuleSettings &rules);

// The policies that come with the program.
QStringList shippedPolicies();
// One of them by name; parsed once, any thread. Errors: NotFound.
Result<Policy> loadPolicy(const QString &name);
// Reads a policy file, strictly: what the schema does not know is refused, with its place in `field`. Errors:
// MalformedEncoding with the offset, TooLarge, InvalidArgument ("outcomes.domain.intern": unknown rule; a rule that
// protects anybody and is weakened; a missing reason …), NotFound (basedOn).
Result<Policy> parsePolicy(const QByteArray &json);
// The file of a policy that is based on a shipped one: what differs from it.
QByteArray toJson(const Policy &policy);

// Which policy is meant: a site's own, read already, or a shipped one by its name.
struct PolicyChoice
{
    QString name;
    std::shared_ptr<const Policy> own;
    std::optional<Error> problem; // the site has its own, and it cannot be read: no other takes its place

    Result<Policy> load() const;
};

// How a log names the policy that was gone by.
struct PolicyStamp
{
    QString name;
    int version = 0;
    QString sha256;

    friend bool operator==(const PolicyStamp &, const PolicyStamp &) = default;
};
PolicyStamp stampOf(const Policy &policy);

} // namespace tegata
