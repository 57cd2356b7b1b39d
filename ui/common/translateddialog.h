// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace tegata {

// A dialog that follows the language while it is open. Who inherits sets every text in retranslate() and calls it at
// the end of its constructor; what then stands in fields must stay.
class TranslatedDialog : public QDialog
{
    Q_OBJECT

public:
    using QDialog::QDialog;

protected:
    void changeEvent(QEvent *event) override;
    virtual void retranslate() = 0;

    // Title and accessible name.
    void setWords(const QString &title);
};

// Name for tests, and what assistive technology reads: the text without its mnemonic, or a name of its own.
void nameWidget(QWidget *widget, const char *name);
void speak(QWidget *widget, const QString &accessibleName);
QString withoutMnemonic(QString text);

// Sets the text of a label or button, spoken too.
template <typename Widget>
void say(Widget *widget, const QString &text)
{
    widget->setText(text);
    speak(widget, text);
}

} // namespace tegata
