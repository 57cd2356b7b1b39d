// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/bulkrow.h"
#include "core/desk/operatordesk.h"

#include <QObject>

namespace tegata {

// One action on many rows: every row is checked first, what passes is offered, and each row has its own result. The
// rows given are entries of the outbox like any other, so that a run outlives a lock, a lost connection and the program;
// one undo window holds for all of them. Lives on the desk's thread; the desk outlives it. Destroying it leaves what is
// in the outbox there.
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
    // Of all rows that have none of their own; and of one row (empty: the run's). Only before the row is given.
    void setNote(const QString &note);
    void setRowNote(int row, const QString &note);
    const QString &note() const { return m_note; }

    // Gives every Ready row to the outbox.
    void start();
    // Takes back what is not being sent yet: it is Ready again.
    void stop();
    void resume() { start(); }
    // Conflict, Refused and Failed rows are checked again as they are now, then given.
    void retryFailed();
    bool isRunning() const;

Q_SIGNALS:
    void prepared();
    void rowChanged(int row);
    // No row is on its way any more.
    void finished();

private:
    OperatorDesk &m_desk;
    QList<BulkRow> m_rows;
    QString m_note;
};

} // namespace tegata
