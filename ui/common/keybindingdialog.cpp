// SPDX-License-Identifier: Apache-2.0
#include "ui/common/keybindingdialog.h"

#include "ui/common/commandregistry.h"
#include "ui/common/commandtree.h"

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
    : QDialog(parent), m_commands(commands), m_filter(new QLineEdit(this)), m_tree(new CommandTree(commands, this)),
      m_label(new QLabel(this)), m_key(new QKeySequenceEdit(this)), m_conflict(new QLabel(this)),
      m_set(makeButton("bindingSet", tr("&Set"))), m_remove(makeButton("bindingRemove", tr("Re&move key"))),
      m_reset(makeButton("bindingReset", tr("&Default key"))),
      m_resetAll(makeButton("bindingResetAll", tr("&All default keys")))
{
    setObjectName(QStringLiteral("keyBindingDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Change keys"));
    setAccessibleName(windowTitle());
    m_filter->setObjectName(QStringLiteral("bindingFilter"));
    m_filter->setPlaceholderText(tr("Search"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_label->setObjectName(QStringLiteral("bindingLabel"));
    m_label->setBuddy(m_key);
    m_key->setObjectName(QStringLiteral("bindingKey"));
    m_conflict->setObjectName(QStringLiteral("bindingConflict"));
    m_conflict->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setObjectName(QStringLiteral("bindingButtons"));
    buttons->setAccessibleName(windowTitle());
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setObjectName(QStringLiteral("bindingClose"));
    close->setText(tr("&Close"));
    close->setAccessibleName(tr("Close"));
    close->setAutoDefault(false);
    buttons->addButton(m_resetAll, QDialogButtonBox::ResetRole);
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
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 34);

    connect(m_filter, &QLineEdit::textChanged, m_tree, &CommandTree::fill);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &KeyBindingDialog::showChosen);
    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence &keys) {
        if (keys.count() > 1) // one chord a command: several in a row would make single letters wait
            m_key->setKeySequence(QKeySequence(keys[0]));
        judgeKey();
    });
    connect(m_set, &QPushButton::clicked, this, &KeyBindingDialog::setKey);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_commands.setKeys(m_tree->chosen(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_commands.reset(m_tree->chosen()); });
    connect(m_resetAll, &QPushButton::clicked, &m_commands, &CommandRegistry::resetAll);
    connect(&m_commands, &CommandRegistry::keysChanged, this, [this] {
        m_tree->fill(m_filter->text());
        showChosen();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_tree->fill({});
    m_filter->setFocus();
}

QPushButton *KeyBindingDialog::makeButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setAutoDefault(false);
    return button;
}

void KeyBindingDialog::showChosen()
{
    const CommandEntry *chosen = m_commands.command(m_tree->chosen());
    const QList<QKeySequence> keys = chosen ? chosen->action->shortcuts() : QList<QKeySequence>();
    //: %1: a command
    m_label->setText(chosen ? tr("&Key for “%1”:").arg(CommandRegistry::plainText(*chosen->action)) : QString());
    m_label->setAccessibleName(m_label->text().remove(QLatin1Char('&')));
    m_key->setAccessibleName(m_label->accessibleName());
    m_key->setEnabled(chosen);
    m_key->setKeySequence(keys.isEmpty() ? QKeySequence() : keys.constFirst());
    m_remove->setEnabled(!keys.isEmpty());
    m_reset->setEnabled(chosen && !m_commands.hasDefaultKeys(chosen->name));
    judgeKey();
}

QStringList KeyBindingDialog::conflicts() const
{
    const QKeySequence key = m_key->keySequence();
    return key.isEmpty() ? QStringList() : m_commands.conflicts(m_tree->chosen(), key);
}

void KeyBindingDialog::judgeKey()
{
    QStringList others;
    for (const QString &name : conflicts())
        others.append(CommandRegistry::plainText(*m_commands.command(name)->action));
    m_conflict->setText(others.isEmpty() ? QString()
                                         //: %1: a key, %2: names of commands
                                         : tr("%1 means “%2” now. Setting it takes it from there.")
                                               .arg(m_key->keySequence().toString(QKeySequence::NativeText),
                                                    others.join(QStringLiteral("”, “"))));
    m_conflict->setAccessibleName(m_conflict->text());
    m_set->setText(others.isEmpty() ? tr("&Set") : tr("&Take over"));
    m_set->setAccessibleName(m_set->text().remove(QLatin1Char('&')));
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
