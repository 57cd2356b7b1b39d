// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace tegata {

// The quick filter's field. Tells what to look for as it is typed: two characters and more at once, a single one (which
// finds slowly and much) a moment after the last key, nothing while an input method still composes. Esc empties it,
// and leaves it when it is empty; Down and Enter leave it for the results.
class FilterEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterEdit(QWidget *parent = nullptr);

    // What is looked for now, without spaces around it.
    const QString &filterText() const { return m_told; }
    // Without a signal.
    void setFilterText(const QString &text);

Q_SIGNALS:
    void filterTextChanged(const QString &text);
    // Focus moves to the table.
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    void onText();
    void tell();

    QTimer m_moment;
    QString m_told;
    bool m_isComposing = false;
};

} // namespace tegata
