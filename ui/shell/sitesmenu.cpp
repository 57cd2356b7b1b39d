// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/sitesmenu.h"

#include "ui/common/commandregistry.h"
#include "ui/common/contentdialog.h"
#include "ui/common/plaintext.h"

#include <QActionGroup>
#include <QEvent>

namespace tegata {

SitesMenu::SitesMenu(CommandRegistry &commands, QWidget *parent)
    : QMenu(parent), m_commands(commands), m_group(new QActionGroup(this))
{
    setObjectName(QStringLiteral("sitesMenu"));
    menuAction()->setObjectName(QStringLiteral("sitesMenuAction"));
    retranslate();
}

void SitesMenu::setSites(const QList<SiteProfile> &sites, const QString &openId)
{
    qDeleteAll(m_group->actions());
    for (const SiteProfile &site : sites) {
        QAction *action = addAction(PlainText::withoutMnemonics(site.name));
        action->setObjectName(QStringLiteral("siteAction-") + site.id);
        action->setCheckable(true);
        action->setChecked(site.id == openId);
        m_group->addAction(action);
        m_commands.add(QStringLiteral("program.openSite.") + site.id, CommandCategory::Program, action);
        connect(action, &QAction::triggered, this, [this, id = site.id] { Q_EMIT siteChosen(id); });
    }
    menuAction()->setVisible(sites.size() > 1); // one is no choice
}

void SitesMenu::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMenu::changeEvent(event);
}

void SitesMenu::retranslate()
{
    setTitle(tr("&Sites"));
    speak(this, title());
}

} // namespace tegata
