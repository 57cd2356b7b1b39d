// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"
#include "core/pki/tokenmodule.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

namespace tegata {

// SoftHSM2 in a folder of its own, behind scriptedtoken.cpp. One a process: the module reads its surroundings once.
class SoftToken
{
public:
    // Aborts where SoftHSM2 does not do what it is asked.
    SoftToken();

    static QString module();
    static SecretBytes pin() { return SecretBytes("4711", 4); }

    // A token with one key and its certificate; returns where they are.
    TokenReference add(const QString &label, const PrivateKey &key, const Certificate &certificate);

    // Takes all tokens out, or lets them say something of their PIN ("low", "final", "locked"); a flag at a time.
    void set(const char *flag, bool on);
    void clear();
    // The PKCS#11 codes of the logins so far.
    QList<QByteArray> logins() const;

private:
    void run(const QStringList &arguments) const;
    void storeCertificate(const TokenReference &place, const Certificate &certificate) const;

    QTemporaryDir m_folder;
};

} // namespace tegata
