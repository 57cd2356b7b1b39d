// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatordesk.h"
#include "tests/integration/practiceservice.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace tegata;

// An operator who puts requests on hold without end, until the program is killed:
//   outboxdecider PRACTICE CACHE KEY-HEX [REQUEST…]
// It goes on with what an earlier run left in the outbox. It prints "GIVEN ID" before a decision and "STORED ID" when
// it is in the outbox; EMPTY and its end come when there is nothing left to do.
namespace {

void say(const char *what, const QString &id = {})
{
    std::printf("%s %s\n", what, qPrintable(id));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4)
        return 2;
    const PracticeService practice(arguments.at(1));
    QByteArray key = QByteArray::fromHex(arguments.at(3).toLatin1());
    QStringList left = arguments.mid(4);
    const SystemClock clock;
    QueueCache cache(arguments.at(2));
    (void)cache.open();
    OperatorDesk desk(cache, clock);
    // Some are killed within their window, some on their way.
    desk.setUndoWindow(std::chrono::milliseconds(150));
    std::unique_ptr<OperatorSite> site = practice.connectOperator();
    if (!site)
        return 1;
    desk.attach(std::move(site), std::make_shared<const SecretBytes>(SecretBytes::take(key)));

    bool looking = false;
    QTimer deciding;
    QObject::connect(&deciding, &QTimer::timeout, &desk, [&] {
        if (!desk.session() || looking)
            return;
        if (left.isEmpty()) {
            if (desk.outboxDepth() == 0 && desk.connection() == DeskConnection::Online) {
                say("EMPTY");
                QCoreApplication::quit();
            }
            return;
        }
        looking = true;
        observe<std::optional<CertificateRequest>>(
            cache.request(left.constFirst()), &desk, [&](const Result<std::optional<CertificateRequest>> &found) {
                looking = false;
                if (!found || !*found)
                    return; // not synchronised yet
                const CertificateRequest request = **found;
                left.removeFirst();
                say("GIVEN", request.id);
                const Outbox::Receipt receipt = desk.give(request,
                                                          {request.id, request.version, RequestAction::Hold,
                                                           QStringLiteral("確認中です"), OperatorActions::newKey()},
                                                          {});
                observe<qint64>(receipt.stored, &desk, [id = request.id](const Result<qint64> &stored) {
                    if (stored)
                        say("STORED", id);
                });
            });
    });
    deciding.start(5);
    return QCoreApplication::exec();
}
