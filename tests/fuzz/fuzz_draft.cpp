// SPDX-License-Identifier: Apache-2.0
#include "core/vault/enrollmentdraft.h"
#include "core/vault/sealedcontainer.h"
#include "tests/fuzz/fuzzinput.h"

using namespace tegata;

namespace {

constexpr std::size_t MagicSize = 7;

// The seal keeps others' bytes away from what is inside, so both layers are fed.
void openSealed(const QByteArray &bytes)
{
    static const SecretBytes key(32);
    if (const Result<SecretBytes> plain = openWithKey({SealedContent::Draft, {}, 1}, key, bytes))
        (void)draftFromBytes(*plain);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    if (size > MagicSize && bytes.startsWith("TGTSEAL")) {
        openSealed(bytes);
        return 0;
    }
    const Result<EnrollmentDraft> draft = draftFromBytes(SecretBytes(data, size));
    if (!draft)
        return 0;
    const Result<SecretBytes> written = draftBytes(*draft);
    if (!written)
        return 0;
    const Result<EnrollmentDraft> again = draftFromBytes(*written);
    fuzz::require(again && *again == *draft, "a draft is read again from its own bytes");
    return 0;
}
