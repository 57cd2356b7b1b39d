// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace tegata {

// The names of a request or certificate as a set: by them a renewal and its certificate, or two requests, are for the
// same hosts (V23). Pure.

// A-labels in lower case, sorted, each once: the dNSNames, and the CN where it is a host name. What is no host name is
// kept as it is written, so that two requests with different faults are not taken for one.
QStringList requestedNames(const QStringList &sans, const QString &commonName);
// The xn-- form of a name with characters beyond ASCII; empty where it has none, and for a name that is ASCII already.
QString asciiHostName(const QString &name);
// Lower-case hex of SHA-256 over the names; empty for no names.
QString nameSetHash(const QStringList &names);

} // namespace tegata
