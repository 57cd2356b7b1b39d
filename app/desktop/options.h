// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/base/result.h"

#include <QStringList>

#include <optional>

namespace tegata {

// What the program was started with:
//     tegata [--profile DIR] [--practice DIR | --site FILE] [--language ja|en]
struct Options
{
    QString profile;                  // folder of sites, identities and cache
    QString practice;                 // folder of a running practice service, empty without
    QString siteFile;                 // a site's description to take into the profile, empty without
    std::optional<Language> language; // else the profile's last one, else the desktop's

    // Errors: InvalidArgument, in words for the person in `detail`.
    static Result<Options> parse(const QStringList &arguments);
    static QString usage();
};

} // namespace tegata
