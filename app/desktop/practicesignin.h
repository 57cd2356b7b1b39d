// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/operatorsession.h"

#include <QObject>

namespace tegata {

// Signs in at a practice service without a question: imports the operator's PKCS#12 that the service made, where the
// identity is not there yet, and unlocks it. The passphrase lies in a file of the practice folder; nothing there is
// worth guarding.
class PracticeSignIn : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    PracticeSignIn(QString directory, OperatorSession &session, Worker &files, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    // It did not work out: a person goes on.
    void failed(const tegata::Error &error);

private:
    struct Files
    {
        QByteArray pkcs12;
        SharedSecret passphrase;
    };

    static Result<Files> read(const QString &directory);
    void signIn(const Files &files);
    void unlock(const IdentityInfo &identity, const SharedSecret &passphrase);

    QString m_directory;
    OperatorSession &m_session;
    Worker &m_files;
};

} // namespace tegata
