// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/certificate.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace tegata {

// Where a site is and whom to trust there. trustAnchors replace the system's: a site of a private CA is trusted by its
// own root alone. A value, kept in the profile folder as JSON ("sites/ID.json").
struct SiteProfile
{
    QString id;                                  // opaque, a file name's characters only
    QString name;                                // for people
    QString protocol = QStringLiteral("tegata"); // what the operator site speaks; app/ knows which there are
    QString
        policy; // of the checks, where the site tells no registered data (core/rules/policy.h); empty: the usual one
    QUrl applicationUrl;
    QUrl operatorUrl;
    QUrl examinerUrl;
    QList<Certificate> trustAnchors;
    bool isPractice = false; // its names are nobody's: DNS is not asked about them
    QString identity;        // id of the operator's identity in the IdentityStore, empty when none is chosen yet

    friend bool operator==(const SiteProfile &, const SiteProfile &) = default;
};

// A name that is safe as a file's: letters, digits, '.', '_', '-', not hidden, at most 64.
bool isSiteId(const QString &id);

QByteArray toJson(const SiteProfile &site);
// Errors: MalformedEncoding with the member in `field`, TooLarge, StoreTooNew.
Result<SiteProfile> siteProfileFromJson(const QByteArray &json);

} // namespace tegata
