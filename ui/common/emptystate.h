// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace tegata {

// Shown where there is nothing to list: a drawing, a line, and the one action that helps (look.md, Components).
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    // action: without it there is no button.
    EmptyState(const QString &name, bool hasAction, QWidget *parent = nullptr);

    // Above the texts; name: of PaletteIcon.
    void setPicture(const QString &name, Meaning meaning);
    // An empty action: no button.
    void setTexts(const QString &title, const QString &text, const QString &action = {});

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel *m_picture;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_button = nullptr;
};

} // namespace tegata
