// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/notice.h"
#include "core/service/store/requeststore.h"

#include <optional>

namespace tegata {

// What the contact is told when a request was put on hold or rejected: which one, and the operator's comment or reason.
// Nothing for the other states; an issue is told by issueNotice().
std::optional<Notice> requestNotice(const RequestRow &row, const QString &replyTo);

} // namespace tegata
