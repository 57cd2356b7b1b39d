// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commandcontext.h"
#include "core/domain/contract.h"
#include "core/remote/customersite.h"

#include <QJsonArray>

#include <optional>

namespace tegata::cli {

// --state, --limit and --after of the list commands. state: the name's value, wrong names end the command.
struct ListOptions
{
    int limit = 100;
    QString after;
};
std::optional<ListOptions> listOptions(CommandContext &context);
// --limit or --state that cannot be read.
void refuseOption(CommandContext &context, const QString &option);

QString lineOf(const CertificateRequest &request);
QString lineOf(const CertificateRecord &certificate);
QString lineOf(const contract::ListedEnrollment &enrollment);
QStringList linesOf(const Output &output, const RequestDetail &detail);
QStringList linesOf(const CertificateDetail &detail);

// {items, next} and the lines, then the end.
template <typename T>
void showPage(CommandContext &context, const Result<ListPage<T>> &page)
{
    if (!page) {
        context.fail(page.error());
        return;
    }
    QJsonArray items;
    QStringList lines;
    for (const T &item : page->items) {
        items.append(contract::toJson(item));
        lines.append(lineOf(item));
    }
    context.output().write(
        {{QStringLiteral("items"), items},
         {QStringLiteral("next"), page->next.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(page->next)}},
        lines);
    context.finish(Done);
}

// The state named by --state, or nothing when the option is not there. read: the name's reader. Answers false when the
// name is wrong and the command has ended.
template <typename State, typename Read>
bool stateOption(CommandContext &context, Read read, std::optional<State> &state)
{
    const QString option = QStringLiteral("state");
    if (!context.options().isSet(option))
        return true;
    state = read(context.options().value(option));
    if (!state)
        refuseOption(context, option);
    return state.has_value();
}

} // namespace tegata::cli
