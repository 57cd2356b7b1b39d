// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

namespace tegata {

// Decides, in one place, how labels, message boxes and tool tips show text: as plain text. Otherwise Qt shows text that
// looks like HTML as HTML, so that a name from a CSR could show "All checks passed" in green, a link, or a file of this
// computer. Once it is made, every label of the application is plain text before it is first measured or drawn, also
// those that Qt makes itself (message boxes, tool tips). There is no marked-up text in the program. Lives on the GUI
// thread; one for the application.
class PlainText : public QObject
{
    Q_OBJECT

public:
    explicit PlainText(QObject *parent = nullptr);

    // A value as the text of a button, a menu's entry, a tab or a label with a buddy: its "&" is no mnemonic.
    static QString withoutMnemonics(QString value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace tegata
