// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/enrollmentstore.h"

#include "core/domain/contract.h"
#include "core/service/store/columnlist.h"
#include "core/service/store/rowcolumns.h"
#include "core/service/store/rowcursor.h"

#include <QJsonDocument>

namespace tegata {

namespace {

enum class SummaryColumn
{
    Receipt,
    Version,
    State,
    Consultation,
    SubmittedAt,
    UpdatedAt,
    Note,
    Kind,
    SubscriberName,
    End
};

constexpr ColumnName<SummaryColumn> SummaryColumnNames[] = {
    {SummaryColumn::Receipt, "receipt"},
    {SummaryColumn::Version, "version"},
    {SummaryColumn::State, "state"},
    {SummaryColumn::Consultation, "consultation"},
    {SummaryColumn::SubmittedAt, "submitted_at"},
    {SummaryColumn::UpdatedAt, "updated_at"},
    {SummaryColumn::Note, "note"},
    {SummaryColumn::Kind, "kind"},
    {SummaryColumn::SubscriberName, "subscriber_name"},
};
static_assert(namesEach(SummaryColumnNames));

// Beside those.
enum class FormColumn
{
    CustomerId,
    ContactId,
    LoginId,
    PasswordHash,
    Language,
    Application,
    CheckReport,
    End
};

constexpr ColumnName<FormColumn> FormColumnNames[] = {
    {FormColumn::CustomerId, "customer_id"},   {FormColumn::ContactId, "contact_id"},
    {FormColumn::LoginId, "login_id"},         {FormColumn::PasswordHash, "password_hash"},
    {FormColumn::Language, "language"},        {FormColumn::Application, "application"},
    {FormColumn::CheckReport, "check_report"},
};
static_assert(namesEach(FormColumnNames));

const QString &summaryColumns()
{
    static const QString columns = columnList(SummaryColumnNames);
    return columns;
}

const QString &detailColumns()
{
    static const QString columns = columnList(FormColumnNames);
    return columns;
}

QString textOf(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

tl::unexpected<Error> unreadable(const char *column)
{
    return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown value"), QLatin1String(column));
}

Result<QString> formText(const EnrollmentApplication &application)
{
    if (!application.contact.password.isEmpty())
        return failure(ErrorCode::Internal, QStringLiteral("a password on its way into the store"));
    return textOf(contract::toJson(application));
}

Result<EnrollmentApplication> formOf(const QVariant &value)
{
    auto form = contract::enrollmentFromJson(QJsonDocument::fromJson(value.toString().toUtf8()).object());
    if (!form)
        return failure(ErrorCode::StoreCorrupt, form.error().detail, QStringLiteral("application"));
    return form;
}

Result<EnrollmentSummary> summaryOf(const QSqlQuery &query)
{
    using Column = SummaryColumn;
    const ColumnReader<Column> row(query);
    const auto state = enrollmentStateFromName(row.text(Column::State));
    const auto kind = enrollmentKindFromName(row.text(Column::Kind));
    if (!state)
        return unreadable("state");
    if (!kind)
        return unreadable("kind");
    EnrollmentSummary summary;
    summary.receipt.receipt = row.text(Column::Receipt);
    summary.receipt.version = row.number(Column::Version);
    summary.receipt.state = *state;
    summary.receipt.consultation = row.number(Column::Consultation) != 0;
    summary.receipt.submittedAt = row.time(Column::SubmittedAt);
    summary.receipt.updatedAt = row.time(Column::UpdatedAt);
    summary.receipt.note = row.text(Column::Note);
    summary.kind = *kind;
    summary.subscriberName = row.text(Column::SubscriberName);
    return summary;
}

Result<EnrollmentRow> rowOf(const QSqlQuery &query)
{
    auto summary = summaryOf(query);
    if (!summary)
        return failure(summary.error());
    using Column = FormColumn;
    const ColumnReader<Column> detail(query, columnsOf<SummaryColumn>());
    auto form = formOf(detail.value(Column::Application));
    if (!form)
        return failure(form.error());
    auto report =
        contract::checkReportFromJson(QJsonDocument::fromJson(detail.text(Column::CheckReport).toUtf8()).object());
    if (!report)
        return failure(ErrorCode::StoreCorrupt, report.error().detail, QStringLiteral("check_report"));
    EnrollmentRow row;
    row.receipt = std::move(summary->receipt);
    row.application = *std::move(form);
    row.check = *std::move(report);
    row.customerId = detail.text(Column::CustomerId);
    row.contactId = detail.text(Column::ContactId);
    row.loginId = detail.text(Column::LoginId);
    row.passwordHash = detail.text(Column::PasswordHash);
    row.language = languageFromTag(detail.text(Column::Language));
    return row;
}

Result<int> mailedWhere(ReadTransaction &transaction, const char *column, const QString &value, const QDateTime &since)
{
    auto query = transaction.run(
        QStringLiteral("SELECT COUNT(*) FROM enrollment WHERE %1 = ? AND submitted_at > ? AND mailed = 1")
            .arg(QLatin1String(column)),
        {value, timeValue(since)});
    if (!query)
        return failure(query.error());
    return query->next() ? query->value(0).toInt() : 0;
}

} // namespace

Result<int> EnrollmentStore::mailedTo(ReadTransaction &transaction, const QString &mailKey, const QDateTime &since)
{
    return mailedWhere(transaction, "mail_key", mailKey, since);
}

Result<int> EnrollmentStore::mailedFrom(ReadTransaction &transaction, const QString &block, const QDateTime &since)
{
    return mailedWhere(transaction, "sender_block", block, since);
}

Result<void> EnrollmentStore::insert(Transaction &transaction, EnrollmentRow &row, const EnrollmentSender &sender)
{
    const Result<QString> form = formText(row.application);
    if (!form)
        return failure(form.error());
    EnrollmentReceipt &receipt = row.receipt;
    const QVariantList values{receipt.receipt,
                              1,
                              enrollmentStateName(receipt.state),
                              int(receipt.consultation),
                              timeValue(receipt.submittedAt),
                              timeValue(receipt.updatedAt),
                              receipt.note,
                              enrollmentKindName(row.application.kind),
                              row.application.subscriberName,
                              row.customerId,
                              row.contactId,
                              row.loginId,
                              row.passwordHash,
                              languageTag(row.language),
                              *form,
                              textOf(contract::toJson(row.check)),
                              sender.mailKey,
                              sender.block,
                              int(sender.isMailed)};
    const auto inserted =
        transaction.run(QStringLiteral("INSERT INTO enrollment (%1, %2, mail_key, sender_block, mailed) "
                                       "VALUES (%3)")
                            .arg(summaryColumns(), detailColumns(), placeholders(values.size())),
                        values);
    if (!inserted)
        return failure(inserted.error());
    receipt.version = 1;
    return {};
}

Result<EnrollmentRow> EnrollmentStore::find(ReadTransaction &transaction, const QString &receipt)
{
    auto query = transaction.run(
        QStringLiteral("SELECT %1, %2 FROM enrollment WHERE receipt = ?").arg(summaryColumns(), detailColumns()),
        {receipt});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("enrolment"));
    return rowOf(*query);
}

Result<void> EnrollmentStore::update(Transaction &transaction, EnrollmentReceipt &receipt, int expectedVersion)
{
    const auto updated =
        transaction.run(QStringLiteral("UPDATE enrollment SET version = ?, state = ?, note = ?, updated_at = ? "
                                       "WHERE receipt = ? AND version = ?"),
                        {expectedVersion + 1, enrollmentStateName(receipt.state), receipt.note,
                         timeValue(receipt.updatedAt), receipt.receipt, expectedVersion});
    if (!updated)
        return failure(updated.error());
    if (updated->numRowsAffected() != 1) {
        const auto present = find(transaction, receipt.receipt);
        if (!present)
            return failure(present.error());
        return failure(ErrorCode::Conflict, QStringLiteral("the enrolment has changed"), QStringLiteral("version"));
    }
    receipt.version = expectedVersion + 1;
    return {};
}

Result<Page<EnrollmentSummary>> EnrollmentStore::list(ReadTransaction &transaction,
                                                      const QList<EnrollmentState> &states, const QString &after,
                                                      int limit)
{
    const auto cursor = RowCursor::parse(after);
    if (!cursor)
        return failure(cursor.error());
    QString condition = QStringLiteral("(submitted_at > ? OR (submitted_at = ? AND receipt > ?))");
    QVariantList values{cursor->time, cursor->time, cursor->id};
    if (!states.isEmpty()) {
        condition += QStringLiteral(" AND state IN (%1)").arg(placeholders(states.size()));
        for (const EnrollmentState state : states)
            values.append(enrollmentStateName(state));
    }
    values.append(limit + 1);
    auto query =
        transaction.run(QStringLiteral("SELECT %1 FROM enrollment WHERE %2 ORDER BY submitted_at, receipt LIMIT ?")
                            .arg(summaryColumns(), condition),
                        values);
    if (!query)
        return failure(query.error());
    Page<EnrollmentSummary> page;
    while (query->next()) {
        if (page.items.size() == limit) {
            const EnrollmentReceipt &last = page.items.last().receipt;
            page.next = RowCursor{last.submittedAt.toMSecsSinceEpoch(), last.receipt}.toString();
            break;
        }
        auto summary = summaryOf(*query);
        if (!summary)
            return failure(summary.error());
        page.items.append(*std::move(summary));
    }
    return page;
}

Result<EnrollmentApplication> EnrollmentStore::registered(ReadTransaction &transaction, const QString &customerId)
{
    auto query = transaction.run(QStringLiteral("SELECT application FROM registered_enrollment WHERE customer_id = ?"),
                                 {customerId});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("registered enrolment"));
    return formOf(query->value(0));
}

Result<void> EnrollmentStore::setRegistered(Transaction &transaction, const QString &customerId,
                                            const EnrollmentApplication &application, const QDateTime &now)
{
    const Result<QString> form = formText(application);
    if (!form)
        return failure(form.error());
    const auto updated = transaction.run(
        QStringLiteral("UPDATE registered_enrollment SET application = ?, updated_at = ? WHERE customer_id = ?"),
        {*form, timeValue(now), customerId});
    if (!updated)
        return failure(updated.error());
    if (updated->numRowsAffected() == 1)
        return {};
    const auto inserted = transaction.run(
        QStringLiteral("INSERT INTO registered_enrollment (customer_id, application, updated_at) VALUES (?, ?, ?)"),
        {customerId, *form, timeValue(now)});
    if (!inserted)
        return failure(inserted.error());
    return {};
}

} // namespace tegata
