// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/remote/examinersite.h"
#include "core/remote/http/tlsconfiguration.h"
#include "core/remote/siteprofile.h"

#include <memory>

namespace tegata {

class HttpGate;

// Our own contract's examiner site, over mutual TLS.
class RestExaminerSite final : public ExaminerSite
{
public:
    // Errors: InvalidArgument (no examiner URL, no trust anchors), UnsupportedAlgorithm (the key cannot do TLS).
    static Result<std::unique_ptr<RestExaminerSite>> make(const SiteProfile &site, const TlsIdentity &identity,
                                                          Language language);
    explicit RestExaminerSite(std::unique_ptr<HttpGate> gate);
    ~RestExaminerSite() override;

    Future<ListPage<contract::ListedEnrollment>> listEnrollments(std::optional<EnrollmentState> state,
                                                                 const QString &after, int limit) override;
    Future<EnrollmentReceipt> fetchEnrollment(const QString &receipt) override;
    Future<VettingDetail> fetchVetting(const QString &receipt) override;
    Future<VettingAnswer> record(const VettingEntry &entry) override;
    Future<EnrollmentMoveAnswer> decide(const EnrollmentDecision &decision) override;

private:
    std::unique_ptr<HttpGate> m_gate;
};

} // namespace tegata
