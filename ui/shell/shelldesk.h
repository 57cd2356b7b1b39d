// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"

#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QSettings;
class QWidget;

namespace tegata {

class CommandPalette;

// One desk in the window: what stands for it at the left, the work, and its part of menus and top bar. Owned outside
// the window; when it is destroyed, the window lets go of it. Lives on the GUI thread.
class ShellDesk : public QObject
{
    Q_OBJECT

public:
    enum class Lock
    {
        Nothing, // there is nothing to lock or unlock
        Locked,
        Unlocked
    };

    using QObject::QObject;

    // In the settings: stays the same for ever.
    virtual QString name() const = 0;
    // Of resources/icons.
    virtual QString icon() const = 0;
    // At the left and in the menu, in the language of the interface, with its mnemonic.
    virtual QString title() const = 0;
    // What is being worked on, for the window's title; may be empty.
    virtual QString subject() const = 0;
    // How much waits there for this person.
    virtual int waiting() const { return 0; }
    // Owned by the desk; shown in the window.
    virtual QWidget &work() = 0;
    // At the right of the top bar while the desk is shown; may be null.
    virtual QWidget *status() { return nullptr; }

    // For the menus while the desk is shown.
    virtual QList<QAction *> fileActions() const = 0;
    virtual QList<QAction *> workActions() const = 0;
    virtual QList<QAction *> viewActions() const = 0;
    // Below the editing of texts, in groups.
    virtual QList<QList<QAction *>> editActions() const { return {}; }
    virtual QList<QAction *> helpActions() const { return {}; }

    // What the palette finds beside the commands while the desk is shown.
    virtual void addFinders(CommandPalette &palette) { Q_UNUSED(palette) }

    virtual Lock lockState() const = 0;
    virtual void lock() = 0;
    // Because nobody is there (or, isScreen, the screen was locked): the work stays as it stands.
    virtual void lockUnattended(bool isScreen)
    {
        Q_UNUSED(isScreen)
        lock();
    }
    virtual void unlock() = 0;

    // It is shown now: focus moves to the workspace.
    virtual void enter() = 0;
    // Before the window closes: what must not be lost is stored when it delivers.
    virtual Future<void> settle() { return readyFuture<void>({}); }
    virtual void restoreLayout(const QSettings &settings) = 0;
    virtual void storeLayout(QSettings &settings) const = 0;

Q_SIGNALS:
    void lockStateChanged();
    void waitingChanged();
    // Subject and actions are others now.
    void placeChanged();
    // What has just happened, a sentence: for the list of what happened lately. It is shown already where it happened.
    void announced(const QString &text);
};

} // namespace tegata
