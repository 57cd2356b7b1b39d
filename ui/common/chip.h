// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>
#include <QString>

namespace tegata {

// A filter that is on or off, with the number of what it finds (look.md, Components). Says both in its accessible name.
class Chip : public QPushButton
{
    Q_OBJECT

public:
    // picture: of PaletteIcon, empty for none.
    Chip(const QString &name, const QString &picture, QWidget *parent = nullptr);

    void setWord(const QString &word);
    // Negative: not known yet.
    void setCount(qint64 count);
    qint64 count() const { return m_count; }

private:
    void refresh();

    QString m_word;
    qint64 m_count = -1;
};

} // namespace tegata
