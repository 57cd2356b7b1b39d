// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/probe/hostprobe.h"
#include "core/remote/siteprofile.h"

#include <QUrl>

namespace tegata {

// A language that an operator site may speak (SiteProfile::protocol), as people choose one.
struct SiteProtocol
{
    QString id;
    QString title;           // English, marked for translation in the context "SiteProtocol"
    QString policy;          // of the checks, offered first
    bool bySiteFile = false; // whoever runs such a site gives a site file away; else it is added by its address

    friend bool operator==(const SiteProtocol &, const SiteProtocol &) = default;
};

// What a CA file (inputreader.h has its forms) makes trusted: all that is in it. Errors: those of
// Certificate::parseAll, NotCaCertificate (nothing in it can end a path).
Result<QList<Certificate>> trustAnchorsInFile(const QByteArray &bytes);
// The authorities in a CA file: its roots; where it holds none, what it holds. Errors: the same.
Result<QList<Certificate>> authoritiesInFile(const QByteArray &bytes);
// The root at the end of what a server presented. Nobody has vouched for it: a person compares its fingerprint. Errors:
// ChainIncomplete (the server does not send it), those of Certificate::parse.
Result<Certificate> authorityOfServer(const HostCertificates &presented);

// https, a host, nothing that could hide where it leads. Errors: InvalidArgument.
Result<QUrl> operatorAddress(const QString &text);
// What a new site with an operator site alone is known by: an id of its own, made from address and authority, so that
// the same site added again is the same. Errors: InvalidArgument with "url", "name" or "trustAnchors" in field.
Result<SiteProfile> newOperatorSite(const SiteProtocol &protocol, const QString &name, const QString &address,
                                    const QList<Certificate> &authorities, const QString &policy);

} // namespace tegata
