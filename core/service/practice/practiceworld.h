// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/service/practice/practiceoptions.h"
#include "core/service/servicehost.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace tegata {

// A service with a small world in it (practicetable.h), to practise and to test with: real CA, real keys, nothing that
// is worth anything. Lives in one directory (0700, files 0600): identities, passphrases, ca.pem, mail/, service/.
class PracticeWorld
{
public:
    // Makes the world, or opens the one that the directory holds; ports are kept where they are free. Takes some
    // seconds the first time (keys). A start that was broken off leaves nothing that counts: the world exists from the
    // one commit on that puts it into the database. Errors: FileNotWritable, those of ServiceHost::open, Internal.
    static Result<PracticeWorld> create(const QString &directory, const PracticeOptions &options,
                                        std::shared_ptr<const Clock> clock);

    // Listens, and writes practice.env.
    Result<void> start();
    // KEY=VALUE lines: where everything is.
    QByteArray environment() const;
    ServiceHost &host() { return *m_host; }

private:
    PracticeWorld(QString directory, ServiceConfig config, std::unique_ptr<ServiceHost> host);

    QString m_directory;
    ServiceConfig m_config;
    std::unique_ptr<ServiceHost> m_host;
};

// `practice DIR` of the programs: makes the world, prints its lines and READY, and serves until SIGTERM or SIGINT.
// Answers the exit code. Blocks; wants no event loop.
int runPractice(const QString &directory, const PracticeOptions &options);

} // namespace tegata
