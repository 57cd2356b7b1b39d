// SPDX-License-Identifier: Apache-2.0
#include "app/service/commands.h"

#include "core/domain/errortext.h"
#include "core/service/authority/storelink.h"
#include "core/service/practice/practicefiles.h"

#include <QFileInfo>

#include <cstdio>
#include <pwd.h>
#include <unistd.h>

namespace tegata::app {

QString dataDirectoryOf(const QString &directory)
{
    const ServiceFiles files{directory};
    const QString inside = directory + QLatin1Char('/') + practicefile::Service;
    return !files.hasStore() && !files.hasKeys() && QFileInfo(inside).isDir() ? inside : directory;
}

QString currentUser()
{
    const passwd *user = ::getpwuid(::getuid());
    return user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::getuid());
}

void complain(const Error &error)
{
    const ErrorText text = describe(error, Phrasebook(Language::English));
    std::fprintf(stderr, "tegata-service: %s %s%s\n", qUtf8Printable(text.message), qUtf8Printable(text.remedy),
                 qUtf8Printable(placeInBrackets(error)));
}

const QList<Command> &commands()
{
    static const QList<Command> all{
        {"audit", "verify", verifyAudit,
         "check the audit trail, certificates, revocation lists and requests of DIR against each other"},
        {"clock", "accept", acceptClock, "trust the machine's clock after it has leaped; the service may be running"},
        {"store", "accept", acceptStore,
         "go on with the store that is in DIR, or a new one, while no service is running"},
    };
    return all;
}

} // namespace tegata::app
