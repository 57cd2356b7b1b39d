// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/outboxpanel.h"

#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/style/tokens.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace tegata {

OutboxPanel::OutboxPanel(OperatorDesk &desk, const Clock &clock, const LanguageController &language, QWidget *parent)
    : TranslatedDialog(parent), m_desk(desk), m_language(language),
      m_model(new OutboxModel(desk, clock, language, this)), m_table(new QTableView(this)), m_remark(new QLabel(this)),
      m_buttons(new QDialogButtonBox(this)), m_undo(makeButton("outboxUndo", QDialogButtonBox::ActionRole)),
      m_send(makeButton("outboxSend", QDialogButtonBox::ActionRole)),
      m_decide(makeButton("outboxDecide", QDialogButtonBox::ActionRole)),
      m_giveUp(makeButton("outboxGiveUp", QDialogButtonBox::ActionRole)),
      m_close(makeButton("outboxClose", QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("outboxPanel"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameWidget(m_table, "outboxTable");
    nameWidget(m_table->viewport(), "outboxTableViewport");
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int character = characterWidth(this);
    const int widths[] = {18, 30, 28, 20};
    for (int column = 0; column < OutboxModel::Problem; ++column)
        m_table->setColumnWidth(column, widths[column] * character);
    nameWidget(m_remark, "outboxRemark");
    m_remark->setWordWrap(true);
    nameWidget(m_buttons, "outboxButtons");
    m_close->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_remark);
    layout->addWidget(m_buttons);
    resize(character * 130, fontMetrics().height() * 20);

    connect(m_undo, &QPushButton::clicked, this, [this] { tell(m_desk.undo(chosen()->id)); });
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (chosen()->state == OutboxState::Undoable)
            tell(m_desk.sendNow(chosen()->id));
        else
            m_desk.retryNow();
    });
    connect(m_decide, &QPushButton::clicked, this, [this] { Q_EMIT conflictActivated(chosen()->id); });
    connect(m_giveUp, &QPushButton::clicked, this,
            [this] { tell(m_desk.resolve(chosen()->id, OutboxResolution::GiveUp)); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &OutboxPanel::updateEnabled);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &OutboxPanel::updateEnabled);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &OutboxPanel::updateEnabled);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &OutboxPanel::updateEnabled);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_table->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
    m_table->setFocus();
    retranslate();
}

void OutboxPanel::retranslate()
{
    setWords(tr("Waiting decisions"));
    speak(m_table, windowTitle());
    speak(m_table->viewport(), windowTitle());
    speak(m_buttons, windowTitle());
    say(m_undo, tr("&Undo"));
    say(m_send, tr("&Send now"));
    say(m_decide, tr("&Compare and decide…"));
    say(m_giveUp, tr("&Discard"));
    say(m_close, tr("Close"));
    m_model->retranslate();
    updateEnabled();
}

QPushButton *OutboxPanel::makeButton(const char *name, QDialogButtonBox::ButtonRole role)
{
    QPushButton *button = m_buttons->addButton(QString(), role);
    nameWidget(button, name);
    button->setAutoDefault(false);
    return button;
}

std::optional<OutboxItem> OutboxPanel::chosen() const
{
    return m_model->item(m_table->currentIndex().row());
}

void OutboxPanel::updateEnabled()
{
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    const std::optional<OutboxItem> item = chosen();
    const OutboxState state = item ? item->state : OutboxState::Sending;
    m_undo->setEnabled(item && item->canBeUndone && state != OutboxState::Asking);
    m_send->setEnabled(item && (state == OutboxState::Undoable || state == OutboxState::Waiting));
    m_decide->setEnabled(item && state == OutboxState::Asking);
    m_giveUp->setEnabled(item && state == OutboxState::Asking);
    if (m_model->rowCount() == 0)
        say(m_remark, tr("Nothing is waiting. The site has answered everything."));
    else if (!m_told)
        say(m_remark, tr("Waiting decisions are stored on this computer and are sent after unlocking or a restart."));
    else if (m_told->code == ErrorCode::Conflict)
        say(m_remark, tr("Too late: it is already being sent."));
    else
        say(m_remark, describe(*m_told, m_language.phrasebook()).message);
}

void OutboxPanel::tell(const Result<void> &result)
{
    m_told = result ? std::nullopt : std::optional(result.error());
    updateEnabled();
}

} // namespace tegata
