// SPDX-License-Identifier: Apache-2.0
#include "core/pki/pkcs12bundle.h"
#include "tests/fuzz/fuzzinput.h"

using namespace tegata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const SecretBytes passphrase("pw", 2);
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(fuzz::bytesOf(data, size), passphrase);
    if (bundle)
        (void)bundle->requireIdentity(QDateTime(QDate(2026, 11, 30), QTime(0, 0), Qt::UTC));
    return 0;
}
