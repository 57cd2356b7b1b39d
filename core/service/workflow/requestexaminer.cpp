// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/requestexaminer.h"

#include "core/rules/requestrules.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/registrationstore.h"
#include "core/service/store/requeststore.h"

namespace tegata {

namespace {

constexpr qint64 LongestMoment = 60; // seconds

// The context but for the registration and what does not change with the store.
Result<RequestContext> besideRegistration(ReadTransaction &transaction, const QString &customerId,
                                          const CertificateRequest &request, const QString &spkiSha256)
{
    RequestContext context;
    context.product = request.product;
    context.language = request.language;
    context.renewalOf = request.renewalOf;
    Result<QList<KeyUse>> keyUses = CertificateStore::keyUses(transaction, spkiSha256, customerId);
    if (!keyUses)
        return failure(keyUses.error());
    context.keyUses = *std::move(keyUses);
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
    context.waiting = *std::move(waiting);
    return context;
}

} // namespace

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

Result<ExaminationInput> RequestExaminer::read(ReadTransaction &transaction, const QString &customerId,
                                               const CertificateSigningRequest &csr, const CertificateRequest &request,
                                               const QDateTime &now) const
{
    const Result<Registration> registration = RegistrationStore::find(transaction, customerId);
    if (!registration)
        return failure(registration.error());
    Result<Policy> policy = policyNamed(registration->policy);
    if (!policy)
        return failure(policy.error());
    Result<RequestContext> context =
        besideRegistration(transaction, customerId, request, QString::fromLatin1(csr.key().spkiSha256.toHex()));
    if (!context)
        return failure(context.error());
    context->registration = *registration;
    context->isListedWeak = m_weakKeys && m_weakKeys->holds(csr.key());
    context->now = now;
    return ExaminationInput{*std::move(context), *std::move(policy)};
}

Examination RequestExaminer::examine(const CertificateSigningRequest &csr, const ExaminationInput &input)
{
    Examination examination{*input.context.registration, input.policy, {}, input.context.now, {}};
    examination.report = checkRequest(csr, input.context, input.policy, &examination.organization);
    return examination;
}

Result<Examination> RequestExaminer::examine(ReadTransaction &transaction, const QString &customerId,
                                             const CertificateSigningRequest &csr, const CertificateRequest &request,
                                             const QDateTime &now) const
{
    const Result<ExaminationInput> input = read(transaction, customerId, csr, request, now);
    return input ? Result<Examination>(examine(csr, *input)) : failure(input.error());
}

Result<bool> RequestExaminer::isCurrent(ReadTransaction &transaction, const QString &customerId,
                                        const CertificateRequest &request, const ExaminationInput &input,
                                        const QDateTime &now)
{
    const RequestContext &known = input.context;
    if (!isSameMoment(known.now, now))
        return false;
    const Result<int> version = RegistrationStore::version(transaction, customerId);
    if (!version)
        return failure(version.error());
    const Result<RequestContext> context = besideRegistration(transaction, customerId, request, request.key.spkiSha256);
    if (!context)
        return failure(context.error());
    return *version == known.registration->version && context->product == known.product &&
           context->language == known.language && context->renewalOf == known.renewalOf &&
           context->renewed == known.renewed && context->waiting == known.waiting && context->keyUses == known.keyUses;
}

bool RequestExaminer::isSameMoment(const QDateTime &earlier, const QDateTime &now)
{
    return earlier <= now && earlier.secsTo(now) <= LongestMoment && earlier.toUTC().date() == now.toUTC().date();
}

} // namespace tegata
