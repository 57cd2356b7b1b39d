// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/revocationform.h"

#include "ui/models/queuetext.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int HoursAhead = 24; // offered first

} // namespace

RevocationForm::RevocationForm(const SiteCapabilities &site, QWidget *parent)
    : QWidget(parent), m_reasonLabel(new QLabel(this)), m_reasons(new QButtonGroup(this)),
      m_offered(site.revocationReasons.isEmpty() ? subscriberRevocationReasons() : site.revocationReasons),
      m_deadline(new QLabel(this)), m_isScheduled(new QCheckBox(this)), m_at(new QDateTimeEdit(this)),
      m_noteLabel(new QLabel(this)), m_note(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("revocationForm"));
    m_reasonLabel->setObjectName(QStringLiteral("revocationReasonLabel"));
    m_deadline->setObjectName(QStringLiteral("revocationDeadline"));
    m_isScheduled->setObjectName(QStringLiteral("revocationScheduled"));
    m_at->setObjectName(QStringLiteral("revocationAt"));
    m_noteLabel->setObjectName(QStringLiteral("revocationNoteLabel"));
    m_note->setObjectName(QStringLiteral("revocationNote"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 3 + 14);
    m_noteLabel->setBuddy(m_note);
    m_at->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_at->setCalendarPopup(true);
    m_at->setMinimumDateTime(QDateTime::currentDateTime());
    m_at->setDateTime(QDateTime::currentDateTime().addSecs(HoursAhead * 3600));
    m_at->setEnabled(false);
    m_isScheduled->setVisible(site.scheduleRevocation);
    m_at->setVisible(site.scheduleRevocation);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_reasonLabel);
    for (const RevocationReason reason : m_offered) {
        auto *button = new QRadioButton(this);
        button->setObjectName(QStringLiteral("revocationReason_") + revocationReasonName(reason));
        m_reasons->addButton(button, static_cast<int>(reason));
        m_reasonButtons.append(button);
        layout->addWidget(button);
    }
    m_reasonButtons.constFirst()->setChecked(true);
    layout->addWidget(m_deadline);
    auto *when = new QHBoxLayout;
    when->addWidget(m_isScheduled);
    when->addWidget(m_at);
    when->addStretch(1);
    layout->addLayout(when);
    layout->addWidget(m_noteLabel);
    layout->addWidget(m_note);
    connect(m_reasons, &QButtonGroup::idToggled, this, [this] {
        updateDeadline();
        Q_EMIT changed();
    });
    connect(m_isScheduled, &QCheckBox::toggled, this, [this](bool on) {
        m_at->setEnabled(on);
        Q_EMIT changed();
    });
    connect(m_at, &QDateTimeEdit::dateTimeChanged, this, &RevocationForm::changed);
    connect(m_note, &QPlainTextEdit::textChanged, this, &RevocationForm::changed);
    retranslate();
}

RevocationReason RevocationForm::reason() const
{
    return static_cast<RevocationReason>(m_reasons->checkedId());
}

void RevocationForm::setReason(RevocationReason reason)
{
    if (QAbstractButton *button = m_reasons->button(static_cast<int>(reason)))
        button->setChecked(true);
}

QString RevocationForm::note() const
{
    return m_note->toPlainText().trimmed();
}

QDateTime RevocationForm::at() const
{
    return m_isScheduled->isVisibleTo(this) && m_isScheduled->isChecked() ? m_at->dateTime().toUTC() : QDateTime();
}

void RevocationForm::focusReason()
{
    m_reasonButtons.constFirst()->setFocus(Qt::OtherFocusReason);
}

void RevocationForm::keyPressEvent(QKeyEvent *event)
{
    const int number = event->key() - Qt::Key_0;
    if (event->modifiers() == Qt::NoModifier && number >= 1 &&
        number <= std::min<qsizetype>(m_reasonButtons.size(), 9)) {
        m_reasonButtons.at(number - 1)->setChecked(true);
        m_reasonButtons.at(number - 1)->setFocus(Qt::OtherFocusReason);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void RevocationForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RevocationForm::retranslate()
{
    setAccessibleName(tr("Reason and time of the revocation"));
    m_reasonLabel->setText(tr("Reason"));
    m_reasonLabel->setAccessibleName(m_reasonLabel->text());
    for (int i = 0; i < m_offered.size(); ++i) {
        const QString reason = QueueText::revocationReason(m_offered[i]);
        //: a mnemonic digit, and the reason
        m_reasonButtons[i]->setText(i < 9 ? tr("&%1  %2").arg(i + 1).arg(reason) : reason);
        m_reasonButtons[i]->setAccessibleName(reason);
    }
    m_isScheduled->setText(tr("Revoke &later, on"));
    m_isScheduled->setAccessibleName(tr("Revoke later"));
    m_at->setAccessibleName(tr("When to revoke"));
    m_noteLabel->setText(tr("&Note (optional)"));
    m_noteLabel->setAccessibleName(tr("Note (optional)"));
    m_note->setAccessibleName(m_noteLabel->accessibleName());
    updateDeadline();
}

void RevocationForm::updateDeadline()
{
    m_deadline->setText(QueueText::revocationDeadline(reason()));
    m_deadline->setAccessibleName(m_deadline->text());
}

} // namespace tegata
