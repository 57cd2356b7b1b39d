// SPDX-License-Identifier: Apache-2.0
#include "ui/models/drafttext.h"

#include <QLocale>

namespace tegata {

QString DraftText::kind(EnrollmentKind kind)
{
    switch (kind) {
    case EnrollmentKind::New:
        return tr("New enrolment");
    case EnrollmentKind::Renewal:
        return tr("Renewal");
    }
    return {};
}

QString DraftText::state(EnrollmentState state)
{
    switch (state) {
    case EnrollmentState::Submitted:
        return tr("Received");
    case EnrollmentState::InReview:
        return tr("In review");
    case EnrollmentState::DocumentsRequested:
        return tr("Documents requested");
    case EnrollmentState::Approved:
        return tr("Approved");
    case EnrollmentState::SiteBuild:
        return tr("Building the site");
    case EnrollmentState::Active:
        return tr("In use");
    case EnrollmentState::Rejected:
        return tr("Rejected");
    case EnrollmentState::Withdrawn:
        return tr("Withdrawn");
    }
    return {};
}

QString DraftText::state(const DraftInfo &draft)
{
    if (draft.damage)
        return tr("Cannot be read");
    if (draft.receipt)
        return state(draft.receipt->state);
    switch (draft.sending) {
    case DraftSending::None:
        return tr("Draft");
    case DraftSending::Queued:
        return tr("Waiting for a connection");
    case DraftSending::Sending:
        return tr("Being sent");
    }
    return {};
}

QString DraftText::progress(const EnrollmentProgress &progress)
{
    //: %1: required fields that are filled in, %2: of how many
    return tr("%1 of %2").arg(QLocale().toString(progress.filled), QLocale().toString(progress.required));
}

QString DraftText::name(const QString &name)
{
    return name.isEmpty() ? tr("(without name)") : name;
}

} // namespace tegata
