// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentconnection.h"
#include "core/desk/enrollmentdrafts.h"

#include <QMap>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace tegata {

// What became of submitted drafts, as EnrollmentDesk has it: their receipts are asked for on demand, when there is a
// connection again, and with growing pauses while nothing changes. drafts and connection outlive it. GUI thread.
class EnrollmentReceipts : public QObject
{
    Q_OBJECT

public:
    EnrollmentReceipts(EnrollmentDrafts &drafts, EnrollmentConnection &connection, QObject *parent = nullptr);

    void resume();
    void pause();
    Future<EnrollmentReceipt> refresh(const QString &id);
    Future<EnrollmentAnswer> withdraw(const QString &id, const SharedSecret &password, const QString &loginId);

Q_SIGNALS:
    void receiptChanged(const QString &id, const tegata::EnrollmentReceipt &receipt);

private:
    std::optional<EnrollmentReceipt> known(const QString &id) const;
    void refreshAll();
    // Into the draft, where it is news; then delivers it.
    Future<EnrollmentReceipt> keep(const QString &id, const EnrollmentReceipt &receipt);

    EnrollmentDrafts &m_drafts;
    EnrollmentConnection &m_connection;
    QTimer m_timer;
    std::chrono::milliseconds m_pause;
    QMap<QString, QString> m_withdrawalKeys; // by receipt, while an answer is not known
};

} // namespace tegata
