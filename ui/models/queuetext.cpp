// SPDX-License-Identifier: Apache-2.0
#include "ui/models/queuetext.h"

#include <QLocale>

#include <array>
#include <utility>

namespace tegata {

QString QueueText::view(QueueView view)
{
    switch (view) {
    case QueueView::Pending:
        return tr("Pending");
    case QueueView::OnHold:
        return tr("On hold");
    case QueueView::Issued:
        return tr("Issued");
    case QueueView::Closed:
        return tr("Rejected / cancelled");
    case QueueView::Revoked:
        return tr("Revoked");
    }
    return {};
}

QString QueueText::column(QueueColumn column)
{
    switch (column) {
    case QueueColumn::CommonName:
        return tr("Common name");
    case QueueColumn::Organization:
        return tr("Organisation");
    case QueueColumn::Product:
        return tr("Product");
    case QueueColumn::Key:
        return tr("Key");
    case QueueColumn::Check:
        return tr("Check");
    case QueueColumn::State:
        return tr("State");
    case QueueColumn::SubmittedAt:
        return tr("Submitted on");
    case QueueColumn::UpdatedAt:
        return tr("Updated on");
    case QueueColumn::IssuedAt:
        return tr("Issued on");
    case QueueColumn::NotAfter:
        return tr("Valid until");
    case QueueColumn::RevokedAt:
        return tr("Revoked on");
    case QueueColumn::Reason:
        return tr("Reason");
    case QueueColumn::Serial:
        return tr("Serial number");
    case QueueColumn::ClaimedBy:
        return tr("Claimed by");
    case QueueColumn::Approvals:
        return tr("Approvals");
    case QueueColumn::ExpiresAt:
        return tr("Due");
    }
    return {};
}

QString QueueText::profileColumn()
{
    return tr("Profile");
}

QString QueueText::noSiteCheck()
{
    return tr("This site does not check requests. Each request shows the check made on this computer.");
}

QString QueueText::requestState(RequestState state)
{
    switch (state) {
    case RequestState::Pending:
        return tr("Pending");
    case RequestState::PartlyApproved:
        return tr("Partly approved");
    case RequestState::Approved:
        return tr("Approved");
    case RequestState::Issued:
        return tr("Issued");
    case RequestState::Failed:
        return tr("Issuing failed");
    case RequestState::OnHold:
        return tr("On hold");
    case RequestState::Rejected:
        return tr("Rejected");
    case RequestState::Cancelled:
        return tr("Cancelled");
    case RequestState::Withdrawn:
        return tr("Withdrawn");
    case RequestState::Expired:
        return tr("Timed out");
    }
    return {};
}

QString QueueText::certificateState(CertificateState state)
{
    switch (state) {
    case CertificateState::Valid:
        return tr("Valid");
    case CertificateState::Expired:
        return tr("Expired");
    case CertificateState::Revoked:
        return tr("Revoked");
    }
    return {};
}

QString QueueText::action(RequestAction action)
{
    switch (action) {
    case RequestAction::Claim:
        return tr("Claim");
    case RequestAction::Release:
        return tr("Release");
    case RequestAction::Approve:
        return tr("Approve");
    case RequestAction::Reject:
        return tr("Reject");
    case RequestAction::Hold:
        return tr("Hold");
    case RequestAction::Cancel:
        return tr("Cancel request");
    case RequestAction::Withdraw:
        return tr("Withdraw");
    }
    return {};
}

QString QueueText::product(Product product)
{
    return product == Product::Ev ? tr("SureServer EV") : tr("SureServer");
}

QString QueueText::checkOutcome(FindingOutcome outcome)
{
    switch (outcome) {
    case FindingOutcome::Note:
        return tr("Passed");
    case FindingOutcome::Warning:
        return tr("Warning");
    case FindingOutcome::Error:
        return tr("Error");
    }
    return {};
}

QString QueueText::checkState(const CheckState &state)
{
    return state.outcome() ? checkOutcome(*state.outcome()) : tr("Not checked");
}

QString QueueText::checkedState(const CheckState &state)
{
    if (!state.isChecked())
        return checkState(state);
    if (state.checkedAt().isValid())
        //: %1: outcome of a check, as "Warning", %2: a time
        return tr("%1, checked on %2").arg(checkState(state), time(state.checkedAt()));
    //: %1: outcome of a check, as "Warning"
    return tr("%1, by the site's check; not checked on this computer yet").arg(checkState(state));
}

QString QueueText::revocationReason(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified:
        return tr("No reason given");
    case RevocationReason::KeyCompromise:
        return tr("The private key is compromised");
    case RevocationReason::CaCompromise:
        return tr("The certification authority's key is compromised");
    case RevocationReason::AffiliationChanged:
        return tr("The organisation's data changed");
    case RevocationReason::Superseded:
        return tr("Replaced by another certificate");
    case RevocationReason::CessationOfOperation:
        return tr("The site is no longer operated");
    case RevocationReason::CertificateHold:
        return tr("On hold");
    case RevocationReason::RemoveFromCrl:
        return tr("Released from hold");
    case RevocationReason::PrivilegeWithdrawn:
        return tr("Privilege withdrawn by the certification authority");
    case RevocationReason::AaCompromise:
        return tr("The attribute authority's key is compromised");
    }
    return {};
}

QString QueueText::revocationDeadline(RevocationReason reason)
{
    if (reason == RevocationReason::Unspecified || reason == RevocationReason::KeyCompromise)
        return tr("Must be revoked within 24 hours.");
    return tr("Must be revoked within 5 days.");
}

QString QueueText::time(const QDateTime &time)
{
    if (!time.isValid())
        return {};
    // One order and width in both languages: columns of times can be compared by eye.
    return time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString QueueText::attribute(const QString &type)
{
    static const std::array<std::pair<const char *, const char *>, 13> words = {{
        {"C", QT_TR_NOOP("Country (C)")},
        {"ST", QT_TR_NOOP("Prefecture (S)")},
        {"L", QT_TR_NOOP("Municipality (L)")},
        {"O", QT_TR_NOOP("Organisation (O)")},
        {"OU", QT_TR_NOOP("Department (OU)")},
        {"CN", QT_TR_NOOP("Common name (CN)")},
        {"serialNumber", QT_TR_NOOP("Registration number (serialNumber)")},
        {"businessCategory", QT_TR_NOOP("Business category (businessCategory)")},
        {"jurisdictionC", QT_TR_NOOP("Country of registration (jurisdictionC)")},
        {"jurisdictionST", QT_TR_NOOP("Prefecture of registration (jurisdictionST)")},
        {"postalCode", QT_TR_NOOP("Postal code (postalCode)")},
        {"street", QT_TR_NOOP("Street (street)")},
        {"emailAddress", QT_TR_NOOP("E-mail (emailAddress)")},
    }};
    for (const auto &[name, text] : words) {
        if (type == QLatin1String(name))
            return tr(text);
    }
    return type;
}

} // namespace tegata
