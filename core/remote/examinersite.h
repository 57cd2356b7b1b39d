// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/domain/actionanswer.h"
#include "core/domain/contract.h"
#include "core/domain/vetting.h"
#include "core/remote/customersite.h"

#include <optional>

namespace tegata {

// One word about an item, with the number of words that the examiner saw.
struct VettingEntry
{
    QString receipt;
    QString item;
    int version = 0;
    VettingOutcome outcome = VettingOutcome::Passed;
    QString method;
    QString evidence;
    QString idempotencyKey;
};

struct EnrollmentDecision
{
    QString receipt;
    int version = 0; // that the examiner saw
    EnrollmentAction action = EnrollmentAction::Approve;
    QString note;
    QString idempotencyKey;
};

// The vetting of an enrolment, and what the site finds beside it: other customers' domains and corporations.
struct VettingDetail
{
    Vetting vetting;
    CheckReport check;
};

using VettingAnswer = ActionAnswer<VettingDetail>;
using EnrollmentMoveAnswer = ActionAnswer<EnrollmentReceipt>;

// The authority's own site (S47–S57), entered with an examiner's certificate. Every call answers exactly once, none
// blocks, all belong to the thread that made the object. Errors beside the connection's: NotFound, Forbidden.
class ExaminerSite
{
public:
    virtual ~ExaminerSite() = default;

    // In the order in which they came in.
    virtual Future<ListPage<contract::ListedEnrollment>> listEnrollments(std::optional<EnrollmentState> state,
                                                                         const QString &after, int limit) = 0;
    virtual Future<EnrollmentReceipt> fetchEnrollment(const QString &receipt) = 0;
    virtual Future<VettingDetail> fetchVetting(const QString &receipt) = 0;
    virtual Future<VettingAnswer> record(const VettingEntry &entry) = 0;
    virtual Future<EnrollmentMoveAnswer> decide(const EnrollmentDecision &decision) = 0;
};

} // namespace tegata
