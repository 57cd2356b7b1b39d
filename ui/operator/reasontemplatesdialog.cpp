// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/reasontemplatesdialog.h"

#include "ui/models/queuetext.h"
#include "ui/operator/reasontemplates.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

ReasonTemplatesDialog::ReasonTemplatesDialog(ReasonTemplates &templates, RequestAction action, QWidget *parent)
    : QDialog(parent), m_templates(templates), m_action(action), m_list(new QListWidget(this)),
      m_add(makeButton("reasonAdd", tr("&Add"))), m_edit(makeButton("reasonEdit", tr("&Edit"))),
      m_remove(makeButton("reasonRemove", tr("Re&move"))), m_up(makeButton("reasonUp", tr("&Up"))),
      m_down(makeButton("reasonDown", tr("&Down")))
{
    setObjectName(QStringLiteral("reasonTemplatesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: %1: an action, as "Reject"
    setWindowTitle(tr("Own reasons: %1").arg(QueueText::action(action)));
    setAccessibleName(windowTitle());
    auto *remark = new QLabel(tr("They come before the reasons built in, in this order; the first nine have the keys "
                                 "1 to 9."),
                              this);
    remark->setObjectName(QStringLiteral("reasonRemark"));
    remark->setAccessibleName(remark->text());
    remark->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("reasonOwnList"));
    m_list->viewport()->setObjectName(QStringLiteral("reasonOwnListViewport"));
    m_list->setAccessibleName(tr("Own reasons"));
    m_list->viewport()->setAccessibleName(tr("Own reasons"));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->setObjectName(QStringLiteral("reasonButtons"));
    buttons->setAccessibleName(windowTitle());
    const auto text = [](QPushButton *button, const char *name, const QString &words) {
        button->setObjectName(QLatin1String(name));
        button->setText(words);
        button->setAccessibleName(QString(words).remove(QLatin1Char('&')));
    };
    text(buttons->button(QDialogButtonBox::Save), "reasonSave", tr("&Save"));
    text(buttons->button(QDialogButtonBox::Cancel), "reasonCancel", tr("Back"));
    auto *side = new QVBoxLayout;
    for (QPushButton *button : {m_add, m_edit, m_remove, m_up, m_down})
        side->addWidget(button);
    side->addStretch(1);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(side);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(remark);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 18);
    for (const QString &own : m_templates.own(action)) {
        m_list->addItem(own);
        m_list->item(m_list->count() - 1)->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
    }
    m_list->setCurrentRow(0);
    connect(m_add, &QPushButton::clicked, this, &ReasonTemplatesDialog::addLine);
    connect(m_edit, &QPushButton::clicked, this, [this] { m_list->editItem(m_list->currentItem()); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        delete m_list->takeItem(m_list->currentRow());
        judge();
    });
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_list, &QListWidget::currentRowChanged, this, &ReasonTemplatesDialog::judge);
    connect(buttons, &QDialogButtonBox::accepted, this, &ReasonTemplatesDialog::store);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    judge();
    m_list->setFocus();
}

QPushButton *ReasonTemplatesDialog::makeButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setAutoDefault(false);
    return button;
}

void ReasonTemplatesDialog::addLine()
{
    auto *item = new QListWidgetItem(m_list);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
    m_list->setCurrentItem(item);
    m_list->editItem(item);
}

void ReasonTemplatesDialog::move(int by)
{
    const int row = m_list->currentRow();
    QListWidgetItem *item = m_list->takeItem(row);
    m_list->insertItem(row + by, item);
    m_list->setCurrentItem(item);
}

void ReasonTemplatesDialog::judge()
{
    const int row = m_list->currentRow();
    m_edit->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
}

void ReasonTemplatesDialog::store()
{
    m_list->setFocus(); // ends an edit in place, so that its text counts
    QStringList texts;
    for (int row = 0; row < m_list->count(); ++row)
        texts.append(m_list->item(row)->text());
    m_templates.setOwn(m_action, texts);
    accept();
}

} // namespace tegata
