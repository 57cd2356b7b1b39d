// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/logbook.h"
#include "core/base/worker.h"
#include "ui/common/contentdialog.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

class ProblemLabel;

// The program's log, without secrets: filtered by words and by level, copied or saved as shown. Follows what is added.
class LogDialog : public ContentDialog
{
    Q_OBJECT

public:
    // Both outlive it.
    LogDialog(const LogBook &book, Worker &files, QWidget *parent = nullptr);

    QString shownText() const;

private:
    void retranslate() override;
    void refresh();
    void askWhereToSave();
    void save(const QString &path);

    const LogBook &m_book;
    Worker &m_files;
    QLabel *m_filterLabel;
    QLineEdit *m_filter;
    QLabel *m_levelLabel;
    QComboBox *m_level;
    QPlainTextEdit *m_lines;
    QLabel *m_count;
    ProblemLabel *m_problem;
    QPushButton *m_copy;
    QPushButton *m_save;
    QPushButton *m_close;
};

} // namespace tegata
