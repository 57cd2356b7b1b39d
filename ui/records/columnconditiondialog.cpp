// SPDX-License-Identifier: Apache-2.0
#include "ui/records/columnconditiondialog.h"

#include "ui/common/cutpaste.h"
#include "ui/common/growtofit.h"
#include "ui/models/queuetext.h"
#include "ui/records/columnconditiontext.h"
#include "ui/style/tokens.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <tuple>

namespace tegata {

ColumnConditionDialog::ColumnConditionDialog(QueueView view, const ColumnCondition &condition, QWidget *parent)
    : TranslatedDialog(parent), m_view(view), m_before(condition), m_fields(new QWidget(this)),
      m_buttons(new QDialogButtonBox(this)), m_apply(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("columnConditionDialog"));
    nameWidget(m_fields, "columnConditionFields");
    nameWidget(m_buttons, "columnConditionButtons");
    nameWidget(m_apply, "columnConditionApply");
    nameWidget(m_cancel, "columnConditionCancel");
    auto *fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(0, 0, 0, 0);
    switch (ColumnConditionText::kindOf(condition.column)) {
    case ColumnConditionText::Kind::Text:
        makeText();
        break;
    case ColumnConditionText::Kind::Values:
        makeValues();
        break;
    case ColumnConditionText::Kind::Times:
        makeTimes();
        break;
    }
    m_apply->setDefault(true);
    m_cancel->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Small);
    layout->addWidget(m_fields);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 50);
    new GrowToFit(this);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
}

void ColumnConditionDialog::retranslate()
{
    //: title of a dialog; %1: a column
    setWords(tr("Filter: %1").arg(QueueText::column(m_before.column)));
    speak(m_fields, windowTitle());
    speak(m_buttons, windowTitle());
    say(m_apply, tr("&Apply"));
    say(m_cancel, tr("Cancel"));
    if (m_text) {
        say(m_textLabel, tr("Contains"));
        speak(m_text, m_textLabel->text());
    }
    const auto texts = ColumnConditionText::valuesOf(m_view, m_before.column);
    for (qsizetype i = 0; i < m_values.size(); ++i)
        say(m_values[i].second, texts[i].second);
    if (m_hasFrom) {
        for (const auto &[isSet, day, text] :
             {std::tuple(m_hasFrom, m_from, tr("From")), std::tuple(m_hasUntil, m_until, tr("Until"))}) {
            say(isSet, text);
            speak(day, text);
            speak(isSet->parentWidget(), text);
        }
    }
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

void ColumnConditionDialog::makeText()
{
    m_textLabel = new QLabel(m_fields);
    nameWidget(m_textLabel, "columnConditionTextLabel");
    m_text = new QLineEdit(m_before.contains, m_fields);
    nameWidget(m_text, "columnConditionText");
    limitLength(*m_text, 200);
    m_textLabel->setBuddy(m_text);
    m_fields->layout()->addWidget(m_textLabel);
    m_fields->layout()->addWidget(m_text);
}

void ColumnConditionDialog::makeValues()
{
    for (const auto &[value, text] : ColumnConditionText::valuesOf(m_view, m_before.column)) {
        auto *check = new QCheckBox(m_fields);
        check->setObjectName(QStringLiteral("columnConditionValue%1").arg(value));
        check->setChecked(m_before.values.contains(value));
        m_fields->layout()->addWidget(check);
        m_values.append({value, check});
    }
}

void ColumnConditionDialog::makeTimes()
{
    const QDateTime last = m_before.until.isValid() ? m_before.until.addMSecs(-1) : QDateTime();
    m_fields->layout()->addWidget(makeDay(QStringLiteral("columnConditionFrom"), m_before.from, m_hasFrom, m_from));
    m_fields->layout()->addWidget(makeDay(QStringLiteral("columnConditionUntil"), last, m_hasUntil, m_until));
}

QWidget *ColumnConditionDialog::makeDay(const QString &name, const QDateTime &time, QCheckBox *&isSet, QDateEdit *&day)
{
    auto *box = new QWidget(m_fields);
    box->setObjectName(name + QStringLiteral("Line"));
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    isSet = new QCheckBox(box);
    isSet->setObjectName(name + QStringLiteral("Set"));
    isSet->setChecked(time.isValid());
    day = new QDateEdit(time.isValid() ? time.toLocalTime().date() : QDate::currentDate(), box);
    day->setObjectName(name);
    day->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    day->setCalendarPopup(true);
    day->setEnabled(time.isValid());
    connect(isSet, &QCheckBox::toggled, day, &QWidget::setEnabled);
    layout->addWidget(isSet, 1);
    layout->addWidget(day);
    return box;
}

} // namespace tegata
