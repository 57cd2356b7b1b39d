// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;

namespace tegata {

// What is wrong with the field above it: an icon and the words. Takes no room while there is nothing wrong, and tells
// assistive technology when there is.
class ProblemLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemLabel(const QString &name, QWidget *parent = nullptr);

    // Empty: nothing is wrong.
    void setText(const QString &words);
    QString text() const;

private:
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace tegata
