// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/issuingauthority.h"

#include <QTemporaryDir>

namespace tegata {

// A directory of its own with an authority in it, copied from one that is made once a process (the keys' scrypt costs
// a second); empty: without it, so that the first open() makes one.
class AuthorityFixture
{
public:
    enum class Content
    {
        Ready,
        Empty
    };
    explicit AuthorityFixture(Content content = Content::Ready);

    static QDateTime today(); // 2026-11-22T09:00:00.500Z: the day of the ready authority's first start
    static SecretBytes passphrase();
    Result<std::unique_ptr<IssuingAuthority>> open(const QDateTime &now = today()) const;
    QString path(const char *name) const;    // of a file of the authority
    QString scratch(const char *name) const; // of a file beside it
    const AuthorityOptions &options() const { return m_options; }

private:
    QTemporaryDir m_directory;
    AuthorityOptions m_options;
};

} // namespace tegata
