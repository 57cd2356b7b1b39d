// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/domain/contract.h"
#include "core/domain/jsonmembers.h"
#include "core/rules/domainname.h"

#include <QJsonArray>

namespace tegata::cli {

void domainCheck(CommandContext &context)
{
    QJsonArray items;
    QStringList lines;
    bool refused = false;
    for (const QString &input : context.options().arguments()) {
        const DomainName name = examineDomain(input);
        CheckReport report = name.check;
        for (Finding &finding : report.findings)
            finding.field = QStringLiteral("items[%1]").arg(items.size());
        report = context.output().worded(report);
        QJsonObject item = contract::toJson(report);
        item.insert(QStringLiteral("input"), name.input);
        item.insert(QStringLiteral("registrable"), jsonText(name.registrable));
        item.insert(QStringLiteral("aLabel"), jsonText(name.aLabel));
        item.insert(QStringLiteral("uLabel"), jsonText(name.uLabel));
        item.insert(QStringLiteral("wildcard"), name.wildcard);
        items.append(item);
        lines.append(Output::row(
            {name.input, findingOutcomeName(report.outcome()), name.registrable, name.aLabel, name.uLabel}));
        lines += context.output().lines(report);
        refused = refused || report.hasErrors();
    }
    context.output().write({{QStringLiteral("items"), items}}, lines);
    context.finish(refused ? Refused : Done);
}

} // namespace tegata::cli
