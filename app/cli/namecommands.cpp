// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/domain/contract.h"
#include "core/rules/legalname.h"

#include <QJsonArray>

namespace tegata::cli {

namespace {

Error wrongOption(const Options &options, const QString &name)
{
    return {ErrorCode::InvalidArgument, options.value(name), QLatin1String("--") + name, -1};
}

Result<LegalNameContext> contextFrom(const Options &options)
{
    LegalNameContext context;
    const QString formOption = QStringLiteral("form");
    if (options.isSet(formOption)) {
        const auto form = legalFormFromName(options.value(formOption));
        if (!form)
            return tl::unexpected(wrongOption(options, formOption));
        context.form = *form;
        const auto facts = legalFormFacts(*form);
        context.government = facts && facts->government;
    }
    const QString positionOption = QStringLiteral("position");
    if (options.isSet(positionOption)) {
        const auto position = legalFormPositionFromName(options.value(positionOption));
        if (!position)
            return tl::unexpected(wrongOption(options, positionOption));
        context.position = *position;
    }
    context.government = context.government || options.isSet(QStringLiteral("government"));
    context.consultation = options.isSet(QStringLiteral("consultation"));
    return context;
}

struct Checked
{
    NameCheck name;
    QList<NameOffer> offers;
};

Result<Checked> check(const Options &options)
{
    const QString typed = options.arguments().constFirst();
    const QString kind = options.value(QStringLiteral("kind"));
    const Result<LegalNameContext> context = contextFrom(options);
    if (!context)
        return tl::unexpected(context.error());
    if (kind == QLatin1String("legal"))
        return Checked{checkLegalName(typed, *context, QStringLiteral("legalName")), nameOffers(typed, *context)};
    if (kind == QLatin1String("english"))
        return Checked{checkEnglishName(typed, context->consultation, QStringLiteral("englishName")),
                       englishNameOffers(typed)};
    if (kind == QLatin1String("operator-cn"))
        return Checked{checkOperatorCommonName(typed, QStringLiteral("commonName")), operatorCommonNameOffers(typed)};
    return tl::unexpected(wrongOption(options, QStringLiteral("kind")));
}

} // namespace

void nameCheck(CommandContext &context)
{
    const Result<Checked> checked = check(context.options());
    if (!checked) {
        context.fail(checked.error());
        return;
    }
    const NameCheck &name = checked->name;
    const CheckReport report = context.output().worded(name.check);
    QJsonObject document = contract::toJson(report);
    document.insert(QStringLiteral("input"), name.input);
    document.insert(QStringLiteral("normalized"), name.normalized);
    document.insert(QStringLiteral("length"), name.length);
    document.insert(QStringLiteral("limit"), name.limit);
    QStringList lines = {Output::row({name.normalized, QStringLiteral("%1/%2").arg(name.length).arg(name.limit)})};
    lines += context.output().lines(report);
    QJsonArray offers;
    for (const NameOffer &offer : checked->offers) {
        offers.append(
            QJsonObject{{QStringLiteral("code"), offer.code}, {QStringLiteral("replacement"), offer.replacement}});
        lines.append(Output::row({QStringLiteral("offer"), offer.code, offer.replacement}));
    }
    document.insert(QStringLiteral("offers"), offers);
    context.output().write(document, lines);
    context.finish(report.hasErrors() ? Refused : Done);
}

} // namespace tegata::cli
