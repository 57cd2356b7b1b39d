// SPDX-License-Identifier: Apache-2.0
#include "ui/common/keybindingdialog.h"

#include "ui/common/commandregistry.h"
#include "ui/common/commandtree.h"
#include "ui/common/wording.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

KeyBindingDialog::KeyBindingDialog(CommandRegistry &commands, QWidget *parent)
    : TranslatedDialog(parent), m_commands(commands), m_filter(new QLineEdit(this)),
      m_tree(new CommandTree(commands, this)), m_label(new QLabel(this)), m_key(new QKeySequenceEdit(this)),
      m_conflict(new QLabel(this)), m_set(makeButton("bindingSet")), m_remove(makeButton("bindingRemove")),
      m_reset(makeButton("bindingReset")), m_resetAll(makeButton("bindingResetAll")),
      m_buttons(new QDialogButtonBox(this)), m_close(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("keyBindingDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameWidget(m_filter, "bindingFilter");
    nameWidget(m_label, "bindingLabel");
    m_label->setBuddy(m_key);
    nameWidget(m_key, "bindingKey");
    nameWidget(m_conflict, "bindingConflict");
    m_conflict->setWordWrap(true);
    nameWidget(m_buttons, "bindingButtons");
    nameWidget(m_close, "bindingClose");
    m_close->setAutoDefault(false);
    m_buttons->addButton(m_resetAll, QDialogButtonBox::ResetRole);
    auto *row = new QHBoxLayout;
    row->addWidget(m_label);
    row->addWidget(m_key, 1);
    row->addWidget(m_set);
    row->addWidget(m_remove);
    row->addWidget(m_reset);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    layout->addLayout(row);
    layout->addWidget(m_conflict);
    layout->addWidget(m_buttons);
    resize(characterWidth(this) * 84, fontMetrics().height() * 34);

    connect(m_filter, &QLineEdit::textChanged, m_tree, &CommandTree::fill);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &KeyBindingDialog::showChosen);
    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence &keys) {
        if (keys.count() > 1) // one chord a command: several in a row would make single letters wait
            m_key->setKeySequence(QKeySequence(keys[0]));
        updateKey();
    });
    connect(m_set, &QPushButton::clicked, this, &KeyBindingDialog::setKey);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_commands.setKeys(m_tree->chosen(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_commands.reset(m_tree->chosen()); });
    connect(m_resetAll, &QPushButton::clicked, &m_commands, &CommandRegistry::resetAll);
    connect(&m_commands, &CommandRegistry::keysChanged, this, [this] {
        m_tree->fill(m_filter->text());
        showChosen();
    });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    showChosen();
    m_filter->setFocus();
}

void KeyBindingDialog::retranslate()
{
    setWords(tr("Customise keyboard shortcuts"));
    speak(m_buttons, tr("Customise keyboard shortcuts"));
    m_filter->setPlaceholderText(tr("Search"));
    speak(m_filter, tr("Search"));
    say(m_remove, tr("Re&move key"));
    say(m_reset, tr("&Default key"));
    say(m_resetAll, tr("Reset &all"));
    say(m_close, tr("&Close"));
    showLabel();
    updateKey();
}

QPushButton *KeyBindingDialog::makeButton(const char *name)
{
    auto *button = new QPushButton(this);
    nameWidget(button, name);
    button->setAutoDefault(false);
    return button;
}

void KeyBindingDialog::showLabel()
{
    const CommandEntry *chosen = m_commands.command(m_tree->chosen());
    //: %1: a command
    say(m_label, chosen ? tr("&Key for “%1”:").arg(CommandRegistry::plainText(*chosen->action)) : QString());
    m_key->setAccessibleName(m_label->accessibleName());
}

void KeyBindingDialog::showChosen()
{
    const CommandEntry *chosen = m_commands.command(m_tree->chosen());
    const QList<QKeySequence> keys = chosen ? chosen->action->shortcuts() : QList<QKeySequence>();
    showLabel();
    m_key->setEnabled(chosen);
    m_key->setKeySequence(keys.isEmpty() ? QKeySequence() : keys.constFirst());
    m_remove->setEnabled(!keys.isEmpty());
    m_reset->setEnabled(chosen && !m_commands.hasDefaultKeys(chosen->name));
    updateKey();
}

QStringList KeyBindingDialog::conflicts() const
{
    const QKeySequence key = m_key->keySequence();
    return key.isEmpty() ? QStringList() : m_commands.conflicts(m_tree->chosen(), key);
}

void KeyBindingDialog::updateKey()
{
    QStringList others;
    for (const QString &name : conflicts())
        others.append(Wording::quoted(CommandRegistry::plainText(*m_commands.command(name)->action)));
    m_conflict->setText(others.isEmpty()
                            ? QString()
                            //: %1: a key, %2: names of commands, each in quotation marks
                            : tr("%1 is assigned to %2. Assigning it here removes it from there.")
                                  .arg(m_key->keySequence().toString(QKeySequence::NativeText), Wording::list(others)));
    m_conflict->setAccessibleName(m_conflict->text());
    say(m_set, others.isEmpty() ? tr("&Set") : tr("Assign &here"));
    m_set->setEnabled(!m_key->keySequence().isEmpty() &&
                      !m_commands.keys(m_tree->chosen()).contains(m_key->keySequence()));
}

void KeyBindingDialog::setKey()
{
    // Each change fills the fields anew.
    const QString chosen = m_tree->chosen();
    const QKeySequence key = m_key->keySequence();
    for (const QString &name : conflicts()) {
        QList<QKeySequence> left = m_commands.keys(name);
        left.removeAll(key);
        m_commands.setKeys(name, left);
    }
    m_commands.setKeys(chosen, {key});
    m_tree->setFocus();
}

} // namespace tegata
