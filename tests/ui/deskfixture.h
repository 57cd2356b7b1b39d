// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/cache/queuecache.h"
#include "core/desk/operatordesk.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "ui/common/commandregistry.h"
#include "ui/common/languagecontroller.h"

#include <QTemporaryDir>

namespace tegata {

// A desk over a real cache in a temporary folder and a certification authority in memory: what the interface's tests
// stand on. One for each test.
struct DeskFixture
{
    explicit DeskFixture(Language startLanguage = Language::English)
        : language(startLanguage), cache(folder.filePath(QStringLiteral("cache"))), desk(opened(cache), clock)
    {
        desk.setUndoWindow(std::chrono::milliseconds(0)); // tests of the window open one themselves
    }

    static QueueCache &opened(QueueCache &cache)
    {
        (void)cache.open();
        return cache;
    }
    void connectDesk() { desk.attach(site.makeConnection()); }

    QTemporaryDir folder;
    ManualClock clock;
    FakeSite site;
    LanguageController language;
    CommandRegistry commands{folder.filePath(QStringLiteral("window.ini"))};
    Worker worker{QStringLiteral("test")};
    QueueCache cache;
    OperatorDesk desk;
};

} // namespace tegata
