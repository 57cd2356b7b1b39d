// SPDX-License-Identifier: Apache-2.0
#include "tests/core/service/workflow/workflowfixture.h"

#include "core/service/store/registrationstore.h"

#include <QtGlobal>

namespace tegata {

namespace {

SiteActor person(ActorKind kind, const QString &id, const QString &customerId)
{
    SiteActor who;
    who.kind = kind;
    who.actor = {id, QStringLiteral("山田 太郎")};
    who.mail = QStringLiteral("taro@example.jp");
    who.customerId = customerId;
    return who;
}

} // namespace

WorkflowFixture::WorkflowFixture()
{
    auto opened = m_files.open();
    if (!opened)
        qFatal("no authority: %s", qPrintable(opened.error().detail));
    m_authority = std::move(*opened);
    m_workflow = std::make_unique<RequestWorkflow>(*m_authority);
    for (const char *customer : {"c1", "c2"}) {
        Registration registration;
        registration.customerId = QString::fromLatin1(customer);
        registration.customerName = QStringLiteral("株式会社サンプル");
        Organization organization;
        organization.id = QStringLiteral("o1");
        organization.legalName = QStringLiteral("株式会社サンプル");
        organization.prefecture = 13;
        organization.municipality = QStringLiteral("港区");
        organization.validatedAt = today();
        registration.organizations = {organization};
        registration.domains = {{QStringLiteral("example.jp"), organization.id, false, today()}};
        const auto replaced = m_store.database().write(
            [&](Transaction &transaction) { return RegistrationStore::replace(transaction, registration); });
        if (!replaced)
            qFatal("no registration: %s", qPrintable(replaced.error().detail));
    }
}

SiteActor WorkflowFixture::contact(const QString &customerId)
{
    return person(ActorKind::Contact, QStringLiteral("k1"), customerId);
}

SiteActor WorkflowFixture::operatorOf(const QString &customerId)
{
    return person(ActorKind::Operator, QStringLiteral("op1"), customerId);
}

DistinguishedName WorkflowFixture::subject(const QString &commonName)
{
    return DistinguishedName::parse(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=") + commonName)
        .value();
}

RequestIntake WorkflowFixture::intake(const QByteArray &csr, const QString &renewalOf)
{
    RequestIntake intake;
    intake.csr = csr;
    intake.renewalOf = renewalOf;
    return intake;
}

RequestIntake WorkflowFixture::intake(const PrivateKey &key, const QStringList &names, const QString &renewalOf)
{
    return intake(CertificateSigningRequest::create(key, subject(names.first()), names).value().pem(), renewalOf);
}

Result<RequestRow> WorkflowFixture::submit(const RequestIntake &intake, QList<Finding> &findings, const SiteActor &who,
                                           const QDateTime &now)
{
    findings.clear();
    return database().write(
        [&](Transaction &transaction) { return m_workflow->submit(transaction, who, intake, now, findings); });
}

Result<RequestRow> WorkflowFixture::move(const RequestRow &row, RequestAction action, QList<Finding> &findings,
                                         const QString &note, const SiteActor &who, const QDateTime &now)
{
    findings.clear();
    const CertificateRequest &request = row.detail.request;
    RequestMove move{request.id, request.version, action, note};
    return database().write([&](Transaction &transaction) {
        if (action == RequestAction::Approve)
            m_workflow->prepareAtOnce(transaction, who, move, now);
        return m_workflow->move(transaction, who, move, now, findings);
    });
}

RequestRow WorkflowFixture::issued(const RequestIntake &intake, const SiteActor &who)
{
    QList<Finding> findings;
    const auto row = submit(intake, findings, who);
    if (!row)
        qFatal("refused: %s", qPrintable(findingCodes(findings).join(QLatin1Char(' '))));
    const auto moved =
        move(*row, RequestAction::Approve, findings, QStringLiteral("確認済み"), operatorOf(who.customerId));
    if (!moved || moved->detail.request.state != RequestState::Issued)
        qFatal("not issued: %s", qPrintable(findingCodes(findings).join(QLatin1Char(' '))));
    return *moved;
}

Result<CertificateRow> WorkflowFixture::certificate(const QString &serial, const QString &customerId)
{
    return database().read(
        [&](ReadTransaction &transaction) { return CertificateStore::find(transaction, customerId, serial); });
}

Result<CertificateRow> WorkflowFixture::revoke(const QString &serial, RevocationReason reason, const QDateTime &now)
{
    const auto before = certificate(serial);
    if (!before)
        return before;
    CertificateRevocation revocation;
    revocation.serial = serial;
    revocation.version = before->certificate.version;
    revocation.reason = reason;
    return database().write([&](Transaction &transaction) {
        return RevocationWorkflow().revoke(transaction, operatorOf(), revocation, now);
    });
}

QStringList findingCodes(const QList<Finding> &findings, FindingOutcome atLeast)
{
    QStringList codes;
    for (const Finding &finding : findings) {
        if (finding.outcome >= atLeast)
            codes.append(finding.code + QLatin1Char(':') + findingOutcomeName(finding.outcome));
    }
    codes.sort();
    return codes;
}

} // namespace tegata
