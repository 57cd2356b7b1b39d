// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/domain/registration.h"
#include "core/rules/policy.h"
#include "core/rules/textcomparison.h"

#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// What an operator looks at before a decision (S52), gathered by EvidenceGatherer from the CSR, the registration, the
// cache and, where wanted, the net. Values only; texts that people read are made by ui and by findingtext.h.

// One line of the comparison: one field in CSR, registered data and previous certificate. A text that is not there at
// all (no registered value, no previous certificate) is nothing, unlike an empty one.
struct ComparisonRow
{
    QString field; // "subject.O", "sans", "publicKey", "product", … as in Finding::field
    std::optional<QString> csr;
    std::optional<QString> registered;
    std::optional<QString> previous;
    QList<TextRun> csrRuns;      // of csr against registered, or against previous where nothing is registered
    QList<TextRun> previousRuns; // of previous against registered, or against csr
    TextDifference worst = TextDifference::None; // of csrRuns

    friend bool operator==(const ComparisonRow &, const ComparisonRow &) = default;
};

// How long a validation may still be used (V2). usableUntil is invalid when it was never made.
struct ValidationAge
{
    QString what; // A-label of a domain, or the organisation's legal name
    bool isDomain = true;
    QDateTime validatedAt;
    QDateTime usableUntil;

    friend bool operator==(const ValidationAge &, const ValidationAge &) = default;
};

// What the host serves at port 443 now.
struct LiveCertificate
{
    enum class State
    {
        NotAsked,
        Asking,
        Served,
        NotReachable
    };
    enum class Obstacle
    {
        None,
        Wildcard,
        SwitchedOff,
        NotRegistered,
        TooMany
    };
    State state = State::NotAsked;
    Obstacle obstacle = Obstacle::None; // NotAsked: why
    QString host;
    QString problem;                // NotReachable, or Served and not trusted: technical, one line
    std::optional<ErrorCode> error; // NotReachable
    bool isTrusted = false;         // Served: by this computer's authorities, for this name
    QString serial;                 // Served …
    QString subject;
    QString issuer;
    QDateTime notAfter;
    QString spkiSha256;
    bool isThisCertificate = false; // of the certificate in question, or of the one being renewed

    friend bool operator==(const LiveCertificate &, const LiveCertificate &) = default;
};

// CAA (RFC 8659) of one name, as found by climbing the tree.
struct CaaResult
{
    enum class State
    {
        NotAsked,
        Asking,
        Allowed,
        Forbidden,
        Failed,
        NoDns
    };
    State state = State::NotAsked;
    QString name;
    QString foundAt;     // the name that has the records, or (Failed) could not be asked for; empty: none up to the
                         // root, so that any CA may issue
    QStringList records; // "0 issue \"ca.example\""
    QString problem;     // Failed

    friend bool operator==(const CaaResult &, const CaaResult &) = default;
};

struct Evidence
{
    QString requestId;
    int version = 0;
    QDateTime gatheredAt; // what the ages of validations are counted at
    CheckReport check;    // by core/rules, on this machine
    QList<ComparisonRow> comparison;
    QList<ValidationAge> validations;
    QList<CertificateRecord> sameName;         // earlier certificates of one of the names, newest first
    QList<CertificateRecord> sameKey;          // … of the public key
    std::optional<CertificateRecord> previous; // the one being renewed, or the newest of the same name
    int registrationVersion = 0;               // 0: no registered data
    PolicyStamp policy;
    RuleSettings rules;     // of the policy, for findings that come later
    QStringList caaIssuers; // of the policy; empty: it does not check CAA
    QStringList names;      // certificateDnsNames() of the CSR
    QString csrSha256;      // lower-case hex of the DER
    QList<LiveCertificate> live;
    QList<CaaResult> caa;

    friend bool operator==(const Evidence &, const Evidence &) = default;
};

} // namespace tegata
