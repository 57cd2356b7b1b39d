// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace tegata {

// What all checks together come to, in one card: surface and border of its meaning, icon and word, what it rests on,
// and at most one step that leads on. Hidden while there is nothing to say. Tells assistive technology as an alert when
// it says something else.
class VerdictCard : public QFrame
{
    Q_OBJECT

public:
    explicit VerdictCard(const QString &name, QWidget *parent = nullptr);

    // detail, action: empty for none.
    void showVerdict(Meaning meaning, const QString &title, const QString &detail = {}, const QString &action = {});
    void clear();
    Meaning meaning() const { return m_meaning; }
    // Title and detail, a line each; empty while hidden.
    QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Meaning m_meaning = Meaning::Neutral;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_detail;
    QPushButton *m_button;
};

} // namespace tegata
