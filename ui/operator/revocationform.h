// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/sitecapabilities.h"

#include <QDateTime>
#include <QList>
#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QPlainTextEdit;
class QRadioButton;

namespace tegata {

// How a revocation is to be done: the reason (rules.md V8) with its deadline, a note, and when, where the site can
// schedule. The first reason is chosen at the start.
class RevocationForm : public QWidget
{
    Q_OBJECT

public:
    // The reasons and times that the site takes; the subscriber's reasons where it names none.
    explicit RevocationForm(const SiteCapabilities &site, QWidget *parent = nullptr);

    RevocationReason reason() const;
    void setReason(RevocationReason reason);
    QString note() const;
    // When it is to be done, in UTC; invalid: now.
    QDateTime at() const;
    void focusReason();

Q_SIGNALS:
    void changed();

protected:
    // 1 to 9 choose a reason.
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void updateDeadline();

    QLabel *m_reasonLabel;
    QButtonGroup *m_reasons;
    const QList<RevocationReason> m_offered;
    QList<QRadioButton *> m_reasonButtons; // in the order of m_offered
    QLabel *m_deadline;
    QCheckBox *m_isScheduled;
    QDateTimeEdit *m_at;
    QLabel *m_noteLabel;
    QPlainTextEdit *m_note;
};

} // namespace tegata
