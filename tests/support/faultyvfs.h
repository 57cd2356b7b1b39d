// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <atomic>

struct sqlite3_vfs;

namespace tegata {

// SQLite's default file layer while it lives, in this whole process, with a disk that breaks or fills up at a chosen
// call. Counts what it was asked; everything goes to the real layer until the fault. Databases must be closed before it
// ends. One at a time.
class FaultyVfs
{
public:
    enum Call : unsigned
    {
        Read = 1,
        Write = 2,
        Truncate = 4,
        Sync = 8,
        Changes = Write | Truncate | Sync
    };
    enum class Fault
    {
        Once,   // one call fails, and the disk works again
        ForGood // as a full disk: this one and all after it, until heal()
    };

    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs &) = delete;
    FaultyVfs &operator=(const FaultyVfs &) = delete;

    // From now on the call number `at` (0 is the next one) of those kinds answers `code`, one of SQLite's.
    void breakAt(int at, unsigned calls, int code, Fault fault);
    void heal();
    bool isBroken() const { return m_hasFailed; } // the fault was met
    int syncs() const { return m_syncs; }         // of any file and thread since it lives

    // Of the file layer's functions: what to answer instead of doing it; 0: do it.
    int take(Call call);

private:
    sqlite3_vfs *m_vfs = nullptr;
    sqlite3_vfs *m_before = nullptr;
    unsigned m_calls = 0; // 0: nothing fails
    int m_left = 0;
    int m_code = 0;
    Fault m_fault = Fault::Once;
    bool m_hasFailed = false;
    std::atomic<int> m_syncs = 0;
};

} // namespace tegata
