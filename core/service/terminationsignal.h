// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tegata {

// Waits for SIGTERM or SIGINT on a thread that runs no event loop. From its making until its end the signals do not
// kill the process; one that comes before wait() is not lost. One object in a process at a time.
class TerminationSignal
{
public:
    TerminationSignal();
    ~TerminationSignal();
    TerminationSignal(const TerminationSignal &) = delete;
    TerminationSignal &operator=(const TerminationSignal &) = delete;

    void wait();
};

} // namespace tegata
