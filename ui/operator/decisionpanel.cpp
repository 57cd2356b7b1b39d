// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/decisionpanel.h"

#include "ui/models/queuetext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

DecisionPanel::DecisionPanel(QWidget *parent)
    : QFrame(parent), m_question(new QLabel(this)), m_noteLabel(new QLabel(this)), m_note(new QPlainTextEdit(this)),
      m_noteProblem(new QLabel(this)), m_confirm(new QPushButton(this)), m_dismiss(new QPushButton(this))
{
    setObjectName(QStringLiteral("decisionPanel"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_question->setObjectName(QStringLiteral("decisionQuestion"));
    m_question->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_question->setFont(bold);
    m_noteLabel->setObjectName(QStringLiteral("decisionNoteLabel"));
    m_noteLabel->setBuddy(m_note);
    m_note->setObjectName(QStringLiteral("decisionNote"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 3 + 14);
    m_note->installEventFilter(this);
    m_noteProblem->setObjectName(QStringLiteral("decisionNoteProblem"));
    m_noteProblem->setWordWrap(true);
    m_confirm->setObjectName(QStringLiteral("decisionConfirm"));
    m_confirm->setAutoDefault(true);
    m_dismiss->setObjectName(QStringLiteral("decisionDismiss"));
    m_dismiss->setAutoDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_noteProblem, 1);
    buttons->addWidget(m_dismiss);
    buttons->addWidget(m_confirm);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(6);
    layout->addWidget(m_question);
    layout->addWidget(m_noteLabel);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    connect(m_confirm, &QPushButton::clicked, this, &DecisionPanel::confirm);
    connect(m_dismiss, &QPushButton::clicked, this, &DecisionPanel::dismiss);
    connect(m_note, &QPlainTextEdit::textChanged, this, &DecisionPanel::judgeNote);
    hide();
}

void DecisionPanel::ask(const CertificateRequest &request, RequestAction action, ActionNote note)
{
    m_request = request;
    m_action = action;
    m_noteNeed = note;
    m_note->clear();
    m_note->setVisible(note != ActionNote::None);
    m_noteLabel->setVisible(note != ActionNote::None);
    retranslate();
    judgeNote();
    show();
    if (note == ActionNote::Required)
        m_note->setFocus(Qt::OtherFocusReason);
    else
        m_confirm->setFocus(Qt::OtherFocusReason);
}

void DecisionPanel::dismiss()
{
    if (isHidden())
        return;
    hide();
    m_note->clear();
    Q_EMIT dismissed();
}

void DecisionPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        judgeNote();
    }
    QFrame::changeEvent(event);
}

void DecisionPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        confirm();
    else
        QFrame::keyPressEvent(event);
}

bool DecisionPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_note && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            confirm();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void DecisionPanel::retranslate()
{
    switch (m_action) {
    case RequestAction::Approve:
        m_question->setText(tr("Approve %1? The certificate is issued at once.").arg(m_request.commonName));
        m_noteLabel->setText(m_noteNeed == ActionNote::Required
                                 ? tr("The check has warnings. &Why is it approved all the same? (kept)")
                                 : tr("&Note (optional)"));
        break;
    case RequestAction::Reject:
        m_question->setText(tr("Reject %1? This cannot be undone.").arg(m_request.commonName));
        m_noteLabel->setText(tr("&Reason (required; the contact reads it)"));
        break;
    case RequestAction::Hold:
        m_question->setText(tr("Put %1 on hold?").arg(m_request.commonName));
        m_noteLabel->setText(tr("&Comment (required)"));
        break;
    default:
        m_question->setText(tr("Cancel the request for %1? This cannot be undone.").arg(m_request.commonName));
        m_noteLabel->setText(tr("&Note (optional)"));
        break;
    }
    m_confirm->setText(QueueText::action(m_action));
    m_dismiss->setText(tr("Back"));
    m_question->setAccessibleName(m_question->text());
    m_noteLabel->setAccessibleName(m_noteLabel->text().remove(QLatin1Char('&')));
    m_note->setAccessibleName(m_noteLabel->text().remove(QLatin1Char('&')));
    m_confirm->setAccessibleName(m_confirm->text());
    m_confirm->setToolTip(m_note->isHidden() ? tr("Enter") : tr("Ctrl+Enter"));
    m_dismiss->setAccessibleName(m_dismiss->text());
    m_dismiss->setToolTip(tr("Esc"));
    setAccessibleName(m_question->text());
}

void DecisionPanel::confirm()
{
    if (!m_confirm->isEnabled())
        return;
    const QString note = m_note->toPlainText().trimmed();
    hide();
    m_note->clear();
    Q_EMIT decided(m_request, m_action, note);
}

void DecisionPanel::judgeNote()
{
    const bool lacks = m_noteNeed == ActionNote::Required && m_note->toPlainText().trimmed().isEmpty();
    m_confirm->setEnabled(!lacks);
    m_noteProblem->setText(lacks ? tr("Please write a text first.") : QString());
    m_noteProblem->setAccessibleName(m_noteProblem->text());
}

} // namespace tegata
