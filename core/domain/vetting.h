// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/auditrecord.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace tegata {

// What the authority vets of an enrolment (S47–S51, rules.md V20).
enum class VettingKind
{
    LegalExistence,       // of a corporation
    PhysicalExistence,    // of a corporation
    BusinessExistence,    // of a corporation; EV
    ResponsibleAuthority, // of a corporation: its 申請責任者 may speak for it
    IntentByPhone,        // of a corporation: it wants this
    HighRisk,             // of a corporation: on no list of those that are not served
    EvRoles,              // of a corporation: 申請責任者権限確認者 and the roles of EV
    DomainRight,          // of a domain: whoever registered it lets the corporation use it
    DomainControl,        // of a domain (V3)
    Caa,                  // of a domain: nothing forbids this authority to issue
    Documents             // of the application: what had to be sent has come
};

enum class VettingOutcome
{
    Passed,
    Failed
};

// One word about an item. Only the last one counts; earlier ones stay readable.
struct VettingRecord
{
    VettingOutcome outcome = VettingOutcome::Passed;
    QString method;   // core/rules/vettingitems.h: what the item's kind allows
    QString evidence; // what was seen, with its reference number
    Actor examiner;
    QDateTime at;
    QDateTime usableUntil; // V2; invalid: it does not age, or has failed

    friend bool operator==(const VettingRecord &, const VettingRecord &) = default;
};

struct VettingItem
{
    QString id; // "legalExistence:1", "domainControl:example.jp": stable for the application
    VettingKind kind = VettingKind::Documents;
    QString subject; // the corporation's or the domain's name; empty: the application's
    bool isNeeded = true;
    QStringList methods;          // by which it may be passed or failed
    QList<VettingRecord> records; // the latest last

    // Nothing: nobody has said anything yet.
    const VettingRecord *last() const { return records.isEmpty() ? nullptr : &records.constLast(); }
    bool isOpen() const { return isNeeded && (!last() || last()->outcome != VettingOutcome::Passed); }
    friend bool operator==(const VettingItem &, const VettingItem &) = default;
};

// What stands about one enrolment.
struct Vetting
{
    QString receipt;
    QList<VettingItem> items;
    QList<Actor> approvals;  // of the final decision, while more are needed
    int approvalsNeeded = 1; // EV: two (V5)

    friend bool operator==(const Vetting &, const Vetting &) = default;
};

// The contract's names: "legalExistence", …; "passed", "failed".
QString vettingKindName(VettingKind kind);
std::optional<VettingKind> vettingKindFromName(const QString &name);
// "pending", "passed", "failed", "notNeeded": what a reader asks first.
QString vettingStateName(const VettingItem &item);
QString vettingOutcomeName(VettingOutcome outcome);
std::optional<VettingOutcome> vettingOutcomeFromName(const QString &name);

} // namespace tegata
