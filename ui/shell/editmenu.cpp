// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/editmenu.h"

#include "ui/common/translateddialog.h"

#include <QApplication>
#include <QEvent>
#include <QKeySequence>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace tegata {

namespace {

// The slots by which every kind of text field is edited.
constexpr std::array EditSlots = {"undo", "redo", "cut", "copy", "paste", "selectAll"};
constexpr std::array EditNames = {"editUndoAction", "editRedoAction",  "editCutAction",
                                  "editCopyAction", "editPasteAction", "editSelectAllAction"};
constexpr std::array EditKeys = {QKeySequence::Undo, QKeySequence::Redo,  QKeySequence::Cut,
                                 QKeySequence::Copy, QKeySequence::Paste, QKeySequence::SelectAll};

bool isField(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
}

struct FieldState
{
    bool isEditable = false;
    bool canUndo = false;
    bool canRedo = false;
    bool hasSelection = false;
    bool isSecret = false;
};

template <typename Field>
FieldState stateOfText(const Field &field)
{
    return {!field.isReadOnly(), field.document()->isUndoAvailable(), field.document()->isRedoAvailable(),
            field.textCursor().hasSelection(), false};
}

FieldState stateOf(const QWidget *widget)
{
    if (const auto *field = qobject_cast<const QLineEdit *>(widget))
        return {!field->isReadOnly(), field->isUndoAvailable(), field->isRedoAvailable(), field->hasSelectedText(),
                field->echoMode() != QLineEdit::Normal};
    if (const auto *field = qobject_cast<const QPlainTextEdit *>(widget))
        return stateOfText(*field);
    return {};
}

} // namespace

EditMenu::EditMenu(QWidget *parent) : QMenu(parent)
{
    setObjectName(QStringLiteral("editMenu"));
    for (int edit = 0; edit < EditCount; ++edit) {
        const auto at = static_cast<std::size_t>(edit);
        m_edits.at(at) = addAction(QString());
        m_edits.at(at)->setObjectName(QLatin1String(EditNames.at(at)));
        connect(m_edits.at(at), &QAction::triggered, this, [this, at] {
            if (m_field)
                QMetaObject::invokeMethod(m_field.data(), EditSlots.at(at));
        });
    }
    insertSeparator(m_edits.at(Cut));
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { onFocus(now); });
    connect(this, &QMenu::aboutToShow, this, &EditMenu::updateEdits);
    retranslate();
    updateEdits();
}

void EditMenu::setDeskActions(const QList<QList<QAction *>> &groups)
{
    const QList<QAction *> shown = actions();
    for (qsizetype i = shown.indexOf(m_edits.at(SelectAll)) + 1; i < shown.size(); ++i)
        removeAction(shown.at(i));
    qDeleteAll(m_added);
    m_added.clear();
    for (const QList<QAction *> &group : groups) {
        if (group.isEmpty())
            continue;
        m_added.append(addSeparator());
        addActions(group);
    }
}

void EditMenu::onFocus(QWidget *focused)
{
    // The keys go to the menus while one is open: what is edited is the field before.
    if (focused && focused->window() == parentWidget()->window() && !qobject_cast<const QMenu *>(focused) &&
        focused != parentWidget())
        m_field = isField(focused) ? focused : nullptr;
}

void EditMenu::updateEdits()
{
    for (int edit = 0; edit < EditCount; ++edit)
        m_edits.at(static_cast<std::size_t>(edit))->setEnabled(isPossible(static_cast<Edit>(edit)));
}

bool EditMenu::isPossible(Edit edit) const
{
    if (!m_field)
        return false;
    const FieldState state = stateOf(m_field);
    switch (edit) {
    case Undo:
        return state.isEditable && state.canUndo;
    case Redo:
        return state.isEditable && state.canRedo;
    case Cut:
        return state.isEditable && state.hasSelection && !state.isSecret;
    case Copy:
        return state.hasSelection && !state.isSecret;
    case Paste:
        return state.isEditable;
    case SelectAll:
        return true;
    case EditCount:
        break;
    }
    return false;
}

void EditMenu::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMenu::changeEvent(event);
}

void EditMenu::retranslate()
{
    setTitle(tr("&Edit"));
    speak(this, title());
    const std::array words = {tr("U&ndo typing"), tr("&Redo typing"), tr("Cu&t"),
                              tr("&Copy"),        tr("&Paste"),       tr("Select all t&ext")};
    for (std::size_t edit = 0; edit < words.size(); ++edit)
        // Behind the tab it is shown and gives the action no key.
        m_edits.at(edit)->setText(words.at(edit) + QLatin1Char('\t') +
                                  QKeySequence(EditKeys.at(edit)).toString(QKeySequence::NativeText));
}

} // namespace tegata
