// SPDX-License-Identifier: Apache-2.0
#include "tests/support/faultyvfs.h"

#include <sqlite3.h>

#include <new>

namespace tegata {

namespace {

// What SQLite holds of an open file: ours, and the real one behind it in the same memory.
struct File
{
    sqlite3_file base;
    FaultyVfs *owner;

    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

File *ours(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file);
}

sqlite3_file *real(sqlite3_file *file)
{
    return ours(file)->real();
}

const sqlite3_io_methods *methods(sqlite3_file *file)
{
    return real(file)->pMethods;
}

int closeFile(sqlite3_file *file)
{
    return methods(file)->xClose(real(file));
}

int readFile(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
    const int code = ours(file)->owner->take(FaultyVfs::Read);
    return code != SQLITE_OK ? code : methods(file)->xRead(real(file), data, size, offset);
}

int writeFile(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    const int code = ours(file)->owner->take(FaultyVfs::Write);
    return code != SQLITE_OK ? code : methods(file)->xWrite(real(file), data, size, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const int code = ours(file)->owner->take(FaultyVfs::Truncate);
    return code != SQLITE_OK ? code : methods(file)->xTruncate(real(file), size);
}

int syncFile(sqlite3_file *file, int flags)
{
    const int code = ours(file)->owner->take(FaultyVfs::Sync);
    return code != SQLITE_OK ? code : methods(file)->xSync(real(file), flags);
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return methods(file)->xFileSize(real(file), size);
}

int lockFile(sqlite3_file *file, int level)
{
    return methods(file)->xLock(real(file), level);
}

int unlockFile(sqlite3_file *file, int level)
{
    return methods(file)->xUnlock(real(file), level);
}

int checkReserved(sqlite3_file *file, int *result)
{
    return methods(file)->xCheckReservedLock(real(file), result);
}

int control(sqlite3_file *file, int operation, void *argument)
{
    return methods(file)->xFileControl(real(file), operation, argument);
}

int sectorSize(sqlite3_file *file)
{
    return methods(file)->xSectorSize(real(file));
}

int characteristics(sqlite3_file *file)
{
    return methods(file)->xDeviceCharacteristics(real(file));
}

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return methods(file)->xShmMap(real(file), page, size, extend, memory);
}

int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    return methods(file)->xShmLock(real(file), offset, count, flags);
}

void barrier(sqlite3_file *file)
{
    methods(file)->xShmBarrier(real(file));
}

int unmapShared(sqlite3_file *file, int remove)
{
    return methods(file)->xShmUnmap(real(file), remove);
}

// Version 2: without memory mapping, so that every byte passes here.
const sqlite3_io_methods Methods = {2,        closeFile,   readFile,        writeFile,  truncateFile,
                                    syncFile, fileSize,    lockFile,        unlockFile, checkReserved,
                                    control,  sectorSize,  characteristics, mapShared,  lockShared,
                                    barrier,  unmapShared, nullptr,         nullptr};

struct Layer
{
    sqlite3_vfs vfs;
    sqlite3_vfs *below;
    FaultyVfs *owner;
};

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *layer = static_cast<Layer *>(vfs->pAppData);
    File *mine = ours(file);
    mine->base.pMethods = nullptr;
    mine->owner = layer->owner;
    const int code = layer->below->xOpen(layer->below, name, mine->real(), flags, outFlags);
    if (code == SQLITE_OK)
        mine->base.pMethods = &Methods;
    return code;
}

} // namespace

FaultyVfs::FaultyVfs()
{
    m_before = sqlite3_vfs_find(nullptr);
    auto *layer = new Layer{*m_before, m_before, this};
    m_vfs = &layer->vfs;
    m_vfs->zName = "tegata-faulty";
    m_vfs->szOsFile = int(sizeof(File)) + m_before->szOsFile;
    m_vfs->pNext = nullptr;
    // The real layer's own functions find their finder by pAppData: all that is called with this object is ours.
    m_vfs->pAppData = layer;
    m_vfs->xOpen = openFile;
    m_vfs->xDelete = [](sqlite3_vfs *vfs, const char *name, int sync) {
        sqlite3_vfs *below = static_cast<Layer *>(vfs->pAppData)->below;
        return below->xDelete(below, name, sync);
    };
    m_vfs->xAccess = [](sqlite3_vfs *vfs, const char *name, int flags, int *result) {
        sqlite3_vfs *below = static_cast<Layer *>(vfs->pAppData)->below;
        return below->xAccess(below, name, flags, result);
    };
    m_vfs->xFullPathname = [](sqlite3_vfs *vfs, const char *name, int size, char *path) {
        sqlite3_vfs *below = static_cast<Layer *>(vfs->pAppData)->below;
        return below->xFullPathname(below, name, size, path);
    };
    sqlite3_vfs_register(m_vfs, 1);
}

FaultyVfs::~FaultyVfs()
{
    sqlite3_vfs_unregister(m_vfs);
    sqlite3_vfs_register(m_before, 1);
    delete static_cast<Layer *>(m_vfs->pAppData);
}

void FaultyVfs::breakAt(int at, unsigned calls, int code, Fault fault)
{
    m_left = at;
    m_calls = calls;
    m_code = code;
    m_fault = fault;
    m_hasFailed = false;
}

void FaultyVfs::heal()
{
    m_calls = 0;
}

int FaultyVfs::take(Call call)
{
    if (call == Sync)
        ++m_syncs;
    if ((m_calls & call) == 0)
        return SQLITE_OK;
    if (m_left-- > 0)
        return SQLITE_OK;
    m_hasFailed = true;
    if (m_fault == Fault::Once)
        m_calls = 0;
    else
        m_left = 0;
    return m_code;
}

} // namespace tegata
