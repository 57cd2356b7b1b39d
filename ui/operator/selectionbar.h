// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QList>

class QAction;
class QLabel;

namespace tegata {

class ActionButton;

// What is done with several rows together: docked below the list from two chosen rows on, with their number, what the
// checks found in them, and the decisions with the keys that now obey this bar (look.md, Components). What each row
// allows the run in bulk says row by row. The actions outlive it.
class SelectionBar : public QFrame
{
    Q_OBJECT

public:
    explicit SelectionBar(QWidget *parent = nullptr);

    // In the order of approve, reject, hold, claim.
    void setActions(const QList<QAction *> &actions);
    // Fewer than two rows: not shown. errors, warnings, passed: of the rows as far as they are known here.
    void showSelection(qsizetype rows, int errors, int warnings, int passed);

    // It takes the list's width and never asks for more: what does not fit is left out, the last first; its key works.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clearRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void leaveOut();

    qsizetype m_rows = 0;
    int m_errors = 0;
    int m_warnings = 0;
    int m_passed = 0;
    QLabel *m_count;
    QLabel *m_summary;
    QList<ActionButton *> m_buttons;
    ActionButton *m_clear;
};

} // namespace tegata
