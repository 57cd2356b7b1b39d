// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

class QDialog;
class QWidget;

namespace tegata {

class HeldTexts;

// Covers what is open above a desk while it is locked: its dialogs are hidden, and what was typed into them leaves the
// widgets and is held sealed. With the key back, the dialogs come back as they stood. Dialogs of signing in belong to
// the window around the desk and stay. Texts and desk outlive it. Lives on the GUI thread.
class LockCover : public QObject
{
    Q_OBJECT

public:
    LockCover(HeldTexts &texts, QWidget &desk);

    void cover();   // while the key is still there
    void uncover(); // when it is back

private:
    struct Covered
    {
        QPointer<QDialog> dialog;
        bool isModal;
    };

    HeldTexts &m_texts;
    QWidget &m_desk;
    QList<Covered> m_covered;
};

} // namespace tegata
