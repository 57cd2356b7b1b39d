// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace tegata {

// A hash or serial number in short, 8…8, with a button that copies the whole; the whole is in the tool tip and in the
// accessible name (look.md, Components).
class HashLabel : public QWidget
{
    Q_OBJECT

public:
    // name: of the label; the button is name + "Copy".
    explicit HashLabel(const QString &name, QWidget *parent = nullptr);

    // label: what it is, "SHA-256 of the key".
    void setHash(const QString &label, const QString &hash);
    const QString &hash() const { return m_hash; }

public Q_SLOTS:
    void copy() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QString m_what;
    QString m_hash;
    QLabel *m_text;
    QToolButton *m_copy;
};

} // namespace tegata
