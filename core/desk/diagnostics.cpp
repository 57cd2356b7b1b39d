// SPDX-License-Identifier: Apache-2.0
#include "core/desk/diagnostics.h"

#include "core/cache/sqliteversion.h"
#include "core/pki/opensslversion.h"

#include <QDirIterator>

#include <algorithm>
#include <chrono>

namespace tegata {

namespace {

qint64 sizeOf(const QString &directory)
{
    qint64 bytes = 0;
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

// Nothing is ever kept under it: a keychain that works answers that it is missing.
QString probeEntry()
{
    return QStringLiteral("diagnostics/probe");
}

} // namespace

// One gather() on its way: the last answer delivers.
struct Diagnostics::Gathering
{
    ~Gathering() { promise.deliver(std::move(facts)); }

    Promise<DiagnosticFacts> promise;
    DiagnosticFacts facts;
};

Diagnostics::Diagnostics(OperatorSession &session, SecretStore &secrets, Worker &files, const Clock &clock,
                         QString cacheDirectory, QObject *parent)
    : QObject(parent), m_session(session), m_secrets(secrets), m_files(files), m_clock(clock),
      m_cacheDirectory(std::move(cacheDirectory))
{}

Future<DiagnosticFacts> Diagnostics::gather()
{
    const auto gathering = std::make_shared<Gathering>();
    const Future<DiagnosticFacts> future = gathering->promise.future();
    const OperatorDesk &desk = m_session.desk();
    DiagnosticFacts &facts = gathering->facts;
    facts.at = m_clock.now();
    facts.qtVersion = QString::fromLatin1(qVersion());
    facts.opensslVersion = tegata::opensslVersion();
    facts.sqliteVersion = tegata::sqliteVersion();
    facts.site = m_session.site();
    facts.connection = desk.connection();
    facts.lastError = desk.lastError();
    facts.session = desk.session();
    if (desk.clockSkew()) // of the site against ours
        facts.clockSkew = -std::chrono::duration_cast<std::chrono::seconds>(*desk.clockSkew()).count();
    facts.tls = m_tls;
    facts.lastSync = desk.records().lastSync();
    facts.identity = m_session.identity();
    facts.isUnlocked = m_session.isUnlocked();
    facts.cacheKey = m_session.cacheKeyError();
    facts.cacheKeyKeeping = m_session.cacheKeyKeeping();
    const QList<OutboxItem> waiting = desk.outboxItems();
    facts.outboxWaiting = static_cast<int>(waiting.size());
    facts.outboxAsking = static_cast<int>(std::count_if(
        waiting.cbegin(), waiting.cend(), [](const OutboxItem &item) { return item.state == OutboxState::Asking; }));
    askKeychain(gathering);
    askToken(gathering);
    askCache(gathering);
    return future;
}

void Diagnostics::askKeychain(const std::shared_ptr<Gathering> &gathering)
{
    observe<SharedSecret>(m_secrets.read(probeEntry()), this, [gathering](const Result<SharedSecret> &answer) {
        if (!answer && answer.error().code != ErrorCode::KeychainEntryMissing)
            gathering->facts.keychain = answer.error();
    });
}

void Diagnostics::askToken(const std::shared_ptr<Gathering> &gathering)
{
    if (!m_session.identity() || !m_session.identity()->token)
        return;
    observe<TokenInfo>(m_session.token(), this,
                       [gathering](const Result<TokenInfo> &token) { gathering->facts.token = token; });
}

void Diagnostics::askCache(const std::shared_ptr<Gathering> &gathering)
{
    QueueCache &cache = m_session.desk().cache();
    observe<QueueCounts>(cache.counts(), this, [gathering](const Result<QueueCounts> &counts) {
        gathering->facts.cacheRows = counts.value_or(QueueCounts());
    });
    observe<qint64>(
        m_files.run<qint64>([directory = m_cacheDirectory]() -> Result<qint64> { return sizeOf(directory); }), this,
        [gathering](const Result<qint64> &bytes) { gathering->facts.cacheBytes = bytes.value_or(0); });
}

} // namespace tegata
