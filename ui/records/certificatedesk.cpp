// SPDX-License-Identifier: Apache-2.0
#include "ui/records/certificatedesk.h"

#include "ui/common/languagecontroller.h"
#include "ui/models/queuemodel.h"
#include "ui/records/expirydialog.h"
#include "ui/records/exportdialog.h"
#include "ui/records/filefinder.h"
#include "ui/records/filterbar.h"
#include "ui/records/queuetabs.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLocale>
#include <QMimeData>

#include <chrono>

namespace tegata {

namespace {

constexpr qsizetype LongestPasted = 200;
constexpr std::chrono::milliseconds CalmDown{500};
constexpr std::chrono::hours CountAgain{1};

} // namespace

CertificateDesk::CertificateDesk(CustomerRecords &records, const LanguageController &language, Worker &worker,
                                 QueueTabs &tabs, CommandRegistry &commands, const QString &scope, QWidget *window)
    : QObject(window), m_records(records), m_language(language), m_worker(worker), m_tabs(tabs), m_window(window),
      m_finder(new FileFinder(records.cache(), worker, this)), m_commands(new CommandSet(staticMetaObject, this))
{
    declareLists();
    declareFinding();
    m_commands->addTo(commands, scope);
    window->addActions(m_commands->actions());
    for (const auto changed : {&QueueTabs::tabChanged, &QueueTabs::selectionChanged, &QueueTabs::currentChanged})
        connect(&m_tabs, changed, m_commands, &CommandSet::update);
    m_dueTimer.setSingleShot(true);
    connect(&m_dueTimer, &QTimer::timeout, this, &CertificateDesk::countDue);
    connect(&m_records, &CustomerRecords::clockLeapt, this, &CertificateDesk::countDue);
    connect(&m_records.cache(), &QueueCache::changed, this, [this](const ChangeSet &changes) {
        if (!changes.of(QueueView::Issued).isEmpty())
            m_dueTimer.start(CalmDown);
    });
    connectFinder();
    retranslate();
    countDue();
}

void CertificateDesk::declareLists()
{
    m_commands->add(Command::Export, {.name = "exportList",
                                      .objectName = "exportAction",
                                      .category = CommandCategory::View,
                                      .icon = "download",
                                      .keys = "Ctrl+E",
                                      .text = QT_TR_NOOP("E&xport list…"),
                                      .state =
                                          [this] {
                                              return CommandState::possibleIf(m_tabs.currentModel().rowCount() > 0,
                                                                              tr("The list is empty."));
                                          },
                                      .run = [this] { openExport(); }});
    m_commands->add(Command::Expiries, {.name = "showExpiries",
                                        .objectName = "expiriesAction",
                                        .category = CommandCategory::Certificate,
                                        .keys = "Ctrl+Shift+E",
                                        .text = QT_TR_NOOP("Certificate expiry by wee&k…"),
                                        .run = [this] { openExpiries(); }});
    m_commands->add(Command::DueForRenewal, {.name = "dueForRenewal",
                                             .objectName = "dueAction",
                                             .category = CommandCategory::Certificate,
                                             .keys = "Ctrl+R",
                                             .text = QT_TR_NOOP("&Due for renewal (%1)"),
                                             .value = [this] { return QLocale().toString(m_due); },
                                             .run = [this] { m_tabs.showRenewals(); }});
}

void CertificateDesk::declareFinding()
{
    m_commands->add(Command::FindByFile, {.name = "findByCertificateOrCsr",
                                          .objectName = "findByFileAction",
                                          .category = CommandCategory::Find,
                                          .icon = "open",
                                          .keys = "Ctrl+Shift+F",
                                          .text = QT_TR_NOOP("&Find by certificate or CSR…"),
                                          .run = [this] { chooseFile(); }});
    m_commands->add(Command::FindCopied, {.name = "findCopied",
                                          .objectName = "findCopiedAction",
                                          .category = CommandCategory::Find,
                                          .keys = "Ctrl+V",
                                          .text = QT_TR_NOOP("Find from cli&pboard"),
                                          .run = [this] { findCopied(); }});
    m_commands->add(
        Command::CopyName,
        {.name = "copyName",
         .objectName = "copyNameAction",
         .category = CommandCategory::Certificate,
         .icon = "copy",
         .keys = "Ctrl+Shift+C",
         .text = QT_TR_NOOP("Cop&y name"),
         .state = [this] { return CommandState::possibleIf(m_tabs.hasCurrent(), tr("Nothing is selected.")); },
         .run = [this] { copyName(); }});
}

void CertificateDesk::countDue()
{
    m_dueTimer.start(CountAgain);
    observe(m_records.cache().count(ExpiryDialog::dueQuery(m_records.clock().now().toLocalTime())), this,
            [this](const Result<qint64> &due) {
                if (!due || *due == m_due)
                    return;
                m_due = *due;
                retranslate();
                Q_EMIT dueCountChanged(m_due);
            });
}

void CertificateDesk::openExport()
{
    const QueueModel &model = m_tabs.currentModel();
    auto *dialog = new ExportDialog(m_records, m_language, m_worker,
                                    {model.query(), model.rowCount(), m_tabs.selectedKeys()}, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exported, this,
            [this](const QString &path) { Q_EMIT announced(tr("Exported: %1").arg(path)); });
    dialog->open();
}

void CertificateDesk::openExpiries()
{
    auto *dialog = new ExpiryDialog(m_records.cache(), m_records.clock(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExpiryDialog::rowsRequested, this, &CertificateDesk::queryRequested);
    dialog->open();
}

void CertificateDesk::chooseFile()
{
    auto *dialog = new QFileDialog(m_window, tr("Find by certificate or CSR"));
    dialog->setObjectName(QStringLiteral("findByFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Certificates and CSRs (*.pem *.crt *.cer *.der *.csr *.req *.p10)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_finder, &FileFinder::findFile);
    dialog->open();
}

void CertificateDesk::connectFinder()
{
    m_tabs.setAcceptDrops(true);
    m_tabs.installEventFilter(this);
    connect(m_finder, &FileFinder::found, this, &CertificateDesk::rowRequested);
    connect(m_finder, &FileFinder::keyFound, this, [this](const QueueQuery &query, bool isOther) {
        Q_EMIT queryRequested(query);
        if (isOther)
            Q_EMIT hinted(tr("This certificate is not in the list. Those with the same public key are shown."));
    });
    connect(m_finder, &FileFinder::nothingFound, this,
            [this] { Q_EMIT hinted(tr("Nothing in the list has this public key.")); });
    connect(m_finder, &FileFinder::failed, this, &CertificateDesk::failed);
}

bool CertificateDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    if (!FileFinder::canFind(*drop->mimeData()))
        return QObject::eventFilter(watched, event);
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (event->type() == QEvent::Drop)
        m_finder->find(*drop->mimeData());
    return true;
}

void CertificateDesk::findCopied()
{
    const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
    if (!copied)
        return;
    if (FileFinder::canFind(*copied)) {
        m_finder->find(*copied);
    } else if (const QString text = copied->text().simplified().left(LongestPasted); !text.isEmpty()) {
        m_tabs.currentFilterBar().setText(text);
    } else {
        Q_EMIT hinted(tr("The clipboard has no certificate or CSR to search for."));
    }
}

void CertificateDesk::copyName()
{
    const std::optional<QueueRow> row = m_tabs.currentRow();
    if (!row)
        return;
    const QString name = row->request() ? row->request()->commonName : row->certificate()->commonName;
    QGuiApplication::clipboard()->setText(name);
    Q_EMIT hinted(tr("Copied: %1").arg(name));
}

} // namespace tegata
