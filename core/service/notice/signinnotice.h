// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/accountstore.h"
#include "core/service/store/notice.h"

namespace tegata {

// What a contact is told when somebody tries one password after the other with its login ID. In both languages: the
// contact's own is not known. Holds nothing that the stranger typed but the address block.
Notice signInNotice(const ContactRow &contact, const QString &block, const QDateTime &now);

} // namespace tegata
