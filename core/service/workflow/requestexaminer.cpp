// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/requestexaminer.h"

#include "core/rules/requestrules.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/registrationstore.h"
#include "core/service/store/requeststore.h"

namespace tegata {

Result<Policy> RequestExaminer::policyNamed(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_policies.find(name);
    if (known != m_policies.end())
        return known->second;
    Result<Policy> policy = loadPolicy(name);
    if (policy)
        m_policies.emplace(name, *policy);
    return policy;
}

Result<Policy> RequestExaminer::policyOf(ReadTransaction &transaction, const QString &customerId) const
{
    const Result<Registration> registration = RegistrationStore::find(transaction, customerId);
    return registration ? policyNamed(registration->policy) : failure(registration.error());
}

Result<Examination> RequestExaminer::examine(ReadTransaction &transaction, const QString &customerId,
                                             const CertificateSigningRequest &csr, const CertificateRequest &request,
                                             const QDateTime &now) const
{
    const Result<Registration> registration = RegistrationStore::find(transaction, customerId);
    if (!registration)
        return failure(registration.error());
    const Result<Policy> policy = policyNamed(registration->policy);
    if (!policy)
        return failure(policy.error());
    const Result<QList<KeyUse>> keyUses =
        CertificateStore::keyUses(transaction, QString::fromLatin1(csr.key().spkiSha256.toHex()), customerId);
    if (!keyUses)
        return failure(keyUses.error());

    RequestContext context;
    context.registration = *registration;
    context.product = request.product;
    context.language = request.language;
    context.renewalOf = request.renewalOf;
    context.keyUses = *keyUses;
    context.isListedWeak = m_weakKeys && m_weakKeys->holds(csr.key());
    if (!request.renewalOf.isEmpty()) {
        const auto renewed = CertificateStore::find(transaction, customerId, request.renewalOf);
        if (renewed)
            context.renewed = renewed->certificate;
        else if (renewed.error().code != ErrorCode::NotFound)
            return failure(renewed.error());
    }
    Result<QList<WaitingRequest>> waiting = RequestStore::waitingBeside(transaction, customerId, request);
    if (!waiting)
        return failure(waiting.error());
    context.waiting = std::move(*waiting);
    context.now = now;
    Examination examination{*registration, *policy, {}, {}};
    examination.report = checkRequest(csr, context, *policy, &examination.organization);
    return examination;
}

} // namespace tegata
