// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/service/practice/practiceworld.h"

namespace tegata::cli {

void practice(CommandContext &context)
{
    context.finish(runPractice(context.options().arguments().constFirst()));
}

} // namespace tegata::cli
