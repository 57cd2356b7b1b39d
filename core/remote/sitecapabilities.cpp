// SPDX-License-Identifier: Apache-2.0
#include "core/remote/sitecapabilities.h"

namespace tegata {

bool SiteCapabilities::allows(RequestAction action) const
{
    switch (action) {
    case RequestAction::Claim:
        return claim;
    case RequestAction::Release:
        return release;
    case RequestAction::Hold:
        return hold;
    case RequestAction::Cancel:
        return cancel;
    case RequestAction::Approve:
    case RequestAction::Reject:
        return true;
    case RequestAction::Withdraw: // the contact's, at the application site
        return false;
    }
    return false;
}

} // namespace tegata
