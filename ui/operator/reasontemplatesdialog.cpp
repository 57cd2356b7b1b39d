// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/reasontemplatesdialog.h"

#include "ui/common/growtofit.h"
#include "ui/models/queuetext.h"
#include "ui/operator/reasontemplates.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

ReasonTemplatesDialog::ReasonTemplatesDialog(ReasonTemplates &templates, RequestAction action, QWidget *parent)
    : TranslatedDialog(parent), m_templates(templates), m_action(action), m_remark(new QLabel(this)),
      m_list(new QListWidget(this)), m_add(makeButton("reasonAdd")), m_edit(makeButton("reasonEdit")),
      m_remove(makeButton("reasonRemove")), m_up(makeButton("reasonUp")), m_down(makeButton("reasonDown")),
      m_buttons(new QDialogButtonBox(this)), m_save(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_back(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("reasonTemplatesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameWidget(m_remark, "reasonRemark");
    m_remark->setWordWrap(true);
    nameWidget(m_list, "reasonOwnList");
    nameWidget(m_list->viewport(), "reasonOwnListViewport");
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    nameWidget(m_buttons, "reasonButtons");
    nameWidget(m_save, "reasonSave");
    nameWidget(m_back, "reasonCancel");
    auto *side = new QVBoxLayout;
    for (QPushButton *button : {m_add, m_edit, m_remove, m_up, m_down})
        side->addWidget(button);
    side->addStretch(1);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(side);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_remark);
    layout->addLayout(middle, 1);
    layout->addWidget(m_buttons);
    resize(characterWidth(this) * 80, fontMetrics().height() * 18);
    for (const QString &own : m_templates.own(action)) {
        m_list->addItem(own);
        m_list->item(m_list->count() - 1)->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
    }
    m_list->setCurrentRow(0);
    connect(m_add, &QPushButton::clicked, this, &ReasonTemplatesDialog::addLine);
    connect(m_edit, &QPushButton::clicked, this, [this] { m_list->editItem(m_list->currentItem()); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        delete m_list->takeItem(m_list->currentRow());
        updateEnabled();
    });
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_list, &QListWidget::currentRowChanged, this, &ReasonTemplatesDialog::updateEnabled);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ReasonTemplatesDialog::store);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    new GrowToFit(this);
    retranslate();
    updateEnabled();
    m_list->setFocus();
}

void ReasonTemplatesDialog::retranslate()
{
    //: %1: an action, as "Reject"
    setWords(tr("My reasons: %1").arg(QueueText::action(m_action)));
    speak(m_buttons, windowTitle());
    say(m_remark, tr("They come before the built-in reasons, in this order. The first nine have the keys 1 to 9."));
    speak(m_list, tr("My reasons"));
    speak(m_list->viewport(), tr("My reasons"));
    say(m_add, tr("&Add"));
    say(m_edit, tr("&Edit"));
    say(m_remove, tr("Re&move"));
    say(m_up, tr("&Up"));
    say(m_down, tr("&Down"));
    say(m_save, tr("&Save"));
    say(m_back, tr("Back"));
}

QPushButton *ReasonTemplatesDialog::makeButton(const char *name)
{
    auto *button = new QPushButton(this);
    nameWidget(button, name);
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

void ReasonTemplatesDialog::updateEnabled()
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
