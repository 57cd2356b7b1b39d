// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/desk/auditcomparison.h"
#include "core/desk/decisionlogentry.h"
#include "core/outbox/outboxfile.h"
#include "core/outbox/storetrouble.h"
#include "core/vault/secretstore.h"

#include <QObject>

#include <memory>
#include <optional>

namespace tegata {

// Names the log of a profile and site on this computer among all that an operator has, where its head is kept
// (keychain, site): a hash that tells no path and no computer.
QString decisionLogName(const QString &profileDirectory, const QString &siteId);

enum class DecisionLogFormat
{
    JsonLines,
    Csv
};

// What this profile's operators decided here, on what evidence, and what became of it: an action is written with its
// entry of the outbox, and its outcome when that leaves the outbox, in one commit each (OutboxFile; the outbox gives it
// what this makes). Append-only, durable, chained (DecisionLogStore says what verifying finds and what it cannot);
// notes are sealed, the chain is verified without their key. Lives on its owner's thread and blocks nothing.
class DecisionLog : public QObject
{
    Q_OBJECT

public:
    using Access = OutboxFile::Access;
    // file: outlives this. An action is not accepted where it does not open, or where another program has it open for
    // writing (storeInUse()).
    DecisionLog(OutboxFile &file, const Clock &clock, QObject *parent = nullptr);
    // Over a file of its own, for a program that decides nothing.
    DecisionLog(QString path, const Clock &clock, Access access = Access::Write, QObject *parent = nullptr);
    ~DecisionLog() override;

    // Seals new entries with this key and opens sealed ones with it; an empty key drops it.
    void setKey(const SharedSecret &key);
    void setAuthor(const LogAuthor &author) { m_author = author; }

    // What was wrong when it was opened; nothing where all is well.
    Future<std::optional<StoreTrouble>> trouble();
    // Keeps the head outside the folder of the log, too: a head that is there already is compared with the log
    // (DecisionLogStore::expect; troubled() reports a loss), and each append is copied there. secrets outlives this.
    // Without a keychain the head beside the log is the only one.
    void keepHeadIn(SecretStore &secrets, const QString &name);
    Future<DecisionLogHead> head();

    // Entries as of now, sealed with the key of now.
    LogRowMaker actionRow(const OutboxAction &action, const QJsonObject &evidence) const;
    QList<LogRowMaker> outcomeRows(const QList<OutboxAnswer> &answers) const;

    Future<LogVerification> verify();
    // From the one after `after` on, in order.
    Future<QList<DecisionLogEntry>> entries(qint64 after, int limit);
    // For auditors, into a private file. JSON Lines: the first line says how to verify the rest, which are {sequence,
    // content, sealed, hash, words}, content being the very text that was hashed and words what could be opened. CSV:
    // one line an action, with its outcome, for reading.
    Future<void> exportTo(const QString &path, DecisionLogFormat format);
    // records: of the service's trail, from its beginning on; compares those of one operator with what is here, and the
    // ends that were reported of the log of that name.
    Future<AuditComparison> compareWith(const QList<AuditRecord> &records, const QString &operatorId,
                                        const QString &logName = {});

Q_SIGNALS:
    // Found after opening: the log is not the one whose head was kept elsewhere.
    void troubled(const tegata::StoreTrouble &trouble);

private:
    void storeHead(const DecisionLogHead &head);

    const Clock &m_clock;
    std::unique_ptr<OutboxFile> m_own; // null: the file belongs to the caller
    OutboxFile &m_file;
    RecordSealer m_sealer;
    LogAuthor m_author;
    SecretStore *m_secrets = nullptr; // where the head is kept too; null: nowhere, or what is there was not read yet
    SecretStore *m_askAgain = nullptr;
    bool m_hasAskedTwice = false;
    QString m_headName;
    std::optional<DecisionLogHead> m_headToStore; // while another one is being written
    bool m_isStoringHead = false;
};

} // namespace tegata
