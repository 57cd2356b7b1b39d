// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace tegata {

// States of an enrolment application at the service (rules.md, States). "draft" exists on the applicant's machine only.
enum class EnrollmentState
{
    Submitted,
    InReview,
    DocumentsRequested,
    Approved,
    SiteBuild,
    Active,
    Rejected,
    Withdrawn,
};

// What moves an application: the applicant withdraws, the authority does the rest.
enum class EnrollmentAction
{
    BeginReview,
    RequestDocuments,
    ResumeReview,
    Approve,
    BuildSite,
    Activate,
    Reject,
    Withdraw
};

// The contract's names: "submitted", "in_review", "documents_requested", …; "beginReview", "withdraw", ….
QString enrollmentStateName(EnrollmentState state);
std::optional<EnrollmentState> enrollmentStateFromName(const QString &name);
QString enrollmentActionName(EnrollmentAction action);
std::optional<EnrollmentAction> enrollmentActionFromName(const QString &name);

// The life cycle table: the state after the action, or nothing where it is not allowed.
std::optional<EnrollmentState> stateAfter(EnrollmentState state, EnrollmentAction action);
// Nothing moves it any more.
bool isFinal(EnrollmentState state);

// What the service answers to a submission and shows of it later. Holds nothing that was typed: who knows the receipt
// number may read it.
struct EnrollmentReceipt
{
    QString receipt; // 受付番号: ten characters, Crockford's base32
    int version = 0;
    EnrollmentState state = EnrollmentState::Submitted;
    bool consultation = false; // S21: the desk is asked about the name
    QDateTime submittedAt;
    QDateTime updatedAt;
    QString note; // of the authority: which documents, why rejected

    friend bool operator==(const EnrollmentReceipt &, const EnrollmentReceipt &) = default;
};

} // namespace tegata
