// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/activity.h"

#include "ui/models/queuetext.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>

namespace tegata {

Activity::Activity(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) {}

void Activity::add(const QString &text)
{
    if (text.isEmpty())
        return;
    m_entries.prepend({m_clock.now(), text});
    if (m_entries.size() > Kept)
        m_entries.removeLast();
    Q_EMIT changed();
}

ActivityDialog::ActivityDialog(const Activity &activity, QWidget *parent)
    : ContentDialog("activityDialog", parent), m_activity(activity), m_list(new QListWidget(this)),
      m_close(buttons()->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setAttribute(Qt::WA_DeleteOnClose);
    nameWidget(m_list, "activityList");
    nameWidget(m_list->viewport(), "activityListViewport");
    nameWidget(m_close, "activityClose");
    m_list->setWordWrap(true);
    content()->addWidget(m_list);
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_activity, &Activity::changed, this, &ActivityDialog::fill);
    resize(characterWidth(this) * 70, fontMetrics().height() * 22);
    retranslate();
}

void ActivityDialog::retranslate()
{
    setWords(tr("Recent activity"));
    speak(m_list, tr("Recent activity"));
    speak(m_list->viewport(), tr("Recent activity"));
    say(m_close, tr("Close"));
    fill();
}

void ActivityDialog::fill()
{
    m_list->clear();
    for (const Activity::Entry &entry : m_activity.entries())
        //: %1: a time, %2: what happened
        m_list->addItem(tr("%1  %2").arg(QueueText::time(entry.time), entry.text));
    if (m_list->count() == 0) {
        m_list->addItem(tr("Nothing has happened yet."));
        m_list->item(0)->setFlags(Qt::ItemIsEnabled);
    }
    m_list->setCurrentRow(0);
}

} // namespace tegata
