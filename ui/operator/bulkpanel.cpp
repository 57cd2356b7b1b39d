// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/bulkpanel.h"

#include "core/desk/export/tableexport.h"
#include "core/desk/export/tablewriter.h"
#include "core/domain/errortext.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/models/queuetext.h"
#include "ui/operator/bulkmodel.h"
#include "ui/operator/bulkrowsource.h"
#include "ui/operator/reasonlist.h"
#include "ui/operator/reasontemplates.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int UpdateDelay = 30; // milliseconds

} // namespace

BulkPanel::BulkPanel(OperatorDesk &desk, const LanguageController &language, Worker &worker, ReasonTemplates &templates,
                     const QList<CertificateRequest> &requests, RequestAction action, QWidget *parent)
    : TranslatedDialog(parent), m_language(language), m_worker(worker), m_templates(templates), m_action(action),
      m_run(new BulkRun(desk, this)), m_model(nullptr), m_question(new QLabel(this)), m_summary(new QLabel(this)),
      m_table(new QTableView(this)), m_checked(new QLabel(this)), m_findings(new FindingList(this)),
      m_reasons(new ReasonList(this)), m_noteLabel(new QLabel(this)), m_note(new QPlainTextEdit(this)),
      m_problem(new QLabel(this)), m_start(makeButton("bulkStart")), m_stop(makeButton("bulkStop")),
      m_retry(makeButton("bulkRetry")), m_export(makeButton("bulkExport")), m_close(makeButton("bulkClose"))
{
    setObjectName(QStringLiteral("bulkPanel"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_run->prepare(requests, action, QString());
    m_model = new BulkModel(*m_run, language, this);
    m_model->setTicking(action == RequestAction::Approve);
    makeLayout();
    // Many rows change at once, and what is offered depends on all of them.
    m_update.setSingleShot(true);
    m_update.setInterval(UpdateDelay);
    connect(&m_update, &QTimer::timeout, this, &BulkPanel::updateEnabled);
    connect(m_run, &BulkRun::rowChanged, this, [this](int row) {
        if (row == m_table->currentIndex().row())
            showRow();
        if (!m_update.isActive())
            m_update.start();
    });
    connect(m_run, &BulkRun::prepared, this, &BulkPanel::updateEnabled);
    connect(m_run, &BulkRun::finished, this, &BulkPanel::updateEnabled);
    connect(m_model, &BulkModel::tickedChanged, this, &BulkPanel::updateEnabled);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BulkPanel::showRow);
    connect(m_run, &BulkRun::prepared, this, &BulkPanel::showRow);
    connect(m_note, &QPlainTextEdit::textChanged, this, &BulkPanel::updateEnabled);
    connect(m_reasons, &ReasonList::taken, m_note, &QPlainTextEdit::setPlainText);
    connect(m_reasons, &ReasonList::confirmed, this, &BulkPanel::start);
    connect(m_reasons, &ReasonList::typed, this, [this](const QString &text) {
        m_note->setFocus(Qt::OtherFocusReason);
        m_note->insertPlainText(text);
    });
    connect(m_start, &QPushButton::clicked, this, &BulkPanel::start);
    connect(m_stop, &QPushButton::clicked, m_run, &BulkRun::stop);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        m_exported.clear();
        m_run->retryFailed();
    });
    connect(m_export, &QPushButton::clicked, this, &BulkPanel::chooseFile);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    m_table->setCurrentIndex(m_model->index(0, BulkModel::Seen));
    m_table->setFocus();
    retranslate();
}

void BulkPanel::retranslate()
{
    //: %1: an action, as "Approve"
    setWords(tr("Bulk action: %1").arg(QueueText::action(m_action)));
    speak(m_table, tr("Requests"));
    speak(m_table->viewport(), tr("Requests"));
    speak(m_findings, tr("Findings of the selected row"));
    m_reasons->setReasons(m_templates.texts(m_action));
    m_reasons->setVisible(m_reasons->count() > 0);
    speak(m_reasons, tr("Reasons (choose by number)"));
    speak(m_reasons->viewport(), tr("Reasons (choose by number)"));
    say(m_noteLabel, m_action == RequestAction::Approve ? tr("Reaso&n for all (required for rows with warnings)")
                     : needsNote()                      ? tr("Reaso&n for all (required)")
                                                        : tr("&Note for all (optional)"));
    speak(m_note, m_noteLabel->text());
    say(m_stop, tr("S&top"));
    say(m_retry, tr("Ret&ry failed"));
    say(m_export, tr("&Export…"));
    say(m_close, tr("&Close"));
    m_start->setToolTip(tr("Ctrl+Enter"));
    m_model->retranslate();
    updateEnabled();
    showRow();
}

QPushButton *BulkPanel::makeButton(const char *name)
{
    auto *button = new QPushButton(this);
    nameWidget(button, name);
    button->setAutoDefault(false);
    return button;
}

void BulkPanel::makeLayout()
{
    m_question->setObjectName(QStringLiteral("bulkQuestion"));
    m_question->setWordWrap(true);
    setTextRole(m_question, TextRole::Strong);
    m_summary->setObjectName(QStringLiteral("bulkSummary"));
    m_summary->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("bulkTable"));
    m_table->viewport()->setObjectName(QStringLiteral("bulkTableViewport"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->installEventFilter(this);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int character = characterWidth(this);
    const int widths[] = {10, 30, 14, 26, 20};
    for (int column = 0; column < BulkModel::Remark; ++column)
        m_table->setColumnWidth(column, widths[column] * character);
    m_checked->setObjectName(QStringLiteral("bulkChecked"));
    m_findings->setObjectName(QStringLiteral("bulkFindings"));
    m_reasons->setObjectName(QStringLiteral("bulkReasons"));
    m_reasons->viewport()->setObjectName(QStringLiteral("bulkReasonsViewport"));
    m_noteLabel->setObjectName(QStringLiteral("bulkNoteLabel"));
    m_noteLabel->setBuddy(m_note);
    m_note->setObjectName(QStringLiteral("bulkNote"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 2 + 14);
    m_note->installEventFilter(this);
    m_problem->setObjectName(QStringLiteral("bulkProblem"));
    m_problem->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    for (QPushButton *button : {m_export, m_retry, m_stop, m_close, m_start})
        buttons->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_question);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_checked);
    layout->addWidget(m_findings);
    layout->addWidget(m_reasons);
    layout->addWidget(m_noteLabel);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    resize(character * 140, fontMetrics().height() * 34);
}

bool BulkPanel::needsNote() const
{
    return noteFor(m_action) == ActionNote::Required;
}

bool BulkPanel::canStart() const
{
    const bool hasNote = !m_note->toPlainText().trimmed().isEmpty();
    if (m_run->count(BulkRowState::Checking) > 0 || m_run->isRunning())
        return false;
    if (needsNote())
        return hasNote && m_run->count(BulkRowState::Ready) + m_run->count(BulkRowState::NeedsNote) > 0;
    bool isAny = false;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const BulkRowState state = m_run->rows().at(row).state;
        if (m_model->isTickable(row))
            isAny = isAny || (m_model->isTicked(row) && hasNote);
        else
            isAny = isAny || state == BulkRowState::Ready;
    }
    return isAny;
}

// A row with warnings gets its note only when it was ticked: without one it is not Ready and stays behind.
void BulkPanel::giveNotes()
{
    const QString note = m_note->toPlainText().trimmed();
    if (m_action != RequestAction::Approve) {
        m_run->setNote(note);
        return;
    }
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const BulkRowState state = m_run->rows().at(row).state;
        if (state == BulkRowState::Ready || state == BulkRowState::NeedsNote)
            m_run->setRowNote(row, m_model->isTickable(row) && !m_model->isTicked(row) ? QString() : note);
    }
}

void BulkPanel::start()
{
    if (!canStart())
        return;
    giveNotes();
    m_isStarted = true;
    m_exported.clear();
    m_run->start();
    m_table->setFocus();
    updateEnabled();
}

void BulkPanel::updateEnabled()
{
    const auto count = static_cast<int>(m_run->rows().size());
    const int ready = m_run->count(BulkRowState::Ready);
    const int notes = m_run->count(BulkRowState::NeedsNote);
    const int waits = m_run->count(BulkRowState::Stored) + m_run->count(BulkRowState::Asking);
    const int done = m_run->count(BulkRowState::Done);
    const int failed =
        m_run->count(BulkRowState::Conflict) + m_run->count(BulkRowState::Refused) + m_run->count(BulkRowState::Failed);
    //: %1: an action, as "Approve"
    m_question->setText(tr("%1: %n request(s)", nullptr, count).arg(QueueText::action(m_action)));
    m_question->setAccessibleName(m_question->text());
    m_summary->setText(tr("Ready: %1 · needs a reason: %2 · not possible: %3 · waiting: %4 · done: %5 · failed: %6")
                           .arg(ready)
                           .arg(notes)
                           .arg(count - ready - notes - waits - done - failed - m_run->count(BulkRowState::Checking))
                           .arg(waits)
                           .arg(done)
                           .arg(failed));
    m_summary->setAccessibleName(m_summary->text());
    m_problem->setText(m_run->count(BulkRowState::Checking) > 0 ? tr("Checking the rows.")
                       : m_run->isRunning()                     ? tr("Running. Stop undoes what has not been sent yet.")
                       : canStart() || done + failed > 0        ? m_exported
                       : needsNote() && ready + notes > 0       ? tr("Enter the reason first.")
                       : notes > 0
                           ? tr("Review each row with warnings (Space marks it as reviewed), then enter the reason.")
                           : tr("None of the rows can be processed."));
    m_problem->setAccessibleName(m_problem->text());
    say(m_start, m_isStarted ? tr("Re&sume") : tr("&Start"));
    m_start->setEnabled(canStart());
    m_stop->setEnabled(m_run->isRunning());
    m_retry->setEnabled(!m_run->isRunning() && failed > 0);
}

void BulkPanel::showRow()
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_run->rows().size())
        return;
    const BulkRow &each = m_run->rows().at(row);
    say(m_checked, BulkModel::checkText(each));
    if (!each.findings.isEmpty())
        m_findings->setFindings(each.findings, m_language.phrasebook(), QString());
    else if (each.checkError)
        m_findings->showRemark(describe(*each.checkError, m_language.phrasebook()).message);
    else if (!each.checkedAt.isValid())
        m_findings->showRemark(tr("Not checked yet."));
    else if (each.check.findings.isEmpty() && each.siteFoundMore())
        m_findings->showRemark(BulkModel::siteFoundMore(each));
    else
        m_findings->setFindings(each.check.findings, m_language.phrasebook(), tr("All checks passed."));
}

bool BulkPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            start();
            return true;
        }
        if (watched == m_table && key->key() == Qt::Key_Space) {
            const QModelIndex box = m_model->index(m_table->currentIndex().row(), BulkModel::Seen);
            const bool isTicked = box.isValid() && m_model->isTicked(box.row());
            m_model->setData(box, isTicked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void BulkPanel::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier))
        start();
    else
        QDialog::keyPressEvent(event);
}

void BulkPanel::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export the result"), QString(),
                                   tr("Workbook (*.xlsx)") + QStringLiteral(";;") + tr("CSV (*.csv)"));
    dialog->setObjectName(QStringLiteral("bulkFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("xlsx"));
    connect(dialog, &QFileDialog::fileSelected, this, &BulkPanel::exportTo);
    dialog->open();
}

void BulkPanel::exportTo(const QString &path)
{
    ExportTable table;
    table.title = windowTitle();
    table.zone = QTimeZone::systemTimeZone();
    QList<ExportRow> rows;
    for (int column = BulkModel::Name; column < BulkModel::ColumnCount; ++column)
        table.columns.append({m_model->headerData(column, Qt::Horizontal).toString()});
    for (int row = 0; row < m_model->rowCount(); ++row) {
        ExportRow cells;
        for (int column = BulkModel::Name; column < BulkModel::ColumnCount; ++column)
            cells.append(m_model->index(row, column).data().toString());
        rows.append(cells);
    }
    const bool isWorkbook = path.endsWith(QLatin1String(".xlsx"), Qt::CaseInsensitive);
    auto *run = new TableExport(m_worker, table, std::make_unique<BulkRowSource>(rows),
                                makeTableWriter(isWorkbook ? ExportFormat::Xlsx : ExportFormat::Csv), path, this);
    observe(run->start(), this, [this, run, path](const Result<qint64> &written) {
        run->deleteLater();
        m_exported = written ? tr("Saved: %1").arg(path) : describe(written.error(), m_language.phrasebook()).message;
        updateEnabled();
    });
}

} // namespace tegata
