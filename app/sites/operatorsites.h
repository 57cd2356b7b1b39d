// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/remote/newsite.h"
#include "core/remote/operatorsite.h"
#include "core/remote/siteprofile.h"
#include "core/remote/tlsfacts.h"
#include "core/vault/identitystore.h"

#include <functional>
#include <memory>

namespace tegata {

// Which protocols there are, in the order of a menu.
QList<SiteProtocol> siteProtocols();

// The connection to an operator site by what it speaks (SiteProfile::protocol): the one place that knows which
// protocols there are. told: called with what each connection was made with, in the site's thread. Errors: Unsupported
// (unknown protocol), those of the connection's own make().
Result<std::unique_ptr<OperatorSite>> makeOperatorSite(const SiteProfile &site, const Identity &identity,
                                                       Language language,
                                                       std::function<void(const TlsFacts &)> told = {});

} // namespace tegata
