// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

#include <QFrame>
#include <QIcon>

class QLabel;
class QPushButton;

namespace tegata {

// A line above the work that says what lasts, never by colour alone: icon, text, and at most one button to do something
// about it. Hidden while there is nothing to say, or while its BannerSlot shows another. Tells assistive technology as
// an alert when its text changes.
class BannerBar : public QFrame
{
    Q_OBJECT

public:
    enum class Kind
    {
        Note,
        Warning,
        Error,
        Done
    };

    explicit BannerBar(QWidget *parent = nullptr);

    // action: the button's text, empty for none.
    void showMessage(Kind kind, const QString &words, const QString &action = {});
    void clear();
    // Empty while there is nothing to say.
    QString text() const;
    bool isWanted() const { return m_isWanted; }
    // From now on a BannerSlot says when it is shown.
    void setShownByOthers();
    // How many more have something to say: a button leads to the next.
    void setMore(int count);

Q_SIGNALS:
    void actionTriggered();
    void wantedChanged();
    void moreRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Meaning m_meaning = Meaning::Info;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
    QPushButton *m_more;
    int m_moreCount = 0;
    bool m_isWanted = false;
    bool m_isShownByOthers = false;
};

} // namespace tegata
