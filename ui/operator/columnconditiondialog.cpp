// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/columnconditiondialog.h"

#include "ui/common/growtofit.h"
#include "ui/models/queuetext.h"
#include "ui/operator/columnconditiontext.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

ColumnConditionDialog::ColumnConditionDialog(QueueView view, const ColumnCondition &condition, QWidget *parent)
    : QDialog(parent), m_view(view), m_before(condition)
{
    setObjectName(QStringLiteral("columnConditionDialog"));
    //: title of a dialog; %1: a column
    setWindowTitle(tr("Filter: %1").arg(QueueText::column(condition.column)));
    setAccessibleName(windowTitle());
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    switch (ColumnConditionText::kindOf(condition.column)) {
    case ColumnConditionText::Kind::Text:
        layout->addWidget(makeText());
        break;
    case ColumnConditionText::Kind::Values:
        layout->addWidget(makeValues());
        break;
    case ColumnConditionText::Kind::Times:
        layout->addWidget(makeTimes());
        break;
    }
    auto *buttons = new QDialogButtonBox(this);
    buttons->setObjectName(QStringLiteral("columnConditionButtons"));
    buttons->setAccessibleName(windowTitle());
    QPushButton *apply = buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole);
    apply->setObjectName(QStringLiteral("columnConditionApply"));
    apply->setAccessibleName(tr("Apply"));
    apply->setDefault(true);
    QPushButton *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancel->setObjectName(QStringLiteral("columnConditionCancel"));
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setAutoDefault(false);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 50);
    new GrowToFit(this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

ColumnCondition ColumnConditionDialog::condition() const
{
    ColumnCondition entered;
    entered.column = m_before.column;
    if (m_text)
        entered.contains = m_text->text().trimmed();
    for (const auto &[value, box] : m_values) {
        if (box->isChecked())
            entered.values.append(value);
    }
    if (entered.values.size() == m_values.size())
        entered.values.clear(); // any of all is no condition
    if (m_hasFrom && m_hasFrom->isChecked())
        entered.from = m_from->date().startOfDay().toUTC();
    if (m_hasUntil && m_hasUntil->isChecked())
        entered.until = m_until->date().addDays(1).startOfDay().toUTC();
    return entered;
}

QWidget *ColumnConditionDialog::makeText()
{
    auto *box = new QWidget(this);
    box->setObjectName(QStringLiteral("columnConditionFields"));
    box->setAccessibleName(windowTitle());
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    m_text = new QLineEdit(m_before.contains, box);
    m_text->setObjectName(QStringLiteral("columnConditionText"));
    m_text->setMaxLength(200);
    auto *label = new QLabel(tr("Contains"), box);
    label->setObjectName(QStringLiteral("columnConditionTextLabel"));
    label->setAccessibleName(label->text());
    label->setBuddy(m_text);
    m_text->setAccessibleName(label->text());
    layout->addWidget(label);
    layout->addWidget(m_text);
    return box;
}

QWidget *ColumnConditionDialog::makeValues()
{
    auto *box = new QWidget(this);
    box->setObjectName(QStringLiteral("columnConditionFields"));
    box->setAccessibleName(windowTitle());
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const auto &[value, text] : ColumnConditionText::valuesOf(m_view, m_before.column)) {
        auto *check = new QCheckBox(text, box);
        check->setObjectName(QStringLiteral("columnConditionValue%1").arg(value));
        check->setAccessibleName(text);
        check->setChecked(m_before.values.contains(value));
        layout->addWidget(check);
        m_values.append({value, check});
    }
    return box;
}

QWidget *ColumnConditionDialog::makeTimes()
{
    auto *box = new QWidget(this);
    box->setObjectName(QStringLiteral("columnConditionFields"));
    box->setAccessibleName(windowTitle());
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeDay(QStringLiteral("columnConditionFrom"), tr("From"), m_before.from, m_hasFrom, m_from));
    const QDateTime last = m_before.until.isValid() ? m_before.until.addMSecs(-1) : QDateTime();
    layout->addWidget(makeDay(QStringLiteral("columnConditionUntil"), tr("Until"), last, m_hasUntil, m_until));
    return box;
}

QWidget *ColumnConditionDialog::makeDay(const QString &name, const QString &text, const QDateTime &time,
                                        QCheckBox *&isSet, QDateEdit *&day)
{
    auto *box = new QWidget(this);
    box->setObjectName(name + QStringLiteral("Line"));
    box->setAccessibleName(text);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    isSet = new QCheckBox(text, box);
    isSet->setObjectName(name + QStringLiteral("Set"));
    isSet->setAccessibleName(text);
    isSet->setChecked(time.isValid());
    day = new QDateEdit(time.isValid() ? time.toLocalTime().date() : QDate::currentDate(), box);
    day->setObjectName(name);
    day->setAccessibleName(text);
    day->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    day->setCalendarPopup(true);
    day->setEnabled(time.isValid());
    connect(isSet, &QCheckBox::toggled, day, &QWidget::setEnabled);
    layout->addWidget(isSet, 1);
    layout->addWidget(day);
    return box;
}

} // namespace tegata
