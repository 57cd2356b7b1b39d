// SPDX-License-Identifier: Apache-2.0
#include "core/desk/enrollmentdesk.h"
#include "tests/support/draftsample.h"
#include "tests/support/memorysecretstore.h"

#include <QCoreApplication>
#include <QTimer>

#include <chrono>
#include <cstdio>

using namespace tegata;

// Types without end into a draft of the profile given, as a person would in the wizard, until it is killed:
//   drafttyper PROFILE KEY-ENTRY KEY-HEX [DRAFT]
// It prints READY when it begins, and after each change "MILLISECONDS NUMBER", where the number is what was typed and
// the time that of the system's monotonic clock.
namespace {

qint64 now()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void fail(const char *what)
{
    std::fprintf(stderr, "%s\n", what);
    QCoreApplication::exit(1);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 5)
        return 2;
    MemorySecretStore secrets;
    QByteArray key = QByteArray::fromHex(arguments.at(3).toLatin1());
    secrets.write(arguments.at(2), std::make_shared<const SecretBytes>(SecretBytes::take(key)));
    const SystemClock clock;
    EnrollmentDesk desk(arguments.at(1), secrets, clock);
    EnrollmentDraft draft;
    QTimer typing;
    QObject::connect(&typing, &QTimer::timeout, &desk, [&] {
        const int number = draft.application.subscriberName.toInt() + 1;
        draft.application.subscriberName = QString::number(number);
        desk.update(draft);
        std::printf("%lld %d\n", static_cast<long long>(now()), number);
        std::fflush(stdout);
        // A person also turns pages.
        if (number % 300 == 0)
            (void)desk.flush();
    });
    observe(desk.unlock(), &desk, [&](const Result<void> &opened) {
        if (!opened)
            return fail("the vault does not open");
        observe(desk.openDraft(arguments.at(4)), &desk, [&](const Result<OpenedDraft> &result) {
            if (!result || result->readOnly)
                return fail("the draft does not open");
            draft = result->draft;
            std::puts("READY");
            std::fflush(stdout);
            typing.start(10);
        });
    });
    return QCoreApplication::exec();
}
