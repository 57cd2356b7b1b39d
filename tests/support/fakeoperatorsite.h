// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/operatorsite.h"
#include "tests/support/fakecustomersite.h"

namespace tegata {

// An operator's connection to a FakeSite.
class FakeOperatorSite final : public FakeCustomerSite<OperatorSite>
{
public:
    using FakeCustomerSite::FakeCustomerSite;

    SiteCapabilities capabilities() const override;
    Future<SiteSession> openSession() override;
    Future<DecisionAnswer> decide(const Decision &decision) override;
    Future<RevocationAnswer> revoke(const Revocation &revocation) override;
    Future<RevocationAnswer> cancelScheduled(const ScheduleCancellation &cancellation) override;
    Future<DecisionAnswer> edit(const RequestEdit &edit) override;
    Future<DecisionAnswer> validate(const RequestEdit &edit) override;
    Future<DecisionAnswer> addNote(const NoteAddition &note) override;
    Future<QList<AuditRecord>> fetchAudit(qint64 after, int limit) override;
    Future<void> reportDecisionLog(const DecisionLogReport &report) override;
};

} // namespace tegata
