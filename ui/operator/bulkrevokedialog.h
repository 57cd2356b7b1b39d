// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/bulkrun.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tegata {

class RevocationForm;
class RevocationListModel;

// Revokes many certificates together: shows of each whether a newer one stands in for it, asks for the reason, and to
// type how many they are, so that nobody does it by a slip. Then shows what became of each; can be stopped, resumed and
// retried. Closing it leaves what was given in the outbox. The desk outlives it.
class BulkRevokeDialog : public QDialog
{
    Q_OBJECT

public:
    BulkRevokeDialog(OperatorDesk &desk, const QList<CertificateRecord> &certificates, QWidget *parent = nullptr);

    RevocationListModel &model() { return *m_model; }
    RevocationForm &form() { return *m_form; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void updateState();
    void revoke();
    void stopOrResume();
    void lookForSuccessors();
    bool isTyped() const;

    OperatorDesk &m_desk;
    BulkRun *m_run;
    bool m_isStarted = false;
    bool m_isPrepared = false;
    RevocationListModel *m_model;
    QLabel *m_question;
    QTableView *m_table;
    QLabel *m_warning;
    RevocationForm *m_form;
    QLabel *m_numberLabel;
    QLineEdit *m_number;
    QLabel *m_progress;
    QPushButton *m_revoke;
    QPushButton *m_stop;
    QPushButton *m_retry;
    QPushButton *m_close;
};

} // namespace tegata
