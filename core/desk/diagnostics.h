// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"
#include "core/remote/tlsfacts.h"
#include "core/vault/secretstore.h"

#include <QObject>

#include <optional>

namespace tegata {

// The state of everything that work at a site depends on, as plain values without secrets.
struct DiagnosticFacts
{
    QDateTime at;
    QString qtVersion;
    QString opensslVersion;
    QString sqliteVersion;

    SiteProfile site;
    DeskConnection connection = DeskConnection::Locked;
    std::optional<Error> lastError;
    std::optional<SiteSession> session;
    std::optional<qint64> clockSkew; // seconds that this computer is ahead of the site
    std::optional<TlsFacts> tls;
    QDateTime lastSync;

    std::optional<IdentityInfo> identity;
    bool isUnlocked = false;
    std::optional<Result<TokenInfo>> token; // of an identity on one
    std::optional<Error> keychain;          // why it does not answer; nothing: it does

    std::optional<Error> cacheKey; // why sealed data cannot be opened
    CacheKeyKeeping cacheKeyKeeping = CacheKeyKeeping::Session;
    qint64 cacheBytes = 0;
    QueueCounts cacheRows{};
    int outboxWaiting = 0;
    int outboxAsking = 0;
};

// Gathers them. Lives on the GUI thread; files, token and keychain are asked elsewhere. All that it is given outlives
// it.
class Diagnostics : public QObject
{
    Q_OBJECT

public:
    Diagnostics(OperatorSession &session, SecretStore &secrets, Worker &files, const Clock &clock,
                QString cacheDirectory, QObject *parent = nullptr);

    void setTls(const TlsFacts &facts) { m_tls = facts; }
    // What cannot be found out is left out; it is never an error.
    Future<DiagnosticFacts> gather();

private:
    struct Gathering;
    void askKeychain(const std::shared_ptr<Gathering> &gathering);
    void askToken(const std::shared_ptr<Gathering> &gathering);
    void askCache(const std::shared_ptr<Gathering> &gathering);

    OperatorSession &m_session;
    SecretStore &m_secrets;
    Worker &m_files;
    const Clock &m_clock;
    const QString m_cacheDirectory;
    std::optional<TlsFacts> m_tls;
};

} // namespace tegata
