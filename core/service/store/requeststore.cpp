// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/requeststore.h"

#include "core/domain/contract.h"
#include "core/rules/requestnames.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/columnlist.h"
#include "core/service/store/rowcolumns.h"
#include "core/service/store/rowcursor.h"
#include "core/service/store/topics.h"

#include <QJsonDocument>

namespace tegata {

namespace {

// Beside those of RequestColumn.
enum class DetailColumn
{
    RequesterId,
    RequesterName,
    RequesterMail,
    NotifyMail,
    Comment,
    HoldComment,
    Reason,
    ClaimantName,
    CheckReport,
    CustomerId,
    ChangeSequence,
    EndTold,
    End
};

constexpr ColumnName<DetailColumn> DetailColumnNames[] = {
    {DetailColumn::RequesterId, "requester_id"},
    {DetailColumn::RequesterName, "requester_name"},
    {DetailColumn::RequesterMail, "requester_mail"},
    {DetailColumn::NotifyMail, "notify_mail"},
    {DetailColumn::Comment, "request_comment"},
    {DetailColumn::HoldComment, "hold_comment"},
    {DetailColumn::Reason, "reason"},
    {DetailColumn::ClaimantName, "claimant_name"},
    {DetailColumn::CheckReport, "check_report"},
    {DetailColumn::CustomerId, "customer_id"},
    {DetailColumn::ChangeSequence, "change_sequence"},
    {DetailColumn::EndTold, "end_told"},
};
static_assert(namesEach(DetailColumnNames));

const QString &detailColumns()
{
    static const QString columns = columnList(DetailColumnNames);
    return columns;
}

QString reportText(const CheckReport &report)
{
    return QString::fromUtf8(QJsonDocument(contract::toJson(report)).toJson(QJsonDocument::Compact));
}

Result<RequestRow> rowOf(const QSqlQuery &query, const QDateTime &now)
{
    auto request = requestOf(query, now);
    if (!request)
        return failure(request.error());
    using Column = DetailColumn;
    const ColumnReader<Column> detail(query, columnsOf<RequestColumn>());
    const auto report =
        contract::checkReportFromJson(QJsonDocument::fromJson(detail.text(Column::CheckReport).toUtf8()).object());
    if (!report)
        return failure(ErrorCode::StoreCorrupt, report.error().detail, QStringLiteral("check_report"));
    RequestRow row;
    row.detail.request = std::move(*request);
    row.detail.requester = {detail.text(Column::RequesterId), detail.text(Column::RequesterName)};
    row.detail.requesterMail = detail.text(Column::RequesterMail);
    row.detail.notifyMail = detail.text(Column::NotifyMail);
    row.detail.comment = detail.text(Column::Comment);
    row.detail.holdComment = detail.text(Column::HoldComment);
    row.detail.reason = detail.text(Column::Reason);
    if (!row.detail.request.claimedBy.isEmpty())
        row.detail.claimant = {row.detail.request.claimedBy, detail.text(Column::ClaimantName)};
    if (row.detail.request.state == RequestState::Expired)
        row.endedAs = requestStateFromName(ColumnReader<RequestColumn>(query).text(RequestColumn::State))
                          .value_or(RequestState::Pending);
    row.detail.approvers = approversOf(query);
    row.detail.check = *report;
    row.customerId = detail.text(Column::CustomerId);
    row.changeSequence = detail.value(Column::ChangeSequence).toLongLong();
    return row;
}

// What an update may change, in one order for INSERT and UPDATE.
const QStringList &changingColumns()
{
    static const QStringList columns =
        QStringLiteral("version change_sequence state product language common_name subject sans organization_id "
                       "organization key_algorithm key_bits key_curve key_label spki_sha256 check_outcome check_report "
                       "updated_at expires_at claimed_by claimant_name serial renewal_of requester_id requester_name "
                       "requester_mail notify_mail request_comment hold_comment reason approvals approvals_needed "
                       "last_edited_by names_hash checked_at")
            .split(QLatin1Char(' '));
    return columns;
}

QVariantList changingValues(const RequestRow &row, int version, qint64 sequence)
{
    const RequestDetail &detail = row.detail;
    const CertificateRequest &request = detail.request;
    return {version,
            sequence,
            requestStateName(request.state == RequestState::Expired ? row.endedAs : request.state),
            productName(request.product),
            languageTag(request.language),
            request.commonName,
            request.subject,
            listValue(request.sans),
            request.organizationId,
            request.organization,
            request.key.algorithm,
            request.key.bits,
            request.key.curve,
            request.key.label,
            request.key.spkiSha256,
            checkStateName(request.checkState),
            reportText(detail.check),
            timeValue(request.updatedAt),
            timeValue(request.expiresAt),
            request.claimedBy,
            detail.claimant.name,
            optionalText(request.serial),
            request.renewalOf,
            detail.requester.id,
            detail.requester.name,
            detail.requesterMail,
            detail.notifyMail,
            detail.comment,
            detail.holdComment,
            detail.reason,
            approversValue(detail.approvers),
            request.approvalsNeeded,
            request.lastEditedBy,
            nameSetHash(requestedNames(request.sans, request.commonName)),
            timeValue(request.checkState.checkedAt())};
}

} // namespace

void setApprovers(RequestRow &row, const QList<Actor> &approvers)
{
    row.detail.approvers = approvers;
    row.detail.request.approvedBy.clear();
    for (const Actor &approver : approvers)
        row.detail.request.approvedBy.append(approver.id);
}

Result<void> RequestStore::insert(Transaction &transaction, RequestRow &row)
{
    const auto sequence = transaction.nextSequence();
    if (!sequence)
        return failure(sequence.error());
    const CertificateRequest &request = row.detail.request;
    QVariantList values = changingValues(row, 1, *sequence);
    values << request.id << row.customerId << timeValue(request.submittedAt) << QString::fromUtf8(request.csr);
    const auto inserted =
        transaction.run(QStringLiteral("INSERT INTO certificate_request (%1, id, customer_id, submitted_at, csr) "
                                       "VALUES (%2)")
                            .arg(changingColumns().join(QStringLiteral(", ")), placeholders(values.size())),
                        values);
    if (!inserted)
        return failure(inserted.error());
    row.detail.request.version = 1;
    row.changeSequence = *sequence;
    transaction.touch(customerTopic(row.customerId));
    return {};
}

Result<RequestRow> RequestStore::find(ReadTransaction &transaction, const QString &customerId, const QString &id)
{
    auto query =
        transaction.run(QStringLiteral("SELECT %1, %2 FROM certificate_request WHERE id = ? AND customer_id = ?")
                            .arg(requestColumns(), detailColumns()),
                        {id, customerId});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("request"));
    return rowOf(*query, transaction.now());
}

Result<void> RequestStore::update(Transaction &transaction, RequestRow &row, int expectedVersion)
{
    const QString &id = row.detail.request.id;
    const auto sequence = transaction.nextSequence();
    if (!sequence)
        return failure(sequence.error());
    QVariantList values = changingValues(row, expectedVersion + 1, *sequence);
    values << id << row.customerId << expectedVersion;
    const auto updated = transaction.run(QStringLiteral("UPDATE certificate_request SET %1 = ? "
                                                        "WHERE id = ? AND customer_id = ? AND version = ?")
                                             .arg(changingColumns().join(QStringLiteral(" = ?, "))),
                                         values);
    if (!updated)
        return failure(updated.error());
    if (updated->numRowsAffected() != 1) {
        const auto present = find(transaction, row.customerId, id);
        if (!present)
            return failure(present.error());
        return failure(ErrorCode::Conflict, QStringLiteral("the request has changed"), QStringLiteral("version"));
    }
    row.detail.request.version = expectedVersion + 1;
    row.changeSequence = *sequence;
    transaction.touch(customerTopic(row.customerId));
    return {};
}

Result<int> RequestStore::openOf(ReadTransaction &transaction, const QString &requesterId)
{
    auto query = transaction.run(QStringLiteral("SELECT COUNT(*) FROM certificate_request WHERE requester_id = ? "
                                                "AND state IN ('pending', 'partly_approved', 'on_hold') "
                                                "AND (expires_at IS NULL OR expires_at > ?)"),
                                 {requesterId, timeValue(transaction.now())});
    if (!query)
        return failure(query.error());
    return query->next() ? query->value(0).toInt() : 0;
}

Result<QList<RequestRow>> RequestStore::partlyApprovedBy(ReadTransaction &transaction, const QString &operatorId)
{
    auto query = transaction.run(QStringLiteral("SELECT %1, %2 FROM certificate_request WHERE state = ? ORDER BY id")
                                     .arg(requestColumns(), detailColumns()),
                                 {requestStateName(RequestState::PartlyApproved)});
    if (!query)
        return failure(query.error());
    QList<RequestRow> rows;
    while (query->next()) {
        auto row = rowOf(*query, transaction.now());
        if (!row)
            return failure(row.error());
        const CertificateRequest &request = row->detail.request;
        if (request.state == RequestState::PartlyApproved && request.approvedBy.contains(operatorId))
            rows.append(std::move(*row));
    }
    return rows;
}

Result<QList<WaitingRequest>> RequestStore::waitingBeside(ReadTransaction &transaction, const QString &customerId,
                                                          const CertificateRequest &request, int limit)
{
    const QString names = nameSetHash(requestedNames(request.sans, request.commonName));
    const QString csr = QString::fromUtf8(request.csr);
    // Each part has an index; "none" matches nothing. Of those few the state is looked at: with `state IN` alone SQLite
    // walks through everything that is open, of every customer.
    auto query = transaction.run(
        QStringLiteral(
            "SELECT id, spki_sha256 = ? AND csr = ?, renewal_of <> '' AND renewal_of = ?, names_hash = ? "
            "FROM certificate_request WHERE state || '' IN ('pending', 'partly_approved', 'on_hold') "
            "AND (expires_at IS NULL OR expires_at > ?) AND id <> ? AND id IN ("
            "SELECT id FROM certificate_request WHERE customer_id = ? AND spki_sha256 = ? AND csr = ? "
            "UNION SELECT id FROM certificate_request WHERE customer_id = ? AND renewal_of = ? AND renewal_of <> '' "
            "UNION SELECT id FROM certificate_request WHERE customer_id = ? AND names_hash = ? AND names_hash <> '') "
            "ORDER BY submitted_at, id LIMIT ?"),
        {request.key.spkiSha256, csr, request.renewalOf, names, timeValue(transaction.now()), request.id, customerId,
         request.key.spkiSha256, csr, customerId, request.renewalOf, customerId, names, limit});
    if (!query)
        return failure(query.error());
    QList<WaitingRequest> waiting;
    while (query->next()) {
        const WaitingRequest each{query->value(0).toString(), query->value(1).toBool(), query->value(2).toBool(),
                                  query->value(3).toBool()};
        if (each.sameCsr || each.sameRenewal || each.sameNames)
            waiting.append(each);
    }
    return waiting;
}

Result<Page<CertificateRequest>> RequestStore::list(ReadTransaction &transaction, const QString &customerId,
                                                    const QList<RequestState> &states, const QString &after, int limit)
{
    const auto cursor = RowCursor::parse(after);
    if (!cursor)
        return failure(cursor.error());
    QString condition = QStringLiteral("customer_id = ? AND (submitted_at > ? OR (submitted_at = ? AND id > ?))");
    QVariantList values{customerId, cursor->time, cursor->time, cursor->id};
    if (!states.isEmpty()) {
        condition += QStringLiteral(" AND (%1) IN (%2)").arg(requestStateAt(), placeholders(states.size()));
        values.append(timeValue(transaction.now()));
        for (const RequestState state : states)
            values.append(requestStateName(state));
    }
    values.append(limit + 1);
    auto query = transaction.run(QStringLiteral("SELECT %1 FROM certificate_request WHERE %2 "
                                                "ORDER BY submitted_at, id LIMIT ?")
                                     .arg(requestColumns(), condition),
                                 values);
    if (!query)
        return failure(query.error());
    Page<CertificateRequest> page;
    qsizetype bytes = 0;
    while (query->next()) {
        if (page.items.size() == limit || bytes > MostPageBytes) {
            page.next = RowCursor{page.items.last().submittedAt.toMSecsSinceEpoch(), page.items.last().id}.toString();
            break;
        }
        auto request = requestOf(*query, transaction.now());
        if (!request)
            return failure(request.error());
        request->csr.clear(); // the bulk of it: in the request's own page
        for (const QString &name : request->sans)
            bytes += name.size();
        page.items.append(std::move(*request));
    }
    return page;
}

Result<int> RequestStore::tellEnds(Transaction &transaction, int limit)
{
    QList<std::pair<RequestRow, bool>> due; // and whether the end was told already
    for (const QString &condition : {requestEndIsUntold(), requestEndWasToldEarly()}) {
        auto query = transaction.run(QStringLiteral("SELECT %1, %2 FROM certificate_request WHERE %3 "
                                                    "ORDER BY expires_at, id LIMIT ?")
                                         .arg(requestColumns(), detailColumns(), condition),
                                     {timeValue(transaction.now()), limit - int(due.size())});
        if (!query)
            return failure(query.error());
        while (query->next()) {
            auto row = rowOf(*query, transaction.now());
            if (!row)
                return failure(row.error());
            const ColumnReader<DetailColumn> detail(*query, columnsOf<RequestColumn>());
            due.append({std::move(*row), detail.number(DetailColumn::EndTold) == 1});
        }
    }
    for (const auto &[row, wasTold] : due) {
        const CertificateRequest &request = row.detail.request;
        AuditEvent event;
        event.at = transaction.now();
        event.action = wasTold ? QStringLiteral("undoExpire") : QStringLiteral("expire");
        event.objectKind = QStringLiteral("request");
        event.objectId = request.id;
        event.customerId = row.customerId;
        event.fromState = requestStateName(wasTold ? RequestState::Expired : row.endedAs);
        event.toState = requestStateName(request.state);
        const auto sequence = transaction.nextSequence();
        if (!sequence)
            return failure(sequence.error());
        const auto told = transaction.run(
            QStringLiteral("UPDATE certificate_request SET end_told = ?, version = version + 1, change_sequence = ?, "
                           "updated_at = ? WHERE id = ?"),
            {wasTold ? 0 : 1, *sequence, timeValue(transaction.now()), request.id});
        if (!told)
            return failure(told.error());
        transaction.touch(customerTopic(row.customerId));
        if (auto noted = AuditTrail::append(transaction, event); !noted)
            return failure(noted.error());
    }
    return int(due.size());
}

} // namespace tegata
