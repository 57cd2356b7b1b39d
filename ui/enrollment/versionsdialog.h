// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentdesk.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

class LanguageController;
class ProblemLabel;

// The last versions of a draft: when, how far, and what differs from the newest; goes back to one of them. What is
// newer stays among the versions.
class VersionsDialog : public QDialog
{
    Q_OBJECT

public:
    // Both outlive the dialog.
    VersionsDialog(EnrollmentDesk &desk, const LanguageController &language, QString draftId,
                   QWidget *parent = nullptr);

Q_SIGNALS:
    void restored(const QString &draftId);

protected:
    void changeEvent(QEvent *event) override;

private:
    void load();
    void readNewest();
    void retranslate();
    void showRows();
    void readSelected();
    void showSelected();
    void restore();
    void fail(const Error &error);
    const DraftVersion *selected() const;

    EnrollmentDesk &m_desk;
    const LanguageController &m_language;
    const QString m_id;
    QList<DraftVersion> m_versions;
    std::optional<EnrollmentDraft> m_newest; // nothing: it cannot be read
    std::optional<EnrollmentDraft> m_chosen; // of the selected row, once read
    std::optional<Error> m_error;
    qint64 m_reading = -1; // the version whose text is wanted

    QLabel *m_listLabel;
    QListWidget *m_list;
    QLabel *m_changesLabel;
    QPlainTextEdit *m_changes;
    ProblemLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_restore;
    QPushButton *m_close;
};

} // namespace tegata
