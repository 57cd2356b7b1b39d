// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

class ReasonList;
class ReasonTemplates;

// Asks for what a decision needs before it is given, in the pane and not in a dialog: what will be done to which
// request, and the note that it needs or may carry. A reason is taken by its number, changed or written in the field.
// The answer is for the version that was asked about, whatever the feed brings meanwhile. Enter (in the note
// Ctrl+Enter) confirms, Esc gives up.
class DecisionPanel : public QFrame
{
    Q_OBJECT

public:
    // templates outlives it.
    explicit DecisionPanel(ReasonTemplates &templates, QWidget *parent = nullptr);

    // note: whether the decision needs one; an approval over warnings does.
    void ask(const CertificateRequest &request, RequestAction action, ActionNote note);
    RequestAction action() const { return m_action; }
    void dismiss();
    // What is being asked now, and what has been written so far: for coming back to it later.
    struct Asked
    {
        CertificateRequest request;
        RequestAction action;
        ActionNote note;
    };
    std::optional<Asked> asked() const;
    QString note() const;
    void setNote(const QString &note);
    // The site has not said yet who we are: what is asked cannot be decided until then, and its text stays.
    void setWaiting(bool waits);

Q_SIGNALS:
    void decided(const tegata::CertificateRequest &request, tegata::RequestAction action, const QString &note);
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void fillReasons();
    void take(const QString &reason);
    void editTemplates();
    void confirm();
    void updateEnabled();

    ReasonTemplates &m_templates;
    CertificateRequest m_request; // as it was asked about
    RequestAction m_action = RequestAction::Approve;
    ActionNote m_noteNeed = ActionNote::None;
    bool m_waits = false;
    QLabel *m_question;
    ReasonList *m_reasons;
    QLabel *m_noteLabel;
    QPlainTextEdit *m_note;
    QLabel *m_noteProblem;
    QPushButton *m_own;
    QPushButton *m_confirm;
    QPushButton *m_dismiss;
};

} // namespace tegata
