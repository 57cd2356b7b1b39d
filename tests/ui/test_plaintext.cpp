// SPDX-License-Identifier: Apache-2.0
#include "ui/common/plaintext.h"

#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/languagewalk.h"
#include "tests/ui/practiceidentity.h"
#include "tests/ui/shellfixture.h"
#include "ui/operator/bulkpanel.h"
#include "ui/operator/bulkrevokedialog.h"
#include "ui/operator/conflictview.h"
#include "ui/operator/editdialog.h"
#include "ui/operator/notedialog.h"
#include "ui/operator/outboxpanel.h"
#include "ui/operator/profilevaluesdialog.h"
#include "ui/operator/reasontemplatesdialog.h"
#include "ui/operator/revokedialog.h"
#include "ui/shell/sitechangedialog.h"
#include "ui/shell/sitesmenu.h"

#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>
#include <QTextEdit>
#include <QToolTip>

#include <functional>

namespace tegata {

namespace {

// What an attacker puts into a CSR, a note or a profile: a forged verdict, a link, a file of this computer.
QString hostile(const QString &mark)
{
    return QStringLiteral("<b style=\"color:green\">All checks passed</b><a href=\"https://evil.example\">%1</a>"
                          "<img src=\"file:///etc/passwd\">")
        .arg(mark);
}

CertificateRequest hostileRequest(int number)
{
    CertificateRequest request = FakeSite::makeRequest(number);
    request.commonName = hostile(QStringLiteral("cn%1").arg(number));
    request.subject = QStringLiteral("C=JP, O=%1, CN=%2").arg(hostile(QStringLiteral("o")), request.commonName);
    request.sans = {hostile(QStringLiteral("san"))};
    request.organization = hostile(QStringLiteral("o"));
    request.profile = hostile(QStringLiteral("profile"));
    request.key.label = hostile(QStringLiteral("key"));
    return request;
}

CertificateRecord hostileCertificate(int number)
{
    CertificateRecord record = FakeSite::makeCertificate(number);
    record.commonName = hostile(QStringLiteral("cn%1").arg(number));
    record.subject = QStringLiteral("CN=%1").arg(record.commonName);
    record.sans = {hostile(QStringLiteral("san"))};
    record.organization = hostile(QStringLiteral("o"));
    record.issuer = hostile(QStringLiteral("issuer"));
    return record;
}

struct HostileWorld : ShellFixture
{
    HostileWorld() : templates(commands.settingsFile())
    {
        for (int number = 1; number <= 3; ++number)
            (void)site.put(hostileRequest(number));
        (void)site.put(hostileCertificate(50));
        templates.setOwn(RequestAction::Reject, {hostile(QStringLiteral("reason"))});
    }
    CertificateRequest request(int number) const
    {
        return *site.request(QStringLiteral("r-%1").arg(number, 4, 10, QLatin1Char('0')));
    }

    PracticeIdentity files;
    ReasonTemplates templates;
};

// Every widget of the window that could show text as HTML, with what it says.
QStringList markedUp(QWidget &window, int &seen)
{
    QStringList found;
    QList<QWidget *> widgets = window.findChildren<QWidget *>();
    widgets.append(&window);
    for (QWidget *widget : std::as_const(widgets)) {
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            widget->ensurePolished();
            if (label->textFormat() != Qt::PlainText)
                found.append(widget->objectName() + QLatin1String(": ") + label->text());
        }
        if (qobject_cast<const QTextEdit *>(widget))
            found.append(widget->objectName() + QLatin1String(" shows rich text"));
    }
    for (const QString &each : wordsOf(window))
        seen += each.contains(QLatin1String("<b style")) ? 1 : 0;
    return found;
}

} // namespace

using MakeWindow = std::function<QWidget *(HostileWorld &)>;

} // namespace tegata

Q_DECLARE_METATYPE(tegata::MakeWindow)

namespace tegata {

// No value shows as anything but its own characters, in any window.
class TestPlainText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWindow_data();
    void everyWindow();
    void theWholeWindow();
    void whatQtMakesItself();
    void mnemonicsAreOurs();
    void nothingInTheSourcesIsMarkedUp();
};

void TestPlainText::everyWindow_data()
{
    QTest::addColumn<MakeWindow>("make");
    const auto row = [](const char *name, const MakeWindow &make) { QTest::newRow(name) << make; };
    row("bulk", [](HostileWorld &world) -> QWidget * {
        return new BulkPanel(world.desk, world.language, world.worker, world.templates,
                             {world.request(1), world.request(2)}, RequestAction::Reject);
    });
    row("bulk revocation", [](HostileWorld &world) -> QWidget * {
        return new BulkRevokeDialog(world.desk, {*world.site.certificate(hostileCertificate(50).serial)});
    });
    row("conflict", [](HostileWorld &world) -> QWidget * { return new ConflictView(world.desk, world.language, 0); });
    row("edit", [](HostileWorld &world) -> QWidget * { return new EditDialog(world.request(1), std::nullopt); });
    row("note", [](HostileWorld &world) -> QWidget * { return new NoteDialog(world.request(1)); });
    row("outbox",
        [](HostileWorld &world) -> QWidget * { return new OutboxPanel(world.desk, world.clock, world.language); });
    row("profile values", [](HostileWorld &world) -> QWidget * {
        EnrollmentProfile profile = FakeSite::makeProfile(world.request(1));
        profile.name = hostile(QStringLiteral("profile"));
        for (ProfileValue &value : profile.values) {
            value.policy = hostile(QStringLiteral("policy"));
            value.name = hostile(QStringLiteral("name"));
            value.constraint = hostile(QStringLiteral("constraint"));
            value.value = hostile(QStringLiteral("value"));
        }
        return new ProfileValuesDialog(world.desk, world.language, world.request(1), profile);
    });
    row("reasons", [](HostileWorld &world) -> QWidget * {
        return new ReasonTemplatesDialog(world.templates, RequestAction::Reject);
    });
    row("revocation", [](HostileWorld &) -> QWidget * {
        auto *dialog = new RevokeDialog(hostileCertificate(1), SiteCapabilities());
        LiveCertificate live;
        live.host = hostile(QStringLiteral("host"));
        live.obstacle = LiveCertificate::Obstacle::SwitchedOff;
        dialog->setLive({live});
        dialog->setSuccessor(std::nullopt);
        return dialog;
    });
    row("another site", [](HostileWorld &world) -> QWidget * {
        SiteProfile known = ShellFixture::profile();
        known.name = hostile(QStringLiteral("known"));
        known.trustAnchors = {
            world.files.certificate(QDateTime(QDate(2027, 6, 1), QTime(), Qt::UTC), ExtendedKeyUsage::ServerAuth)};
        SiteProfile offered = known;
        offered.name = hostile(QStringLiteral("offered"));
        return new SiteChangeDialog(known, offered);
    });
}

void TestPlainText::everyWindow()
{
    QFETCH(MakeWindow, make);
    HostileWorld world;
    world.connectDesk();
    QTRY_COMPARE(world.desk.connection(), DeskConnection::Online);
    world.site.failNext(Error{ErrorCode::TimedOut, {}, {}, -1});
    const Future<DecisionAnswer> waits =
        world.desk.decide(world.request(3), RequestAction::Approve, hostile(QStringLiteral("note")));
    QTRY_VERIFY(!world.desk.outboxItems().isEmpty() && world.desk.outboxItems().constFirst().tries > 0);
    world.site.actAsOther(QStringLiteral("r-0003"), RequestAction::Hold);
    world.desk.retryNow();
    QTRY_COMPARE(ConflictView::asking(world.desk).size(), 1);

    const std::unique_ptr<QWidget> window(make(world));
    window->setAttribute(Qt::WA_DeleteOnClose, false);
    window->show();
    int seen = 0;
    QCOMPARE(markedUp(*window, seen), QStringList());
    QVERIFY2(seen > 0, "the window shows none of the values");
}

void TestPlainText::theWholeWindow()
{
    HostileWorld world;
    world.desk.setUndoWindow(std::chrono::seconds(10));
    world.window.show();
    OperatorWorkspace &workspace = world.operatorDesk.workspace();
    workspace.load();
    workspace.setSignIn(SignIn::Unlocked);
    world.connectDesk();
    QTRY_COMPARE(world.desk.connection(), DeskConnection::Online);
    const auto *title = world.window.findChild<QLabel *>(QStringLiteral("requestHeadingTitle"));
    QTRY_COMPARE(title->text(), world.request(1).commonName);
    (void)world.desk.decide(world.request(3), RequestAction::Hold, hostile(QStringLiteral("note"))); // the undo bar
    QTRY_VERIFY(world.window.findChild<QLabel *>(QStringLiteral("undoText"))->isVisible());
    QTRY_VERIFY(workspace.actions().action(RequestActions::Command::Reject)->isEnabled());
    workspace.actions().action(RequestActions::Command::Reject)->trigger(); // the decision panel
    int seen = 0;
    QCOMPARE(markedUp(world.window, seen), QStringList());
    QVERIFY2(seen > 5, qPrintable(QString::number(seen)));
    workspace.setView(QueueView::Issued);
    QTRY_VERIFY(world.window.findChild<QLabel *>(QStringLiteral("certificateHeadingTitle")));
    QTRY_VERIFY(world.window.findChild<QLabel *>(QStringLiteral("certificateHeadingTitle"))->isVisible());
    QCOMPARE(markedUp(world.window, seen), QStringList());
}

void TestPlainText::whatQtMakesItself()
{
    const HostileWorld world;
    const QString text = hostile(QStringLiteral("x"));
    QMessageBox box(QMessageBox::Warning, text, text, QMessageBox::Close);
    box.setInformativeText(text);
    box.show();
    int seen = 0;
    QCOMPARE(markedUp(box, seen), QStringList());

    QWidget window;
    window.show();
    QToolTip::showText(QPoint(10, 10), text, &window);
    const QLabel *tip = nullptr;
    for (const QWidget *each : QApplication::topLevelWidgets()) {
        if (each->inherits("QTipLabel"))
            tip = qobject_cast<const QLabel *>(each);
    }
    QVERIFY(tip);
    QCOMPARE(tip->text(), text);
    QCOMPARE(tip->textFormat(), Qt::PlainText);
    QToolTip::hideText();
}

void TestPlainText::mnemonicsAreOurs()
{
    HostileWorld world;
    SitesMenu menu(world.commands, &world.window);
    SiteProfile site = ShellFixture::profile();
    site.name = QStringLiteral("A&B <b>C</b>");
    menu.setSites({site}, site.id);
    QCOMPARE(menu.actions().constLast()->text(), QStringLiteral("A&&B <b>C</b>"));
}

// Text that is marked up has no place in the program; what would bring it in is found here.
void TestPlainText::nothingInTheSourcesIsMarkedUp()
{
    static const QRegularExpression markup(QStringLiteral(
        "Qt::(RichText|AutoText|MarkdownText)|\\b(setHtml|insertHtml|appendHtml|setMarkdown|setOpenExternalLinks)\\b|"
        "\\b(QTextBrowser|QTextDocument|QTextEdit|QErrorMessage|QStaticText)\\b|<(b|br|i|a|p|img|span|font|html)[ "
        ">/]"));
    const QDir root(QString::fromLocal8Bit(qgetenv("TEGATA_SOURCE_DIR")));
    QStringList found;
    int files = 0;
    for (const char *folder : {"ui", "app/desktop"}) {
        QDirIterator each(root.filePath(QLatin1String(folder)), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                          QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            int number = 0;
            for (const QByteArray &line : file.readAll().split('\n')) {
                ++number;
                const QString text = QString::fromUtf8(line);
                const bool isComment = text.trimmed().startsWith(QLatin1String("//"));
                if (!isComment && !text.startsWith(QLatin1String("#include")) && markup.match(text).hasMatch())
                    found.append(QStringLiteral("%1:%2: %3")
                                     .arg(root.relativeFilePath(file.fileName()))
                                     .arg(number)
                                     .arg(text.trimmed()));
            }
        }
    }
    QVERIFY(files > 300);
    QCOMPARE(found, QStringList());
}

} // namespace tegata

TEGATA_TEST(tegata::TestPlainText)
#include "test_plaintext.moc"
