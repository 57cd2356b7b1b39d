// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace tegata {

// Keeps a second owner, in this or another process, from what the lock file stands for. The lock ends with the object,
// and with the process however that ends; the file stays. Moves.
class FileLock
{
public:
    // Errors: Conflict (someone else holds it), FileNotWritable, DiskFull; field is the file name.
    static Result<FileLock> acquire(const QString &path);
    ~FileLock();
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;

private:
    explicit FileLock(int file) : m_file(file) {}

    int m_file = -1;
};

} // namespace tegata
