// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// What a committed write may have changed; Database's listeners get the set.
inline QString customerTopic(const QString &customerId)
{
    return QStringLiteral("customer:") + customerId;
}

// A certificate was revoked: a new CRL is due at once.
inline QString revocationTopic()
{
    return QStringLiteral("revocation");
}

// A certificate was signed.
inline QString issueTopic()
{
    return QStringLiteral("issue");
}

// A mail is due.
inline QString noticeTopic()
{
    return QStringLiteral("notice");
}

} // namespace tegata
