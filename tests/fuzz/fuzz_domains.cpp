// SPDX-License-Identifier: Apache-2.0
#include "core/rules/domainlist.h"
#include "tests/fuzz/fuzzinput.h"

using namespace tegata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    const DomainIntake intake = takeDomains(text, {QStringLiteral("example.jp")});
    fuzz::require(intake.accepted().size() <= MaximumDomains, "no more than the list holds");
    // What was taken is taken again, as it is.
    const DomainIntake again = takeDomains(intake.accepted().join(QLatin1Char('\n')), {});
    fuzz::require(again.accepted() == intake.accepted(), "an accepted domain is accepted again");
    return 0;
}
