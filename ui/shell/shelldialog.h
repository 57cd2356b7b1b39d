// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QVBoxLayout>

class QDialogButtonBox;

namespace tegata {

// A dialog of the shell: its content above, its buttons below, grown to its words, spoken again when the language
// changes. Who inherits puts its widgets into content() and calls retranslate() at the end of its constructor.
class ShellDialog : public QDialog
{
    Q_OBJECT

public:
    ShellDialog(const char *name, QWidget *parent);

protected:
    void changeEvent(QEvent *event) override;
    virtual void retranslate() = 0;

    QVBoxLayout *content() const { return m_content; }
    QDialogButtonBox *buttons() const { return m_buttons; }
    // Title and accessible name.
    void setWords(const QString &title);

private:
    QVBoxLayout *m_content;
    QDialogButtonBox *m_buttons;
};

// Name for tests, and what assistive technology reads: the text without its mnemonic, or a name of its own.
void nameWidget(QWidget *widget, const char *name);
void speak(QWidget *widget, const QString &accessibleName);
QString withoutMnemonic(QString text);

} // namespace tegata
