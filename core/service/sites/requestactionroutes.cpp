// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/requestactionroutes.h"

#include "core/service/http/problem.h"
#include "core/service/notice/requestnotice.h"
#include "core/service/sites/jsonbody.h"
#include "core/service/sites/views.h"
#include "core/service/sites/writeaction.h"
#include "core/service/store/registrationstore.h"

#include <QLoggingCategory>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(moves, "tegata.service.moves")

Result<void> addIssueNotice(Transaction &transaction, const SiteServices &services, const RequestRow &row,
                            const QString &sender)
{
    const auto certificate = CertificateStore::find(transaction, row.customerId, row.detail.request.serial);
    if (!certificate)
        return failure(certificate.error());
    IssueNotice notice;
    notice.requestId = row.detail.request.id;
    notice.to = row.detail.notifyMail;
    notice.replyTo = sender;
    notice.language = row.detail.request.language;
    notice.organization = certificate->certificate.organization;
    notice.commonName = certificate->certificate.commonName;
    notice.serial = certificate->certificate.serial;
    notice.notBefore = certificate->certificate.notBefore;
    notice.notAfter = certificate->certificate.notAfter;
    return NoticeStore::insert(transaction, issueNotice(notice), services.clock.now());
}

// What the move is told by mail, if it is.
Result<void> addNotices(Transaction &transaction, const SiteServices &services, const RequestRow &row)
{
    const auto customer = RegistrationStore::customer(transaction, row.customerId);
    if (!customer)
        return failure(customer.error());
    if (row.detail.request.state == RequestState::Issued)
        return addIssueNotice(transaction, services, row, customer->noticeSender);
    const auto notice = requestNotice(row, customer->noticeSender);
    return notice ? NoticeStore::insert(transaction, *notice, services.clock.now()) : Result<void>();
}

// Before the transaction: no writer waits for a name server. What is not there is refused there; what could not be read
// must not pass unasked.
Result<CaaOutcome> caaOf(const SiteServices &services, const SiteActor &caller, const QString &id)
{
    if (!services.caa.isOpen())
        return CaaOutcome();
    const auto question = services.database.read([&](ReadTransaction &transaction) {
        return services.workflow.caaQuestion(transaction, caller.customerId, id);
    });
    if (question)
        return services.caa.lookUp(question->names, question->issuers);
    return question.error().code == ErrorCode::NotFound ? Result<CaaOutcome>(CaaOutcome()) : failure(question.error());
}

Result<RequestMove> readMove(const QJsonObject &json, const QString &id, RequestAction action)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    RequestMove move;
    move.id = id;
    move.action = action;
    move.version = members.integer(QLatin1String("version"));
    move.note = members.optionalText(QLatin1String("note"));
    return members.result(move);
}

// Nothing stands against the approval, and nothing was done: the same is to be sent again.
HttpResponse overtaken(Language language)
{
    HttpResponse response =
        problemResponse(Error{ErrorCode::ServiceFailure, QStringLiteral("overtaken by changes"), {}, -1}, language);
    response.addHeader("Retry-After", "2");
    return response;
}

HttpResponse moveRequest(const AccessGuard &guard, const RouteContext &context, RequestAction action)
{
    const Result<QJsonObject> body = jsonBody(context.request);
    if (!body)
        return bodyProblem(body.error(), context.language);
    const QString id = context.parameter(QStringLiteral("id"));
    Result<RequestMove> move = readMove(*body, id, action);
    if (!move)
        return bodyProblem(move.error(), context.language);

    const SiteServices &services = guard.services();
    WriteAction write;
    if (action == RequestAction::Approve) {
        write.prepare = [&](const SiteActor &who) -> Result<void> {
            Result<CaaOutcome> caa = caaOf(services, who, id);
            if (!caa)
                return failure(caa.error());
            move->caa = *std::move(caa);
            return services.signer.prepare(who, *move);
        };
    }
    QString issued; // serial
    bool isToBePreparedAgain = false;
    write.write = [&](Transaction &transaction, const SiteActor &who, QList<Finding> &findings) -> Result<QJsonObject> {
        const Result<RequestRow> row = services.workflow.move(transaction, who, *move, services.clock.now(), findings);
        isToBePreparedAgain = !row && isOutdated(row.error());
        if (!row)
            return failure(row.error());
        issued = row->detail.request.serial;
        if (const Result<void> added = addNotices(transaction, services, *row); !added)
            return failure(added.error());
        return requestView(transaction, *row, who.kind, context.language);
    };
    write.current = [&](ReadTransaction &transaction, const SiteActor &who) -> Result<QJsonObject> {
        const auto row = RequestStore::find(transaction, who.customerId, id);
        if (!row)
            return failure(row.error());
        return requestView(transaction, *row, who.kind, context.language);
    };
    for (int tries = 1;; ++tries) {
        issued.clear();
        isToBePreparedAgain = false;
        HttpResponse response = runWrite(guard, context, write);
        if (response.status != write.status)
            issued.clear();
        if (const Result<void> settled = services.signer.settle(*move, issued); !settled)
            qCWarning(moves) << "signed in vain, to be recorded:" << errorCodeName(settled.error().code);
        move->prepared.reset(); // settled once
        if (!isToBePreparedAgain)
            return response;
        if (tries == ApprovalSigner::MostTries)
            return overtaken(context.language);
    }
}

} // namespace

void addRequestActionRoutes(Router &router, const AccessGuard &guard, const QList<RequestAction> &actions)
{
    for (const RequestAction action : actions) {
        router.add("POST", QStringLiteral("/v1/requests/{id}/") + requestActionName(action),
                   guard.guarded([&guard, action](const RouteContext &context, const SiteActor &) {
                       return moveRequest(guard, context, action);
                   }));
    }
}

} // namespace tegata
