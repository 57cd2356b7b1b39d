// SPDX-License-Identifier: Apache-2.0
// Memory that the program gives back is overwritten first: what was typed into a form passes through copies in widgets,
// strings and JSON that nobody can wipe one by one, and must not be found in a memory image after locking. Takes the
// place of the C library's free() and realloc() for the whole process, which is how glibc allows it ("Replacing
// malloc"); its own allocator does the rest. Not in sanitizer builds, which bring an allocator of their own.
#include <algorithm>
#include <cstddef>
#include <cstring>

#include <malloc.h>
#include <string.h>

extern "C" void __libc_free(void *block);

extern "C" void free(void *block) noexcept
{
    if (!block)
        return;
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

extern "C" void *realloc(void *block, std::size_t size) noexcept
{
    if (!block)
        return malloc(size);
    const std::size_t before = malloc_usable_size(block);
    if (size <= before && size > before / 2)
        return block;
    void *moved = size ? malloc(size) : nullptr;
    if (moved)
        std::memcpy(moved, block, std::min(before, size));
    if (moved || !size)
        free(block);
    return moved;
}
