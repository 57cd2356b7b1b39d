// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// One mail. No secret; subject and text are the service's words and hold no text that an unknown sender could choose
// the address for.
struct Notice
{
    QString id; // names its file and stands in its Message-ID: "issue-5B10AD"
    QString to;
    QString replyTo; // CC and Reply-To; empty: neither
    QString subject;
    QString text; // lines end with LF
};

} // namespace tegata
