// SPDX-License-Identifier: Apache-2.0
#include "core/domain/approvalobstacle.h"
#include "tests/support/fakesite.h"

#include <utility>

// What is done at the site: by its operators through a connection, by the contact, by another operator.
namespace tegata {

namespace {

ActionRefused refusal(const QString &field, const QString &code)
{
    Finding finding;
    finding.rule = QStringLiteral("site");
    finding.code = code;
    finding.outcome = FindingOutcome::Error;
    finding.field = field;
    return {QStringLiteral("refused"), {}, {finding}};
}

} // namespace

template <typename Answer, typename Apply>
Result<Answer> FakeSite::once(QHash<QString, Answer> &answers, const QString &key, Apply apply)
{
    if (!answers.contains(key)) {
        Result<Answer> answer = apply();
        if (!answer || answer->index() != 0) // only what was done is remembered
            return answer;
        answers.insert(key, *answer);
    }
    if (std::exchange(m_loseNextAnswer, false))
        return failure(ErrorCode::ConnectionLost);
    return answers.value(key);
}

Result<DecisionAnswer> FakeSite::decide(const Decision &decision)
{
    m_decisions.append(decision);
    if (m_forbidsDecisions)
        return failure(ErrorCode::Forbidden);
    return once(m_decisionByKey, decision.idempotencyKey, [&] { return applyDecision(decision); });
}

Result<DecisionAnswer> FakeSite::edit(const RequestEdit &edit)
{
    return once(m_decisionByKey, edit.idempotencyKey, [&] { return applyEdit(edit); });
}

Result<DecisionAnswer> FakeSite::applyEdit(const RequestEdit &edit)
{
    const auto found = m_requests.find(edit.id);
    if (found == m_requests.end())
        return failure(ErrorCode::NotFound, {}, edit.id);
    if (found->version != edit.version)
        return DecisionAnswer(ActionConflict<RequestDetail>{detail(*found)});
    m_edits.append(edit);
    for (const ProfileValueEdit &each : edit.values)
        m_values[edit.id][each.id] = each.value;
    found->product = edit.product.value_or(found->product);
    found->language = edit.language.value_or(found->language);
    found->renewalOf = edit.renewalOf.value_or(found->renewalOf);
    found->approvedBy.clear();
    if (found->state == RequestState::PartlyApproved)
        found->state = RequestState::Pending;
    found->lastEditedBy = m_session.operatorActor.id;
    ++found->version;
    touch(Kind::Request, edit.id);
    return DecisionAnswer(ActionDone<RequestDetail>{detail(*found)});
}

Result<DecisionAnswer> FakeSite::validate(const RequestEdit &edit)
{
    m_validations.append(edit);
    const auto found = m_requests.constFind(edit.id);
    if (found == m_requests.cend())
        return failure(ErrorCode::NotFound, {}, edit.id);
    if (m_nextRefusal)
        return DecisionAnswer(*std::exchange(m_nextRefusal, std::nullopt));
    return DecisionAnswer(ActionDone<RequestDetail>{detail(*found)});
}

Result<DecisionAnswer> FakeSite::addNote(const NoteAddition &note)
{
    return once(m_decisionByKey, note.idempotencyKey, [&]() -> Result<DecisionAnswer> {
        const auto found = m_requests.find(note.requestId);
        if (found == m_requests.end())
            return failure(ErrorCode::NotFound, {}, note.requestId);
        m_notes[note.requestId].append({timeOf(static_cast<int>(m_sequence)), m_session.operatorActor, note.text});
        return DecisionAnswer(ActionDone<RequestDetail>{detail(*found)});
    });
}

Result<RevocationAnswer> FakeSite::cancelScheduled(const ScheduleCancellation &cancellation)
{
    return once(m_revocationByKey, cancellation.idempotencyKey, [&]() -> Result<RevocationAnswer> {
        const auto found = m_certificates.find(cancellation.serial);
        if (found == m_certificates.end())
            return failure(ErrorCode::NotFound, {}, cancellation.serial);
        if (found->version != cancellation.version || !found->revokeAt.isValid())
            return RevocationAnswer(ActionConflict<CertificateDetail>{detail(*found)});
        found->revokeAt = {};
        found->revokeAtReason.reset();
        ++found->version;
        touch(Kind::Certificate, found->serial);
        return RevocationAnswer(ActionDone<CertificateDetail>{detail(*found)});
    });
}

void FakeSite::addAudit(AuditRecord record)
{
    record.sequence = m_audit.size() + 1;
    m_audit.append(record);
}

Result<DecisionAnswer> FakeSite::applyDecision(const Decision &decision)
{
    const auto found = m_requests.find(decision.requestId);
    if (found == m_requests.end())
        return failure(ErrorCode::NotFound, {}, decision.requestId);
    if (m_nextRefusal)
        return DecisionAnswer(*std::exchange(m_nextRefusal, std::nullopt));
    if (found->version != decision.version)
        return DecisionAnswer(ActionConflict<RequestDetail>{detail(*found)});
    if (!stateAfter(found->state, decision.action) || !m_capabilities.allows(decision.action))
        return DecisionAnswer(refusal(QStringLiteral("state"), QStringLiteral("action.notAllowed")));
    if (decision.action == RequestAction::Approve && approvalObstacle(*found, m_session.operatorActor.id).has_value())
        return DecisionAnswer(refusal(QStringLiteral("approvedBy"), QStringLiteral("action.notAllowed")));
    if (noteFor(decision.action) == ActionNote::Required && decision.note.trimmed().isEmpty())
        return DecisionAnswer(refusal(QStringLiteral("note"), QStringLiteral("note.required")));
    act(*found, decision.action, m_session.operatorActor, decision.note);
    return DecisionAnswer(ActionDone<RequestDetail>{detail(*found)});
}

Result<DecisionAnswer> FakeSite::withdraw(const Decision &withdrawal)
{
    m_decisions.append(withdrawal);
    return once(m_decisionByKey, withdrawal.idempotencyKey, [&]() -> Result<DecisionAnswer> {
        const auto found = m_requests.find(withdrawal.requestId);
        if (found == m_requests.end())
            return failure(ErrorCode::NotFound, {}, withdrawal.requestId);
        if (found->version != withdrawal.version)
            return DecisionAnswer(ActionConflict<RequestDetail>{detail(*found)});
        if (!stateAfter(found->state, RequestAction::Withdraw))
            return DecisionAnswer(refusal(QStringLiteral("state"), QStringLiteral("action.notAllowed")));
        act(*found, RequestAction::Withdraw, {QStringLiteral("co-1"), QStringLiteral("佐藤 一郎")}, withdrawal.note);
        return DecisionAnswer(ActionDone<RequestDetail>{detail(*found)});
    });
}

Result<RevocationAnswer> FakeSite::revoke(const Revocation &revocation)
{
    m_revocations.append(revocation);
    return once(m_revocationByKey, revocation.idempotencyKey, [&] { return applyRevocation(revocation); });
}

Result<RevocationAnswer> FakeSite::applyRevocation(const Revocation &revocation)
{
    const auto found = m_certificates.find(revocation.serial);
    if (found == m_certificates.end())
        return failure(ErrorCode::NotFound, {}, revocation.serial);
    if (m_nextRefusal)
        return RevocationAnswer(*std::exchange(m_nextRefusal, std::nullopt));
    if (found->version != revocation.version)
        return RevocationAnswer(ActionConflict<CertificateDetail>{detail(*found)});
    const bool isRelease = revocation.reason == RevocationReason::RemoveFromCrl;
    if (isRelease && found->revocationReason == RevocationReason::CertificateHold) {
        ++found->version;
        found->state = CertificateState::Valid;
        found->revokedAt = {};
        found->revocationReason.reset();
        touch(Kind::Certificate, found->serial);
        return RevocationAnswer(ActionDone<CertificateDetail>{detail(*found)});
    }
    if (found->state != CertificateState::Valid || isRelease)
        return RevocationAnswer(refusal(QStringLiteral("state"), QStringLiteral("action.notAllowed")));
    ++found->version;
    if (revocation.at.isValid()) {
        found->revokeAt = revocation.at;
        found->revokeAtReason = revocation.reason;
        touch(Kind::Certificate, found->serial);
        return RevocationAnswer(ActionDone<CertificateDetail>{detail(*found)});
    }
    found->state = CertificateState::Revoked;
    found->revokedAt = timeOf(static_cast<int>(m_sequence));
    found->revocationReason = revocation.reason;
    m_history[found->serial].append({found->revokedAt, QStringLiteral("revoke"), m_session.operatorActor,
                                     certificateStateName(CertificateState::Valid),
                                     certificateStateName(CertificateState::Revoked), revocation.note});
    touch(Kind::Certificate, found->serial);
    return RevocationAnswer(ActionDone<CertificateDetail>{detail(*found)});
}

void FakeSite::act(CertificateRequest &request, RequestAction action, const Actor &actor, const QString &note)
{
    std::optional<RequestState> next = stateAfter(request.state, action);
    Q_ASSERT(next);
    if (action == RequestAction::Approve) {
        request.approvedBy.append(actor.id);
        if (request.approvedBy.size() < request.approvalsNeeded)
            next = RequestState::PartlyApproved;
    }
    const RequestState before = std::exchange(request.state, *next);
    ++request.version;
    request.updatedAt = timeOf(static_cast<int>(m_sequence));
    if (action == RequestAction::Claim)
        request.claimedBy = actor.id;
    else if (action == RequestAction::Release)
        request.claimedBy.clear();
    m_history[request.id].append(
        {request.updatedAt, requestActionName(action), actor, requestStateName(before), requestStateName(*next), note});
    if (*next == RequestState::Issued)
        issue(request);
    touch(Kind::Request, request.id);
}

void FakeSite::issue(CertificateRequest &request)
{
    CertificateRecord record = makeCertificate(100000 + ++m_issued);
    record.requestId = request.id;
    record.product = request.product;
    record.commonName = request.commonName;
    record.subject = request.subject;
    record.sans = request.sans;
    record.organization = request.organization;
    record.key = request.key;
    request.serial = record.serial;
    put(record);
}

} // namespace tegata
