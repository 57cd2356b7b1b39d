// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QListWidget>
#include <QStringList>

namespace tegata {

// Reasons to choose from: 1 to 9 take one at once, the arrows move, other letters belong to the field beside it.
class ReasonList : public QListWidget
{
    Q_OBJECT

public:
    explicit ReasonList(QWidget *parent = nullptr);

    void setReasons(const QStringList &reasons);
    // The one with that number (1 …); nothing happens where there is none.
    void take(int number);

Q_SIGNALS:
    void taken(const QString &reason);
    void confirmed();
    // Something that is no number was typed: it is meant for the free text.
    void typed(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    QStringList m_reasons;
};

} // namespace tegata
