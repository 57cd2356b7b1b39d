// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>
#include <QWidget>

namespace tegata {

// The top of a detail pane: the common name in large letters, and a line with state and product.
class DetailHeading : public QWidget
{
    Q_OBJECT

public:
    explicit DetailHeading(const QString &name, QWidget *parent = nullptr);

    void setTexts(const QString &wholeTitle, const QString &wholeLine);

private:
    QLabel *m_title;
    QLabel *m_line;
};

} // namespace tegata
