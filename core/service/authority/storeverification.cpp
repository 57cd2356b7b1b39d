// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/storeverification.h"

#include "core/base/visibletext.h"
#include "core/pki/certificaterevocationlist.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/columnlist.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonArray>
#include <QSet>

namespace tegata {

namespace {

// Of a certificate's row, what is compared.
enum class StoredColumn
{
    Serial,
    Profile,
    Der,
    NotBefore,
    NotAfter,
    SpkiSha256,
    Subject,
    State,
    RequestId,
    CommonName,
    Sans,
    RevocationReason,
    CustomerId,
    End
};

constexpr ColumnName<StoredColumn> StoredColumnNames[] = {
    {StoredColumn::Serial, "serial"},
    {StoredColumn::Profile, "profile"},
    {StoredColumn::Der, "der"},
    {StoredColumn::NotBefore, "not_before"},
    {StoredColumn::NotAfter, "not_after"},
    {StoredColumn::SpkiSha256, "spki_sha256"},
    {StoredColumn::Subject, "subject"},
    {StoredColumn::State, "state"},
    {StoredColumn::RequestId, "request_id"},
    {StoredColumn::CommonName, "common_name"},
    {StoredColumn::Sans, "sans"},
    {StoredColumn::RevocationReason, "revocation_reason"},
    {StoredColumn::CustomerId, "customer_id"},
};
static_assert(namesEach(StoredColumnNames));

QString sha256Of(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

bool isCa(const QString &profile)
{
    return profile == QLatin1String("root") || profile == QLatin1String("issuing");
}

// Lines of earlier versions leave some of it out: what is empty says nothing.
bool contradicts(const QString &trail, const QString &row)
{
    return !trail.isEmpty() && trail != row;
}

// What the trail says of the things in the store.
struct Issue
{
    QString sha256; // of what was signed
    QString profile;
    QString customerId;
};

struct Revocation
{
    QString reason;
    QDateTime takenAt; // of an operator's certificates, taken from him all at once
};

struct Request
{
    QString state;
    QString customerId;
    QString csrSha256;
};

struct Trail
{
    QHash<QString, Issue> issued;       // by serial
    QHash<QString, Revocation> revoked; // by serial
    QHash<QString, Request> requests;   // by id
};

// Of a certificate's row, what the other tables are checked against.
struct Known
{
    QString profile;
    QString sha256;
    QString requestId;
    bool isRevoked = false;
    QString commonName;
    QString customerId;
};

class Verifier
{
public:
    Verifier(ReadTransaction &transaction, const AuthorityCertificates &authorities)
        : m_transaction(transaction), m_authorities(authorities)
    {}

    Result<StoreVerification> run(const std::optional<StoreLink> &link)
    {
        for (const auto step : {&Verifier::checkTrail, &Verifier::checkCertificates, &Verifier::checkRequests,
                                &Verifier::checkCredentials}) {
            if (const Result<void> done = (this->*step)(); !done)
                return failure(done.error());
        }
        for (const QString &issuer : {QStringLiteral("issuing"), QStringLiteral("root")}) {
            if (const Result<void> done = checkList(issuer); !done)
                return failure(done.error());
        }
        if (link) {
            if (const Result<void> done = checkLink(*link); !done)
                return failure(done.error());
        }
        return m_found;
    }

private:
    Result<void> checkTrail()
    {
        const auto chain = AuditTrail::verify(
            m_transaction,
            [this](qint64 sequence) {
                m_found.add(place("trail", QString::number(sequence)), QStringLiteral("does not fit the chain"));
            },
            [this](const AuditEvent &event) { learn(event); });
        if (!chain)
            return failure(chain.error());
        m_found.trailRows = chain->rows;
        return {};
    }

    void learn(const AuditEvent &event)
    {
        const QJsonObject &evidence = event.evidence;
        if (event.objectKind == QLatin1String("certificate")) {
            if (event.action == QLatin1String("issue") || event.action == QLatin1String("takeOver"))
                m_trail.issued.insert(event.objectId,
                                      {evidence.value(QLatin1String("certificateSha256")).toString(),
                                       evidence.value(QLatin1String("profile")).toString(), event.customerId});
            else if (event.toState == certificateStateName(CertificateState::Revoked))
                m_trail.revoked.insert(event.objectId, {evidence.value(QLatin1String("reason")).toString(), {}});
        } else if ((event.objectKind == QLatin1String("operator") || event.objectKind == QLatin1String("examiner")) &&
                   event.action == QLatin1String("revoke")) {
            const QJsonArray serials = evidence.value(QLatin1String("serials")).toArray();
            for (const auto &serial : serials)
                m_trail.revoked.insert(serial.toString(), {QString(), event.at});
        } else if (event.objectKind == QLatin1String("request") && !event.toState.isEmpty()) {
            Request &request = m_trail.requests[event.objectId];
            // The end of its time is no state that is stored.
            if (event.action != QLatin1String("expire") && event.action != QLatin1String("undoExpire"))
                request.state = event.toState;
            if (request.customerId.isEmpty())
                request.customerId = event.customerId;
            if (request.csrSha256.isEmpty())
                request.csrSha256 = evidence.value(QLatin1String("csrSha256")).toString();
        }
    }

    Result<void> checkCertificates()
    {
        auto query = m_transaction.run(
            QStringLiteral("SELECT %1 FROM certificate ORDER BY serial").arg(columnList(StoredColumnNames)));
        if (!query)
            return failure(query.error());
        while (query->next()) {
            ++m_found.certificates;
            checkCertificate(*query);
        }
        for (auto line = m_trail.issued.cbegin(); line != m_trail.issued.cend(); ++line) {
            if (!m_certificates.contains(line.key()))
                m_found.add(place("certificate", line.key()),
                            QStringLiteral("is on the trail and missing in the store"));
        }
        return {};
    }

    void checkCertificate(const QSqlQuery &query)
    {
        using Column = StoredColumn;
        const ColumnReader<Column> row(query);
        const QString serial = row.text(Column::Serial);
        const QString at = place("certificate", serial);
        const QByteArray der = row.value(Column::Der).toByteArray();
        const Known known{
            row.text(Column::Profile),    sha256Of(der),
            row.text(Column::RequestId),  row.text(Column::State) == certificateStateName(CertificateState::Revoked),
            row.text(Column::CommonName), row.text(Column::CustomerId)};
        m_certificates.insert(serial, known);
        const auto certificate = Certificate::parse(der);
        if (!certificate) {
            m_found.add(at, QStringLiteral("cannot be read"));
            return;
        }
        const Certificate &issuer = isCa(known.profile) ? m_authorities.root : m_authorities.issuing;
        if (!certificate->isSignedBy(issuer))
            m_found.add(at, QStringLiteral("is not signed by the authority"));
        const QString key = row.text(Column::SpkiSha256);
        if (certificate->serial() != serial || certificate->notBefore() != row.time(Column::NotBefore) ||
            certificate->notAfter() != row.time(Column::NotAfter) ||
            (key != keySummary(certificate->key()).spkiSha256 && key != sha256Of(certificate->publicKeyDer())) ||
            certificate->subject().toString() != row.text(Column::Subject) ||
            certificate->subject().value(QLatin1String("CN")) != row.text(Column::CommonName) ||
            certificate->dnsNames() != listOf(row.value(Column::Sans)))
            m_found.add(at, QStringLiteral("is another one than its row says"));
        const auto line = m_trail.issued.constFind(serial);
        if (line == m_trail.issued.cend())
            m_found.add(at, QStringLiteral("is not on the trail"));
        else if (line->sha256 != known.sha256)
            m_found.add(at, QStringLiteral("is another one than the trail says"));
        else if (contradicts(line->profile, known.profile) || line->customerId != known.customerId)
            m_found.add(at, QStringLiteral("is of another kind or customer than the trail says"));
        checkRevocation(at, serial, known.isRevoked, row.text(Column::RevocationReason), certificate->notAfter());
    }

    void checkRevocation(const QString &at, const QString &serial, bool isRevoked, const QString &reason,
                         const QDateTime &notAfter)
    {
        const auto line = m_trail.revoked.constFind(serial);
        // Of an operator's certificates, those that had ended before are not revoked any more.
        const bool isToBe = line != m_trail.revoked.cend() && !(line->takenAt.isValid() && notAfter < line->takenAt);
        if (isRevoked != isToBe)
            m_found.add(at, isRevoked ? QStringLiteral("is revoked, which the trail does not say")
                                      : QStringLiteral("was revoked by the trail and is not"));
        else if (isRevoked && contradicts(line->reason, reason))
            m_found.add(at, QStringLiteral("is revoked for another reason than the trail says"));
    }

    Result<void> checkRequests()
    {
        auto query = m_transaction.run(
            QStringLiteral("SELECT id, state, serial, customer_id, csr FROM certificate_request ORDER BY id"));
        if (!query)
            return failure(query.error());
        QSet<QString> seen;
        while (query->next()) {
            ++m_found.requests;
            const QString id = query->value(0).toString();
            const QString state = query->value(1).toString();
            const QString serial = query->value(2).toString();
            const QString at = place("request", id);
            seen.insert(id);
            const Request line = m_trail.requests.value(id, {QStringLiteral("unknown"), {}, {}});
            if (line.state != state)
                m_found.add(at, QStringLiteral("is %1; by the trail it is %2").arg(state, line.state));
            const auto csr = CertificateSigningRequest::parse(query->value(4).toString().toUtf8());
            if (contradicts(line.customerId, query->value(3).toString()) ||
                contradicts(line.csrSha256, csr ? sha256Of(csr->der()) : QString()))
                m_found.add(at, QStringLiteral("is of another customer or CSR than the trail says"));
            if (!serial.isEmpty() && m_certificates.value(serial).requestId != id)
                m_found.add(at, QStringLiteral("names a certificate that is not its own"));
        }
        for (auto line = m_trail.requests.cbegin(); line != m_trail.requests.cend(); ++line) {
            if (!seen.contains(line.key()))
                m_found.add(place("request", line.key()), QStringLiteral("is on the trail and missing in the store"));
        }
        return {};
    }

    // Who may come in by a certificate: whose it is, as long as it is not revoked.
    Result<void> checkCredentials()
    {
        auto query =
            m_transaction.run(QStringLiteral("SELECT fingerprint, serial, kind, credential.revoked_at, "
                                             "COALESCE(operator.common_name, examiner.common_name), "
                                             "operator.customer_id FROM credential "
                                             "LEFT JOIN operator ON kind = 'operator' AND operator.id = subject_id "
                                             "LEFT JOIN examiner ON kind = 'examiner' AND examiner.id = subject_id "
                                             "ORDER BY fingerprint"));
        if (!query)
            return failure(query.error());
        while (query->next()) {
            const QString serial = query->value(1).toString();
            const auto certificate = m_certificates.constFind(serial);
            if (certificate == m_certificates.cend() || certificate->sha256 != query->value(0).toString() ||
                certificate->profile != query->value(2).toString())
                m_found.add(place("credential", serial), QStringLiteral("is for a certificate that was never issued"));
            else if (certificate->isRevoked && query->value(3).isNull())
                m_found.add(place("credential", serial), QStringLiteral("lets in with a revoked certificate"));
            else if (contradicts(query->value(4).toString(), certificate->commonName) ||
                     contradicts(query->value(5).toString(), certificate->customerId))
                m_found.add(place("credential", serial), QStringLiteral("is for somebody else's certificate"));
        }
        return {};
    }

    Result<void> checkList(const QString &issuer)
    {
        auto query = m_transaction.run(QStringLiteral("SELECT published_crl.der, published_crl.change_sequence, "
                                                      "crl_state.number FROM crl_state LEFT JOIN published_crl "
                                                      "ON crl_state.issuer = published_crl.issuer "
                                                      "WHERE crl_state.issuer = ?"),
                                       {issuer});
        if (!query)
            return failure(query.error());
        if (!query->next())
            return {};
        const QString at = place("crl", issuer);
        if (query->value(0).isNull()) {
            m_found.add(
                at,
                QStringLiteral("is missing; a list with the number %1 was made").arg(query->value(2).toULongLong()));
            return {};
        }
        ++m_found.lists;
        const auto crl = CertificateRevocationList::parse(query->value(0).toByteArray());
        const bool isRoot = issuer == QLatin1String("root");
        if (!crl || !crl->isSignedBy(isRoot ? m_authorities.root : m_authorities.issuing)) {
            m_found.add(at, QStringLiteral("cannot be read, or is not signed by the authority"));
            return {};
        }
        if (crl->number() != query->value(2).toULongLong())
            m_found.add(at, QStringLiteral("has the number %1; used last is %2")
                                .arg(crl->number())
                                .arg(query->value(2).toULongLong()));
        return isRoot ? Result<void>() : checkEntries(at, *crl, query->value(1).toLongLong());
    }

    Result<void> checkEntries(const QString &at, const CertificateRevocationList &crl, qint64 upTo)
    {
        QHash<QString, RevokedCertificate> entries;
        for (const RevokedCertificate &entry : crl.revoked())
            entries.insert(entry.serial, entry);
        auto query = m_transaction.run(
            QStringLiteral("SELECT serial, revoked_at, revocation_reason, change_sequence, not_after FROM certificate "
                           "WHERE state = 'revoked' ORDER BY serial"));
        if (!query)
            return failure(query.error());
        while (query->next()) {
            const QString serial = query->value(0).toString();
            const auto entry = entries.constFind(serial);
            const bool isMeant = query->value(3).toLongLong() <= upTo && timeOf(query->value(4)) >= crl.thisUpdate();
            if (entry == entries.cend() && isMeant)
                m_found.add(at, QStringLiteral("lacks the revoked certificate %1").arg(serial));
            // A reason may be raised after the list; the time never changes.
            if (entry != entries.cend() && entry->revokedAt != timeOf(query->value(1)))
                m_found.add(at, QStringLiteral("has another time of revocation for %1").arg(serial));
            if (entry != entries.cend() && isMeant &&
                revocationReasonName(entry->reason.value_or(RevocationReason::Unspecified)) !=
                    revocationReasonName(
                        revocationReasonFromName(query->value(2).toString()).value_or(RevocationReason::Unspecified)))
                m_found.add(at, QStringLiteral("has another reason of revocation for %1").arg(serial));
            entries.remove(serial);
        }
        for (auto entry = entries.cbegin(); entry != entries.cend(); ++entry)
            m_found.add(at, QStringLiteral("revokes %1, which the store does not").arg(entry.key()));
        return {};
    }

    Result<void> checkLink(const StoreLink &link)
    {
        const QString at = QStringLiteral("store.json");
        const auto now = readStoreLink(m_transaction);
        if (!now)
            return failure(now.error());
        const auto hash = AuditTrail::hashAt(m_transaction, link.trailLength);
        if (!hash)
            return failure(hash.error());
        if (now->storeId != link.storeId)
            m_found.add(at, QStringLiteral("the keys know another store"));
        if (link.trailLength > 0 && *hash != link.trailHash)
            m_found.add(at,
                        QStringLiteral("the trail's line %1 is not the one that the keys know").arg(link.trailLength));
        if (now->issuingCrl < link.issuingCrl || now->rootCrl < link.rootCrl)
            m_found.add(at, QStringLiteral("a CRL has been published that the store does not know"));
        return {};
    }

    static QString place(const char *kind, const QString &name)
    {
        return QLatin1String(kind) + QLatin1Char(' ') + name;
    }

    ReadTransaction &m_transaction;
    const AuthorityCertificates &m_authorities;
    StoreVerification m_found;
    Trail m_trail;
    QHash<QString, Known> m_certificates; // by serial
};

} // namespace

void StoreVerification::add(const QString &place, const QString &what)
{
    ++faultCount;
    if (faults.size() < MostFaults)
        faults.append({visibleText(place), visibleText(what)});
}

StoreVerification StoreVerification::unreadable(const Error &error)
{
    StoreVerification verification;
    verification.add(QStringLiteral("store"),
                     QStringLiteral("cannot be verified: %1 %2").arg(errorCodeName(error.code), error.detail));
    return verification;
}

Result<StoreVerification> verifyStore(ReadTransaction &transaction, const AuthorityCertificates &authorities,
                                      const std::optional<StoreLink> &link)
{
    return Verifier(transaction, authorities).run(link);
}

} // namespace tegata
