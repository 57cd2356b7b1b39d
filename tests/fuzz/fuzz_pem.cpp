// SPDX-License-Identifier: Apache-2.0
#include "core/pki/inputreader.h"
#include "tests/fuzz/fuzzinput.h"

using namespace tegata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr int MaximumCount = 10;
    static const QList<InputKind> requests{InputKind::CertificateRequest};
    static const QList<InputKind> certificates{InputKind::Certificate, InputKind::Pkcs7};
    const QByteArray bytes = fuzz::bytesOf(data, size);
    for (const InputObject &object : scanInput(bytes)) {
        fuzz::require(object.damage || !object.der.isEmpty(), "an object is read or damaged");
        for (const qint64 offset : {qint64(0), qint64(object.der.size())})
            fuzz::require(object.sourceOffset(offset) <= bytes.size(), "an offset is in the file");
    }
    for (const QList<InputKind> &wanted : {requests, certificates}) {
        const Result<QList<InputObject>> read = readInput(bytes, wanted, 64 * 1024, MaximumCount);
        if (!read)
            continue;
        fuzz::require(!read->isEmpty() && read->size() <= MaximumCount, "one object to ten");
        for (const InputObject &object : *read)
            fuzz::require(wanted.contains(object.kind) || object.kind == InputKind::Unknown,
                          "what was asked for, or DER that its parser has to name");
    }
    return 0;
}
