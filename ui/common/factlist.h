// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace tegata {

// One line of a FactList. id: for tests and assistive technology, becomes the value's object name.
struct Fact
{
    QString id;
    QString label;
    QString value; // empty: the line is left out
    bool fixedWidth = false;
    bool isHash = false; // shown in short, copied whole (HashLabel)
};

// Facts as label and value, two columns; values can be selected and copied (context menu, Ctrl+C). Setting the same
// labels again changes the texts in place.
class FactList : public QWidget
{
    Q_OBJECT

public:
    explicit FactList(QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);

private:
    void build(const QList<Fact> &facts);

    QVBoxLayout *m_outer;
    QWidget *m_content = nullptr; // made anew when other lines are set
    QGridLayout *m_layout = nullptr;
    QList<QString> m_ids; // of the lines that stand
    QList<QWidget *> m_values;
};

} // namespace tegata
