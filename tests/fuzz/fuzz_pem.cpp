// SPDX-License-Identifier: Apache-2.0
#include "core/pki/pemreader.h"
#include "tests/fuzz/fuzzinput.h"

using namespace tegata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QByteArrayList labels{"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", "CERTIFICATE"};
    const QByteArray bytes = fuzz::bytesOf(data, size);
    if (const Result<DerInput> input = readDerInput(bytes, labels, 64 * 1024)) {
        fuzz::require(input->isEncrypted || findDerDamage(input->der) < 0, "what was read is whole DER");
        for (const qint64 offset : {qint64(0), qint64(input->der.size())})
            fuzz::require(input->sourceOffset(offset) <= bytes.size(), "an offset is in the file");
    }
    if (const Result<QList<DerInput>> blocks = readPemBlocks(bytes, labels, 64 * 1024, 10))
        fuzz::require(!blocks->isEmpty() && blocks->size() <= 10, "one block to ten");
    (void)findDerDamage(bytes);
    return 0;
}
