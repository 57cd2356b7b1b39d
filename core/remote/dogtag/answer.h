// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/remote/http/restrequest.h"

#include <QJsonObject>
#include <QString>

// What Dogtag PKI answers, read without trust: its status does not tell what went wrong, and a failure comes as JSON,
// as a web page, as bare text or with no body at all. Pure; on the gate's worker.
namespace tegata::dogtag {

// How the authority took a call.
enum class Outcome
{
    Done,
    StaleNonce,     // nothing was done: a fresh review gives another nonce
    NotPending,     // the request was decided meanwhile
    OwnedByOther,   // assigned to another agent
    AlreadyRevoked, // or on hold
    Refused,        // a rule of the authority's; `message` says which
    Failed,         // `error`
};

struct Answer
{
    Outcome outcome = Outcome::Done;
    QString message; // the authority's words in one line, never a page or a stack trace
    Error error;     // Failed
};

// Of any status. Errors inside: TlsIdentityRefused (401: a certificate that belongs to no user), Forbidden (a user that
// is no agent), NotFound, TooManyRequests, ServiceFailure, ProtocolViolation.
Answer readAnswer(const HttpAnswer &answer);

// The JSON object of a success; else the error: Refused with the message as detail where the authority refused. Never
// more than one line of its words.
Result<QJsonObject> objectOf(const HttpAnswer &answer);

// What a member says as text: a text, or a whole number of up to 64 bits to its last digit; empty for all else.
QString textOf(const QJsonObject &object, QLatin1String name);

QByteArray bytesOf(const QJsonObject &object);

} // namespace tegata::dogtag
