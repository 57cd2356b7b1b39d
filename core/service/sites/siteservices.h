// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/authority/revocationpublisher.h"
#include "core/service/notice/noticeoutbox.h"
#include "core/service/sites/servicestate.h"
#include "core/service/sites/sitesettings.h"
#include "core/service/store/database.h"
#include "core/service/store/refusaljournal.h"
#include "core/service/store/trustedclock.h"
#include "core/service/workflow/approvalsigner.h"
#include "core/service/workflow/caagate.h"
#include "core/service/workflow/enrollmentworkflow.h"
#include "core/service/workflow/requesteditor.h"
#include "core/service/workflow/requestworkflow.h"
#include "core/service/workflow/revocationworkflow.h"

namespace tegata {

// What the sites' handlers work with. Owned by ServiceHost, which outlives the routers that refer to it; every member
// is safe to use from the worker threads.
struct SiteServices
{
    const SiteSettings &settings;
    const Clock &clock;
    Database &database;
    const IssuingAuthority &authority;
    RevocationPublisher &publisher;
    RefusalJournal &refusals;
    const RequestWorkflow &workflow;
    ApprovalSigner &signer;
    const RequestEditor &editor;
    const RevocationWorkflow &revocations;
    const EnrollmentWorkflow &enrollments;
    NoticeOutbox &notices;
    CaaGate &caa;
    const TrustedClock &trustedClock; // the same as `clock`
    const ServiceState &state;
};

} // namespace tegata
