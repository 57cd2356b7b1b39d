// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/files.h"
#include "app/cli/listing.h"
#include "core/base/clock.h"
#include "core/base/filewriter.h"
#include "core/pki/certificatechain.h"
#include "core/pki/pkcs12bundle.h"
#include "core/pki/serialnumber.h"

#include <QCoreApplication>

namespace tegata::cli {

namespace {

// Reading certificates is offered by both sites: whoever's credentials are given is asked.
bool isOperator(const Options &options)
{
    return !options.isSet(QStringLiteral("user"));
}

template <typename Next>
void withEitherSite(CommandContext &context, Next next)
{
    if (isOperator(context.options()))
        withOperatorSite(context, [next](const std::shared_ptr<OperatorSite> &site) { next(site); });
    else
        withApplicationSite(context, [next](const std::shared_ptr<ApplicationSite> &site) { next(site); });
}

void describe(const CertificateDetail &detail, ActionResult &result)
{
    result.state = certificateStateName(detail.certificate.state);
    result.version = detail.certificate.version;
}

using Found = std::function<void(const Result<CertificateDetail> &)>;

// The one of two that exists; both at once is for the person to tell apart.
Result<CertificateDetail> oneOf(CommandContext &context, const QString &typed, const SerialReading &reading,
                                const Result<CertificateDetail> &hexadecimal, const Result<CertificateDetail> &decimal)
{
    // A site that reads every form itself may have answered the hexadecimal reading with the decimal one's certificate.
    const bool isSame = hexadecimal && decimal && hexadecimal->certificate.serial == decimal->certificate.serial;
    if (!decimal)
        return hexadecimal ? hexadecimal : Result<CertificateDetail>(failure(decimal.error()));
    if (hexadecimal && !isSame) {
        Error both{ErrorCode::InvalidArgument, reading.hexadecimal, typed};
        both.found = reading.decimal;
        both.reason = QStringLiteral("serialAmbiguous");
        return failure(both);
    }
    context.output().tell(QCoreApplication::translate("Cli", "%1 was read as a decimal number: serial number %2.")
                              .arg(typed, reading.decimal));
    return decimal;
}

// The certificate of a serial number as somebody wrote it. Digits alone are looked for in both readings.
template <typename Site>
void findCertificate(CommandContext &context, const Site &site, const QString &typed, Found found)
{
    const SerialReading reading = readSerial(typed);
    if (!reading.isValid()) {
        Error error{ErrorCode::InvalidArgument, {}, typed};
        error.reason = QStringLiteral("serial");
        found(failure(error));
        return;
    }
    observe<CertificateDetail>(site->fetchCertificate(reading.candidates().constFirst()), &context,
                               [&context, site, typed, reading, found](const Result<CertificateDetail> &first) {
                                   const bool isAnswered = first || first.error().code == ErrorCode::NotFound;
                                   if (!reading.isAmbiguous() || !isAnswered) {
                                       found(first);
                                       return;
                                   }
                                   observe<CertificateDetail>(site->fetchCertificate(reading.decimal), &context,
                                                              [&context, site, typed, reading, found,
                                                               first](const Result<CertificateDetail> &second) {
                                                                  found(oneOf(context, typed, reading, first, second));
                                                              });
                               });
}

Result<CertificateChain> chainOf(const CertificateDetail &detail)
{
    const Result<Certificate> leaf = Certificate::parse(detail.pem);
    if (!leaf)
        return failure(leaf.error());
    QList<Certificate> issuers;
    for (const QByteArray &pem : detail.chain) {
        const Result<Certificate> issuer = Certificate::parse(pem);
        if (!issuer)
            return failure(issuer.error());
        issuers.append(*issuer);
    }
    return CertificateChain::build(*leaf, issuers);
}

Result<QByteArray> pkcs12Of(const Options &options, const CertificateChain &chain)
{
    const QString keyFile = options.value(QStringLiteral("key"));
    const QString passphraseFile = options.value(QStringLiteral("out-passphrase-file"));
    if (keyFile.isEmpty() || passphraseFile.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("p12 needs --key and --out-passphrase-file"),
                       QStringLiteral("--format"));
    const Result<QByteArray> keyBytes = readFile(keyFile);
    if (!keyBytes)
        return failure(keyBytes.error());
    SharedSecret keyPassphrase = std::make_shared<SecretBytes>();
    if (options.isSet(QStringLiteral("key-passphrase-file"))) {
        const Result<SharedSecret> read = readSecret(options.value(QStringLiteral("key-passphrase-file")));
        if (!read)
            return failure(read.error());
        keyPassphrase = *read;
    }
    const Result<PrivateKey> key = PrivateKey::parse(*keyBytes, *keyPassphrase);
    if (!key)
        return failure(key.error());
    const Certificate &leaf = chain.certificates().constFirst();
    if (key->publicKeyDer() != leaf.publicKeyDer())
        return failure(ErrorCode::KeyMismatch, {}, keyFile);
    const Result<SharedSecret> passphrase = readSecret(passphraseFile);
    if (!passphrase)
        return failure(passphrase.error());
    return Pkcs12Bundle::create(*key, leaf, chain.certificates().mid(1), leaf.subject().value(QLatin1String("CN")),
                                **passphrase);
}

Result<QByteArray> encode(const Options &options, const CertificateDetail &detail)
{
    const Result<CertificateChain> chain = chainOf(detail);
    if (!chain)
        return failure(chain.error());
    const bool withChain = options.isSet(QStringLiteral("chain"));
    const QString format =
        options.isSet(QStringLiteral("format")) ? options.value(QStringLiteral("format")) : QStringLiteral("pem");
    if (format == QLatin1String("pem"))
        return withChain ? chain->pem() : chain->certificates().constFirst().pem();
    if (format == QLatin1String("der") && !withChain)
        return chain->certificates().constFirst().der();
    if (format == QLatin1String("p7b"))
        return chain->pkcs7();
    if (format == QLatin1String("p12"))
        return pkcs12Of(options, *chain);
    return failure(ErrorCode::InvalidArgument,
                   format == QLatin1String("der")
                       ? QStringLiteral("DER holds one certificate: use pem or p7b with --chain")
                       : format,
                   QStringLiteral("--format"));
}

void save(CommandContext &context, const Result<CertificateDetail> &detail)
{
    if (!detail) {
        context.fail(detail.error());
        return;
    }
    const Options &options = context.options();
    const QString path = options.value(QStringLiteral("out"));
    const bool isPrivate = options.value(QStringLiteral("format")) == QLatin1String("p12");
    const FileAccess access = isPrivate ? FileAccess::Owner : FileAccess::AsBefore;
    const Result<void> written =
        encode(options, *detail).and_then([&](const QByteArray &bytes) { return writeFile(path, bytes, access); });
    if (!written) {
        context.fail(written.error());
        return;
    }
    context.output().write({{QStringLiteral("serial"), detail->certificate.serial}, {QStringLiteral("out"), path}},
                           {Output::row({detail->certificate.serial, path})});
    context.finish(Done);
}

// Runs act(certificate as seen) for each serial given, and tells what became of it.
// accepts: whether the site takes it at all; else the command has ended.
template <typename Act>
void runOnCertificates(CommandContext &context, Act act, std::function<bool(const SiteCapabilities &site)> accepts = {})
{
    withOperatorSite(context, [&context, act, accepts](const std::shared_ptr<OperatorSite> &site) {
        if (accepts && !accepts(site->capabilities()))
            return;
        const auto step = [&context, site, act](const QString &given, std::function<void(const ActionResult &)> done) {
            findCertificate(
                context, site, given, [&context, site, act, given, done](const Result<CertificateDetail> &seen) {
                    if (!seen) {
                        done(failedAction(canonicalSerial(given), seen.error()));
                        return;
                    }
                    const QString serial = seen->certificate.serial;
                    sendWithRetry<RevocationAnswer>(
                        context, act(site, seen->certificate),
                        [serial, done, version = versionToActOn(context.options(), seen->certificate.version)](
                            const Result<RevocationAnswer> &answer) {
                            const auto cause = [version](const CertificateDetail &now) {
                                return conflictCause(version, now.certificate.version);
                            };
                            done(answer ? resultOf(serial, *answer, describe, cause)
                                        : failedAction(serial, answer.error()));
                        });
                });
        };
        new ActionRun(context, context.options().arguments(), step);
    });
}

} // namespace

void certList(CommandContext &context)
{
    const std::optional<ListOptions> list = listOptions(context);
    std::optional<CertificateState> state;
    if (!list || !stateOption(context, certificateStateFromName, state))
        return;
    withEitherSite(context, [&context, list = *list, state](const auto &site) {
        observe<ListPage<CertificateRecord>>(
            site->listCertificates(state, list.after, list.limit), &context,
            [&context, site](const Result<ListPage<CertificateRecord>> &page) { showPage(context, page); });
    });
}

void certShow(CommandContext &context)
{
    withEitherSite(context, [&context](const auto &site) {
        findCertificate(context, site, context.options().arguments().constFirst(),
                        [&context, site](const Result<CertificateDetail> &detail) {
                            if (!detail) {
                                context.fail(detail.error());
                                return;
                            }
                            context.output().write(contract::toJson(*detail), linesOf(*detail));
                            context.finish(Done);
                        });
    });
}

void certDownload(CommandContext &context)
{
    const Options &options = context.options();
    const QString request = options.value(QStringLiteral("request"));
    const QString serial = options.value(QStringLiteral("serial"));
    if (options.value(QStringLiteral("out")).isEmpty() || request.isEmpty() == serial.isEmpty()) {
        context.fail({ErrorCode::InvalidArgument, QStringLiteral("--out and one of --request and --serial are needed"),
                      QStringLiteral("--out"), -1});
        return;
    }
    withEitherSite(context, [&context, request, serial](const auto &site) {
        if (!serial.isEmpty()) {
            findCertificate(context, site, serial,
                            [&context, site](const Result<CertificateDetail> &detail) { save(context, detail); });
            return;
        }
        const auto download = [&context, site](const QString &wanted) {
            observe<CertificateDetail>(
                site->fetchCertificate(wanted), &context,
                [&context, site](const Result<CertificateDetail> &detail) { save(context, detail); });
        };
        observe<RequestDetail>(
            site->fetchRequest(request), &context,
            [&context, site, download, request](const Result<RequestDetail> &detail) {
                if (!detail)
                    context.fail(detail.error());
                else if (detail->request.serial.isEmpty())
                    context.fail({ErrorCode::NotFound, QStringLiteral("nothing is issued yet"), request, -1});
                else
                    download(detail->request.serial);
            });
    });
}

void certRevoke(CommandContext &context)
{
    const Options &options = context.options();
    const std::optional<RevocationReason> reason = revocationReasonFromName(
        options.isSet(QStringLiteral("reason")) ? options.value(QStringLiteral("reason"))
                                                : revocationReasonName(RevocationReason::Unspecified));
    if (!reason) {
        refuseOption(context, QStringLiteral("reason"));
        return;
    }
    QDateTime at;
    if (options.isSet(QStringLiteral("at"))) {
        // RFC 3339 lets people write a space for the T (5.6).
        at = fromRfc3339(options.value(QStringLiteral("at")).trimmed().replace(QLatin1Char(' '), QLatin1Char('T')));
        if (!at.isValid()) {
            Error error{ErrorCode::InvalidArgument, options.value(QStringLiteral("at")), QStringLiteral("--at")};
            error.reason = QStringLiteral("rfc3339");
            context.fail(error);
            return;
        }
    }
    runOnCertificates(
        context,
        [&options, reason = *reason, at](const std::shared_ptr<OperatorSite> &site, const CertificateRecord &seen) {
            const Revocation revocation{seen.serial,
                                        versionToActOn(options, seen.version),
                                        reason,
                                        options.value(QStringLiteral("note")),
                                        newIdempotencyKey(),
                                        at};
            return [site, revocation] { return site->revoke(revocation); };
        },
        [&context, reason = *reason](const SiteCapabilities &site) {
            const bool isOffered =
                reason == RevocationReason::RemoveFromCrl ? site.releaseHold : site.revocationReasons.contains(reason);
            if (!isOffered)
                refuseOption(context, QStringLiteral("reason"));
            return isOffered;
        });
}

void certCancelRevocation(CommandContext &context)
{
    runOnCertificates(context, [&context](const std::shared_ptr<OperatorSite> &site, const CertificateRecord &seen) {
        const ScheduleCancellation cancellation{seen.serial, versionToActOn(context.options(), seen.version),
                                                newIdempotencyKey()};
        return [site, cancellation] { return site->cancelScheduled(cancellation); };
    });
}

} // namespace tegata::cli
