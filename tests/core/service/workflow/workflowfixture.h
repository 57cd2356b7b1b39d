// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/workflow/requestworkflow.h"
#include "core/service/workflow/revocationworkflow.h"
#include "tests/core/service/authority/authorityfixture.h"
#include "tests/core/service/store/storefixture.h"

#include <memory>

namespace tegata {

// A store, an authority and the workflow over them: customers "c1" and "c2", both with 株式会社サンプル in 港区 and the
// domain example.jp, validated today.
class WorkflowFixture
{
public:
    WorkflowFixture();

    static QDateTime today() { return AuthorityFixture::today(); }
    static SiteActor contact(const QString &customerId = QStringLiteral("c1"));
    static SiteActor operatorOf(const QString &customerId = QStringLiteral("c1"));
    // Subject as the registration has it.
    static DistinguishedName subject(const QString &commonName);
    static RequestIntake intake(const QByteArray &csr, const QString &renewalOf = {});
    static RequestIntake intake(const PrivateKey &key, const QStringList &names, const QString &renewalOf = {});

    Database &database() { return m_store.database(); }
    const RequestWorkflow &workflow() const { return *m_workflow; }
    const IssuingAuthority &authority() const { return *m_authority; }
    Result<RequestRow> submit(const RequestIntake &intake, QList<Finding> &findings, const SiteActor &who = contact(),
                              const QDateTime &now = today());
    Result<RequestRow> move(const RequestRow &row, RequestAction action, QList<Finding> &findings,
                            const QString &note = QStringLiteral("確認済み"), const SiteActor &who = operatorOf(),
                            const QDateTime &now = today().addSecs(60));
    // Submitted and approved; aborts the test program when either is refused.
    RequestRow issued(const RequestIntake &intake, const SiteActor &who = contact());
    Result<CertificateRow> certificate(const QString &serial, const QString &customerId = QStringLiteral("c1"));
    Result<CertificateRow> revoke(const QString &serial, RevocationReason reason,
                                  const QDateTime &now = today().addSecs(120));

private:
    AuthorityFixture m_files;
    std::unique_ptr<IssuingAuthority> m_authority;
    std::unique_ptr<RequestWorkflow> m_workflow;
    StoreFixture m_store;
};

// The rules of findings as "code:outcome", sorted: what tables of expectations are written in.
QStringList findingCodes(const QList<Finding> &findings, FindingOutcome atLeast = FindingOutcome::Note);

} // namespace tegata
