// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/files.h"
#include "core/domain/contract.h"
#include "core/pki/certificate.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/requestrules.h"
#include "core/rules/subjectpreview.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tegata::cli {

namespace {

Result<CertificateSigningRequest> readCsr(const QString &path)
{
    return readFile(path).and_then([](const QByteArray &bytes) { return CertificateSigningRequest::parse(bytes); });
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

} // namespace

void csrShow(CommandContext &context)
{
    const Result<CertificateSigningRequest> csr = readCsr(context.options().arguments().constFirst());
    if (!csr) {
        context.fail(csr.error());
        return;
    }
    QStringList lines;
    QJsonArray attributes;
    for (const NameAttribute &attribute : csr->subject().attributes()) {
        attributes.append(QJsonObject{{QStringLiteral("type"), attribute.type},
                                      {QStringLiteral("value"), attribute.value},
                                      {QStringLiteral("encoding"), stringEncodingName(attribute.encoding)}});
        lines.append(Output::row({attribute.type, attribute.value, stringEncodingName(attribute.encoding)}));
    }
    QJsonArray extensions;
    for (const RequestedExtension &extension : csr->requestedExtensions()) {
        extensions.append(QJsonObject{{QStringLiteral("oid"), extension.oid},
                                      {QStringLiteral("name"), extension.name},
                                      {QStringLiteral("critical"), extension.critical}});
    }
    const KeySummary key = keySummary(csr->key());
    const QString verdict = csr->signatureValid() ? QStringLiteral("valid") : QStringLiteral("INVALID");
    lines.append(Output::row({QStringLiteral("SAN"), csr->dnsNames().join(QLatin1String(", "))}));
    lines.append(QLatin1String("key\t") + key.label);
    lines.append(QLatin1String("SHA-256\t") + colonHex(csr->key().spkiSha256));
    lines.append(Output::row({QStringLiteral("signature"), csr->signatureAlgorithm(), verdict}));
    context.output().write({{QStringLiteral("subject"), csr->subject().toString()},
                            {QStringLiteral("attributes"), attributes},
                            {QStringLiteral("sans"), QJsonArray::fromStringList(csr->dnsNames())},
                            {QStringLiteral("key"), contract::toJson(key)},
                            {QStringLiteral("extensions"), extensions},
                            {QStringLiteral("signatureAlgorithm"), csr->signatureAlgorithm()},
                            {QStringLiteral("signatureValid"), csr->signatureValid()},
                            {QStringLiteral("pem"), QString::fromLatin1(csr->pem())}},
                           lines);
    context.finish(Done);
}

void csrCheck(CommandContext &context)
{
    const Options &options = context.options();
    const Result<CertificateSigningRequest> csr = readCsr(options.arguments().constFirst());
    if (!csr) {
        context.fail(csr.error());
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
    const CheckReport report = context.output().worded(checkRequest(*csr, request, *policy));
    context.output().write(contract::toJson(report), context.output().lines(report));
    context.finish(report.hasErrors() ? Refused : Done);
}

} // namespace tegata::cli
