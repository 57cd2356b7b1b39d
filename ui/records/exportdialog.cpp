// SPDX-License-Identifier: Apache-2.0
#include "ui/records/exportdialog.h"

#include "core/desk/customerrecords.h"
#include "core/desk/export/queueexportsource.h"
#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/named.h"
#include "ui/common/wording.h"
#include "ui/models/queuetext.h"
#include "ui/models/recordtext.h"
#include "ui/style/tokens.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDate>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int ProgressSteps = 1000;
constexpr qsizetype SerialChunk = 2000;

} // namespace

ExportDialog::ExportDialog(CustomerRecords &records, const LanguageController &language, Worker &worker, Scope scope,
                           QWidget *parent)
    : QDialog(parent), m_records(records), m_language(language), m_worker(worker), m_scope(std::move(scope)),
      m_rowsLabel(named(new QLabel, "exportRowsLabel")), m_rows(new QButtonGroup(this)),
      m_all(named(new QRadioButton, "exportAll")), m_selected(named(new QRadioButton, "exportSelected")),
      m_formatLabel(named(new QLabel, "exportFormatLabel")), m_formats(new QButtonGroup(this)),
      m_chain(named(new QCheckBox, "exportChain")), m_hint(named(new QLabel, "exportHint")),
      m_progress(named(new QProgressBar, "exportProgress")), m_result(named(new QLabel, "exportResult")),
      m_start(named(new QPushButton, "exportStart")), m_stop(named(new QPushButton, "exportStop")),
      m_close(named(new QPushButton, "exportClose"))
{
    setObjectName(QStringLiteral("exportDialog"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_rowsLabel);
    for (QRadioButton *each : {m_all, m_selected}) {
        m_rows->addButton(each);
        layout->addWidget(each);
    }
    layout->addSpacing(space::Message);
    layout->addWidget(m_formatLabel);
    for (const char *name : {"exportCsv", "exportXlsx", "exportPemBundle", "exportPemFiles"}) {
        auto *button = named(new QRadioButton, name);
        m_formats->addButton(button, static_cast<int>(m_formatButtons.size()));
        m_formatButtons.append(button);
        layout->addWidget(button);
    }
    layout->addWidget(m_chain);
    layout->addWidget(m_hint);
    layout->addSpacing(space::Message);
    layout->addWidget(m_progress);
    layout->addWidget(m_result);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton *each : {m_start, m_stop, m_close})
        buttons->addWidget(each);
    layout->addLayout(buttons);
    for (QLabel *each : {m_hint, m_result})
        each->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, ProgressSteps);
    const bool offersSelected = !m_scope.selected.isEmpty();
    m_selected->setEnabled(offersSelected);
    (m_scope.selected.size() > 1 ? m_selected : m_all)->setChecked(true);
    m_formatButtons.constFirst()->setChecked(true);
    m_start->setDefault(true);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::choosePlace);
    connect(m_stop, &QPushButton::clicked, this, &ExportDialog::stopOrResume);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_formats, &QButtonGroup::idToggled, this, &ExportDialog::updateState);
    connect(&m_records, &CustomerRecords::siteChanged, this, &ExportDialog::updateState);
    setMinimumWidth(characterWidth(this) * 64);
    retranslate();
}

ExportDialog::~ExportDialog() = default;

ExportDialog::Format ExportDialog::format() const
{
    return static_cast<Format>(m_formats->checkedId());
}

void ExportDialog::setFormat(Format format)
{
    m_formatButtons[static_cast<int>(format)]->setChecked(true);
}

void ExportDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ExportDialog::retranslate()
{
    setWindowTitle(tr("Export “%1”").arg(QueueText::view(m_scope.query.view)));
    setAccessibleName(windowTitle());
    m_rowsLabel->setText(tr("Rows"));
    m_all->setText(tr("&All rows of the list (%1)").arg(QLocale().toString(m_scope.rows)));
    m_selected->setText(tr("Sele&cted rows (%1)").arg(QLocale().toString(m_scope.selected.size())));
    m_formatLabel->setText(tr("Format"));
    m_formatButtons[0]->setText(tr("C&SV (UTF-8, for spreadsheets)"));
    m_formatButtons[1]->setText(tr("E&xcel workbook"));
    m_formatButtons[2]->setText(tr("&PEM, all certificates in one file"));
    m_formatButtons[3]->setText(tr("PEM, one &file for each certificate"));
    m_chain->setText(tr("With the c&hain of each certificate"));
    m_progress->setAccessibleName(tr("Progress"));
    m_start->setText(tr("Choose the file and &export…"));
    m_close->setText(tr("Close"));
    updateState();
    for (QLabel *label : {m_rowsLabel, m_formatLabel})
        label->setAccessibleName(label->text());
    for (QAbstractButton *button : findChildren<QAbstractButton *>())
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
}

void ExportDialog::updateState()
{
    const bool hasCertificates = m_scope.query.view == QueueView::Issued || m_scope.query.view == QueueView::Revoked;
    for (int i = 0; i < m_formatButtons.size(); ++i) {
        m_formatButtons[i]->setVisible(i < 2 || hasCertificates);
        m_formatButtons[i]->setEnabled(!m_isRunning);
    }
    m_all->setEnabled(!m_isRunning);
    m_selected->setEnabled(!m_isRunning && !m_scope.selected.isEmpty());
    m_chain->setVisible(hasCertificates);
    m_chain->setEnabled(!m_isRunning && isPem());
    const bool isLocked = !m_records.hasSite();
    m_hint->setText(isPem() ? (isLocked ? tr("Locked. Unlock to export: only the site has the certificates.")
                                        : tr("Each certificate is fetched from the site, one after the other."))
                            : tr("In CSV, texts that a spreadsheet could read as a formula begin with an apostrophe."));
    m_hint->setAccessibleName(m_hint->text());
    m_start->setEnabled(!m_isRunning && !(isPem() && isLocked));
    m_progress->setVisible(m_isRunning);
    m_stop->setVisible(m_isRunning);
    const bool canResume =
        m_pem && (m_pem->state() == PemExport::State::Stopped || m_pem->state() == PemExport::State::Waiting);
    m_stop->setText(canResume ? tr("&Resume") : tr("S&top"));
    m_stop->setAccessibleName(m_stop->text().remove(QLatin1Char('&')));
}

QString ExportDialog::suggestedName() const
{
    const QString base =
        QStringLiteral("%1 %2").arg(QueueText::view(m_scope.query.view), QDate::currentDate().toString(Qt::ISODate));
    QString name = base;
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    switch (format()) {
    case Format::Csv:
        return name + QStringLiteral(".csv");
    case Format::Xlsx:
        return name + QStringLiteral(".xlsx");
    case Format::PemBundle:
        return name + QStringLiteral(".pem");
    case Format::PemFiles:
        break;
    }
    return name;
}

void ExportDialog::choosePlace()
{
    auto *dialog = new QFileDialog(this, windowTitle());
    dialog->setObjectName(QStringLiteral("exportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (format() == Format::PemFiles) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setFileMode(QFileDialog::AnyFile);
        dialog->setDefaultSuffix(suggestedName().section(QLatin1Char('.'), -1));
        dialog->selectFile(suggestedName());
    }
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::begin);
    dialog->open();
}

void ExportDialog::begin(const QString &path)
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_result->clear();
    showProgress(0, 0);
    const quint64 generation = ++m_generation;
    const auto go = [this, path](const QVector<qint64> &keys) {
        if (isPem())
            collectSerials(path, keys, {});
        else
            beginTable(path, keys);
    };
    if (m_selected->isChecked()) {
        go(m_scope.selected);
    } else {
        observe(m_records.cache().keys(m_scope.query), this, [this, generation, go](const Result<QueueKeys> &list) {
            if (generation != m_generation)
                return;
            if (list)
                go(list->keys);
            else
                fail(list.error());
        });
    }
    updateState();
}

void ExportDialog::beginTable(const QString &path, const QVector<qint64> &keys)
{
    const ExportFormat format = this->format() == Format::Xlsx ? ExportFormat::Xlsx : ExportFormat::Csv;
    m_table = new TableExport(
        m_worker, RecordText::table(m_scope.query.view),
        std::make_unique<QueueExportSource>(m_records.cache(), m_worker, m_scope.query.view, keys, &RecordText::row),
        makeTableWriter(format), path, this);
    connect(m_table, &TableExport::progressed, this,
            [this](qint64 rows) { showProgress(rows, m_table ? m_table->expectedRows() : 0); });
    observe(m_table->start(), this, [this, path](const Result<qint64> &rows) {
        if (m_table)
            m_table->deleteLater();
        m_table = nullptr;
        if (rows)
            finish(path, tr("%n row(s) exported to %1.", nullptr, static_cast<int>(*rows)).arg(path));
        else
            fail(rows.error());
    });
}

void ExportDialog::collectSerials(const QString &path, const QVector<qint64> &keys, QStringList serials)
{
    if (keys.isEmpty()) {
        beginPem(path, serials);
        return;
    }
    const quint64 generation = m_generation;
    observe(
        m_records.cache().rows(m_scope.query.view, keys.mid(0, SerialChunk)), this,
        [this, generation, path, rest = keys.mid(SerialChunk), serials](const Result<QList<QueueRow>> &rows) mutable {
            if (generation != m_generation)
                return;
            if (!rows) {
                fail(rows.error());
                return;
            }
            for (const QueueRow &row : *rows)
                serials.append(row.id());
            collectSerials(path, rest, serials);
        });
}

void ExportDialog::beginPem(const QString &path, const QStringList &serials)
{
    const PemExport::Target target{format() == Format::PemFiles ? PemExport::Layout::FileEach
                                                                : PemExport::Layout::Bundle,
                                   path, m_chain->isChecked()};
    m_pem = new PemExport(
        m_worker, [this](const QString &serial) { return m_records.fetchCertificate(serial); }, serials, target, this);
    connect(m_pem, &PemExport::progressed, this,
            [this](qsizetype done, qsizetype total) { showProgress(done, total); });
    connect(m_pem, &PemExport::stateChanged, this, &ExportDialog::onPemState);
    m_pem->start();
}

void ExportDialog::onPemState()
{
    if (m_pem->state() != PemExport::State::Finished) {
        if (const std::optional<Error> &error = m_pem->lastError()) {
            const ErrorText words = describe(*error, m_language.phrasebook());
            m_result->setText(Wording::sentences({words.message, words.remedy}));
        } else {
            m_result->clear();
        }
        updateState();
        return;
    }
    PemExport *ended = std::exchange(m_pem, nullptr);
    ended->deleteLater();
    if (ended->lastError()) {
        fail(*ended->lastError());
        return;
    }
    const auto missing = static_cast<int>(ended->failures().size());
    const auto written = static_cast<int>(ended->total()) - missing;
    QStringList lines{tr("%n certificate(s) exported to %1.", nullptr, written).arg(ended->target().path)};
    if (missing > 0) {
        lines << tr("%n certificate(s) could not be fetched:", nullptr, missing);
        for (const PemExport::Failed &failed : ended->failures().mid(0, 10))
            lines << failed.serial + QStringLiteral(": ") + describe(failed.error, m_language.phrasebook()).message;
    }
    finish(ended->target().path, lines.join(QLatin1Char('\n')));
}

void ExportDialog::stopOrResume()
{
    if (m_pem && m_pem->state() == PemExport::State::Running) {
        m_pem->stop();
    } else if (m_pem) {
        m_pem->resume();
    } else if (m_table) {
        m_table->stop();
    } else {
        ++m_generation;
        fail({ErrorCode::Cancelled, {}, {}, -1});
    }
}

void ExportDialog::showProgress(qint64 done, qint64 total)
{
    m_progress->setValue(total > 0 ? static_cast<int>(ProgressSteps * done / total) : 0);
    //: how much of an export is written, of how much
    m_progress->setFormat(tr("%1 of %2").arg(QLocale().toString(done), QLocale().toString(total)));
}

void ExportDialog::finish(const QString &path, const QString &text)
{
    m_isRunning = false;
    m_result->setText(text);
    m_result->setAccessibleName(text);
    updateState();
    m_close->setFocus();
    Q_EMIT exported(path);
}

void ExportDialog::fail(const Error &error)
{
    m_isRunning = false;
    const ErrorText words = describe(error, m_language.phrasebook());
    m_result->setText(error.code == ErrorCode::Cancelled ? tr("Stopped. No file was written.")
                                                         : Wording::sentences({words.message, words.remedy}));
    m_result->setAccessibleName(m_result->text());
    updateState();
}

} // namespace tegata
