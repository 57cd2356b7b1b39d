// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/domain/registration.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/policy.h"
#include "core/service/store/transaction.h"

#include <map>
#include <mutex>
#include <optional>

namespace tegata {

// What the service finds in a request, with all that it was judged on.
struct Examination
{
    Registration registration;
    Policy policy;
    CheckReport report;
    std::optional<Organization> organization; // of the registration: the one that the CSR was compared with
};

// The service's own use of core/rules: always with the registration, policy and key uses as they are now.
// Thread-safe; policies are read once.
class RequestExaminer
{
public:
    // Errors: the store's, NotFound (customer), those of loadPolicy.
    Result<Examination> examine(ReadTransaction &transaction, const QString &customerId,
                                const CertificateSigningRequest &csr, const CertificateRequest &request,
                                const QDateTime &now) const;

    // The policy of a customer's registration.
    Result<Policy> policyOf(ReadTransaction &transaction, const QString &customerId) const;

private:
    Result<Policy> policyNamed(const QString &name) const;

    mutable std::mutex m_mutex;
    mutable std::map<QString, Policy> m_policies;
};

} // namespace tegata
