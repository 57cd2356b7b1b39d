// SPDX-License-Identifier: Apache-2.0
#include "core/cache/rowmapping.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QVariant>

namespace tegata {

namespace {

QVariant toMilliseconds(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime toTime(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

// Qt binds a null QString as NULL; the tables have no NULL text.
QString text(const QString &value)
{
    return value.isNull() ? QLatin1String("") : value;
}

QString joined(const QStringList &values)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(values)).toJson(QJsonDocument::Compact));
}

QStringList split(const QString &json)
{
    QStringList values;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue &value : array)
        values.append(value.toString());
    return values;
}

void bindKey(QSqlQuery &query, const KeySummary &key)
{
    query.addBindValue(text(key.algorithm));
    query.addBindValue(key.bits);
    query.addBindValue(text(key.curve));
    query.addBindValue(text(key.label));
    query.addBindValue(text(key.spkiSha256));
}

// Reads the columns one after the other, so that their order is written once.
class Columns
{
public:
    explicit Columns(const QSqlQuery &query) : m_query(query) {}

    QVariant next() { return m_query.value(m_column++); }
    QString text() { return next().toString(); }
    int number() { return next().toInt(); }
    QDateTime time() { return toTime(next()); }
    KeySummary key()
    {
        KeySummary key;
        key.algorithm = text();
        key.bits = number();
        key.curve = text();
        key.label = text();
        key.spkiSha256 = text();
        return key;
    }

private:
    const QSqlQuery &m_query;
    int m_column = 0;
};

} // namespace

QString cachedRequestColumns()
{
    return QStringLiteral("id, version, view, state, product, language, common_name, subject, sans, organization_id, "
                          "organization, key_algorithm, key_bits, key_curve, key_label, key_sha256, check_outcome, "
                          "submitted_at, updated_at, expires_at, claimed_by, serial, renewal_of, csr");
}

QString cachedCertificateColumns()
{
    return QStringLiteral("serial, version, view, state, request_id, product, common_name, subject, sans, organization, "
                          "issuer, key_algorithm, key_bits, key_curve, key_label, key_sha256, issued_at, not_before, "
                          "not_after, revoked_at, reason");
}

void bind(QSqlQuery &query, const CertificateRequest &request)
{
    const std::optional<QueueView> view = viewOf(request);
    query.addBindValue(text(request.id));
    query.addBindValue(request.version);
    query.addBindValue(view ? QVariant(static_cast<int>(*view)) : QVariant());
    query.addBindValue(static_cast<int>(request.state));
    query.addBindValue(static_cast<int>(request.product));
    query.addBindValue(static_cast<int>(request.language));
    query.addBindValue(text(request.commonName));
    query.addBindValue(text(request.subject));
    query.addBindValue(joined(request.sans));
    query.addBindValue(text(request.organizationId));
    query.addBindValue(text(request.organization));
    bindKey(query, request.key);
    query.addBindValue(static_cast<int>(request.checkOutcome));
    query.addBindValue(toMilliseconds(request.submittedAt));
    query.addBindValue(toMilliseconds(request.updatedAt));
    query.addBindValue(toMilliseconds(request.expiresAt));
    query.addBindValue(text(request.claimedBy));
    query.addBindValue(text(request.serial));
    query.addBindValue(text(request.renewalOf));
    query.addBindValue(request.csr.isNull() ? QByteArray("") : request.csr);
}

void bind(QSqlQuery &query, const CertificateRecord &certificate)
{
    query.addBindValue(text(certificate.serial));
    query.addBindValue(certificate.version);
    query.addBindValue(static_cast<int>(viewOf(certificate)));
    query.addBindValue(static_cast<int>(certificate.state));
    query.addBindValue(text(certificate.requestId));
    query.addBindValue(static_cast<int>(certificate.product));
    query.addBindValue(text(certificate.commonName));
    query.addBindValue(text(certificate.subject));
    query.addBindValue(joined(certificate.sans));
    query.addBindValue(text(certificate.organization));
    query.addBindValue(text(certificate.issuer));
    bindKey(query, certificate.key);
    query.addBindValue(toMilliseconds(certificate.issuedAt));
    query.addBindValue(toMilliseconds(certificate.notBefore));
    query.addBindValue(toMilliseconds(certificate.notAfter));
    query.addBindValue(toMilliseconds(certificate.revokedAt));
    query.addBindValue(certificate.revocationReason ? QVariant(static_cast<int>(*certificate.revocationReason))
                                                    : QVariant());
}

QueueRow readRequest(const QSqlQuery &query)
{
    Columns columns(query);
    const qint64 key = columns.next().toLongLong();
    CertificateRequest request;
    request.id = columns.text();
    request.version = columns.number();
    columns.next(); // view: follows from the state
    request.state = static_cast<RequestState>(columns.number());
    request.product = static_cast<Product>(columns.number());
    request.language = static_cast<Language>(columns.number());
    request.commonName = columns.text();
    request.subject = columns.text();
    request.sans = split(columns.text());
    request.organizationId = columns.text();
    request.organization = columns.text();
    request.key = columns.key();
    request.checkOutcome = static_cast<FindingOutcome>(columns.number());
    request.submittedAt = columns.time();
    request.updatedAt = columns.time();
    request.expiresAt = columns.time();
    request.claimedBy = columns.text();
    request.serial = columns.text();
    request.renewalOf = columns.text();
    request.csr = columns.next().toByteArray();
    return {key, request};
}

QueueRow readCertificate(const QSqlQuery &query)
{
    Columns columns(query);
    const qint64 key = columns.next().toLongLong();
    CertificateRecord certificate;
    certificate.serial = columns.text();
    certificate.version = columns.number();
    columns.next(); // view: follows from the state
    certificate.state = static_cast<CertificateState>(columns.number());
    certificate.requestId = columns.text();
    certificate.product = static_cast<Product>(columns.number());
    certificate.commonName = columns.text();
    certificate.subject = columns.text();
    certificate.sans = split(columns.text());
    certificate.organization = columns.text();
    certificate.issuer = columns.text();
    certificate.key = columns.key();
    certificate.issuedAt = columns.time();
    certificate.notBefore = columns.time();
    certificate.notAfter = columns.time();
    certificate.revokedAt = columns.time();
    if (const QVariant reason = columns.next(); !reason.isNull())
        certificate.revocationReason = static_cast<RevocationReason>(reason.toInt());
    return {key, certificate};
}

bool isRequestView(QueueView view)
{
    return view == QueueView::Pending || view == QueueView::OnHold || view == QueueView::Closed;
}

QString orderExpression(QueueView view, QueueColumn column)
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
        return isRequestView(view) ? QStringLiteral("expires_at") : QStringLiteral("not_after");
    case QueueColumn::RevokedAt:
        return isRequestView(view) ? QStringLiteral("updated_at") : QStringLiteral("revoked_at");
    case QueueColumn::Reason:
        return isRequestView(view) ? QStringLiteral("key") : QStringLiteral("reason");
    case QueueColumn::Serial:
        return QStringLiteral("serial");
    }
    return QStringLiteral("key");
}

} // namespace tegata
