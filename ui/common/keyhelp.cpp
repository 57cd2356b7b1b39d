// SPDX-License-Identifier: Apache-2.0
#include "ui/common/keyhelp.h"

#include "ui/common/commandregistry.h"
#include "ui/common/commandtree.h"
#include "ui/common/keybindingdialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

KeyHelp::KeyHelp(CommandRegistry &commands, QWidget *parent)
    : QDialog(parent), m_commands(commands), m_filter(new QLineEdit(this)), m_tree(new CommandTree(commands, this))
{
    setObjectName(QStringLiteral("keyHelp"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    setAccessibleName(windowTitle());
    m_filter->setObjectName(QStringLiteral("keyHelpFilter"));
    m_filter->setPlaceholderText(tr("Search"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->installEventFilter(this);
    auto *fixed =
        new QLabel(tr("Everywhere: the arrows move through rows, Tab from part to part, Esc goes back. While a "
                      "decision asks for its reason: 1–9 choose one, Enter or Ctrl+Enter decides."),
                   this);
    fixed->setObjectName(QStringLiteral("keyHelpFixed"));
    fixed->setAccessibleName(fixed->text());
    fixed->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setObjectName(QStringLiteral("keyHelpButtons"));
    buttons->setAccessibleName(windowTitle());
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setObjectName(QStringLiteral("keyHelpClose"));
    close->setText(tr("&Close"));
    close->setAccessibleName(tr("Close"));
    QPushButton *change = buttons->addButton(tr("C&hange keys…"), QDialogButtonBox::ActionRole);
    change->setObjectName(QStringLiteral("keyHelpChange"));
    change->setAccessibleName(tr("Change keys"));
    change->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    layout->addWidget(fixed);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 74, fontMetrics().height() * 34);
    connect(m_filter, &QLineEdit::textChanged, m_tree, &CommandTree::fill);
    connect(&m_commands, &CommandRegistry::keysChanged, this, [this] { m_tree->fill(m_filter->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(change, &QPushButton::clicked, this, [this] { (new KeyBindingDialog(m_commands, this))->open(); });
    m_tree->fill({});
    m_filter->setFocus();
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
