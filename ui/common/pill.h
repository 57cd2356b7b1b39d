// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

#include <QString>
#include <QWidget>

namespace tegata {

// A state: icon, word and colour together (look.md, Components). It is never clicked.
class Pill : public QWidget
{
    Q_OBJECT

public:
    explicit Pill(const QString &name, QWidget *parent = nullptr);

    // icon: of PaletteIcon. An empty word: nothing is shown.
    void setState(Meaning meaning, const QString &icon, const QString &word);
    const QString &word() const { return m_word; }
    Meaning meaning() const { return m_meaning; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Meaning m_meaning = Meaning::Neutral;
    QString m_icon;
    QString m_word;
};

} // namespace tegata
