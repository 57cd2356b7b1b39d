// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeapplicationsite.h"

namespace tegata {

SiteCapabilities FakeApplicationSite::capabilities() const
{
    SiteCapabilities reads;
    reads.changeFeed = m_site.m_capabilities.changeFeed;
    reads.history = m_site.m_capabilities.history;
    reads.registration = m_site.m_capabilities.registration;
    reads.products = m_site.m_capabilities.products;
    reads.siteCheck = m_site.m_capabilities.siteCheck;
    reads.timeLimit = m_site.m_capabilities.timeLimit;
    return reads;
}

std::optional<Error> FakeApplicationSite::sessionFault() const
{
    if (m_isSigningIn || (m_hasToken && m_isKnown))
        return std::nullopt;
    return Error{ErrorCode::NotAuthenticated, {}, {}, -1};
}

void FakeApplicationSite::onFailure(const Error &error)
{
    if (error.code != ErrorCode::NotAuthenticated || !std::exchange(m_hasToken, false))
        return;
    m_isKnown = false;
    if (m_ended)
        m_ended();
}

Future<SignedInContact> FakeApplicationSite::signIn(const QString &loginId, const SecretBytes &password)
{
    m_hasToken = false;
    const bool fits = loginId == FakeApplicationSite::loginId() && password.equals(FakeApplicationSite::password());
    m_isSigningIn = true;
    const Future<SignedInContact> checked =
        answer<SignedInContact>(QStringLiteral("signIn ") + loginId, [this, fits]() -> Result<SignedInContact> {
            if (!fits)
                return failure(ErrorCode::NotAuthenticated);
            return SignedInContact{{QStringLiteral("co-1"), QStringLiteral("佐藤 一郎")},
                                   m_site.m_session.customer,
                                   m_site.m_session.serverTime.addSecs(3600)};
        });
    m_isSigningIn = false;
    auto promise = std::make_shared<Promise<SignedInContact>>();
    observe(checked, this, [this, promise, number = ++m_signIns](const Result<SignedInContact> &contact) {
        if (number != m_signIns) {
            promise->deliver(failure(ErrorCode::Cancelled));
            return;
        }
        m_hasToken = m_isKnown = contact.has_value();
        promise->deliver(contact);
    });
    return promise->future();
}

Future<void> FakeApplicationSite::signOut()
{
    const Future<void> answered = answer<void>(QStringLiteral("signOut"), []() -> Result<void> { return {}; });
    m_hasToken = m_isKnown = false;
    ++m_signIns;
    return answered;
}

Future<SubmissionAnswer> FakeApplicationSite::submitRequest(const RequestSubmission &submission)
{
    return answer<SubmissionAnswer>(QStringLiteral("submitRequest"), [this, submission]() -> Result<SubmissionAnswer> {
        m_submissions.append(submission);
        if (m_site.m_nextRefusal)
            return SubmissionAnswer(*std::exchange(m_site.m_nextRefusal, std::nullopt));
        QString &id = m_requestOfKey[submission.idempotencyKey];
        if (id.isEmpty()) {
            CertificateRequest request = FakeSite::makeRequest(m_site.requestCount() + 1);
            request.csr = submission.csr;
            request.product = submission.product;
            request.language = submission.language;
            request.renewalOf = submission.renewalOf;
            id = m_site.put(request).id;
        }
        return SubmissionAnswer(ActionDone<RequestDetail>{m_site.detail(*m_site.request(id))});
    });
}

Future<DecisionAnswer> FakeApplicationSite::withdrawRequest(const Decision &decision)
{
    return answer<DecisionAnswer>(QStringLiteral("withdrawRequest ") + decision.requestId,
                                  [this, decision]() -> Result<DecisionAnswer> {
                                      Decision withdrawal = decision;
                                      withdrawal.action = RequestAction::Withdraw;
                                      return m_site.withdraw(withdrawal);
                                  });
}

} // namespace tegata
