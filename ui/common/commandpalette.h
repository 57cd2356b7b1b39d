// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/palettemodel.h"
#include "ui/common/translateddialog.h"

#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace tegata {

class CommandRegistry;

// Ctrl+K: everything by typing a part of its name, in the language of the interface or in English. Commands come from
// the registry, recently used ones first, each with its keys and, where it is not possible now, the reason why; other
// things (requests, tabs) from finders, which may answer later. Opened with open(), deletes itself.
class CommandPalette : public TranslatedDialog
{
    Q_OBJECT

public:
    using Deliver = std::function<void(const QList<PaletteEntry> &)>;
    // Looks for the typed text; may answer at once, later or never. An answer to an older text is dropped.
    using Finder = std::function<void(const QString &typed, const Deliver &deliver)>;

    // commands outlives it.
    explicit CommandPalette(CommandRegistry &commands, QWidget *parent = nullptr);

    void addFinder(Finder finder);
    void open() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void retranslate() override;

private:
    void search();
    QList<PaletteEntry> matchingCommands(const QString &typed) const;
    void choose();
    void step(int by);

    CommandRegistry &m_commands;
    QList<Finder> m_finders;
    QLineEdit *m_field;
    QListView *m_list;
    PaletteModel *m_model;
    QLabel *m_remark; // why the chosen one is not possible, or that nothing was found
    quint64 m_generation = 0;
};

} // namespace tegata
