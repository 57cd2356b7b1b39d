// SPDX-License-Identifier: Apache-2.0
#include "core/base/processhardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace tegata {

void hardenProcess()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // Also keeps a core out of a pipe handler (systemd-coredump), which does not look at the limit.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    umask(S_IRWXG | S_IRWXO);
}

} // namespace tegata
