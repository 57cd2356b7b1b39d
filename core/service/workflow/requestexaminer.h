// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/domain/registration.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/weakkeylist.h"
#include "core/rules/policy.h"
#include "core/rules/requestrules.h"
#include "core/service/store/transaction.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace tegata {

// All that a request is checked against, as the store has it.
struct ExaminationInput
{
    RequestContext context; // with the registration
    Policy policy;
};

// What the service finds in a request, with all that it was checked against.
struct Examination
{
    Registration registration;
    Policy policy;
    CheckReport report;
    QDateTime checkedAt;
    std::optional<Organization> organization; // of the registration: the one that the CSR was compared with
};

// The service's own use of core/rules: always with the registration, policy and key uses as they are now.
// Thread-safe; policies are read once.
class RequestExaminer
{
public:
    // weakKeys: the list of Debian's weak keys; none: not checked.
    explicit RequestExaminer(std::shared_ptr<const WeakKeyList> weakKeys = nullptr) : m_weakKeys(std::move(weakKeys)) {}

    // Errors: the store's, NotFound (customer), those of loadPolicy.
    Result<ExaminationInput> read(ReadTransaction &transaction, const QString &customerId,
                                  const CertificateSigningRequest &csr, const CertificateRequest &request,
                                  const QDateTime &now) const;
    // Without the store.
    static Examination examine(const CertificateSigningRequest &csr, const ExaminationInput &input);
    // Both.
    Result<Examination> examine(ReadTransaction &transaction, const QString &customerId,
                                const CertificateSigningRequest &csr, const CertificateRequest &request,
                                const QDateTime &now) const;
    // Whether read() would give the same again, so that what was found stands: a moment later, and for the same CSR.
    static Result<bool> isCurrent(ReadTransaction &transaction, const QString &customerId,
                                  const CertificateRequest &request, const ExaminationInput &input,
                                  const QDateTime &now);
    // Whether what time alone decides (ages, validity) is the same at both.
    static bool isSameMoment(const QDateTime &earlier, const QDateTime &now);

    // The policy of a customer's registration.
    Result<Policy> policyOf(ReadTransaction &transaction, const QString &customerId) const;

private:
    Result<Policy> policyNamed(const QString &name) const;

    const std::shared_ptr<const WeakKeyList> m_weakKeys;
    mutable std::mutex m_mutex;
    mutable std::map<QString, Policy> m_policies;
};

} // namespace tegata
