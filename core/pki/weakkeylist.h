// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/keyfacts.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace tegata {

// Keys that anybody can compute, because OpenSSL of Debian in 2006–2008 made only 32,767 of each size (CVE-2008-0166).
// Nothing of the key itself shows it: the list of the Debian package openssl-blacklist is needed, which Debian 12 and
// 13 do not have any more. It is read where an administrator has put it. A value; some megabytes.
class WeakKeyList
{
public:
    // Every file "blacklist.RSA-*" of the directory: lines of 20 hex digits, the second half of the SHA-1 of
    // "Modulus=HEX\n" as openssl prints it; "#" begins a comment. Errors: FileNotReadable (also: none of these files),
    // MalformedEncoding with the file as field and the line in the detail.
    static Result<WeakKeyList> load(const QString &directory);

    bool holds(const KeyFacts &key) const;
    qsizetype size() const { return static_cast<qsizetype>(m_fingerprints.size()); }

private:
    std::vector<QByteArray> m_fingerprints; // 10 bytes each, sorted
};

} // namespace tegata
