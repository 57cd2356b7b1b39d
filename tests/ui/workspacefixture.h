// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/deskfixture.h"
#include "ui/common/bannerbar.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/records/queuetable.h"
#include "ui/records/requestdetailpane.h"

#include <QAction>
#include <QLabel>
#include <QTest>

#include <memory>

namespace tegata {

// The operators' workspace over a DeskFixture: what the test classes of the workspace derive from. Each test opens one
// and closes it.
class WorkspaceFixture
{
protected:
    using Command = RequestActions::Command;

    void open()
    {
        m_fixture = std::make_unique<DeskFixture>();
        m_workspace = std::make_unique<OperatorWorkspace>(m_fixture->desk, m_fixture->language, m_fixture->worker,
                                                          m_fixture->commands);
        m_workspace->resize(1200, 800);
    }
    void close()
    {
        m_workspace.reset();
        m_fixture.reset();
    }
    // Signed in, online, with so many pending requests, the first of which is shown and checked.
    void start(int requests)
    {
        m_fixture->site.putRequests(requests);
        m_workspace->load();
        m_workspace->show();
        m_workspace->setSignIn(SignIn::Unlocked);
        m_fixture->connectDesk();
        QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
        QTRY_COMPARE(table("pendingTable")->model()->rowCount(), requests);
        QTRY_COMPARE(title(), FakeSite::makeRequest(1).commonName);
        QTRY_VERIFY(action(Command::Approve)->isEnabled());
        QTRY_VERIFY(find<RequestDetailPane>("requestDetailPane")->isChecked());
    }
    QAction *action(Command command) const { return m_workspace->actions().action(command); }
    QueueTable *table(const char *name) const { return m_workspace->findChild<QueueTable *>(QLatin1String(name)); }
    template <typename T>
    T *find(const char *name) const
    {
        return m_workspace->findChild<T *>(QLatin1String(name));
    }
    QString title() const { return find<QLabel>("requestHeadingTitle")->text(); }
    BannerBar *notice() const { return find<BannerBar>("requestNotice"); }

    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<OperatorWorkspace> m_workspace;
};

} // namespace tegata
