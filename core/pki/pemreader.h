// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

namespace tegata {

// DER taken out of a file: where it came from, so that an error can name the place in the file.
struct DerInput
{
    QByteArray label; // the PEM label, empty when the file was DER
    QByteArray der;
    QByteArray block;         // the PEM block from BEGIN to END, empty when the file was DER
    QByteArray source;        // the file
    qsizetype bodyStart = 0;  // where in it the base64 starts
    bool isEncrypted = false; // RFC 1421 encryption ("Proc-Type: 4,ENCRYPTED"): der is not ASN.1 then

    // The offset in the file of an offset in der.
    qint64 sourceOffset(qint64 derOffset) const;
};

// Reads a file that holds one of the labelled PEM blocks (any text before and after, CR LF or LF) or DER, and checks
// that the outermost encoding is whole. Errors: Empty, TooLarge, NotPem (detail names the block that was found
// instead), MalformedEncoding and TrailingData with offset.
Result<DerInput> readDerInput(const QByteArray &bytes, const QByteArrayList &labels, qsizetype maximumSize);
// Every block with one of the labels, at least one, at most maximumCount (TooLarge).
Result<QList<DerInput>> readPemBlocks(const QByteArray &bytes, const QByteArrayList &labels, qsizetype maximumSize,
                                      int maximumCount);
// Offset of the first element whose tag or length does not fit, or that nests too deep; -1 when all is well formed.
// DER only: an indefinite length counts as damage.
qint64 findDerDamage(const QByteArray &der);

} // namespace tegata
