// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupts.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace tegata::cli {

namespace {

constexpr std::array Signals{SIGINT, SIGTERM};

// A signal handler reaches nothing but this: reading and writing end of a pipe, and what came.
std::array<int, 2> ends{-1, -1};
volatile std::sig_atomic_t last = 0;

extern "C" void onSignal(int number)
{
    if (last != 0) {
        std::signal(number, SIG_DFL);
        std::raise(number); // delivered when this returns
        return;
    }
    last = number;
    const int before = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(ends[1], &byte, 1);
    errno = before;
}

} // namespace

Interrupts::Interrupts(QObject *parent) : QObject(parent)
{
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the signals end the program as they did before
    auto *notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        Q_EMIT interrupted();
    });
    for (const int number : Signals) {
        struct sigaction before = {};
        sigaction(number, nullptr, &before);
        if (before.sa_handler == SIG_IGN)
            continue;
        struct sigaction action = {};
        action.sa_handler = onSignal;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(number, &action, nullptr);
    }
}

Interrupts::~Interrupts()
{
    for (const int number : Signals) {
        struct sigaction now = {};
        sigaction(number, nullptr, &now);
        if (now.sa_handler == onSignal)
            std::signal(number, SIG_DFL);
    }
    for (int &end : ends) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

int Interrupts::received()
{
    return last;
}

} // namespace tegata::cli
