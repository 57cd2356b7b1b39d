// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/files.h"
#include "core/domain/contract.h"
#include "core/domain/jsonmembers.h"
#include "core/pki/certificate.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/requestnames.h"
#include "core/rules/requestrules.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <functional>

namespace tegata::cli {

namespace {

Result<QList<CertificateSigningRequest>> readCsrs(const QString &path)
{
    return readFile(path).and_then([](const QByteArray &bytes) { return CertificateSigningRequest::parseAll(bytes); });
}

// What is told of one CSR of a file.
struct Told
{
    QJsonObject json;
    QStringList lines;
    bool hasErrors = false;
};

// A file with one CSR gives its document; one with several gives {results: […]}, each with its position, so that none
// is dropped.
void tellAll(CommandContext &context, const QList<CertificateSigningRequest> &requests,
             const std::function<Told(const CertificateSigningRequest &)> &tell)
{
    bool hasErrors = false;
    QJsonArray results;
    QStringList lines;
    for (qsizetype i = 0; i < requests.size(); ++i) {
        Told told = tell(requests.at(i));
        hasErrors = hasErrors || told.hasErrors;
        if (requests.size() == 1) {
            context.output().write(told.json, told.lines);
            context.finish(hasErrors ? Refused : Done);
            return;
        }
        told.json.insert(QStringLiteral("position"), i + 1);
        results.append(told.json);
        lines.append(Output::row(
            {QStringLiteral("CSR %1/%2").arg(i + 1).arg(requests.size()), requests.at(i).subject().toString()}));
        lines += told.lines;
    }
    context.output().write({{QStringLiteral("results"), results}, {QStringLiteral("count"), requests.size()}}, lines);
    context.finish(hasErrors ? Refused : Done);
}

Result<Policy> readPolicy(const Options &options)
{
    const QString name = options.value(QStringLiteral("policy"));
    if (name.isEmpty())
        return loadPolicy(Registration().policy);
    if (Result<Policy> policy = loadPolicy(name))
        return policy;
    return readFile(name).and_then([](const QByteArray &json) { return parsePolicy(json); });
}

// What a certificate tells of itself; whether it is revoked, it does not know.
CertificateRecord recordOf(const Certificate &certificate)
{
    CertificateRecord record;
    record.serial = certificate.serial();
    record.commonName = certificate.subject().value(QLatin1String("CN"));
    record.sans = certificate.dnsNames();
    record.notBefore = certificate.notBefore();
    record.notAfter = certificate.notAfter();
    return record;
}

Told shown(const CertificateSigningRequest &request)
{
    const CertificateSigningRequest *csr = &request;
    QStringList lines;
    QJsonArray attributes;
    for (const NameAttribute &attribute : csr->subject().attributes()) {
        attributes.append(QJsonObject{{QStringLiteral("type"), attribute.type},
                                      {QStringLiteral("value"), attribute.value},
                                      {QStringLiteral("encoding"), stringTypeName(attribute.encoding)},
                                      {QStringLiteral("joined"), attribute.isJoined}});
        lines.append(Output::row({(attribute.isJoined ? QStringLiteral("+ ") : QString()) + attribute.type,
                                  attribute.value, stringTypeName(attribute.encoding)}));
    }
    QJsonArray extensions;
    for (const RequestedExtension &extension : csr->requestedExtensions()) {
        extensions.append(QJsonObject{{QStringLiteral("oid"), extension.oid},
                                      {QStringLiteral("name"), extension.name},
                                      {QStringLiteral("critical"), extension.critical}});
    }
    const KeySummary key = keySummary(csr->key());
    const QString verdict = csr->signatureValid() ? QStringLiteral("valid") : QStringLiteral("INVALID");
    QJsonArray altNames;
    for (const GeneralName &name : csr->subjectAltNames()) {
        const QString kind = generalNameKindName(name.kind);
        const QString ascii = name.kind == GeneralNameKind::Dns ? asciiHostName(name.value) : QString();
        altNames.append(QJsonObject{{QStringLiteral("kind"), kind},
                                    {QStringLiteral("value"), name.value},
                                    {QStringLiteral("aLabel"), jsonText(ascii)}});
        QStringList columns{QStringLiteral("SAN"), kind, name.value};
        if (!ascii.isEmpty())
            columns.append(ascii);
        lines.append(Output::row(columns));
    }
    const QStringList usages = csr->requestedKeyUsage() + csr->requestedExtendedKeyUsage();
    if (!usages.isEmpty())
        lines.append(Output::row({QStringLiteral("usages"), usages.join(QLatin1String(", "))}));
    lines.append(QLatin1String("key\t") + key.label);
    lines.append(QLatin1String("SHA-256\t") + colonHex(csr->key().spkiSha256));
    lines.append(Output::row({QStringLiteral("signature"), csr->signatureAlgorithm(), verdict}));
    return {{{QStringLiteral("subject"), csr->subject().toString()},
             {QStringLiteral("attributes"), attributes},
             {QStringLiteral("sans"), QJsonArray::fromStringList(csr->dnsNames())},
             {QStringLiteral("subjectAltNames"), altNames},
             {QStringLiteral("usages"), QJsonArray::fromStringList(usages)},
             {QStringLiteral("key"), contract::toJson(key)},
             {QStringLiteral("extensions"), extensions},
             {QStringLiteral("signatureAlgorithm"), csr->signatureAlgorithm()},
             {QStringLiteral("signatureDigest"), csr->signatureDigest()},
             {QStringLiteral("signatureValid"), csr->signatureValid()},
             {QStringLiteral("pem"), QString::fromLatin1(csr->pem())}},
            lines};
}

} // namespace

void csrShow(CommandContext &context)
{
    const Result<QList<CertificateSigningRequest>> all = readCsrs(context.options().arguments().constFirst());
    if (all)
        tellAll(context, *all, shown);
    else
        context.fail(all.error());
}

void csrCheck(CommandContext &context)
{
    const Options &options = context.options();
    const Result<QList<CertificateSigningRequest>> all = readCsrs(options.arguments().constFirst());
    if (!all) {
        context.fail(all.error());
        return;
    }
    const Result<Policy> policy = readPolicy(options);
    if (!policy) {
        context.fail(policy.error());
        return;
    }
    RequestContext request;
    request.now = context.clock().now();
    request.language = languageFromTag(
        options.isSet(QStringLiteral("language")) ? options.value(QStringLiteral("language")) : QStringLiteral("ja"));
    const std::optional<Product> product = productFromName(
        options.isSet(QStringLiteral("product")) ? options.value(QStringLiteral("product")) : QStringLiteral("ov"));
    if (!product) {
        context.fail(
            {ErrorCode::InvalidArgument, options.value(QStringLiteral("product")), QStringLiteral("--product"), -1});
        return;
    }
    request.product = *product;
    if (options.isSet(QStringLiteral("registration"))) {
        const Result<Registration> registration =
            readFile(options.value(QStringLiteral("registration"))).and_then([](const QByteArray &json) {
                return contract::registrationFromJson(QJsonDocument::fromJson(json).object());
            });
        if (!registration) {
            context.fail(registration.error());
            return;
        }
        request.registration = *registration;
    }
    if (options.isSet(QStringLiteral("renews"))) {
        const Result<Certificate> renewed =
            readFile(options.value(QStringLiteral("renews"))).and_then([](const QByteArray &bytes) {
                return Certificate::parse(bytes);
            });
        if (!renewed) {
            context.fail(renewed.error());
            return;
        }
        request.renewed = recordOf(*renewed);
        request.renewalOf = renewed->serial();
    }
    tellAll(context, *all, [&](const CertificateSigningRequest &csr) -> Told {
        const CheckReport report = context.output().worded(checkRequest(csr, request, *policy));
        return {contract::toJson(report), context.output().lines(report), report.hasErrors()};
    });
}

} // namespace tegata::cli
