// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

class QDialog;
class QWidget;

namespace tegata {

class HeldTexts;

// Covers what is open above a desk while it is locked: its dialogs are hidden, and what was typed into them leaves the
// widgets and is held sealed; passwords are held nowhere. With the key back, the dialogs come back as they stood.
// Dialogs of signing in belong to the window around the desk and stay. Texts and desk outlive it. Lives on the GUI
// thread.
class LockCover : public QObject
{
    Q_OBJECT

public:
    LockCover(HeldTexts &texts, QWidget &desk);

    void cover();   // while the key is still there
    void uncover(); // when it is back
    bool isCovering() const { return !m_covered.isEmpty(); }

private:
    struct Covered
    {
        QPointer<QDialog> dialog;
        QString place;
        bool isModal;
    };

    HeldTexts &m_texts;
    QWidget &m_desk;
    QList<Covered> m_covered;
    quint64 m_lastCovered = 0; // counts all dialogs: text held for one that is gone is never given to another
};

} // namespace tegata
