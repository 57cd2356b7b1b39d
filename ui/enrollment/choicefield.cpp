// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/choicefield.h"

#include "ui/enrollment/undofilter.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QLineEdit>

namespace tegata {

ChoiceField::ChoiceField(EnrollmentForm &form, const LanguageController &language, FieldAccess<int> access,
                         QList<int> values, std::function<QString(int)> text, Search search, QWidget *parent)
    : FieldWidget(form, language, access.path, parent), m_access(std::move(access)), m_values(std::move(values)),
      m_text(std::move(text)), m_box(new QComboBox(this))
{
    m_values.prepend(0);
    m_box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_box->setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the page, not the choice
    m_box->setMaxVisibleItems(16);
    for (const int value : std::as_const(m_values))
        m_box->addItem(QString(), value);
    if (search == Search::Yes) {
        m_box->setEditable(true);
        m_box->setInsertPolicy(QComboBox::NoInsert);
        m_box->lineEdit()->setObjectName(objectName() + QStringLiteral("Search"));
        new UndoFilter(m_box->lineEdit());
        QCompleter *completer = m_box->completer();
        completer->setCompletionMode(QCompleter::PopupCompletion);
        completer->setFilterMode(Qt::MatchContains);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, &ChoiceField::takeTyped);
    }
    connect(m_box, &QComboBox::activated, this, &ChoiceField::choose);
    setEditor(m_box);
}

ChoiceField::~ChoiceField()
{
    m_box->disconnect(this); // the cursor leaves a dying box, which then tells what was typed
    if (m_box->lineEdit())
        m_box->lineEdit()->disconnect(this);
}

void ChoiceField::readValue()
{
    const auto index = static_cast<int>(m_values.indexOf(m_access.read(form().value())));
    if (index != m_box->currentIndex())
        m_box->setCurrentIndex(index);
}

void ChoiceField::setEditable(bool editable)
{
    m_box->setEnabled(editable);
}

void ChoiceField::retranslate()
{
    for (int index = 1; index < m_values.size(); ++index)
        m_box->setItemText(index, m_text(m_values.at(index)));
    const QString none = tr("(not chosen)");
    // In an editable box the words would be in the way of typing.
    m_box->setItemText(0, m_box->isEditable() ? QString() : none);
    if (m_box->isEditable()) {
        m_box->lineEdit()->setPlaceholderText(tr("choose or type"));
        m_box->lineEdit()->setAccessibleName(labelText());
        m_box->setCurrentIndex(m_box->currentIndex());
        m_box->lineEdit()->setText(m_box->itemText(m_box->currentIndex()));
        m_box->lineEdit()->setCursorPosition(0);
    }
    FieldWidget::retranslate();
}

bool ChoiceField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box && event->type() == QEvent::Wheel && !m_box->hasFocus()) {
        event->ignore();
        return true;
    }
    return FieldWidget::eventFilter(watched, event);
}

void ChoiceField::choose(int index)
{
    if (index < 0)
        return;
    form().edit(path(), [&](EnrollmentApplication &application) { m_access.write(application, m_values.at(index)); });
    readValue();
}

void ChoiceField::takeTyped()
{
    const QString typed = m_box->lineEdit()->text();
    const int index = typed.trimmed().isEmpty() ? 0 : found(typed.trimmed());
    if (index >= 0)
        choose(index);
    const int current = m_box->currentIndex();
    m_box->lineEdit()->setText(current < 0 ? QString() : m_box->itemText(current));
}

// The best choice for what was typed: the whole text, its beginning, the beginning of a word in it, any part; -1: none.
int ChoiceField::found(const QString &typed) const
{
    int best = -1;
    int bestRank = 4;
    for (int index = 1; index < m_box->count(); ++index) {
        const QString text = m_box->itemText(index);
        const qsizetype place = text.indexOf(typed, 0, Qt::CaseInsensitive);
        if (place < 0)
            continue;
        const bool isWord = place > 0 && !text.at(place - 1).isLetterOrNumber();
        const int rank = text.size() == typed.size() ? 0 : place == 0 ? 1 : isWord ? 2 : 3;
        if (rank < bestRank) {
            best = index;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace tegata
