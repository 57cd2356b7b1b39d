// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/practicesignin.h"

#include <QDir>
#include <QFile>
#include <QHash>

namespace tegata {

namespace {

constexpr qint64 MaximumSize = 1024 * 1024;

Result<QByteArray> readSmall(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    return file.read(MaximumSize);
}

} // namespace

PracticeSignIn::PracticeSignIn(QString directory, OperatorSession &session, Worker &files, QObject *parent)
    : QObject(parent), m_directory(std::move(directory)), m_session(session), m_files(files)
{}

void PracticeSignIn::start()
{
    observe(m_files.run<Files>([directory = m_directory] { return read(directory); }), this,
            [this](const Result<Files> &files) {
                if (files)
                    signIn(*files);
                else
                    Q_EMIT failed(files.error());
            });
}

Result<PracticeSignIn::Files> PracticeSignIn::read(const QString &directory)
{
    const QDir place(directory);
    const Result<QByteArray> lines = readSmall(place.filePath(QStringLiteral("practice.env")));
    if (!lines)
        return failure(lines.error());
    QHash<QByteArray, QString> values;
    for (const QByteArray &line : lines->split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals > 0)
            values.insert(line.left(equals), QString::fromUtf8(line.mid(equals + 1)).trimmed());
    }
    const Result<QByteArray> pkcs12 = readSmall(place.absoluteFilePath(values.value("OPERATOR_P12")));
    if (!pkcs12)
        return failure(pkcs12.error());
    Result<QByteArray> passphrase = readSmall(place.absoluteFilePath(values.value("P12_PASSPHRASE_FILE")));
    if (!passphrase)
        return failure(passphrase.error());
    while (passphrase->endsWith('\n') || passphrase->endsWith('\r'))
        passphrase->chop(1);
    return Files{*pkcs12, std::make_shared<const SecretBytes>(SecretBytes::take(*passphrase))};
}

void PracticeSignIn::signIn(const Files &files)
{
    observe(m_session.identities(), this, [this, files](const Result<QList<IdentityInfo>> &) {
        if (m_session.identity()) {
            unlock(*m_session.identity(), files.passphrase);
            return;
        }
        observe(m_session.importIdentity(files.pkcs12, files.passphrase), this,
                [this, files](const Result<IdentityInfo> &identity) {
                    if (identity)
                        unlock(*identity, files.passphrase);
                    else
                        Q_EMIT failed(identity.error());
                });
    });
}

void PracticeSignIn::unlock(const IdentityInfo &identity, const SharedSecret &passphrase)
{
    const bool isAsked = identity.protection == IdentityProtection::Passphrase;
    observe(m_session.unlock(isAsked ? passphrase : SharedSecret()), this,
            [this](const Result<IdentityInfo> &unlocked) {
                if (!unlocked)
                    Q_EMIT failed(unlocked.error());
            });
}

} // namespace tegata
