// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/vettingworkflow.h"

#include "core/domain/conflictcause.h"
#include "core/domain/registration.h"
#include "core/rules/domainname.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/policy.h"
#include "core/rules/subjectpreview.h"
#include "core/rules/vettingitems.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/vettingstore.h"
#include "core/service/workflow/notetext.h"
#include "core/service/workflow/workflowparts.h"

#include <algorithm>

namespace tegata {

namespace {

Result<void> checkWord(const VettingWord &word, const VettingItem &item)
{
    if (!vettingMethodsOf(item.kind).contains(word.method))
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("one of %1 expected").arg(vettingMethodsOf(item.kind).join(QStringLiteral(", "))),
                       QStringLiteral("method"));
    const QString evidence = word.evidence.trimmed();
    if (evidence.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("what was seen is required"),
                       QStringLiteral("evidence"));
    return checkNoteText(evidence, QStringLiteral("evidence"));
}

bool isUnderReview(EnrollmentState state)
{
    return state == EnrollmentState::InReview || state == EnrollmentState::DocumentsRequested;
}

AuditEvent vettingEvent(const SiteActor &examiner, const EnrollmentRow &row, const QString &action,
                        const QDateTime &now)
{
    AuditEvent event = eventBy(examiner, action, now);
    event.objectKind = QStringLiteral("vetting"); // beside the enrolment's own life
    event.objectId = row.receipt.receipt;
    event.customerId = row.customerId;
    return event;
}

} // namespace

Result<Vetting> VettingWorkflow::find(ReadTransaction &transaction, const EnrollmentRow &row)
{
    const Result<Policy> policy = loadPolicy(Registration().policy);
    if (!policy)
        return failure(policy.error());
    Vetting vetting;
    vetting.receipt = row.receipt.receipt;
    vetting.items = vettingItemsOf(row.application);
    vetting.approvalsNeeded = approvalsNeededFor(row.application);
    if (const Result<void> filled = VettingStore::fill(transaction, vetting.receipt, vetting.items); !filled)
        return failure(filled.error());
    for (VettingItem &item : vetting.items) {
        for (VettingRecord &record : item.records) {
            if (record.outcome == VettingOutcome::Passed)
                record.usableUntil = usableUntilOf(item.kind, record.at, *policy);
        }
    }
    const auto approvals = VettingStore::approvals(transaction, vetting.receipt);
    if (!approvals)
        return failure(approvals.error());
    vetting.approvals = *approvals;
    return vetting;
}

Result<QList<Finding>> VettingWorkflow::heldByOthers(ReadTransaction &transaction, const EnrollmentRow &row)
{
    const EnrollmentApplication &form = row.application;
    QList<Finding> findings;
    const auto ask = [&](auto read, const QString &value, FindingCode code, const QString &field,
                         const QString &name) -> Result<void> {
        const Result<QStringList> held = read(transaction, QStringList{value}, row.customerId);
        if (!held)
            return failure(held.error());
        if (!held->isEmpty())
            findings.append(makeFinding(code, FindingOutcome::Warning, field, {{name, value}}));
        return {};
    };
    const auto askDomains = [&](const QList<EnrollmentDomain> &domains, const QString &list) -> Result<void> {
        for (qsizetype i = 0; i < domains.size(); ++i) {
            const Result<void> asked = ask(VettingStore::registeredElsewhere, examineDomain(domains[i].name).aLabel,
                                           FindingCode::DomainHeldElsewhere,
                                           QStringLiteral("%1[%2].name").arg(list).arg(i), QStringLiteral("domain"));
            if (!asked)
                return asked;
        }
        return {};
    };
    for (qsizetype i = 0; i < form.applicants.size(); ++i) {
        const QString number = organizationFrom(form.applicants[i]).registrationNumber;
        const Result<void> asked =
            ask(VettingStore::knownElsewhere, number, FindingCode::CorporationHeldElsewhere,
                QStringLiteral("applicants[%1].registryNumber").arg(i), QStringLiteral("number"));
        if (!asked)
            return failure(asked.error());
    }
    if (const Result<void> asked = askDomains(form.domains, QStringLiteral("domains")); !asked)
        return failure(asked.error());
    if (form.threeParty.enabled) {
        const Result<void> asked = askDomains(form.threeParty.domains, QStringLiteral("threeParty.domains"));
        if (!asked)
            return failure(asked.error());
    }
    return findings;
}

Result<Vetting> VettingWorkflow::record(Transaction &transaction, const SiteActor &examiner, const VettingWord &word,
                                        const QDateTime &now)
{
    const Result<EnrollmentRow> row = EnrollmentStore::find(transaction, word.receipt);
    if (!row)
        return failure(row.error());
    const Result<Vetting> before = find(transaction, *row);
    if (!before)
        return before;
    const auto item = std::find_if(before->items.cbegin(), before->items.cend(),
                                   [&word](const VettingItem &each) { return each.id == word.item; });
    if (item == before->items.cend())
        return failure(ErrorCode::NotFound, QStringLiteral("vetting item"), QStringLiteral("item"));
    if (const Result<void> checked = checkWord(word, *item); !checked)
        return failure(checked.error());
    if (item->records.size() != word.version)
        return failure(ErrorCode::Conflict, QStringLiteral("stale version"), QStringLiteral("version"));
    if (!isUnderReview(row->receipt.state))
        return failure(conflictError(ConflictCause::State, QStringLiteral("not in this state")));
    const VettingRecord record{word.outcome, word.method, word.evidence.trimmed(), examiner.actor, now, {}};
    const Result<void> appended = VettingStore::append(transaction, word.receipt, word.item, word.version + 1, record);
    if (!appended)
        return failure(appended.error());
    if (const Result<void> dropped = VettingStore::dropApprovals(transaction, word.receipt); !dropped)
        return failure(dropped.error());
    // What the audit keeps of a validation (V22): the thing, the method, what was found, when, by whom.
    AuditEvent event = vettingEvent(examiner, *row, QStringLiteral("vet"), now);
    event.note = record.evidence;
    addEvidence(event, {{QStringLiteral("item"), item->id},
                        {QStringLiteral("subject"), item->subject},
                        {QStringLiteral("outcome"), vettingOutcomeName(record.outcome)},
                        {QStringLiteral("method"), record.method},
                        {QStringLiteral("voidedApprovals"), before->approvals.size()}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    return find(transaction, *row);
}

Result<bool> VettingWorkflow::approve(Transaction &transaction, const SiteActor &examiner, const EnrollmentRow &row,
                                      const QString &note, const QDateTime &now)
{
    const Result<Vetting> vetting = find(transaction, row);
    if (!vetting)
        return failure(vetting.error());
    QStringList open;
    for (const VettingItem &item : vetting->items) {
        if (item.isOpen())
            open.append(item.id);
    }
    if (!open.isEmpty())
        return failure(ErrorCode::Refused, QStringLiteral("not passed yet: %1").arg(open.join(QStringLiteral(", "))),
                       QStringLiteral("items"));
    if (vetting->approvals.contains(examiner.actor))
        return failure(ErrorCode::Conflict, QStringLiteral("approved already"), QStringLiteral("examiner"));
    const bool isLast = vetting->approvals.size() + 1 >= vetting->approvalsNeeded;
    if (isLast && vetting->approvalsNeeded > 1) {
        const bool hasVetted =
            std::any_of(vetting->items.cbegin(), vetting->items.cend(), [&examiner](const VettingItem &item) {
                return item.last() && item.last()->examiner.id == examiner.actor.id;
            });
        if (hasVetted)
            return failure(ErrorCode::Refused, QStringLiteral("whoever vetted is not the second one"),
                           QStringLiteral("examiner"));
    }
    if (const Result<void> kept = VettingStore::approve(transaction, row.receipt.receipt, examiner.actor, now); !kept)
        return failure(kept.error());
    if (isLast)
        return true;
    AuditEvent event = vettingEvent(examiner, row, QStringLiteral("approveInPart"), now);
    event.note = note;
    addEvidence(event, {{QStringLiteral("approvals"), vetting->approvals.size() + 1},
                        {QStringLiteral("needed"), vetting->approvalsNeeded}});
    if (const Result<void> audited = appendEvent(transaction, event); !audited)
        return failure(audited.error());
    return false;
}

Result<VettedTimes> VettingWorkflow::vettedTimes(ReadTransaction &transaction, const EnrollmentRow &row)
{
    const Result<Vetting> vetting = find(transaction, row);
    if (!vetting)
        return failure(vetting.error());
    VettedTimes times;
    for (const VettingItem &item : vetting->items) {
        if (!item.isNeeded || !item.last())
            continue;
        const QDateTime at = item.last()->at;
        if (item.kind == VettingKind::DomainControl) {
            times.domains.insert(item.subject, at);
        } else if (const int number = item.id.section(QLatin1Char(':'), 1).toInt(); number > 0) {
            // As old as the oldest of what it rests on.
            if (times.corporations.size() < number)
                times.corporations.resize(number);
            QDateTime &known = times.corporations[number - 1];
            if (!known.isValid() || at < known)
                known = at;
        }
    }
    return times;
}

} // namespace tegata
