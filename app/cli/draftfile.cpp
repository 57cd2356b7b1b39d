// SPDX-License-Identifier: Apache-2.0
#include "app/cli/draftfile.h"

#include "app/cli/actions.h"
#include "app/cli/files.h"
#include "core/base/filewriter.h"
#include "core/base/privatefile.h"
#include "core/domain/contract.h"
#include "core/domain/jsonmembers.h"
#include "core/pki/privatekeyfinder.h"
#include "core/vault/enrollmentdraft.h"
#include "core/vault/sealedcontainer.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace tegata::cli {

namespace {

constexpr char SealedMagic[] = "TGTSEAL"; // core/vault/sealedcontainer.h

Result<EnrollmentApplication> formFromJson(QByteArray bytes, const QString &file)
{
    if (bytes.startsWith("\xef\xbb\xbf")) // what some editors put before UTF-8
        bytes.remove(0, 3);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    SecretBytes::take(bytes).wipe();
    if (!document.isObject())
        return failure(ErrorCode::MalformedEncoding,
                       document.isNull() ? problem.errorString() : QStringLiteral("a JSON object expected"), file,
                       problem.offset);
    Result<EnrollmentApplication> form = contract::enrollmentFromJson(document.object());
    if (!form)
        form.error().code = ErrorCode::InvalidArgument; // of a person's file, not of a site
    return form;
}

// What the desk's "export draft" wrote; it holds no login password.
Result<EnrollmentApplication> formFromExport(const QByteArray &sealed, const QString &passphraseFile)
{
    if (passphraseFile.isEmpty())
        return failure(ErrorCode::PassphraseNeeded, {}, QStringLiteral("--passphrase-file"));
    const Result<SharedSecret> passphrase = readSecret(passphraseFile);
    if (!passphrase)
        return failure(passphrase.error());
    const Result<SecretBytes> plain = openWithPassphrase(SealedContent::DraftExport, **passphrase, sealed);
    if (!plain)
        return failure(plain.error());
    Result<EnrollmentDraft> draft = draftFromBytes(*plain);
    if (!draft)
        return failure(draft.error());
    return std::move(draft->application);
}

QString recordPath(const QString &file)
{
    return file + QStringLiteral(".receipt");
}

QByteArray recordBytes(const SubmissionRecord &record)
{
    const QJsonValue receipt = record.receipt ? QJsonValue(contract::toJson(*record.receipt)) : QJsonValue();
    return QJsonDocument(QJsonObject{{QStringLiteral("idempotencyKey"), record.idempotencyKey},
                                     {QStringLiteral("receipt"), receipt}})
        .toJson();
}

Result<SubmissionRecord> readRecord(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path);
    if (!bytes)
        return failure(bytes.error());
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    JsonMembers members(json, ErrorCode::StoreCorrupt);
    SubmissionRecord record;
    record.idempotencyKey = members.text(QLatin1String("idempotencyKey"));
    if (!json.value(QLatin1String("receipt")).isNull())
        record.receipt = members.member(QLatin1String("receipt"), contract::receiptFromJson);
    Result<SubmissionRecord> read = members.result(record);
    if (!read)
        read.error().field = path;
    return read;
}

} // namespace

Result<EnrollmentApplication> readForm(const Options &options)
{
    const QString file = options.arguments().constFirst();
    Result<QByteArray> bytes = readFile(file);
    if (!bytes)
        return failure(bytes.error());
    const bool isExport = bytes->startsWith(SealedMagic);
    if (!isExport && holdsPrivateKey(*bytes))
        return failure(ErrorCode::PrivateKeyFound, {}, file);
    Result<EnrollmentApplication> form = isExport
                                             ? formFromExport(*bytes, options.value(QStringLiteral("passphrase-file")))
                                             : formFromJson(*std::move(bytes), file);
    if (!form)
        return form;
    const QString passwordFile = options.value(QStringLiteral("new-password-file"));
    if (!passwordFile.isEmpty()) {
        const Result<SharedSecret> password = readSecret(passwordFile);
        if (!password)
            return failure(password.error());
        wipeText(form->contact.password);
        form->contact.password = QString::fromUtf8((*password)->data(), static_cast<qsizetype>((*password)->size()));
    }
    return form;
}

Result<SubmissionRecord> submissionRecord(const QString &file)
{
    const QString path = recordPath(file);
    const SubmissionRecord fresh{newIdempotencyKey(), {}};
    const Result<void> made = writeFile(path, recordBytes(fresh), FileAccess::Owner, Existing::Refuse);
    if (made)
        return fresh;
    // Also where another submission of the same file made it just now.
    return QFileInfo::exists(path) ? readRecord(path) : failure(made.error());
}

Result<void> keepReceipt(const QString &file, const SubmissionRecord &record)
{
    return writePrivateFile(recordPath(file), recordBytes(record));
}

} // namespace tegata::cli
