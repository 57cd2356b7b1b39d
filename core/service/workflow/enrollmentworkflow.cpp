// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/enrollmentworkflow.h"

#include "core/domain/conflictcause.h"
#include "core/domain/contract.h"
#include "core/pki/passwordhash.h"
#include "core/rules/enrollmentrules.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/identifiers.h"
#include "core/service/notice/enrollmentnotice.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/noticestore.h"
#include "core/service/store/vettingstore.h"
#include "core/service/workflow/enrollmentactivation.h"
#include "core/service/workflow/notetext.h"
#include "core/service/workflow/vettingworkflow.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype FingerprintSize = 32;

bool needsNote(EnrollmentAction action)
{
    return action == EnrollmentAction::RequestDocuments || action == EnrollmentAction::Reject;
}

bool asksDesk(const EnrollmentApplication &form)
{
    const auto asks = [](const EnrollmentApplicant &applicant) { return applicant.consultation; };
    return std::any_of(form.applicants.cbegin(), form.applicants.cend(), asks) ||
           (form.threeParty.enabled && asks(form.threeParty.applicant));
}

QJsonArray warningCodes(const CheckReport &report)
{
    QJsonArray codes;
    for (const Finding &finding : report.findings) {
        if (finding.outcome == FindingOutcome::Warning)
            codes.append(finding.code);
    }
    return codes;
}

// One mailbox has many spellings: case, and what stands behind a plus sign.
QString mailKeyOf(const QString &typed)
{
    const QString mail = normalizedMail(typed).toLower();
    const qsizetype at = mail.lastIndexOf(QLatin1Char('@'));
    return at < 0 ? mail : mail.left(at).section(QLatin1Char('+'), 0, 0) + mail.mid(at);
}

QByteArray formBytes(const EnrollmentApplication &form)
{
    return QJsonDocument(contract::toJson(form)).toJson(QJsonDocument::Compact);
}

Result<EnrollmentSender> senderOf(ReadTransaction &transaction, const EnrollmentIntake &intake, const QDateTime &now)
{
    if (intake.application.kind == EnrollmentKind::Renewal)
        return EnrollmentSender{{}, {}, true}; // of a contact who has signed in
    EnrollmentSender sender{mailKeyOf(intake.application.contact.mail), intake.senderBlock, false};
    const Result<int> toRecipient = EnrollmentStore::mailedTo(transaction, sender.mailKey, now.addDays(-1));
    if (!toRecipient)
        return failure(toRecipient.error());
    const Result<int> fromBlock = EnrollmentStore::mailedFrom(transaction, sender.block, now.addDays(-1));
    if (!fromBlock)
        return failure(fromBlock.error());
    sender.isMailed = *toRecipient < intake.mails.perRecipient && *fromBlock < intake.mails.perBlock;
    return sender;
}

AuditEvent enrollmentEvent(const SiteActor &who, EnrollmentState to, const EnrollmentRow &row, const QString &action,
                           const QDateTime &now)
{
    AuditEvent event = eventBy(who, action, now);
    event.objectKind = QStringLiteral("enrollment");
    event.objectId = row.receipt.receipt;
    event.customerId = row.customerId;
    event.toState = enrollmentStateName(to);
    return event;
}

} // namespace

Result<EnrollmentIntake> EnrollmentWorkflow::examine(EnrollmentApplication &form, const QByteArray &idempotencyKey,
                                                     QList<Finding> &findings)
{
    EnrollmentApplication relevant = relevantPart(form);
    EnrollmentIntake intake;
    intake.check = toldReport(checkEnrollment(relevant));
    const SecretBytes password = SecretBytes::fromText(relevant.contact.password);
    for (EnrollmentApplication *holder : {&relevant, &form}) {
        wipeText(holder->contact.password);
        holder->contact.password.clear();
    }
    if (intake.check.hasErrors()) {
        findings = intake.check.findings;
        return failure(ErrorCode::Refused, QStringLiteral("findings of outcome error"));
    }
    intake.fingerprint = formBytes(relevant);
    if (relevant.kind == EnrollmentKind::New) {
        const Result<QString> hash = hashPassword(password);
        // As costly to guess as the hash, but the same each time under the same key.
        const Result<SecretBytes> print = scryptKey(password, idempotencyKey, PasswordHashCost, FingerprintSize);
        if (!hash || !print)
            return failure(hash ? print.error() : hash.error());
        intake.passwordHash = *hash;
        intake.fingerprint += QByteArray(print->data(), FingerprintSize);
    }
    intake.application = std::move(relevant);
    return intake;
}

bool EnrollmentWorkflow::belongsTo(const EnrollmentRow &row, const QString &loginId, const SecretBytes &password)
{
    const bool matches = passwordMatches(password, row.passwordHash);
    const QString typed = loginId.trimmed();
    const bool isOptional = row.application.kind == EnrollmentKind::Renewal; // its form holds none
    return matches && (typed == row.loginId || (isOptional && typed.isEmpty()));
}

Result<EnrollmentRow> EnrollmentWorkflow::submit(Transaction &transaction, const SiteActor &who,
                                                 const EnrollmentIntake &intake, const QDateTime &now) const
{
    EnrollmentRow row;
    row.application = intake.application;
    row.check = intake.check;
    row.language = intake.language;
    if (intake.application.kind == EnrollmentKind::Renewal) {
        if (who.kind != ActorKind::Contact)
            return failure(ErrorCode::NotAuthenticated, QStringLiteral("a renewal without a contact"));
        const auto contact = AccountStore::contact(transaction, who.actor.id);
        if (!contact)
            return failure(contact.error());
        row.customerId = contact->customerId;
        row.contactId = contact->id;
        row.loginId = contact->loginId;
        row.passwordHash = contact->passwordHash;
    } else {
        row.loginId = intake.application.contact.loginId.trimmed(); // as checkLoginId() reads it
        row.passwordHash = intake.passwordHash;
        const Result<bool> taken = isLoginIdTaken(transaction, row.loginId);
        if (!taken)
            return failure(taken.error());
        if (*taken)
            row.check.findings.append(
                makeFinding(FindingCode::LoginIdTaken, FindingOutcome::Warning, QStringLiteral("contact.loginId")));
    }
    EnrollmentReceipt &receipt = row.receipt;
    receipt.receipt = newReceiptNumber();
    receipt.state = EnrollmentState::Submitted;
    receipt.consultation = asksDesk(row.application);
    receipt.submittedAt = now;
    receipt.updatedAt = now;
    const Result<EnrollmentSender> sender = senderOf(transaction, intake, now);
    if (!sender)
        return failure(sender.error());
    if (const Result<void> inserted = EnrollmentStore::insert(transaction, row, *sender); !inserted)
        return failure(inserted.error());
    if (sender->isMailed) {
        if (const Result<void> told = NoticeStore::insert(transaction, enrollmentNotice(row), now); !told)
            return failure(told.error());
    }

    const QByteArray hash = QCryptographicHash::hash(formBytes(row.application), QCryptographicHash::Sha256);
    AuditEvent event = enrollmentEvent(who, receipt.state, row, QStringLiteral("submit"), now);
    event.note = row.application.warningReason;
    event.evidence = {{QStringLiteral("kind"), enrollmentKindName(row.application.kind)},
                      {QStringLiteral("formSha256"), QString::fromLatin1(hash.toHex())},
                      {QStringLiteral("warnings"), warningCodes(row.check)}};
    if (const Result<qint64> audited = AuditTrail::append(transaction, event); !audited)
        return failure(audited.error());
    return row;
}

Result<EnrollmentRow> EnrollmentWorkflow::move(Transaction &transaction, const SiteActor &examiner,
                                               const EnrollmentMove &move, const QDateTime &now) const
{
    if (move.action == EnrollmentAction::Withdraw)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the applicant's"), QStringLiteral("action"));
    const QString note = move.note.trimmed();
    if (needsNote(move.action) && note.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a note is required"), QStringLiteral("note"));
    if (const Result<void> text = checkNoteText(note, QStringLiteral("note")); !text)
        return failure(text.error());
    return apply(transaction, examiner, {move.receipt, move.version, move.action, note}, now);
}

Result<EnrollmentRow> EnrollmentWorkflow::withdraw(Transaction &transaction, const SiteActor &who,
                                                   const QString &receipt, int version, const QDateTime &now) const
{
    return apply(transaction, who, {receipt, version, EnrollmentAction::Withdraw, {}}, now);
}

Result<EnrollmentRow> EnrollmentWorkflow::apply(Transaction &transaction, const SiteActor &who,
                                                const EnrollmentMove &move, const QDateTime &now) const
{
    Result<EnrollmentRow> row = EnrollmentStore::find(transaction, move.receipt);
    if (!row)
        return row;
    EnrollmentReceipt &receipt = row->receipt;
    if (receipt.version != move.version)
        return failure(ErrorCode::Conflict, QStringLiteral("stale version"), QStringLiteral("version"));
    const EnrollmentState from = receipt.state;
    const std::optional<EnrollmentState> to = stateAfter(from, move.action);
    if (!to)
        return failure(conflictError(ConflictCause::State, QStringLiteral("not in this state")));
    if (move.action == EnrollmentAction::Approve) {
        const Result<bool> isLast = VettingWorkflow::approve(transaction, who, *row, move.note, now);
        if (!isLast)
            return failure(isLast.error());
        if (!*isLast)
            return row; // the next one decides
    } else if (const Result<void> dropped = VettingStore::dropApprovals(transaction, move.receipt); !dropped) {
        return failure(dropped.error());
    }
    receipt.state = *to;
    receipt.updatedAt = now;
    // The note of other actions is for the staff: on the audit trail.
    receipt.note = needsNote(move.action) ? move.note : QString();
    if (const Result<void> updated = EnrollmentStore::update(transaction, receipt, move.version); !updated)
        return failure(updated.error());
    // What a stranger sends and takes back is between the stranger and the screen; the address is nobody's yet.
    const bool isUnseen = row->application.kind == EnrollmentKind::New && from == EnrollmentState::Submitted &&
                          move.action == EnrollmentAction::Withdraw;
    if (!isUnseen) {
        if (const Result<void> told = NoticeStore::insert(transaction, enrollmentNotice(*row), now); !told)
            return failure(told.error());
    }

    AuditEvent event = enrollmentEvent(who, *to, *row, enrollmentActionName(move.action), now);
    event.fromState = enrollmentStateName(from);
    event.note = move.note;
    if (*to == EnrollmentState::Active) {
        const Result<QString> customerId = activate(transaction, *row, now);
        if (!customerId)
            return failure(customerId.error());
        event.customerId = *customerId;
    }
    if (const Result<qint64> audited = AuditTrail::append(transaction, event); !audited)
        return failure(audited.error());
    return row;
}

} // namespace tegata
