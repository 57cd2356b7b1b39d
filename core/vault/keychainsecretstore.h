// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/secretstore.h"

#include <QObject>

namespace tegata {

// The desktop's keychain through QtKeychain (libsecret or KWallet, picked at run time). Stores base64 of at most 64
// bytes: keys, never files. Needs the thread's event loop.
class KeychainSecretStore final : public QObject, public SecretStore
{
    Q_OBJECT

public:
    explicit KeychainSecretStore(QString service, QObject *parent = nullptr);

    Future<SharedSecret> read(const QString &key) override;
    Future<void> write(const QString &key, const SharedSecret &secret) override;
    Future<void> remove(const QString &key) override;

private:
    QString m_service; // "jp.tegata" or, in tests, a name of their own
};

} // namespace tegata
