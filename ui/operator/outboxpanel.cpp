// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/outboxpanel.h"

#include "core/base/errortext.h"
#include "ui/common/languagecontroller.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace tegata {

OutboxPanel::OutboxPanel(OperatorDesk &desk, const Clock &clock, const LanguageController &language, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_language(language), m_model(new OutboxModel(desk, clock, language, this)),
      m_table(new QTableView(this)), m_remark(new QLabel(this)), m_undo(makeButton("outboxUndo", tr("&Take back"))),
      m_send(makeButton("outboxSend", tr("&Send now"))),
      m_decide(makeButton("outboxDecide", tr("&Compare and decide…"))),
      m_giveUp(makeButton("outboxGiveUp", tr("&Give up")))
{
    setObjectName(QStringLiteral("outboxPanel"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Waiting decisions"));
    setAccessibleName(windowTitle());
    m_table->setObjectName(QStringLiteral("outboxTable"));
    m_table->viewport()->setObjectName(QStringLiteral("outboxTableViewport"));
    m_table->setAccessibleName(windowTitle());
    m_table->viewport()->setAccessibleName(windowTitle());
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    const int widths[] = {18, 30, 28, 20};
    for (int column = 0; column < OutboxModel::Problem; ++column)
        m_table->setColumnWidth(column, widths[column] * character);
    m_remark->setObjectName(QStringLiteral("outboxRemark"));
    m_remark->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setObjectName(QStringLiteral("outboxButtons"));
    buttons->setAccessibleName(windowTitle());
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setObjectName(QStringLiteral("outboxClose"));
    close->setText(tr("Close"));
    close->setAccessibleName(close->text());
    for (QPushButton *button : {m_undo, m_send, m_decide, m_giveUp})
        buttons->addButton(button, QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_remark);
    layout->addWidget(buttons);
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
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &OutboxPanel::judge);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &OutboxPanel::judge);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &OutboxPanel::judge);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &OutboxPanel::judge);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_table->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
    m_table->setFocus();
    judge();
}

QPushButton *OutboxPanel::makeButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setAutoDefault(false);
    return button;
}

std::optional<OutboxItem> OutboxPanel::chosen() const
{
    return m_model->item(m_table->currentIndex().row());
}

void OutboxPanel::judge()
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
        m_remark->setText(tr("Nothing waits: the site has answered everything."));
    else if (m_remark->text().isEmpty())
        m_remark->setText(tr("What waits is stored on this computer and goes on after a lock or a restart."));
    m_remark->setAccessibleName(m_remark->text());
}

void OutboxPanel::tell(const Result<void> &result)
{
    if (result)
        m_remark->clear();
    else if (result.error().code == ErrorCode::Conflict)
        m_remark->setText(tr("Too late: it is on its way to the site."));
    else
        m_remark->setText(describe(result.error(), m_language.phrasebook()).message);
    judge();
}

} // namespace tegata
