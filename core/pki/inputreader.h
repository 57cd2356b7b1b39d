// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/inputkind.h"
#include "core/pki/inputtext.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace tegata {

// One object of a file, and where in the file it stands. A value; holds the object's bytes, which may be secret.
struct InputObject
{
    InputKind kind = InputKind::Unknown;
    InputKind content = InputKind::Unknown; // what the bytes look like where the label says something else
    QByteArray label;                       // of the BEGIN line; empty: DER or base64 alone
    QByteArray der;
    QByteArray block;            // the PEM block with its lines as RFC 7468 wants them; empty: no PEM
    bool isEncrypted = false;    // RFC 1421 encryption ("Proc-Type: 4,ENCRYPTED"): der is not ASN.1 then
    qint64 offset = 0;           // where it begins in the file
    int line = 0;                // the same, from 1; 0: the file is no text
    std::optional<Error> damage; // why there is no der

    // The place in the file of an offset in der.
    qint64 sourceOffset(qint64 derOffset) const;
    int sourceLine(qint64 derOffset) const;

    std::shared_ptr<const InputText> text; // null: the file is DER
    qsizetype bodyStart = 0;               // where in it the base64 begins
    qint64 fixedOffset = -1;               // base64 within base64 is placed by its beginning alone
};

// The one reader of "a file that should hold X", for window, command line and service: PEM with any text around it,
// DER, base64 alone or twice, in UTF-8, UTF-16 or UTF-32 (inputtext.h). What is not in doubt is read; else the error
// says what it is, where (line and byte) and what to choose. No decoding beyond the outer elements: cheap.

// Every object in the file, in order, damaged ones too. Empty where there is none.
QList<InputObject> scanInput(const QByteArray &bytes);

// The objects of the wanted kinds, at least one, at most maximumCount. The first kind is the one that errors name.
// Whole DER of no kind that we know is handed on where there is nothing else: its parser says what is wrong with it.
// What is about to leave this computer (a CSR is) may hold no private key beside it. Errors: Empty, TooLarge, NotPem,
// WrongKind, PrivateKeyFound, MalformedEncoding and TrailingData with their place.
Result<QList<InputObject>> readInput(const QByteArray &bytes, const QList<InputKind> &wanted, qsizetype maximumSize,
                                     int maximumCount);
// The first of them.
Result<InputObject> readFirst(const QByteArray &bytes, InputKind wanted, qsizetype maximumSize);

} // namespace tegata
