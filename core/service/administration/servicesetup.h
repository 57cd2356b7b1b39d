// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/service/administration/examineradministration.h"
#include "core/service/serviceconfig.h"

#include <QList>
#include <QString>

#include <memory>

namespace tegata {

// What a service needs to be begun. Relative paths have no place in it: the directory is made absolute first.
struct ServiceSetup
{
    QString directory;    // becomes the service's own, 0700; must be missing or empty
    ServiceConfig config; // listeners, names, addresses, statusUrl, noticeFrom, organization; the files are set here
    QList<NewExaminer> examiners; // at least two: an EV decision takes two (rules.md V22)
};

struct MadeExaminer
{
    ExaminerRow examiner;
    QString identityFile;   // PKCS#12, 0600
    QString passphraseFile; // 0600
};

struct MadeService
{
    QString configFile;
    ServiceConfig config;
    QString authorityFile;   // root and issuing CA, PEM: what whoever connects must trust
    QString rootFingerprint; // SHA-256, as people compare it
    QList<MadeExaminer> examiners;
};

// The whole service or nothing: made in DIRECTORY.new, which an interrupted set-up leaves and the next one throws away
// (a folder with anything else in it is a Conflict), and put in its place in one step. Makes the CAs, the store, the
// passphrase of the authority's keys, the configuration file service.json, and the examiners with their identities.
// Takes seconds. Errors: InvalidArgument (field: what of the set-up, or the configuration's member), Conflict (the
// directory holds something; field is the path), FileNotWritable, DiskFull, those of ServiceHost::open and addExaminer.
Result<MadeService> setUpService(const ServiceSetup &setup, std::shared_ptr<const Clock> clock, const QString &user);

} // namespace tegata
