// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace tegata {

struct ListenAddress
{
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0;
};

// How one service runs; read from a JSON file whose members have these names. A value.
struct ServiceConfig
{
    QString dataDirectory;                           // database and authority; 0700
    QString authorityPassphraseFile;                 // its first line opens the authority's keys
    QString mailDirectory;                           // notices are left here as .eml
    QString noticeFrom;                              // From of the notices
    QString organization = QStringLiteral("Tegata"); // O of the CA's own certificates, when they are made

    ListenAddress application;  // TLS
    ListenAddress operatorSite; // mutual TLS; member "operator"
    ListenAddress examiner;     // mutual TLS
    ListenAddress status;       // plain HTTP: CRL, OCSP, CA certificates, health
    QString statusUrl;          // how relying parties reach `status`: stands in every certificate
    QStringList hostNames{QStringLiteral("localhost")}; // of the listeners' TLS certificates
    QStringList hostAddresses{QStringLiteral("127.0.0.1")};

    QString weakKeyDirectory; // with blacklist.RSA-* of Debian's openssl-blacklist; none: those keys are not known
    QStringList dnsServers;   // for CAA: "192.0.2.1:53", "[2001:db8::1]:53"; none: the system's

    int workers = 12;       // answer; what they write at once is committed together
    int connections = 2048; // of each listener; at most three quarters of them strangers' (connectionledger.h)
    int connectionsPerAddress = 1100; // of callers that were let in, from one address block (addressblock.h)
    int handshakesPerAddress = 128;   // of strangers, from one address block, at the same time: TLS handshakes,
    int headsPerAddress = 256;        // waits for a request's head,
    int bodiesPerAddress = 64;        // bodies on their way,
    int worksPerAddress = 256;        // and requests that are looked at
    int bodyKilobytes = 8192;         // for bodies of strangers, of each listener
    int bodyKilobytesPerAddress = 1024;
    int passwordThreads = 1;   // check passwords; each takes 32 MB while it does
    int passwordsInQueue = 64; // beyond it: 503 with Retry-After
    int passwordsInQueuePerAddress = 32;
    int sessionHours = 12;
    int longestWaitSeconds = 60; // of the change feed
    int idempotencyDays = 7;
    int housekeepingSeconds = 30;
    int signInFailures = 10; // of one login id from one address block, within signInMinutes
    int signInFailuresPerAddress = 50;
    int signInMinutes = 15;
    int signInFailuresPerAccount = 100; // of one login id from everywhere, within signInAccountHours; its owner passes
    int signInAccountHours = 24;
    int enrollmentsPerAddress = 100;     // sent within signInMinutes, refused ones too
    int enrollmentMailsPerRecipient = 1; // within a day: nobody has verified the address yet
    int enrollmentMailsPerAddress = 10;
    int refusedCallsPerMinute = 60; // rows of the audit trail, of each listener; the rest is summed
    int refusedHandshakesPerMinute = 10;
};

// Errors: MalformedEncoding, InvalidArgument with the member's name as field (missing, wrong type or range, unknown
// name). Relative paths stay as they are.
Result<ServiceConfig> parseServiceConfig(const QByteArray &json);
// Beside those: FileNotReadable, TooLarge.
Result<ServiceConfig> loadServiceConfig(const QString &path);

} // namespace tegata
