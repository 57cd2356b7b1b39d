// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTabBar>

namespace tegata {

// The tabs of a page's header: a word and how many things are in it, with the line below the one that is shown
// (look.md, Components). Each tab's text says both, for assistive technology; its number is drawn as a badge.
class CountTabBar : public QTabBar
{
    Q_OBJECT

public:
    explicit CountTabBar(QWidget *parent = nullptr);

    // text: the whole, "Pending (29)"; word and number: its parts, number empty for none.
    void setTab(int tab, const QString &text, const QString &word, const QString &number);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;
};

} // namespace tegata
