// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace tegata {

// A private key that stands where none may be: in what is about to leave this computer, or in what reached the service.
// Knows every spelling that inputreader.h knows, PuTTY's files, JSON Web Keys (RFC 7517) and XML. No key is decoded.
bool holdsPrivateKey(const QByteArray &text);

// The name of the outermost member of a JSON object in which a text holds one; empty where there is none. A name that
// is no plain identifier is given as "body": it may be part of what nobody may see.
QString memberWithPrivateKey(const QJsonObject &json);

} // namespace tegata
