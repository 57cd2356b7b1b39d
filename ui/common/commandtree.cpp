// SPDX-License-Identifier: Apache-2.0
#include "ui/common/commandtree.h"

#include "ui/common/commandregistry.h"
#include "ui/common/fuzzymatch.h"
#include "ui/style/textrole.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>

namespace tegata {

namespace {

constexpr int NameRole = Qt::UserRole + 1;

} // namespace

CommandTree::CommandTree(const CommandRegistry &commands, QWidget *parent) : QTreeWidget(parent), m_commands(commands)
{
    setObjectName(QStringLiteral("commandTree"));
    viewport()->setObjectName(QStringLiteral("commandTreeViewport"));
    setColumnCount(2);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    header()->setStretchLastSection(true);
    retranslate();
}

void CommandTree::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QTreeWidget::changeEvent(event);
}

void CommandTree::retranslate()
{
    setAccessibleName(tr("Commands and their keyboard shortcuts"));
    viewport()->setAccessibleName(accessibleName());
    setHeaderLabels({tr("Command"), tr("Shortcut")});
    fill(m_filter);
}

void CommandTree::fill(const QString &filter)
{
    const QString before = chosen();
    m_filter = filter;
    clear();
    const QFont bold = textFont(TextRole::Strong, font());
    QTreeWidgetItem *current = nullptr;
    for (int i = 0; i < CommandCategoryCount; ++i) {
        const auto category = static_cast<CommandCategory>(i);
        auto *heading = new QTreeWidgetItem({CommandRegistry::categoryText(category)});
        heading->setFont(0, bold);
        heading->setFlags(Qt::ItemIsEnabled);
        for (const CommandEntry &each : m_commands.available()) {
            if (each.category != category || each.action->text().isEmpty())
                continue;
            const QString title = CommandRegistry::plainText(*each.action);
            const QString keys = m_commands.keyText(each.name);
            if (!fuzzyMatch(filter,
                            QStringList({title, keys, CommandRegistry::englishText(each.name)}).join(QLatin1Char(' '))))
                continue;
            auto *item = new QTreeWidgetItem(heading, {title, keys});
            item->setData(0, NameRole, each.name);
            if (!current || each.name == before)
                current = item;
        }
        if (heading->childCount() > 0) {
            addTopLevelItem(heading);
            heading->setExpanded(true);
        } else {
            delete heading;
        }
    }
    resizeColumnToContents(0);
    setCurrentItem(current);
}

QString CommandTree::chosen() const
{
    const QTreeWidgetItem *item = currentItem();
    return item ? item->data(0, NameRole).toString() : QString();
}

} // namespace tegata
