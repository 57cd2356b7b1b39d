// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/domainlistpanel.h"

#include "core/base/worker.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/enrollment/domainfile.h"
#include "ui/enrollment/domainsheet.h"
#include "ui/enrollment/domaintable.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/intakestrip.h"
#include "ui/enrollment/undofilter.h"
#include "ui/models/domainlistmodel.h"
#include "ui/style/tokens.h"

#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

QPushButton *command(const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

struct Taken
{
    DomainIntake intake;
    DomainSheet sheet;
};

} // namespace

DomainListPanel::DomainListPanel(List list, EnrollmentForm &form, const LanguageController &language, Worker &worker,
                                 QWidget *parent)
    : QWidget(parent), m_list(list), m_form(form), m_language(language), m_worker(worker),
      m_model(new DomainListModel(language, this)), m_addLabel(new QLabel(this)), m_line(new QLineEdit(this)),
      m_add(command(QStringLiteral("domainAdd"), this)), m_import(command(QStringLiteral("domainImport"), this)),
      m_remove(command(QStringLiteral("domainRemove"), this)), m_up(command(QStringLiteral("domainUp"), this)),
      m_down(command(QStringLiteral("domainDown"), this)), m_ev(command(QStringLiteral("domainEv"), this)),
      m_count(new QLabel(this)), m_strip(new IntakeStrip(language, this)), m_table(new DomainTable(*m_model, this)),
      m_rowFindings(new FindingList(this))
{
    setObjectName(list == List::Subscriber ? QStringLiteral("domainList") : QStringLiteral("clientDomainList"));
    m_addLabel->setObjectName(QStringLiteral("domainAddLabel"));
    m_addLabel->setBuddy(m_line);
    m_line->setObjectName(QStringLiteral("domainLine"));
    m_line->setPlaceholderText(QStringLiteral("example.co.jp"));
    m_line->installEventFilter(this);
    new UndoFilter(m_line);
    m_count->setObjectName(QStringLiteral("domainCount"));
    m_rowFindings->setObjectName(QStringLiteral("domainFindings"));
    m_import->setIcon(PaletteIcon::icon(QStringLiteral("import")));
    auto *line = new QHBoxLayout;
    line->addWidget(m_line, 1);
    line->addWidget(m_add);
    line->addWidget(m_import);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Message);
    layout->addWidget(m_addLabel);
    layout->addLayout(line);
    layout->addWidget(m_strip);
    layout->addWidget(m_table);
    layout->addWidget(m_rowFindings);
    layout->addWidget(makeCommands());

    connect(m_add, &QPushButton::clicked, this, &DomainListPanel::addTyped);
    connect(m_line, &QLineEdit::returnPressed, this, &DomainListPanel::addTyped);
    connect(m_import, &QPushButton::clicked, this, &DomainListPanel::chooseFile);
    connect(m_remove, &QPushButton::clicked, this, &DomainListPanel::removeChosen);
    connect(m_up, &QPushButton::clicked, this, [this] { moveChosen(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveChosen(1); });
    connect(m_ev, &QPushButton::clicked, this, &DomainListPanel::toggleEv);
    connect(m_strip, &IntakeStrip::dismissed, m_line, qOverload<>(&QWidget::setFocus));
    connectEditing();
    retranslate();
    readForm();
}

QWidget *DomainListPanel::makeCommands()
{
    auto *row = new QWidget(this);
    row->setObjectName(QStringLiteral("domainCommands"));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_ev);
    layout->addWidget(m_remove);
    layout->addWidget(m_up);
    layout->addWidget(m_down);
    layout->addStretch(1);
    layout->addWidget(m_count);
    return row;
}

void DomainListPanel::connectEditing()
{
    connect(m_table, &DomainTable::textGiven, this, &DomainListPanel::take);
    connect(m_table, &DomainTable::fileGiven, this, &DomainListPanel::importFile);
    connect(m_table, &DomainTable::removeRequested, this, &DomainListPanel::removeChosen);
    connect(m_table, &DomainTable::moveRequested, this, &DomainListPanel::moveChosen);
    connect(m_table, &DomainTable::evRequested, this, &DomainListPanel::toggleEv);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DomainListPanel::enableCommands);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DomainListPanel::showRowFindings);
    connect(m_model, &DomainListModel::dataChanged, this, &DomainListPanel::showRowFindings);
    connect(m_model, &DomainListModel::nameEdited, this, &DomainListPanel::rename);
    connect(m_model, &DomainListModel::evEdited, this, [this](int row, bool ev) {
        change(QStringLiteral("%1[%2].ev").arg(path()).arg(row), [=](Domains &list) { list[row].ev = ev; });
    });
    connect(m_model, &DomainListModel::noteEdited, this, [this](int row, const QString &text) {
        change(QStringLiteral("%1[%2].note").arg(path()).arg(row), [=](Domains &list) { list[row].note = text; });
    });
    connect(&m_form, &EnrollmentForm::changed, this, &DomainListPanel::readForm);
    connect(&m_form, &EnrollmentForm::reloaded, this, [this] {
        m_strip->dismiss();
        m_line->clear();
        readForm();
    });
    connect(&m_form, &EnrollmentForm::reportChanged, this, [this] { m_model->setReport(m_form.report(), path()); });
    connect(&m_form, &EnrollmentForm::readOnlyChanged, this, &DomainListPanel::readForm);
}

QString DomainListPanel::path() const
{
    return m_list == List::Subscriber ? QStringLiteral("domains") : QStringLiteral("threeParty.domains");
}

bool DomainListPanel::focusField(const QString &field)
{
    if (field == path()) {
        m_line->setFocus(Qt::OtherFocusReason);
        return true;
    }
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString prefix = QStringLiteral("%1[%2]").arg(path()).arg(row);
        if (!field.startsWith(prefix))
            continue;
        const int column = field.endsWith(QLatin1String(".note")) ? DomainListModel::NoteColumn
                           : field.endsWith(QLatin1String(".ev")) ? DomainListModel::EvColumn
                                                                  : DomainListModel::NameColumn;
        m_table->choose(row, column);
        m_table->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

void DomainListPanel::take(const QString &text)
{
    if (m_form.isReadOnly() || text.trimmed().isEmpty())
        return;
    const QStringList existing = names();
    const auto read = [text, existing] {
        const DomainSheet sheet = readDomainSheet(text);
        return Taken{takeDomains(sheet.names, existing), sheet};
    };
    observe(m_worker.run<Taken>(read), this, [this, text, existing](const Result<Taken> &taken) {
        if (!taken)
            m_strip->showError(taken.error());
        else if (existing != names()) // changed meanwhile: what is new depends on the list
            take(text);
        else
            append(taken->intake, taken->sheet);
    });
}

void DomainListPanel::importFile(const QString &file)
{
    if (m_form.isReadOnly())
        return;
    observe(m_worker.run<QString>([file] { return readDomainFile(file); }), this, [this](const Result<QString> &text) {
        if (text)
            take(*text);
        else
            m_strip->showError(text.error());
    });
}

void DomainListPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool DomainListPanel::eventFilter(QObject *watched, QEvent *event)
{
    // A line would join the lines of a list into one.
    if (watched == m_line && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        const QString text = QGuiApplication::clipboard()->text().trimmed();
        if (text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\t'))) {
            take(text);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DomainListPanel::retranslate()
{
    setAccessibleName(enrollmentFieldLabel(path(), m_language.phrasebook()));
    m_addLabel->setText(tr("Add a &domain (a URL or a whole list can be pasted)"));
    m_addLabel->setAccessibleName(tr("Add a domain"));
    m_line->setAccessibleName(tr("Add a domain"));
    const auto name = [](QPushButton *button, const QString &text, const QString &spoken, const QString &key) {
        button->setText(text);
        button->setAccessibleName(spoken);
        button->setToolTip(key);
    };
    name(m_add, tr("Add"), tr("Add a domain"), tr("Enter"));
    name(m_import, tr("&Import CSV…"), tr("Import domains from a file"), {});
    name(m_remove, tr("&Remove"), tr("Remove the selected domains"), tr("Delete"));
    name(m_up, tr("Move &up"), tr("Move the selected domain up"), tr("Alt+Up"));
    name(m_down, tr("Move do&wn"), tr("Move the selected domain down"), tr("Alt+Down"));
    name(m_ev, tr("EV on/off"), tr("Switch EV on or off for the selected domains"), tr("Space"));
    m_table->setAccessibleName(enrollmentFieldLabel(path(), m_language.phrasebook()));
    m_table->retranslate(tr("No domain yet. Type one above, paste a list here (Ctrl+V), or drop a file here."));
    if (QWidget *row = findChild<QWidget *>(QStringLiteral("domainCommands")))
        row->setAccessibleName(tr("Commands for the list"));
    m_rowFindings->setAccessibleName(tr("Findings of the selected domain"));
    m_model->retranslate();
    showRowFindings();
    showCount();
}

void DomainListPanel::readForm()
{
    m_model->setDomains(domains());
    m_model->setReadOnly(m_form.isReadOnly());
    m_model->setReport(m_form.report(), path());
    showCount();
    enableCommands();
}

void DomainListPanel::showCount()
{
    m_count->setText(tr("%1/%2 domains").arg(m_model->rowCount()).arg(MaximumDomains));
    m_count->setAccessibleName(m_count->text());
}

void DomainListPanel::showRowFindings()
{
    const QModelIndex current = m_table->currentIndex();
    const QList<Finding> findings = current.isValid() ? m_model->findings(current.row()) : QList<Finding>();
    m_rowFindings->setFindings(findings, m_language.phrasebook(), QString());
    m_rowFindings->setVisible(!findings.isEmpty());
}

void DomainListPanel::enableCommands()
{
    const bool isEditable = !m_form.isReadOnly();
    const QList<int> rows = m_table->chosenRows();
    m_line->setEnabled(isEditable);
    m_add->setEnabled(isEditable);
    m_import->setEnabled(isEditable);
    for (QPushButton *each : {m_remove, m_ev})
        each->setEnabled(isEditable && !rows.isEmpty());
    m_up->setEnabled(isEditable && rows.size() == 1 && rows.constFirst() > 0);
    m_down->setEnabled(isEditable && rows.size() == 1 && rows.constFirst() + 1 < m_model->rowCount());
}

const DomainListPanel::Domains &DomainListPanel::domains() const
{
    return m_list == List::Subscriber ? m_form.value().domains : m_form.value().threeParty.domains;
}

void DomainListPanel::change(const QString &field, const std::function<void(Domains &)> &edit)
{
    m_form.edit(field, [&](EnrollmentApplication &application) {
        edit(m_list == List::Subscriber ? application.domains : application.threeParty.domains);
    });
    m_form.endTyping(); // what is edited in a cell is a step of its own
}

QStringList DomainListPanel::names(int without) const
{
    QStringList found;
    const Domains &list = domains();
    for (int row = 0; row < list.size(); ++row) {
        if (row != without)
            found.append(list.at(row).name);
    }
    return found;
}

void DomainListPanel::addTyped()
{
    const QString text = m_line->text();
    m_line->clear();
    take(text);
}

void DomainListPanel::chooseFile()
{
    auto *dialog = new QFileDialog(window(), tr("Import domains"));
    dialog->setObjectName(QStringLiteral("importDomainsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Lists (*.csv *.txt *.tsv)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &DomainListPanel::importFile);
    dialog->open();
}

void DomainListPanel::append(const DomainIntake &intake, const DomainSheet &sheet)
{
    change(path(), [&](Domains &list) {
        for (const DomainIntake::Row &row : intake.rows) {
            const EnrollmentDomain said = sheet.rows.value(row.input);
            if (row.accepted)
                list.append({row.domain, said.ev, said.note});
        }
    });
    m_strip->showIntake(intake);
    if (!intake.accepted().isEmpty())
        m_table->choose(m_model->rowCount() - 1, DomainListModel::NameColumn);
    // One entry that was refused goes back into the line: it was typed, and is mended there.
    if (intake.rows.size() == 1 && !intake.rows.constFirst().accepted && m_line->text().isEmpty())
        m_line->setText(intake.rows.constFirst().input);
}

void DomainListPanel::rename(int row, const QString &text)
{
    const QPersistentModelIndex place = m_model->index(row, DomainListModel::NameColumn);
    const QStringList others = names(row);
    observe(m_worker.run<DomainIntake>([text, others] { return takeDomains(text, others); }), this,
            [this, place, text](const Result<DomainIntake> &intake) {
                if (!intake)
                    m_strip->showError(intake.error());
                else if (place.isValid())
                    replaceName(place, text, *intake);
            });
}

void DomainListPanel::replaceName(const QPersistentModelIndex &place, const QString &typed, const DomainIntake &intake)
{
    const int row = place.row();
    const QStringList taken = intake.accepted();
    change(taken.size() > 1 ? path() : QStringLiteral("%1[%2].name").arg(path()).arg(row), [&](Domains &list) {
        // What is no domain stays as it was typed: its finding stands beside it.
        list[row].name = taken.isEmpty() ? typed.trimmed() : taken.constFirst();
        for (qsizetype i = 1; i < taken.size(); ++i)
            list.insert(row + i, {taken.at(i), false, {}});
    });
    m_strip->showIntake(intake);
}

void DomainListPanel::removeChosen()
{
    const QList<int> rows = m_table->chosenRows();
    if (rows.isEmpty())
        return;
    change(path(), [&](Domains &list) {
        for (auto row = rows.crbegin(); row != rows.crend(); ++row)
            list.removeAt(*row);
    });
    if (m_model->rowCount() > 0)
        m_table->choose(std::min(rows.constFirst(), m_model->rowCount() - 1), DomainListModel::NameColumn);
}

void DomainListPanel::moveChosen(int by)
{
    const QList<int> rows = m_table->chosenRows();
    if (rows.size() != 1)
        return;
    const int from = rows.constFirst();
    const int to = from + by;
    if (to < 0 || to >= m_model->rowCount())
        return;
    change(path(), [&](Domains &list) { list.move(from, to); });
    enableCommands();
}

void DomainListPanel::toggleEv()
{
    const QList<int> rows = m_table->chosenRows();
    if (rows.isEmpty())
        return;
    // All on, unless all are on.
    const bool isOn = std::all_of(rows.cbegin(), rows.cend(), [this](int row) { return domains().at(row).ev; });
    change(path(), [&](Domains &list) {
        for (const int row : rows)
            list[row].ev = !isOn;
    });
}

} // namespace tegata
