// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/palettemodel.h"

#include <QFrame>
#include <QPointer>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace tegata {

class CommandRegistry;

// Ctrl+K: everything by typing a part of its name, in the language of the interface or in English. What is called
// exactly as typed comes first, then commands from the registry, recently used ones first, with their keys; then what
// finders (requests, tabs) found, which may answer later; last the commands that are not possible now, each with the
// reason why. Stands over its parent's window, moves nothing there, and goes with Escape, a click or the focus
// elsewhere; the keys are then where they were. Opened with open(), deletes itself.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    using Deliver = std::function<void(const QList<PaletteEntry> &)>;
    // Looks for the typed text; may answer at once, later or never. An answer to an older text is dropped.
    using Finder = std::function<void(const QString &typed, const Deliver &deliver)>;

    // commands outlives it.
    explicit CommandPalette(CommandRegistry &commands, QWidget *parent = nullptr);

    void addFinder(Finder finder);
    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    void place();
    bool onKey(int key);
    void onFocus(const QWidget *focused);
    void search();
    void take(const QString &typed, const QList<PaletteEntry> &found);
    QList<PaletteEntry> matchingCommands(const QString &typed) const;
    void choose();
    void step(int by);

    CommandRegistry &m_commands;
    QList<Finder> m_finders;
    QLineEdit *m_field;
    QListView *m_list;
    PaletteModel *m_model;
    QLabel *m_remark;           // why the chosen one is not possible, or that nothing was found
    QPointer<QWidget> m_before; // where the keys were
    int m_exact = 0;            // rows of what is called so, above the commands
    int m_possible = 0;         // rows of commands, and of what was found, above those that are not possible
    bool m_isChosen = false;    // the person has moved to a row
    quint64 m_generation = 0;
};

} // namespace tegata
