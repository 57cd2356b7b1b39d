// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/bulkrow.h"
#include "core/desk/operatordesk.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace tegata {

// One action on many rows: every row is checked first, what passes is offered, and each row has its own result. The
// rows given are entries of the outbox like any other, so that a run outlives a lock and a lost connection, and after
// the program's end they are simply in the outbox; one undo window, begun by start(), holds for all of them. Lives on
// the desk's thread; the desk outlives it. Destroying it leaves what is in the outbox there.
class BulkRun : public QObject
{
    Q_OBJECT

public:
    explicit BulkRun(OperatorDesk &desk, QObject *parent = nullptr);

    // Takes the rows and begins to check them; prepared() follows. Once a run.
    void prepare(const QList<CertificateRequest> &requests, RequestAction action, const QString &note);
    // at: when the site is to revoke them; invalid: now.
    void prepareRevocation(const QList<CertificateRecord> &certificates, RevocationReason reason, const QString &note,
                           const QDateTime &at = {});

    const QList<BulkRow> &rows() const { return m_rows; }
    int count(BulkRowState state) const;
    // Of all rows that have none of their own; and of one row (empty: the run's). Only for rows that are not given yet.
    void setNote(const QString &note);
    void setRowNote(int row, const QString &note);
    const QString &note() const { return m_note; }

    // Gives every Ready row to the outbox, some at a time so that the window stays alive.
    void start();
    // Takes back what is not being sent yet: it is Ready again.
    void stop();
    void resume() { start(); }
    // Conflict, Refused and Failed rows are checked again as the cache has them now. Those of the same version are
    // given again; those that changed are Ready or not by what they are now, and wait for start(): nobody has seen them
    // yet.
    void retryFailed();
    // Rows are being given, or in the outbox and not asking.
    bool isRunning() const;

Q_SIGNALS:
    void prepared();
    void rowChanged(int row);
    // No row is on its way any more.
    void finished();

private:
    void checkAll();
    void check(int row);
    void checkSome();
    void takeCheck(int row, const Result<CheckReport> &report);
    void checked(int row);
    void updateState(int row);
    BulkRowState stateOf(const BulkRow &row) const;
    QString noteOf(const BulkRow &row) const;
    void beginGiving();
    void giveSome();
    void give(int row);
    void onAnswer(int row, const Result<OutboxAnswer> &answer);
    void onLateAnswer(const OutboxAnswer &answer);
    void follow();
    void setState(int row, BulkRowState state);
    void finishWhenDone();

    OperatorDesk &m_desk;
    QList<BulkRow> m_rows;
    QString m_note;
    std::optional<RequestAction> m_action; // nothing: revocation
    RevocationReason m_reason = RevocationReason::Unspecified;
    QDateTime m_at;
    PolicyStamp m_policy; // that the rows were checked by
    int m_checking = 0;   // rows whose check is not known yet
    QList<int> m_toCheck; // in order
    int m_beingChecked = 0;
    QList<int> m_toGive; // in order
    QList<int> m_retrying;
    QTimer m_giving;
    std::chrono::steady_clock::time_point m_windowEnds;
    QHash<QString, int> m_rowOfKey; // by idempotency key, of rows that the outbox keeps over a lock
    bool m_running = false;
    bool m_isStopped = false; // what was given before and is stored only now is taken back
};

} // namespace tegata
