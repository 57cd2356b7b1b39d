// SPDX-License-Identifier: Apache-2.0
#include "core/sync/actionsender.h"

#include "core/sync/outboxcodec.h"

#include <algorithm>

namespace tegata {

namespace {

using Answer = std::variant<DecisionAnswer, RevocationAnswer, Error>;

// What the revocation asked for, as far as the site's record can say it.
bool isAsAsked(const CertificateRecord &record, const Revocation &revocation)
{
    if (revocation.reason == RevocationReason::RemoveFromCrl)
        return record.state != CertificateState::Revoked;
    if (record.state == CertificateState::Revoked)
        return true; // also where the time has come meanwhile
    return revocation.at.isValid() && record.revokeAt.isValid();
}

} // namespace

bool ActionSender::isAnswer(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
    case ErrorCode::InvalidArgument:
    case ErrorCode::Unsupported:
    case ErrorCode::Refused:
    case ErrorCode::Conflict:
        return true;
    default:
        return false;
    }
}

void ActionSender::look(const OutboxAction &action, Looked looked)
{
    if (isOfCertificate(action)) {
        observe<CertificateDetail>(m_site.fetchCertificate(targetOf(action)), this,
                                   [looked = std::move(looked)](const Result<CertificateDetail> &detail) {
                                       if (!detail)
                                           looked(failure(detail.error()));
                                       else
                                           looked(ActionTarget{{}, detail->certificate, {}});
                                   });
        return;
    }
    const Decision *decision = std::get_if<Decision>(&action);
    const bool isApproval = decision && decision->action == RequestAction::Approve;
    observe<RequestDetail>(
        m_site.fetchRequest(targetOf(action)), this,
        [this, isApproval, looked = std::move(looked)](const Result<RequestDetail> &detail) {
            if (!detail) {
                looked(failure(detail.error()));
                return;
            }
            const ActionTarget target{detail->request, {}, {}};
            if (!isApproval || !m_check) {
                looked(target);
                return;
            }
            observe<CheckReport>(m_check(detail->request), this, [target, looked](const Result<CheckReport> &report) {
                ActionTarget checked = target;
                // What this machine cannot check, the site does.
                if (report) {
                    std::copy_if(report->findings.cbegin(), report->findings.cend(),
                                 std::back_inserter(checked.findings),
                                 [](const Finding &finding) { return finding.outcome == FindingOutcome::Error; });
                }
                looked(checked);
            });
        });
}

void ActionSender::send(const OutboxAction &action, Answered answered)
{
    const auto decided = [answered](const Result<DecisionAnswer> &answer) {
        answered(answer ? Answer(*answer) : Answer(answer.error()));
    };
    const auto revoked = [answered](const Result<RevocationAnswer> &answer) {
        answered(answer ? Answer(*answer) : Answer(answer.error()));
    };
    if (const auto *decision = std::get_if<Decision>(&action))
        observe<DecisionAnswer>(m_site.decide(*decision), this, decided);
    else if (const auto *edit = std::get_if<RequestEdit>(&action))
        observe<DecisionAnswer>(m_site.edit(*edit), this, decided);
    else if (const auto *note = std::get_if<NoteAddition>(&action))
        observe<DecisionAnswer>(m_site.addNote(*note), this, decided);
    else if (const auto *cancellation = std::get_if<ScheduleCancellation>(&action))
        observe<RevocationAnswer>(m_site.cancelScheduled(*cancellation), this, revoked);
    else if (const auto *revocation = std::get_if<Revocation>(&action))
        observe<RevocationAnswer>(m_site.revoke(*revocation), this,
                                  [this, revocation = *revocation, answered](const Result<RevocationAnswer> &answer) {
                                      if (answer && std::holds_alternative<ActionDone<CertificateDetail>>(*answer))
                                          readBack(revocation, answered);
                                      else
                                          answered(answer ? Answer(*answer) : Answer(answer.error()));
                                  });
}

void ActionSender::readBack(const Revocation &revocation, Answered answered)
{
    observe<CertificateDetail>(
        m_site.fetchCertificate(revocation.serial), this,
        [revocation, answered = std::move(answered)](const Result<CertificateDetail> &detail) {
            if (!detail) {
                // Not "no": the revocation was done a moment ago. Asked again, the same key answers the same.
                answered(Error{ErrorCode::ConnectionLost, errorCodeName(detail.error().code), {}, -1});
                return;
            }
            if (isAsAsked(detail->certificate, revocation))
                answered(RevocationAnswer(ActionDone<CertificateDetail>{*detail}));
            else
                answered(Error{
                    ErrorCode::ProtocolViolation, QStringLiteral("the certificate is not as the answer said"), {}, -1});
        });
}

} // namespace tegata
