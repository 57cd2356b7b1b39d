// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentdesk.h"
#include "tests/ui/practiceidentity.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/settingsstore.h"
#include "ui/enrollment/postaldirectory.h"
#include "ui/operator/reasontemplates.h"
#include "ui/shell/enrollmentshelldesk.h"

#include <QImage>
#include <QSize>
#include <QString>
#include <QTest>

#include <chrono>
#include <span>

namespace tegata {

// The window with both desks over doubles in memory, and a queue of requests as an office has them: fixed names, times,
// keys and CSRs, so that the same screen is the same picture on each run. One for each screen.
struct ScreenWorld : ShellFixture
{
    ScreenWorld();
    ~ScreenWorld();

    // Each waits for what it says and answers whether it came.
    bool show(const QSize &size);
    bool signIn(); // and is connected; the queue is there
    bool openRequest(const QString &commonName);
    bool openDraft(EnrollmentPage page, bool isFilled = true);

    template <typename T>
    T *find(const char *name = nullptr) const
    {
        return window.findChild<T *>(name ? QString::fromLatin1(name) : QString());
    }

    void fillQueue();
    void fillCertificates();

    PracticeIdentity files;
    ReasonTemplates templates{commands.settingsFile()};
    SettingsStore settings{{}, worker};
    PostalDirectory postal{worker, QString()};
    EnrollmentDesk drafts{folder.filePath(QStringLiteral("drafts")), secrets, clock};
    EnrollmentShellDesk enrollmentDesk{DraftEditor::Means{drafts, language, postal, worker, clock}};
};

// Whether the condition comes to hold within a while.
template <typename Condition>
bool comes(Condition condition)
{
    return QTest::qWaitFor(condition, 10000);
}

// One screen of the program: how a world gets there. window is shown at its size before.
struct Screen
{
    const char *name; // of its pictures
    bool (*open)(ScreenWorld &world);
};
std::span<const Screen> screens();

// The window and every dialog of it that is open, as they lie on the screen, when nothing moves any more: the same for
// a moment. Null where that did not come.
QImage settledPicture(QWidget &window, std::chrono::milliseconds still = std::chrono::milliseconds(120));
// Laid out, and its words in their places: a shorter moment will do.
inline bool isSettled(QWidget &window)
{
    return !settledPicture(window, std::chrono::milliseconds(30)).isNull();
}

} // namespace tegata
