// SPDX-License-Identifier: Apache-2.0
#include "core/service/terminationsignal.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace tegata {

namespace {

// A signal handler reaches nothing but this: the pipe's writing and reading end.
std::atomic<int> writingEnd{-1};
std::atomic<int> readingEnd{-1};

extern "C" void tell(int)
{
    const int error = errno;
    const char byte = 0;
    // A full pipe has told already.
    [[maybe_unused]] const ssize_t written = ::write(writingEnd.load(), &byte, 1);
    errno = error;
}

void handleWith(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
}

} // namespace

TerminationSignal::TerminationSignal()
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return;
    ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
    readingEnd = ends[0];
    writingEnd = ends[1];
    handleWith(tell);
}

TerminationSignal::~TerminationSignal()
{
    handleWith(SIG_DFL);
    ::close(writingEnd.exchange(-1));
    ::close(readingEnd.exchange(-1));
}

void TerminationSignal::wait()
{
    char byte = 0;
    while (::read(readingEnd.load(), &byte, 1) < 0 && errno == EINTR) {
    }
}

} // namespace tegata
