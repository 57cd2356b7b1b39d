// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;

namespace tegata {

// A titled part of a detail pane: a bold line and the content below it.
class Section : public QWidget
{
    Q_OBJECT

public:
    // name: object name; content is taken over.
    Section(const QString &name, QWidget *content, QWidget *parent = nullptr);

    void setTitle(const QString &title);

private:
    QLabel *m_title;
};

} // namespace tegata
