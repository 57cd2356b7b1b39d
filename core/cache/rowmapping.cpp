// SPDX-License-Identifier: Apache-2.0
#include "core/cache/rowmapping.h"

#include "core/cache/searchtext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tegata {

namespace {

const QString RequestColumns =
    QStringLiteral("id, version, view, state, product, language, common_name, subject, sans, organization_id, "
                   "organization, key_algorithm, key_bits, key_curve, key_label, key_sha256, check_outcome, "
                   "submitted_at, updated_at, expires_at, claimed_by, serial, renewal_of, csr, approved_by, "
                   "approvals_needed, last_edited_by, profile, checked_at");
const QString CertificateColumns =
    QStringLiteral("serial, version, view, state, request_id, product, common_name, subject, sans, organization, "
                   "issuer, key_algorithm, key_bits, key_curve, key_label, key_sha256, issued_at, not_before, "
                   "not_after, revoked_at, reason, renewal_of, revoke_at, revoke_at_reason");

QString joined(const QStringList &values)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(values)).toJson(QJsonDocument::Compact));
}

QStringList split(const QString &json)
{
    if (json.size() < 4) // ["…"]
        return {};
    // Hardly any name needs an escape, and this is most of what a search over rows costs.
    if (!json.contains(QLatin1Char('\\')))
        return json.mid(2, json.size() - 4).split(QLatin1String("\",\""));
    QStringList values;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue &value : array)
        values.append(value.toString());
    return values;
}

void bindKey(Statement &statement, const KeySummary &key)
{
    statement.bind(key.algorithm).bind(key.bits).bind(key.curve).bind(key.label).bind(key.spkiSha256);
}

template <typename Number>
void bindOptional(Statement &statement, const std::optional<Number> &number)
{
    if (number)
        statement.bind(static_cast<int>(*number));
    else
        statement.bindNull();
}

// Reads the columns one after the other, so that their order is written once.
class Columns
{
public:
    explicit Columns(const Statement &statement) : m_statement(statement) {}

    void skip() { ++m_column; }
    QString text() { return m_statement.text(m_column++); }
    QStringList texts() { return split(text()); }
    QByteArray bytes() { return m_statement.bytes(m_column++); }
    qint64 number() { return m_statement.number(m_column++); }
    QDateTime time() { return m_statement.time(m_column++); }
    template <typename Value>
    Value choice()
    {
        return static_cast<Value>(number());
    }
    std::optional<RevocationReason> reason()
    {
        if (m_statement.isNull(m_column)) {
            skip();
            return std::nullopt;
        }
        return choice<RevocationReason>();
    }
    KeySummary key()
    {
        KeySummary key;
        key.algorithm = text();
        key.bits = static_cast<int>(number());
        key.curve = text();
        key.label = text();
        key.spkiSha256 = text();
        return key;
    }

private:
    const Statement &m_statement;
    int m_column = 0;
};

QueueRow readRequest(const Statement &statement)
{
    Columns columns(statement);
    const qint64 key = columns.number();
    CertificateRequest request;
    request.id = columns.text();
    request.version = static_cast<int>(columns.number());
    columns.skip(); // view: follows from the state
    request.state = columns.choice<RequestState>();
    request.product = columns.choice<Product>();
    request.language = columns.choice<Language>();
    request.commonName = columns.text();
    request.subject = columns.text();
    request.sans = columns.texts();
    request.organizationId = columns.text();
    request.organization = columns.text();
    request.key = columns.key();
    request.checkState = CheckState::fromNumber(static_cast<int>(columns.number()));
    request.submittedAt = columns.time();
    request.updatedAt = columns.time();
    request.expiresAt = columns.time();
    request.claimedBy = columns.text();
    request.serial = columns.text();
    request.renewalOf = columns.text();
    request.csr = columns.bytes();
    request.approvedBy = columns.texts();
    request.approvalsNeeded = static_cast<int>(columns.number());
    request.lastEditedBy = columns.text();
    request.profile = columns.text();
    if (const QDateTime checkedAt = columns.time(); request.checkState.isChecked())
        request.checkState = CheckState(*request.checkState.outcome(), checkedAt);
    return {key, request};
}

QueueRow readCertificate(const Statement &statement)
{
    Columns columns(statement);
    const qint64 key = columns.number();
    CertificateRecord certificate;
    certificate.serial = columns.text();
    certificate.version = static_cast<int>(columns.number());
    columns.skip(); // view: follows from the state
    certificate.state = columns.choice<CertificateState>();
    certificate.requestId = columns.text();
    certificate.product = columns.choice<Product>();
    certificate.commonName = columns.text();
    certificate.subject = columns.text();
    certificate.sans = columns.texts();
    certificate.organization = columns.text();
    certificate.issuer = columns.text();
    certificate.key = columns.key();
    certificate.issuedAt = columns.time();
    certificate.notBefore = columns.time();
    certificate.notAfter = columns.time();
    certificate.revokedAt = columns.time();
    certificate.revocationReason = columns.reason();
    certificate.renewalOf = columns.text();
    certificate.revokeAt = columns.time();
    certificate.revokeAtReason = columns.reason();
    return {key, certificate};
}

QStringList lowered(QStringList names, const QString &commonName)
{
    names.append(commonName);
    for (QString &name : names)
        name = name.toLower();
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

bool isRequestView(QueueView view)
{
    return view == QueueView::Pending || view == QueueView::OnHold || view == QueueView::Closed;
}

} // namespace

RecordTable tableOf(QueueView view)
{
    return isRequestView(view) ? RecordTable::Request : RecordTable::Certificate;
}

QString tableName(RecordTable table)
{
    return table == RecordTable::Request ? QStringLiteral("request") : QStringLiteral("certificate");
}

QString idColumn(RecordTable table)
{
    return table == RecordTable::Request ? QStringLiteral("id") : QStringLiteral("serial");
}

QString recordColumns(RecordTable table)
{
    return table == RecordTable::Request ? RequestColumns : CertificateColumns;
}

int recordColumnCount(RecordTable table)
{
    return static_cast<int>(recordColumns(table).count(QLatin1Char(','))) + 1;
}

void bind(Statement &statement, const CertificateRequest &request)
{
    statement.bind(request.id).bind(request.version);
    bindOptional(statement, viewOf(request));
    statement.bind(static_cast<int>(request.state))
        .bind(static_cast<int>(request.product))
        .bind(static_cast<int>(request.language))
        .bind(request.commonName)
        .bind(request.subject)
        .bind(joined(request.sans))
        .bind(request.organizationId)
        .bind(request.organization);
    bindKey(statement, request.key);
    statement.bind(request.checkState.number())
        .bind(request.submittedAt)
        .bind(request.updatedAt)
        .bind(request.expiresAt)
        .bind(request.claimedBy)
        .bind(request.serial)
        .bind(request.renewalOf)
        .bind(request.csr)
        .bind(joined(request.approvedBy))
        .bind(request.approvalsNeeded)
        .bind(request.lastEditedBy)
        .bind(request.profile)
        .bind(request.checkState.checkedAt());
}

void bind(Statement &statement, const CertificateRecord &certificate)
{
    statement.bind(certificate.serial)
        .bind(certificate.version)
        .bind(static_cast<int>(viewOf(certificate)))
        .bind(static_cast<int>(certificate.state))
        .bind(certificate.requestId)
        .bind(static_cast<int>(certificate.product))
        .bind(certificate.commonName)
        .bind(certificate.subject)
        .bind(joined(certificate.sans))
        .bind(certificate.organization)
        .bind(certificate.issuer);
    bindKey(statement, certificate.key);
    statement.bind(certificate.issuedAt)
        .bind(certificate.notBefore)
        .bind(certificate.notAfter)
        .bind(certificate.revokedAt);
    bindOptional(statement, certificate.revocationReason);
    statement.bind(certificate.renewalOf).bind(certificate.revokeAt);
    bindOptional(statement, certificate.revokeAtReason);
}

QueueRow readRow(RecordTable table, const Statement &statement)
{
    return table == RecordTable::Request ? readRequest(statement) : readCertificate(statement);
}

QString searchedColumns()
{
    return QStringLiteral("common_name, sans, subject, organization, serial, key_label, key_sha256");
}

QString readSearchText(const Statement &statement, int first)
{
    QStringList values{statement.text(first)};
    values.append(split(statement.text(first + 1)));
    for (int column = first + 2; column < first + 7; ++column)
        values.append(statement.text(column));
    return searchText(values);
}

QStringList namesOf(const CertificateRecord &certificate)
{
    return lowered(certificate.sans, certificate.commonName);
}

QStringList readNames(const Statement &statement, int first)
{
    return lowered(split(statement.text(first + 1)), statement.text(first));
}

QString columnName(QueueView view, QueueColumn column)
{
    switch (column) {
    case QueueColumn::CommonName:
        return QStringLiteral("common_name");
    case QueueColumn::Organization:
        return QStringLiteral("organization");
    case QueueColumn::Product:
        return QStringLiteral("product");
    case QueueColumn::Key:
        return QStringLiteral("key_label");
    case QueueColumn::State:
        return QStringLiteral("state");
    case QueueColumn::Check:
        return isRequestView(view) ? QStringLiteral("check_outcome") : QStringLiteral("key");
    case QueueColumn::SubmittedAt:
        return isRequestView(view) ? QStringLiteral("submitted_at") : QStringLiteral("issued_at");
    case QueueColumn::UpdatedAt:
        return isRequestView(view) ? QStringLiteral("updated_at") : QStringLiteral("issued_at");
    case QueueColumn::IssuedAt:
        return isRequestView(view) ? QStringLiteral("updated_at") : QStringLiteral("issued_at");
    case QueueColumn::NotAfter:
    case QueueColumn::ExpiresAt:
        return isRequestView(view) ? QStringLiteral("expires_at") : QStringLiteral("not_after");
    case QueueColumn::RevokedAt:
        return isRequestView(view) ? QStringLiteral("updated_at") : QStringLiteral("revoked_at");
    case QueueColumn::Reason:
        return isRequestView(view) ? QStringLiteral("key") : QStringLiteral("reason");
    case QueueColumn::Serial:
        return QStringLiteral("serial");
    case QueueColumn::ClaimedBy:
        return isRequestView(view) ? QStringLiteral("claimed_by") : QStringLiteral("key");
    case QueueColumn::Approvals: // the expression as its index has it
        return isRequestView(view) ? QStringLiteral("json_array_length(approved_by)") : QStringLiteral("key");
    }
    return QStringLiteral("key");
}

} // namespace tegata
