// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/notice/noticeoutbox.h"
#include "core/service/practice/practiceenrollment.h"
#include "core/service/workflow/enrollmentworkflow.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/core/service/workflow/vettingpasser.h"

namespace tegata {

// Applications that go through the service's own workflow, over a store: what the test classes of enrolments derive
// from.
class EnrollmentWorkflowFixture
{
protected:
    static constexpr char Password[] = "Wa8-kumo.nagare-Tsuki";

    static SiteActor person(ActorKind kind, const QString &id)
    {
        SiteActor who;
        who.kind = kind;
        who.actor = {id, QStringLiteral("渡辺 四郎")};
        return who;
    }

    static SiteActor examiner() { return person(ActorKind::Examiner, QStringLiteral("E1")); }

    static SiteActor anybody() { return person(ActorKind::Nobody, QStringLiteral("anonymous")); }

    static EnrollmentApplication newForm()
    {
        EnrollmentApplication form = practice::sampleEnrollment();
        form.kind = EnrollmentKind::New;
        form.contact.loginId = QStringLiteral("sample-tanaka");
        form.contact.password = QString::fromLatin1(Password);
        form.warningReason = QStringLiteral("確認済みです");
        return form;
    }

    static QString findingList(const QList<Finding> &findings)
    {
        QStringList list;
        for (const Finding &finding : findings)
            list.append(findingOutcomeName(finding.outcome) + QLatin1Char(' ') + finding.field + QLatin1Char(' ') +
                        finding.code);
        return list.join(QLatin1String("; "));
    }

    EnrollmentIntake intakeOf(EnrollmentApplication form, const QByteArray &key = "k")
    {
        QList<Finding> findings;
        Result<EnrollmentIntake> intake = EnrollmentWorkflow::examine(form, key, findings);
        if (!intake)
            qFatal("%s", qPrintable(findingList(findings)));
        return *std::move(intake);
    }
    Result<EnrollmentRow> submit(const SiteActor &who, const EnrollmentIntake &intake)
    {
        return m_store.database().write(
            [&](Transaction &transaction) { return m_workflow.submit(transaction, who, intake, m_now); });
    }
    Result<EnrollmentRow> move(const EnrollmentRow &row, EnrollmentAction action, const QString &note = {})
    {
        return m_store.database().write([&](Transaction &transaction) -> Result<EnrollmentRow> {
            const EnrollmentReceipt &receipt = row.receipt;
            if (action == EnrollmentAction::Withdraw)
                return m_workflow.withdraw(transaction, anybody(), receipt.receipt, receipt.version,
                                           StoreFixture::time(1));
            if (action == EnrollmentAction::Approve && receipt.state == EnrollmentState::InReview) {
                if (const Result<void> passed = passVetting(transaction, receipt.receipt, StoreFixture::time(1));
                    !passed)
                    return failure(passed.error());
            }
            return m_workflow.move(transaction, examiner(), {receipt.receipt, receipt.version, action, note},
                                   StoreFixture::time(1));
        });
    }
    QList<HistoryEntry> history(const EnrollmentRow &row)
    {
        return m_store.database()
            .read([&](ReadTransaction &transaction) {
                return AuditTrail::history(transaction, QStringLiteral("enrollment"), row.receipt.receipt);
            })
            .value_or(QList<HistoryEntry>());
    }

    QList<NoticeRow> due()
    {
        return m_store.database()
            .read([](ReadTransaction &transaction) { return NoticeStore::due(transaction, 1000); })
            .value_or(QList<NoticeRow>());
    }

    StoreFixture m_store;
    EnrollmentWorkflow m_workflow;
    QDateTime m_now = StoreFixture::time();
};

} // namespace tegata
