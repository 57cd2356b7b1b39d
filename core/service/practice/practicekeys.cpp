// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practicekeys.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <vector>

namespace tegata {

Result<QList<PrivateKey>> generateKeys(const QList<KeySpec> &specs)
{
    std::vector<std::optional<Result<PrivateKey>>> made(static_cast<std::size_t>(specs.size()));
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < made.size(); i = next++)
            made[i] = PrivateKey::generate(specs.at(static_cast<qsizetype>(i)));
    };
    std::vector<std::thread> threads(std::max(2U, std::thread::hardware_concurrency()));
    for (std::thread &thread : threads)
        thread = std::thread(work);
    for (std::thread &thread : threads)
        thread.join();

    QList<PrivateKey> keys;
    for (const std::optional<Result<PrivateKey>> &key : made) {
        if (!*key)
            return failure(key->error());
        keys.append(**key);
    }
    return keys;
}

} // namespace tegata
