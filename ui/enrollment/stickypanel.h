// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QWidget>

class QScrollArea;

namespace tegata {

// Keeps its content in sight beside a long form: while the scroll area around it scrolls, the content moves along
// inside the panel's own height; content higher than the view shows its end once its beginning has gone.
class StickyPanel : public QWidget
{
    Q_OBJECT

public:
    // content becomes the panel's.
    StickyPanel(QWidget *content, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void place();

    QWidget *m_content;
    QPointer<QScrollArea> m_area;
};

} // namespace tegata
