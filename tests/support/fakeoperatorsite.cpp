// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeoperatorsite.h"

namespace tegata {

SiteCapabilities FakeOperatorSite::capabilities() const
{
    return m_site.m_capabilities;
}

Future<SiteSession> FakeOperatorSite::openSession()
{
    return answer<SiteSession>(QStringLiteral("openSession"), [this]() -> Result<SiteSession> {
        SiteSession session = m_site.m_session;
        session.capabilities = m_site.m_capabilities;
        return session;
    });
}

Future<DecisionAnswer> FakeOperatorSite::decide(const Decision &decision)
{
    const QString call = QStringLiteral("decide %1 %2").arg(decision.requestId, requestActionName(decision.action));
    return answer<DecisionAnswer>(call, [this, decision] { return m_site.decide(decision); });
}

Future<RevocationAnswer> FakeOperatorSite::revoke(const Revocation &revocation)
{
    return answer<RevocationAnswer>(QStringLiteral("revoke ") + revocation.serial,
                                    [this, revocation] { return m_site.revoke(revocation); });
}

Future<RevocationAnswer> FakeOperatorSite::cancelScheduled(const ScheduleCancellation &cancellation)
{
    return answer<RevocationAnswer>(QStringLiteral("cancelScheduled ") + cancellation.serial,
                                    [this, cancellation] { return m_site.cancelScheduled(cancellation); });
}

Future<DecisionAnswer> FakeOperatorSite::validate(const RequestEdit &edit)
{
    return answer<DecisionAnswer>(QStringLiteral("validate ") + edit.id,
                                  [this, edit] { return m_site.validate(edit); });
}

Future<DecisionAnswer> FakeOperatorSite::edit(const RequestEdit &edit)
{
    return answer<DecisionAnswer>(QStringLiteral("edit ") + edit.id, [this, edit] { return m_site.edit(edit); });
}

Future<DecisionAnswer> FakeOperatorSite::addNote(const NoteAddition &note)
{
    return answer<DecisionAnswer>(QStringLiteral("addNote ") + note.requestId,
                                  [this, note] { return m_site.addNote(note); });
}

Future<QList<AuditRecord>> FakeOperatorSite::fetchAudit(qint64 after, int limit)
{
    return answer<QList<AuditRecord>>(
        QStringLiteral("fetchAudit"),
        [this, after, limit]() -> Result<QList<AuditRecord>> { return m_site.m_audit.mid(after, limit); });
}

Future<void> FakeOperatorSite::reportDecisionLog(const DecisionLogReport &report)
{
    return answer<void>(QStringLiteral("reportDecisionLog"), [this, report]() -> Result<void> {
        AuditRecord record;
        record.action = QStringLiteral("reportDecisionLog");
        record.actor = m_site.m_session.operatorActor;
        record.objectKind = QStringLiteral("decisionLog");
        record.objectId = report.log;
        record.evidence = {{QStringLiteral("sequence"), report.sequence},
                           {QStringLiteral("hash"), QString::fromLatin1(report.hash.toHex())}};
        m_site.addAudit(record);
        return {};
    });
}

} // namespace tegata
