// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/interrupts.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/vault/identitystore.h"
#include "core/vault/keychainsecretstore.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tegata::cli {

// Exit codes that scripts rely on (design.md). With many ids the highest counts.
enum ExitCode
{
    Done = 0,
    Refused = 1,
    WrongUse = 2,
    NotReachable = 3,
    Conflicted = 4
};

ExitCode exitCodeOf(const Error &error);

// What a command works with: its arguments, where it writes, and its end. Made once by main, outlives the command; the
// receiver of its futures. A command calls finish() exactly once.
class CommandContext : public QObject
{
    Q_OBJECT

public:
    explicit CommandContext(Options options);
    ~CommandContext() override;

    const Options &options() const { return m_options; }
    Output &output() { return m_output; }
    const Clock &clock() const { return m_clock; }
    Worker &worker() { return m_worker; }
    IdentityStore &identities() { return *m_identities; }

    void finish(int exitCode);
    // Tells the error on standard error, in words, and ends.
    void fail(const Error &error);

    // From now on SIGINT and SIGTERM call this, once: it tells what was done and what was not, and ends the command.
    // main then ends the process by the signal, so that a shell's loop stops too.
    void onInterrupt(const std::function<void()> &end);
    // Everything has been told: what is still under way must not act any more.
    bool isFinished() const { return m_isFinished; }
    // An action was sent, and the site has not answered: whether it was done is not known.
    void setUnanswered(bool isUnanswered) { m_isUnanswered = isUnanswered; }
    bool isUnanswered() const { return m_isUnanswered; }

Q_SIGNALS:
    void finished(int exitCode);

private:
    Options m_options;
    Output m_output;
    SystemClock m_clock;
    Worker m_worker;
    std::unique_ptr<KeychainSecretStore> m_secrets;
    std::unique_ptr<IdentityStore> m_identities;
    std::unique_ptr<Interrupts> m_interrupts;
    bool m_isUnanswered = false;
    bool m_isFinished = false;
};

} // namespace tegata::cli
