// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/siteprofile.h"

#include <QMenu>

class QActionGroup;

namespace tegata {

class CommandRegistry;

// The sites of the profile, by name, to change between them; the open one is ticked. They are commands too, so that the
// palette finds them.
class SitesMenu : public QMenu
{
    Q_OBJECT

public:
    // Outlives it.
    explicit SitesMenu(CommandRegistry &commands, QWidget *parent = nullptr);

    void setSites(const QList<SiteProfile> &sites, const QString &openId);

Q_SIGNALS:
    void siteChosen(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    CommandRegistry &m_commands;
    QActionGroup *m_group;
};

} // namespace tegata
