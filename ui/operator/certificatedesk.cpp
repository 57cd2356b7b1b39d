// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/certificatedesk.h"

#include "ui/common/commandregistry.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/bulkrevokedialog.h"
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

struct Face
{
    const char *objectName;
    const char *name; // in the registry
    CommandCategory category;
    const char *icon;
    const char *keys;
};
// In the order of CertificateDesk::Command.
constexpr Face Faces[] = {
    {"exportAction", "operator.exportList", CommandCategory::View, "download", "Ctrl+E"},
    {"expiriesAction", "operator.showExpiries", CommandCategory::Certificate, nullptr, "Ctrl+Shift+E"},
    {"dueAction", "operator.dueForRenewal", CommandCategory::Certificate, nullptr, "Ctrl+R"},
    {"findByFileAction", "operator.findByCertificateOrCsr", CommandCategory::Find, "open", "Ctrl+Shift+F"},
    {"findCopiedAction", "operator.findCopied", CommandCategory::Find, nullptr, "Ctrl+V"},
    {"revokeManyAction", "operator.revokeChosen", CommandCategory::Certificate, "revoke", "Ctrl+Shift+Delete"},
    {"copyNameAction", "operator.copyName", CommandCategory::Certificate, "copy", "Ctrl+Shift+C"},
};
static_assert(std::size(Faces) == CertificateDesk::CommandCount);

} // namespace

CertificateDesk::CertificateDesk(OperatorDesk &desk, const LanguageController &language, Worker &worker,
                                 QueueTabs &tabs, CommandRegistry &commands, QWidget *window)
    : QObject(window), m_desk(desk), m_language(language), m_worker(worker), m_tabs(tabs), m_window(window),
      m_finder(new FileFinder(desk.cache(), worker, this))
{
    for (int i = 0; i < CommandCount; ++i) {
        const Face &face = Faces[i];
        auto *action = new QAction(face.icon ? PaletteIcon::icon(QLatin1String(face.icon)) : QIcon(), {}, this);
        action->setObjectName(QLatin1String(face.objectName));
        action->setShortcutContext(Qt::WindowShortcut); // while the desk is shown, wherever the focus is
        connect(action, &QAction::triggered, this, [this, i] { run(static_cast<Command>(i)); });
        commands.add(QLatin1String(face.name), face.category, action, {QKeySequence(QLatin1String(face.keys))});
        m_actions.append(action);
    }
    window->addActions(m_actions);
    connect(&m_tabs, &QueueTabs::tabChanged, this, &CertificateDesk::updateState);
    connect(&m_tabs, &QueueTabs::selectionChanged, this, &CertificateDesk::updateState);
    connect(&m_tabs, &QueueTabs::currentChanged, this, &CertificateDesk::updateState);
    connect(&m_desk, &OperatorDesk::sessionChanged, this, &CertificateDesk::updateState);
    connect(&m_desk, &OperatorDesk::connectionChanged, this, &CertificateDesk::updateState);
    m_dueTimer.setSingleShot(true);
    connect(&m_dueTimer, &QTimer::timeout, this, &CertificateDesk::countDue);
    connect(&m_desk, &OperatorDesk::clockChanged, this, &CertificateDesk::countDue);
    connect(&m_desk.cache(), &QueueCache::changed, this, [this](const ChangeSet &changes) {
        if (!changes.of(QueueView::Issued).isEmpty())
            m_dueTimer.start(CalmDown);
    });
    connectFinder();
    retranslate();
    countDue();
}

void CertificateDesk::countDue()
{
    m_dueTimer.start(CountAgain);
    observe(m_desk.cache().count(ExpiryDialog::dueQuery(m_desk.clock().now().toLocalTime())), this,
            [this](const Result<qint64> &due) {
                if (!due || *due == m_due)
                    return;
                m_due = *due;
                retranslate();
                Q_EMIT dueCountChanged(m_due);
            });
}

void CertificateDesk::retranslate()
{
    const QString texts[] = {tr("&Export list…"),
                             tr("When certificates e&nd…"),
                             tr("&Due for renewal (%1)").arg(QLocale().toString(m_due)),
                             tr("&Find by certificate or CSR…"),
                             tr("Find what was co&pied"),
                             tr("Revoke the &chosen…"),
                             tr("Cop&y name")};
    for (int i = 0; i < CommandCount; ++i)
        m_actions[i]->setText(texts[i]);
    updateState();
}

void CertificateDesk::updateState()
{
    const bool isIssued = m_tabs.view() == QueueView::Issued;
    const auto set = [this](Command command, const QString &reason) {
        QAction *each = action(command);
        each->setEnabled(reason.isEmpty());
        each->setStatusTip(reason);
        const QString text = CommandRegistry::plainText(*each);
        each->setToolTip(reason.isEmpty() ? text : text + QLatin1Char('\n') + reason);
    };
    set(Command::Export, m_tabs.currentModel().rowCount() > 0 ? QString() : tr("The list is empty."));
    QString against;
    if (!isIssued)
        against = tr("Only issued certificates can be revoked.");
    else if (m_tabs.selectedKeys().isEmpty())
        against = tr("Choose certificates first.");
    else if (m_desk.connection() == DeskConnection::Locked)
        against = tr("Locked: unlock first.");
    else if (!m_desk.capabilities().revoke)
        against = tr("The site does not offer this.");
    set(Command::RevokeMany, against);
    set(Command::CopyName, m_tabs.hasCurrent() ? QString() : tr("Nothing is chosen."));
}

void CertificateDesk::run(Command command)
{
    switch (command) {
    case Command::Export:
        openExport();
        break;
    case Command::Expiries:
        openExpiries();
        break;
    case Command::DueForRenewal:
        m_tabs.showRenewals();
        break;
    case Command::FindByFile:
        chooseFile();
        break;
    case Command::FindCopied:
        findCopied();
        break;
    case Command::RevokeMany:
        openRevocation();
        break;
    case Command::CopyName:
        copyName();
        break;
    }
}

void CertificateDesk::openExport()
{
    const QueueModel &model = m_tabs.currentModel();
    auto *dialog = new ExportDialog(m_desk, m_language, m_worker,
                                    {model.query(), model.rowCount(), m_tabs.selectedKeys()}, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exported, this,
            [this](const QString &path) { Q_EMIT announced(tr("Exported: %1").arg(path)); });
    dialog->open();
}

void CertificateDesk::openExpiries()
{
    auto *dialog = new ExpiryDialog(m_desk.cache(), m_desk.clock(), m_window);
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
            Q_EMIT announced(tr("This certificate is not here. What is shown has its public key."));
    });
    connect(m_finder, &FileFinder::nothingFound, this,
            [this] { Q_EMIT announced(tr("Nothing here has this public key.")); });
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
        Q_EMIT announced(tr("Nothing was copied that could be looked for."));
    }
}

void CertificateDesk::openRevocation()
{
    observe(m_tabs.selectedRows(), this, [this](const Result<QList<QueueRow>> &rows) {
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        QList<CertificateRecord> certificates;
        for (const QueueRow &row : *rows) {
            if (row.certificate() && m_desk.canRevoke(*row.certificate()))
                certificates.append(*row.certificate());
        }
        if (certificates.isEmpty()) {
            Q_EMIT announced(tr("None of the chosen certificates can be revoked."));
            return;
        }
        auto *dialog = new BulkRevokeDialog(m_desk, certificates, m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void CertificateDesk::copyName()
{
    const std::optional<QueueRow> row = m_tabs.currentRow();
    if (!row)
        return;
    const QString name = row->request() ? row->request()->commonName : row->certificate()->commonName;
    QGuiApplication::clipboard()->setText(name);
    Q_EMIT announced(tr("Copied: %1").arg(name));
}

} // namespace tegata
