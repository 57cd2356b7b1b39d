// SPDX-License-Identifier: Apache-2.0
#include "core/remote/siteprofile.h"
#include "tests/fuzz/fuzzinput.h"

using namespace tegata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Result<SiteProfile> site = siteProfileFromJson(fuzz::bytesOf(data, size));
    if (!site)
        return 0;
    fuzz::require(isSiteId(site->id) && !site->trustAnchors.isEmpty(), "a site has an id and an anchor");
    for (const QUrl &url : {site->applicationUrl, site->operatorUrl, site->examinerUrl})
        fuzz::require(url.isEmpty() || url.scheme() == QLatin1String("https"), "https alone");
    const Result<SiteProfile> again = siteProfileFromJson(toJson(*site));
    fuzz::require(again && *again == *site, "a site is read again from its own file");
    return 0;
}
