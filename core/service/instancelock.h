// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace tegata {

// Keeps a second process from serving the same data directory. The lock ends with the object, and with the process
// however that ends. Moves.
class InstanceLock
{
public:
    // Errors: Conflict (another process holds it), FileNotWritable.
    static Result<InstanceLock> acquire(const QString &path);
    ~InstanceLock();
    InstanceLock(InstanceLock &&other) noexcept;
    InstanceLock &operator=(InstanceLock &&other) noexcept;

private:
    explicit InstanceLock(int file) : m_file(file) {}

    int m_file = -1;
};

} // namespace tegata
