// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMenu>
#include <QPointer>

#include <array>

namespace tegata {

// 編集: undo, cut, copy, paste and select for the text field that has the keys, as every program has them; below, what
// the desk that is shown adds. The keys beside the words are the fields' own: a table's Ctrl+A or Ctrl+Z stays the
// desk's. Owned by the window.
class EditMenu : public QMenu
{
    Q_OBJECT

public:
    explicit EditMenu(QWidget *parent = nullptr);

    // Not owned; replaces the ones before. Groups are separated.
    void setDeskActions(const QList<QList<QAction *>> &groups);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Edit
    {
        Undo,
        Redo,
        Cut,
        Copy,
        Paste,
        SelectAll,
        EditCount
    };

    void retranslate();
    void onFocus(QWidget *focused);
    void updateEdits();
    bool isPossible(Edit edit) const;

    QPointer<QWidget> m_field; // that had the keys last, in this window
    std::array<QAction *, EditCount> m_edits{};
    QList<QAction *> m_added; // separators of ours among the desk's
};

} // namespace tegata
