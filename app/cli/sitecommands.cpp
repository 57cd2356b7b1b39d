// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/files.h"
#include "app/cli/listing.h"
#include "app/sites/operatorsites.h"
#include "core/base/privatefile.h"
#include "core/remote/newsite.h"
#include "core/rules/policy.h"

#include <QJsonArray>

#include <algorithm>

namespace tegata::cli {

namespace {

std::optional<SiteProtocol> protocolOption(CommandContext &context)
{
    const QString name = context.options().value(QStringLiteral("protocol"));
    const QList<SiteProtocol> protocols = siteProtocols();
    const auto found = std::find_if(protocols.cbegin(), protocols.cend(),
                                    [&name](const SiteProtocol &each) { return each.id == name; });
    if (found == protocols.cend()) {
        refuseOption(context, QStringLiteral("protocol"));
        return std::nullopt;
    }
    return *found;
}

} // namespace

// Whom the file trusts is printed, to be compared: the file is what is trusted from then on.
void siteNew(CommandContext &context)
{
    const Options &options = context.options();
    const QString out = options.value(QStringLiteral("out"));
    if (out.isEmpty()) {
        refuseOption(context, QStringLiteral("out"));
        return;
    }
    const std::optional<SiteProtocol> protocol = protocolOption(context);
    if (!protocol)
        return;
    const QString address = options.value(QStringLiteral("url"));
    const QString name = options.isSet(QStringLiteral("name")) ? options.value(QStringLiteral("name")) : address;
    const QString policy =
        options.isSet(QStringLiteral("policy")) ? options.value(QStringLiteral("policy")) : protocol->policy;
    if (!loadPolicy(policy)) {
        refuseOption(context, QStringLiteral("policy"));
        return;
    }
    const Result<QList<Certificate>> authorities =
        readFile(options.value(QStringLiteral("ca"))).and_then(authoritiesInFile);
    if (!authorities) {
        context.fail(authorities.error());
        return;
    }
    const Result<SiteProfile> site = newOperatorSite(*protocol, name, address, *authorities, policy);
    if (!site) {
        context.fail(site.error());
        return;
    }
    if (const Result<void> written = writePrivateFile(out, toJson(*site)); !written) {
        context.fail(written.error());
        return;
    }
    QJsonArray trusted;
    QStringList lines{Output::row({site->id, out})};
    for (const Certificate &each : site->trustAnchors) {
        const QString fingerprint = colonHex(each.sha256());
        trusted.append(QJsonObject{{QStringLiteral("subject"), each.subject().toString()},
                                   {QStringLiteral("notAfter"), toRfc3339(each.notAfter())},
                                   {QStringLiteral("sha256"), fingerprint}});
        lines.append(Output::row({QStringLiteral("CA"), each.subject().toString(), fingerprint}));
    }
    context.output().write({{QStringLiteral("id"), site->id},
                            {QStringLiteral("name"), site->name},
                            {QStringLiteral("protocol"), site->protocol},
                            {QStringLiteral("policy"), site->policy},
                            {QStringLiteral("operatorUrl"), site->operatorUrl.toString()},
                            {QStringLiteral("trustAnchors"), trusted},
                            {QStringLiteral("out"), out}},
                           lines);
    context.finish(Done);
}

} // namespace tegata::cli
