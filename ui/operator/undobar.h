// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/desk/operatordesk.h"

#include <QFrame>
#include <QTimer>

#include <optional>

class QLabel;
class QPushButton;

namespace tegata {

// What was decided last and can still be taken back, with the seconds left in words, and how many more wait: a toast
// that stays as long as that is so (ToastArea::pin). Hidden
// while nothing can be taken back. Desk and clock outlive it.
class UndoBar : public QFrame
{
    Q_OBJECT

public:
    UndoBar(OperatorDesk &desk, const Clock &clock, QWidget *parent = nullptr);

    // The one that Ctrl+Z takes back: the last given.
    std::optional<OutboxItem> last() const;
    // Key of the command, for the button.
    void setUndoKey(const QString &key);

Q_SIGNALS:
    void undoRequested(qint64 id);
    void listRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void retranslate();

    OperatorDesk &m_desk;
    const Clock &m_clock;
    QTimer m_tick;
    QString m_key;
    QLabel *m_text;
    QPushButton *m_undo;
    QPushButton *m_send;
    QPushButton *m_list;
};

} // namespace tegata
