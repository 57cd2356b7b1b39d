// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/conflictview.h"

#include "core/domain/errortext.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"
#include "ui/models/outboxtext.h"
#include "ui/operator/conflictrows.h"
#include "ui/operator/conflicttext.h"
#include "ui/operator/requestactions.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

ConflictView::ConflictView(OperatorDesk &desk, const LanguageController &language, qint64 first, QWidget *parent)
    : TranslatedDialog(parent), m_desk(desk), m_language(language), m_id(first), m_question(new QLabel(this)),
      m_cause(new QLabel(this)), m_table(new QTableWidget(0, 3, this)), m_findingsLabel(new QLabel(this)),
      m_findings(new FindingList(this)), m_problem(new QLabel(this)), m_buttons(new QDialogButtonBox(this))
{
    setObjectName(QStringLiteral("conflictView"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_question->setObjectName(QStringLiteral("conflictQuestion"));
    m_question->setWordWrap(true);
    setTextRole(m_question, TextRole::Strong);
    m_cause->setObjectName(QStringLiteral("conflictCause"));
    m_cause->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("conflictTable"));
    m_table->viewport()->setObjectName(QStringLiteral("conflictTableViewport"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(true);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_findingsLabel->setObjectName(QStringLiteral("conflictFindingsLabel"));
    m_findings->setObjectName(QStringLiteral("conflictFindings"));
    m_problem->setObjectName(QStringLiteral("conflictProblem"));
    m_problem->setWordWrap(true);
    nameWidget(m_buttons, "conflictButtons");
    const auto button = [this](const char *name, QDialogButtonBox::ButtonRole role) {
        QPushButton *made = m_buttons->addButton(QString(), role);
        nameWidget(made, name);
        made->setAutoDefault(false);
        return made;
    };
    m_later = button("conflictLater", QDialogButtonBox::RejectRole);
    m_later->setDefault(true);
    m_next = button("conflictNext", QDialogButtonBox::ActionRole);
    m_giveUp = button("conflictGiveUp", QDialogButtonBox::ActionRole);
    m_current = button("conflictCurrent", QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_question);
    layout->addWidget(m_cause);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_findingsLabel);
    layout->addWidget(m_findings);
    layout->addWidget(m_problem);
    layout->addWidget(m_buttons);
    resize(characterWidth(this) * 120, fontMetrics().height() * 28);
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(m_current, &QPushButton::clicked, this, [this] { resolve(OutboxResolution::SendForCurrent); });
    connect(m_giveUp, &QPushButton::clicked, this, [this] { resolve(OutboxResolution::GiveUp); });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_desk, &OperatorDesk::outboxChanged, this, &ConflictView::refresh);
    retranslate();
    m_table->setFocus();
}

void ConflictView::retranslate()
{
    setWords(tr("Decisions that were not done"));
    speak(m_buttons, windowTitle());
    speak(m_table, tr("What you saw and what it is now"));
    speak(m_table->viewport(), m_table->accessibleName());
    m_table->setHorizontalHeaderLabels({tr("Field"), tr("What you saw"), tr("Now")});
    tegata::say(m_findingsLabel, tr("Check result before sending:"));
    speak(m_findings, m_findingsLabel->text());
    tegata::say(m_later, tr("&Later"));
    tegata::say(m_next, tr("&Next"));
    tegata::say(m_giveUp, tr("Dis&card"));
    tegata::say(m_current, tr("&Apply to the current version"));
    refresh();
}

QList<OutboxItem> ConflictView::asking(const OperatorDesk &desk)
{
    QList<OutboxItem> items = desk.outboxItems();
    items.removeIf([](const OutboxItem &item) { return item.state != OutboxState::Asking; });
    return items;
}

void ConflictView::refresh()
{
    const QList<OutboxItem> items = asking(m_desk);
    if (items.isEmpty()) {
        accept();
        return;
    }
    const auto found =
        std::find_if(items.cbegin(), items.cend(), [this](const OutboxItem &item) { return item.id == m_id; });
    const int position = found == items.cend() ? 0 : static_cast<int>(found - items.cbegin());
    m_id = items.at(position).id;
    showItem(items.at(position), position, static_cast<int>(items.size()));
}

void ConflictView::showItem(const OutboxItem &item, int position, int count)
{
    //: %1: number of this one, %2: of how many, %3: an action, %4: common name
    m_question->setText(tr("%1/%2 Not done: %3 (%4)")
                            .arg(QString::number(position + 1), QString::number(count), OutboxText::action(item.action),
                                 OutboxText::title(item)));
    m_question->setAccessibleName(m_question->text());
    sayCause(item);
    const QList<ConflictRow> rows = ConflictRows::of(item);
    m_table->setRowCount(static_cast<int>(rows.size()));
    const QFont bold = textFont(TextRole::Strong, m_table->font());
    for (int row = 0; row < rows.size(); ++row) {
        const ConflictRow &each = rows.at(row);
        const QStringList texts{each.field, shownValue(each.seen), shownValue(each.now)};
        for (int column = 0; column < texts.size(); ++column) {
            auto *cell = new QTableWidgetItem(texts.at(column));
            cell->setToolTip(texts.at(column)); // it may be cut
            if (each.isChanged()) {
                cell->setFont(bold);
                if (column == 0) {
                    cell->setIcon(PaletteIcon::icon(QStringLiteral("outcome-warning")));
                    //: a field that is not as it was
                    cell->setToolTip(tr("Changed"));
                    cell->setData(Qt::AccessibleTextRole, tr("%1, changed").arg(each.field));
                }
            }
            m_table->setItem(row, column, cell);
        }
    }
    m_table->resizeColumnToContents(0);
    m_table->resizeRowsToContents();
    m_table->setCurrentCell(0, 0);
    m_findingsLabel->setVisible(!item.findings.isEmpty());
    m_findings->setVisible(!item.findings.isEmpty());
    m_findings->setFindings(item.findings, m_language.phrasebook(), QString());
    m_next->setEnabled(count > 1);
    const QString obstacle = obstacleOf(item);
    m_current->setEnabled(obstacle.isEmpty());
    m_current->setToolTip(obstacle);
    say(obstacle.isEmpty() ? QString() : tr("It can only be discarded: %1").arg(obstacle));
}

// The outbox keeps no history: who it was is asked once for each version that is shown.
void ConflictView::sayCause(const OutboxItem &item)
{
    QString cause;
    if (item.seen && item.current) {
        const QString version = QStringLiteral("%1:%2").arg(item.target).arg(item.current->version);
        if (version != m_historyOf) {
            m_historyOf = version;
            m_history.clear();
            observe(m_desk.records().fetchRequest(item.target), this,
                    [this, item, version](const Result<RequestDetail> &detail) {
                        if (!detail || version != m_historyOf)
                            return;
                        m_history = detail->history;
                        sayCause(item);
                    });
        }
        cause = ConflictText::cause(*item.seen, *item.current, m_history,
                                    m_desk.session() ? m_desk.session()->operatorActor.id : QString(),
                                    m_desk.clock().now());
    }
    tegata::say(m_cause, cause);
    m_cause->setVisible(!cause.isEmpty());
}

// Why it cannot be decided so for what is there now.
QString ConflictView::obstacleOf(const OutboxItem &item) const
{
    if (item.wordsMissing)
        return tr("the text you entered can no longer be read.");
    if (const auto *decision = std::get_if<Decision>(&item.action); decision && item.current)
        return RequestActions::reasonAgainst(m_desk, *item.current, decision->action, std::nullopt);
    if (std::holds_alternative<RequestEdit>(item.action) && item.current &&
        !stateAfter(item.current->state, RequestAction::Approve))
        return RequestActions::obstacleText(ApprovalObstacle::State, *item.current);
    if (std::holds_alternative<Revocation>(item.action) && item.currentCertificate &&
        item.currentCertificate->state != CertificateState::Valid)
        return tr("only a valid certificate can be revoked.");
    return {};
}

void ConflictView::say(const QString &text)
{
    m_problem->setText(text);
    m_problem->setAccessibleName(text);
    m_problem->setVisible(!text.isEmpty());
}

void ConflictView::step(int by)
{
    const QList<OutboxItem> items = asking(m_desk);
    const auto found =
        std::find_if(items.cbegin(), items.cend(), [this](const OutboxItem &item) { return item.id == m_id; });
    const auto position = static_cast<int>(found - items.cbegin());
    const auto count = static_cast<int>(items.size());
    if (count == 0)
        return;
    m_id = items.at((position + by + count) % count).id;
    refresh();
}

void ConflictView::resolve(OutboxResolution resolution)
{
    const Result<void> resolved = m_desk.resolve(m_id, resolution);
    if (!resolved)
        say(describe(resolved.error(), m_language.phrasebook()).message);
    m_table->setFocus();
}

} // namespace tegata
