// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/conflictrows.h"

#include "ui/common/wording.h"
#include "ui/models/queuetext.h"

#include <algorithm>

namespace tegata {

namespace {

QString list(const QStringList &items)
{
    return Wording::list(items);
}

} // namespace

QList<ConflictRow> ConflictRows::of(const OutboxItem &item)
{
    QList<ConflictRow> rows;
    if (item.seen && item.current) {
        const CertificateRequest &seen = *item.seen;
        const CertificateRequest &now = *item.current;
        const auto approvals = [](const CertificateRequest &each) {
            //: approvals given of approvals needed
            return tr("%1 of %2").arg(each.approvedBy.size()).arg(each.approvalsNeeded);
        };
        const auto language = [](const CertificateRequest &each) {
            return each.language == Language::Japanese ? tr("Japanese") : tr("English");
        };
        rows = {
            {tr("State"), QueueText::requestState(seen.state), QueueText::requestState(now.state)},
            {tr("Check"), QueueText::checkState(seen.checkState), QueueText::checkState(now.checkState)},
            {tr("Common name"), seen.commonName, now.commonName},
            {tr("Names (SAN)"), list(seen.sans), list(now.sans)},
            {tr("Subject"), seen.subject, now.subject},
            {tr("Product"), QueueText::product(seen.product), QueueText::product(now.product)},
            {tr("Language of the subject"), language(seen), language(now)},
            {tr("Renewal of"), seen.renewalOf, now.renewalOf},
            {tr("Key"), seen.key.label, now.key.label},
            {tr("Key (SHA-256)"), seen.key.spkiSha256, now.key.spkiSha256},
            {tr("Claimed by"), seen.claimedBy, now.claimedBy},
            {tr("Approvals"), approvals(seen), approvals(now)},
            {tr("Edited last by"), seen.lastEditedBy, now.lastEditedBy},
            {tr("Changed at"), QueueText::time(seen.updatedAt), QueueText::time(now.updatedAt)},
        };
    } else if (item.seenCertificate && item.currentCertificate) {
        const CertificateRecord &seen = *item.seenCertificate;
        const CertificateRecord &now = *item.currentCertificate;
        const auto reason = [](const std::optional<RevocationReason> &each) {
            return each ? QueueText::revocationReason(*each) : QString();
        };
        rows = {
            {tr("State"), QueueText::certificateState(seen.state), QueueText::certificateState(now.state)},
            {tr("Common name"), seen.commonName, now.commonName},
            {tr("Serial number"), seen.serial, now.serial},
            {tr("Revoked at"), QueueText::time(seen.revokedAt), QueueText::time(now.revokedAt)},
            {tr("Reason"), reason(seen.revocationReason), reason(now.revocationReason)},
            {tr("Revocation scheduled for"), QueueText::time(seen.revokeAt), QueueText::time(now.revokeAt)},
        };
    }
    rows.removeIf([](const ConflictRow &row) { return row.seen.isEmpty() && row.now.isEmpty(); });
    std::stable_partition(rows.begin(), rows.end(), [](const ConflictRow &row) { return row.isChanged(); });
    return rows;
}

} // namespace tegata
