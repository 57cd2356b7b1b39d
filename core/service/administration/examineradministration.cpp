// SPDX-License-Identifier: Apache-2.0
#include "core/service/administration/examineradministration.h"

#include "core/base/acceptabletext.h"
#include "core/pki/pkcs12bundle.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/topics.h"
#include "core/service/workflow/clientcertificates.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace tegata {

namespace {

constexpr int LongestName = 64;

// S39: the initial of the given name, a full stop, the family name in capitals; here also without initial.
bool isCommonName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("^[A-Z][A-Z0-9.\\-]{1,63}$"));
    return form.match(name).hasMatch();
}

Result<void> appendEvent(Transaction &transaction, const QString &user, const QString &action,
                         const ExaminerRow &examiner, const QJsonObject &evidence, const QDateTime &now)
{
    AuditEvent event;
    event.at = now;
    event.actor.name = acceptableForm(user);
    event.action = action;
    event.objectKind = QStringLiteral("examiner");
    event.objectId = examiner.id;
    event.evidence = evidence;
    event.evidence.insert(QStringLiteral("commonName"), examiner.commonName);
    const auto appended = AuditTrail::append(transaction, event);
    return appended ? Result<void>() : failure(appended.error());
}

} // namespace

Result<ExaminerIdentity> addExaminer(ServiceStore &service, const NewExaminer &examiner, const SecretBytes &passphrase,
                                     const QString &user)
{
    const QString name = examiner.name.trimmed();
    if (name.isEmpty() || name.size() > LongestName || !isAcceptableText(name))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("1 to %1 characters expected").arg(LongestName),
                       QStringLiteral("name"));
    if (!isCommonName(examiner.commonName))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("capitals, digits, full stop and hyphen expected"),
                       QStringLiteral("commonName"));
    const Result<PrivateKey> key = PrivateKey::generate(KeySpec::EcP256);
    if (!key)
        return failure(key.error());
    const QDateTime now = service.clock->now();
    const ExaminerRow row{newId(), name, examiner.commonName, true};
    const auto issued = service.database->write([&](Transaction &transaction) -> Result<IssuedCertificate> {
        const auto present = AccountStore::examiners(transaction);
        if (!present)
            return failure(present.error());
        const bool isTaken = std::any_of(present->cbegin(), present->cend(), [&](const ExaminerRow &each) {
            return each.active && each.commonName == row.commonName;
        });
        if (isTaken)
            return failure(ErrorCode::Conflict, QStringLiteral("an active examiner has it"),
                           QStringLiteral("commonName"));
        if (const Result<void> inserted = AccountStore::insertExaminer(transaction, row); !inserted)
            return failure(inserted.error());
        auto made = issueClientCertificate(transaction, *service.authority,
                                           {CredentialKind::Examiner,
                                            row.id,
                                            {},
                                            service.authority->examinerSubject(row.commonName),
                                            key->publicKeyDer()},
                                           now);
        if (!made)
            return made;
        const Result<void> audited = appendEvent(transaction, user, QStringLiteral("addExaminer"), row,
                                                 {{QStringLiteral("serial"), made->certificate.serial()}}, now);
        return audited ? made : failure(audited.error());
    });
    if (!issued)
        return failure(issued.error());
    const Result<QByteArray> bundle =
        Pkcs12Bundle::create(*key, issued->certificate, service.authority->chain(), row.commonName, passphrase);
    if (!bundle)
        return failure(bundle.error());
    return ExaminerIdentity{row, issued->certificate, *bundle};
}

Result<QList<ListedExaminer>> listExaminers(ServiceStore &service)
{
    return service.database->read([](ReadTransaction &transaction) -> Result<QList<ListedExaminer>> {
        const auto rows = AccountStore::examiners(transaction);
        if (!rows)
            return failure(rows.error());
        QList<ListedExaminer> listed;
        for (const ExaminerRow &row : *rows) {
            const auto credentials = AccountStore::credentialsOf(transaction, CredentialKind::Examiner, row.id);
            if (!credentials)
                return failure(credentials.error());
            listed.append({row, *credentials});
        }
        return listed;
    });
}

Result<ExaminerRow> revokeExaminer(ServiceStore &service, const QString &id, bool confirmLast, const QString &user)
{
    const QDateTime now = service.clock->now();
    return service.database->write([&](Transaction &transaction) -> Result<ExaminerRow> {
        const auto credentials = AccountStore::credentialsOf(transaction, CredentialKind::Examiner, id);
        if (!credentials)
            return failure(credentials.error());
        Result<ExaminerRow> row = AccountStore::deactivateExaminer(transaction, id, now);
        if (!row)
            return row;
        const auto left = AccountStore::examiners(transaction);
        if (!left)
            return failure(left.error());
        const bool isLast =
            std::none_of(left->cbegin(), left->cend(), [](const ExaminerRow &each) { return each.active; });
        if (isLast && !confirmLast)
            return failure(ErrorCode::Refused, QStringLiteral("the last active examiner"),
                           QStringLiteral("confirmLast"));
        QJsonArray serials;
        for (const CredentialRow &credential : *credentials) {
            const Result<void> revoked =
                CertificateStore::revokeOwn(transaction, credential.serial, RevocationReason::PrivilegeWithdrawn, now);
            if (!revoked)
                return failure(revoked.error());
            serials.append(credential.serial);
        }
        const Result<void> audited =
            appendEvent(transaction, user, QStringLiteral("revoke"), *row, {{QStringLiteral("serials"), serials}}, now);
        return audited ? row : failure(audited.error());
    });
}

} // namespace tegata
