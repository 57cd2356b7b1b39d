// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tegata {

// Shown where there is nothing to list: a text, and the one action that helps.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    // action: without it there is no button.
    EmptyState(const QString &name, bool hasAction, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &text, const QString &action = {});

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_button = nullptr;
};

} // namespace tegata
