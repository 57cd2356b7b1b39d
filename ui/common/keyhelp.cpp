// SPDX-License-Identifier: Apache-2.0
#include "ui/common/keyhelp.h"

#include "ui/common/commandregistry.h"
#include "ui/common/commandtree.h"
#include "ui/common/keybindingdialog.h"
#include "ui/style/tokens.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

KeyHelp::KeyHelp(CommandRegistry &commands, QWidget *parent)
    : TranslatedDialog(parent), m_commands(commands), m_filter(new QLineEdit(this)),
      m_tree(new CommandTree(commands, this)), m_fixed(new QLabel(this)), m_buttons(new QDialogButtonBox(this)),
      m_close(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole)),
      m_change(m_buttons->addButton(QString(), QDialogButtonBox::ActionRole))
{
    setObjectName(QStringLiteral("keyHelp"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameWidget(m_filter, "keyHelpFilter");
    m_filter->installEventFilter(this);
    nameWidget(m_fixed, "keyHelpFixed");
    m_fixed->setWordWrap(true);
    nameWidget(m_buttons, "keyHelpButtons");
    nameWidget(m_close, "keyHelpClose");
    nameWidget(m_change, "keyHelpChange");
    m_change->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_fixed);
    layout->addWidget(m_buttons);
    resize(characterWidth(this) * 74, fontMetrics().height() * 34);
    connect(m_filter, &QLineEdit::textChanged, m_tree, &CommandTree::fill);
    connect(&m_commands, &CommandRegistry::keysChanged, this, [this] { m_tree->fill(m_filter->text()); });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_change, &QPushButton::clicked, this, [this] { (new KeyBindingDialog(m_commands, this))->open(); });
    retranslate();
    m_filter->setFocus();
}

void KeyHelp::retranslate()
{
    setWords(tr("Keyboard shortcuts"));
    speak(m_buttons, tr("Keyboard shortcuts"));
    m_filter->setPlaceholderText(tr("Search"));
    speak(m_filter, tr("Search"));
    say(m_fixed, tr("Everywhere: the arrows move through rows, Tab from part to part, Esc goes back. While a "
                    "decision asks for its reason: 1–9 choose one, Enter or Ctrl+Enter decides."));
    say(m_close, tr("&Close"));
    m_change->setText(tr("C&ustomise…"));
    speak(m_change, tr("Customise keyboard shortcuts"));
}

bool KeyHelp::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_tree, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace tegata
