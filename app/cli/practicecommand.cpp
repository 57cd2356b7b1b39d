// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/listing.h"
#include "core/service/practice/practiceworld.h"

namespace tegata::cli {

namespace {

// Nothing where it cannot be read, and the command has ended.
std::optional<int> number(CommandContext &context, const QString &option, int least, int most, int usual)
{
    if (!context.options().isSet(option))
        return usual;
    bool isNumber = false;
    const int value = context.options().value(option).toInt(&isNumber);
    if (isNumber && value >= least && value <= most)
        return value;
    refuseOption(context, option);
    return std::nullopt;
}

} // namespace

void practice(CommandContext &context)
{
    const std::optional<int> pending = number(context, QStringLiteral("pending"), 1, LongestDay, 0);
    const std::optional<int> approvalsOv = number(context, QStringLiteral("approvals-ov"), 1, 2, 1);
    const std::optional<int> approvalsEv = number(context, QStringLiteral("approvals-ev"), 1, 2, 1);
    if (!pending || !approvalsOv || !approvalsEv)
        return;
    context.finish(runPractice(context.options().arguments().constFirst(), {*pending, *approvalsOv, *approvalsEv}));
}

} // namespace tegata::cli
