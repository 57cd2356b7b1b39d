// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/listing.h"
#include "core/service/clockkeeper.h"
#include "core/service/practice/practiceworld.h"

#include <QDir>

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
    const QString directory = context.options().arguments().constFirst();
    // A practice world rests for days, and nothing in it is worth anything: its time is simply this computer's. There
    // is nothing to accept before the first start, and what else is wrong with the store is told by the start itself.
    static_cast<void>(acceptClock(ServiceFiles{QDir(directory).filePath(QStringLiteral("service"))},
                                  QStringLiteral("practice"), context.clock().now()));
    context.finish(runPractice(directory, {*pending, *approvalsOv, *approvalsEv}));
}

} // namespace tegata::cli
