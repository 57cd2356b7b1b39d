// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commandcontext.h"

namespace tegata::cli {

ExitCode exitCodeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileNotWritable:
        return WrongUse;
    case ErrorCode::Offline:
    case ErrorCode::ConnectionLost:
    case ErrorCode::TimedOut:
    case ErrorCode::TlsServerUntrusted:
    case ErrorCode::TlsIdentityRefused:
    case ErrorCode::NotAuthenticated:
    case ErrorCode::Forbidden: // only ever of the identity: what belongs to others is NotFound
    case ErrorCode::WrongPassphrase:
    case ErrorCode::MacMissing:
    case ErrorCode::PassphraseNeeded:
    case ErrorCode::KeyMissing:
    case ErrorCode::CertificateMissing:
    case ErrorCode::CertificateExpired:
    case ErrorCode::CertificateNotYetValid:
    case ErrorCode::WrongPurpose:
    case ErrorCode::KeychainUnavailable:
    case ErrorCode::KeychainLocked:
    case ErrorCode::KeychainEntryMissing:
        return NotReachable;
    case ErrorCode::Conflict:
        return Conflicted;
    default:
        return Refused;
    }
}

CommandContext::CommandContext(Options options)
    : m_options(std::move(options)), m_output(m_options.isSet(QStringLiteral("json"))),
      m_worker(QStringLiteral("files")), m_secrets(std::make_unique<KeychainSecretStore>(QStringLiteral("jp.tegata"))),
      m_identities(std::make_unique<IdentityStore>(m_options.profileDirectory(), *m_secrets, m_worker, m_clock))
{}

CommandContext::~CommandContext() = default;

void CommandContext::finish(int exitCode)
{
    m_isFinished = true;
    Q_EMIT finished(m_output.end(exitCode, Refused));
}

void CommandContext::fail(const Error &error)
{
    m_output.fail(error);
    finish(exitCodeOf(error));
}

void CommandContext::onInterrupt(const std::function<void()> &end)
{
    m_interrupts = std::make_unique<Interrupts>();
    connect(m_interrupts.get(), &Interrupts::interrupted, this, [this, end] {
        if (!m_isFinished)
            end();
    });
}

} // namespace tegata::cli
