// SPDX-License-Identifier: Apache-2.0
#include "core/remote/rest/restexaminersite.h"

#include "core/remote/http/httpgate.h"
#include "core/remote/rest/restanswer.h"

namespace tegata {

using namespace rest;

namespace {

QString pathOf(const QString &receipt, const QString &rest = {})
{
    return QStringLiteral("/v1/enrollments/%1%2").arg(pathSegment(receipt), rest);
}

Result<VettingDetail> vettingDetailFromJson(const QJsonObject &json)
{
    const Result<Vetting> vetting = contract::vettingFromJson(json);
    if (!vetting)
        return failure(vetting.error());
    JsonMembers members(json);
    VettingDetail detail{*vetting, members.member(QLatin1String("check"), contract::checkReportFromJson)};
    return members.result(detail);
}

} // namespace

Result<std::unique_ptr<RestExaminerSite>> RestExaminerSite::make(const SiteProfile &site, const TlsIdentity &identity,
                                                                 Language language)
{
    if (site.examinerUrl.isEmpty())
        return failure(ErrorCode::InvalidArgument, {}, QStringLiteral("examinerUrl"));
    Result<QSslConfiguration> tls = makeTlsConfiguration(site.trustAnchors, identity);
    if (!tls)
        return failure(tls.error());
    return std::make_unique<RestExaminerSite>(std::make_unique<HttpGate>(site.examinerUrl, *std::move(tls), language));
}

RestExaminerSite::RestExaminerSite(std::unique_ptr<HttpGate> gate) : m_gate(std::move(gate)) {}

RestExaminerSite::~RestExaminerSite() = default;

Future<ListPage<contract::ListedEnrollment>> RestExaminerSite::listEnrollments(std::optional<EnrollmentState> state,
                                                                               const QString &after, int limit)
{
    return m_gate->send<ListPage<contract::ListedEnrollment>>(
        listRequest(QStringLiteral("/v1/enrollments"), state ? enrollmentStateName(*state) : QString(), after, limit),
        listDecoder(contract::listedEnrollmentFromJson));
}

Future<EnrollmentReceipt> RestExaminerSite::fetchEnrollment(const QString &receipt)
{
    return m_gate->send<EnrollmentReceipt>(get(pathOf(receipt)), decoder(contract::receiptFromJson));
}

Future<VettingDetail> RestExaminerSite::fetchVetting(const QString &receipt)
{
    return m_gate->send<VettingDetail>(get(pathOf(receipt, QStringLiteral("/vetting"))),
                                       decoder(vettingDetailFromJson));
}

Future<VettingAnswer> RestExaminerSite::record(const VettingEntry &entry)
{
    return m_gate->send<VettingAnswer>(
        post(pathOf(entry.receipt, QStringLiteral("/vetting/") + pathSegment(entry.item)),
             {{QStringLiteral("version"), entry.version},
              {QStringLiteral("outcome"), vettingOutcomeName(entry.outcome)},
              {QStringLiteral("method"), entry.method},
              {QStringLiteral("evidence"), entry.evidence}},
             entry.idempotencyKey),
        actionDecoder(vettingDetailFromJson));
}

Future<EnrollmentMoveAnswer> RestExaminerSite::decide(const EnrollmentDecision &decision)
{
    return m_gate->send<EnrollmentMoveAnswer>(
        post(pathOf(decision.receipt, QLatin1Char('/') + enrollmentActionName(decision.action)),
             {{QStringLiteral("version"), decision.version}, {QStringLiteral("note"), jsonText(decision.note)}},
             decision.idempotencyKey),
        actionDecoder(contract::receiptFromJson));
}

} // namespace tegata
