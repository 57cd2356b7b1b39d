// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QIcon>

class QLabel;
class QPushButton;

namespace tegata {

// A line above the work that says what is wrong or was done, never by colour alone: icon, text, and at most one button.
// Hidden while there is nothing to say. Tells assistive technology as an alert when its text changes.
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
    QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace tegata
