// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/bulkrun.h"
#include "ui/common/translateddialog.h"

#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace tegata {

class BulkModel;
class FindingList;
class LanguageController;
class ReasonList;
class ReasonTemplates;

// One action on several requests, without blindness: every row is checked first and shown with what was found, only
// what passes is given; a row with warnings must be ticked one by one. One note for all, from the same reasons. Each
// row has its own result; it can be stopped, gone on with, tried again where it failed, and kept as a file. Space
// ticks, Ctrl+Enter starts. Opened with open(), deletes itself; what was given goes on without it.
class BulkPanel : public TranslatedDialog
{
    Q_OBJECT

public:
    // All outlive it.
    BulkPanel(OperatorDesk &desk, const LanguageController &language, Worker &worker, ReasonTemplates &templates,
              const QList<CertificateRequest> &requests, RequestAction action, QWidget *parent = nullptr);

    BulkRun &run() { return *m_run; }
    // Writes the table as it stands (".xlsx": a workbook, else CSV).
    void exportTo(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void retranslate() override;

private:
    QPushButton *makeButton(const char *name);
    void makeLayout();
    bool needsNote() const;
    bool canStart() const;
    void giveNotes();
    void start();
    void updateEnabled();
    void showRow();
    void chooseFile();

    const LanguageController &m_language;
    Worker &m_worker;
    const ReasonTemplates &m_templates;
    const RequestAction m_action;
    BulkRun *m_run;
    BulkModel *m_model;
    QLabel *m_question;
    QLabel *m_summary;
    QTableView *m_table;
    QLabel *m_checked; // outcome of the chosen row's check, with its time
    FindingList *m_findings;
    ReasonList *m_reasons;
    QLabel *m_noteLabel;
    QPlainTextEdit *m_note;
    QLabel *m_problem;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_retry;
    QPushButton *m_export;
    QPushButton *m_close;
    QTimer m_update;    // waits a moment while rows change
    QString m_exported; // what became of the last export, until the run goes on
    bool m_isStarted = false;
};

} // namespace tegata
