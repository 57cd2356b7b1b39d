// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/decisionpanel.h"

#include "ui/common/shownvalue.h"
#include "ui/models/queuetext.h"
#include "ui/operator/reasonlist.h"
#include "ui/operator/reasontemplates.h"
#include "ui/operator/reasontemplatesdialog.h"
#include "ui/style/controls.h"
#include "ui/style/ground.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

DecisionPanel::DecisionPanel(ReasonTemplates &templates, QWidget *parent)
    : QFrame(parent), m_templates(templates), m_question(new QLabel(this)), m_reasons(new ReasonList(this)),
      m_noteLabel(new QLabel(this)), m_note(new QPlainTextEdit(this)), m_noteProblem(new QLabel(this)),
      m_own(new QPushButton(this)), m_confirm(new QPushButton(this)), m_dismiss(new QPushButton(this))
{
    setObjectName(QStringLiteral("decisionPanel"));
    setFrameShape(QFrame::StyledPanel);
    setGround(this, Ground::Sunken);
    m_question->setObjectName(QStringLiteral("decisionQuestion"));
    m_question->setWordWrap(true);
    setTextRole(m_question, TextRole::Strong);
    m_reasons->setObjectName(QStringLiteral("decisionReasons"));
    m_reasons->viewport()->setObjectName(QStringLiteral("decisionReasonsViewport"));
    m_noteLabel->setObjectName(QStringLiteral("decisionNoteLabel"));
    m_noteLabel->setBuddy(m_note);
    m_note->setObjectName(QStringLiteral("decisionNote"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 3 + 14);
    m_note->installEventFilter(this);
    m_noteProblem->setObjectName(QStringLiteral("decisionNoteProblem"));
    m_noteProblem->setWordWrap(true);
    m_own->setObjectName(QStringLiteral("decisionOwnReasons"));
    m_own->setAutoDefault(false);
    m_confirm->setObjectName(QStringLiteral("decisionConfirm"));
    m_confirm->setAutoDefault(true);
    m_dismiss->setObjectName(QStringLiteral("decisionDismiss"));
    m_dismiss->setAutoDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_noteProblem, 1);
    buttons->addWidget(m_own);
    buttons->addWidget(m_dismiss);
    buttons->addWidget(m_confirm);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::OfStrip);
    layout->setSpacing(space::Message);
    layout->addWidget(m_question);
    layout->addWidget(m_reasons);
    layout->addWidget(m_noteLabel);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    connect(m_reasons, &ReasonList::taken, this, &DecisionPanel::take);
    connect(m_reasons, &ReasonList::confirmed, this, &DecisionPanel::confirm);
    connect(m_reasons, &ReasonList::typed, this, [this](const QString &text) {
        m_note->setFocus(Qt::OtherFocusReason);
        m_note->insertPlainText(text);
    });
    connect(m_own, &QPushButton::clicked, this, &DecisionPanel::editTemplates);
    connect(m_confirm, &QPushButton::clicked, this, &DecisionPanel::confirm);
    connect(m_dismiss, &QPushButton::clicked, this, &DecisionPanel::dismiss);
    connect(m_note, &QPlainTextEdit::textChanged, this, &DecisionPanel::updateEnabled);
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
    updateEnabled();
    show();
    // Numbers choose a reason, letters go on into the note. Where no note is needed, Enter alone is the next key.
    if (note == ActionNote::Required && m_reasons->count() > 0)
        m_reasons->setFocus(Qt::OtherFocusReason);
    else if (note == ActionNote::Required)
        m_note->setFocus(Qt::OtherFocusReason);
    else
        m_confirm->setFocus(Qt::OtherFocusReason);
}

std::optional<DecisionPanel::Asked> DecisionPanel::asked() const
{
    if (isHidden())
        return std::nullopt;
    return Asked{m_request, m_action, m_noteNeed};
}

QString DecisionPanel::note() const
{
    return m_note->toPlainText();
}

void DecisionPanel::setNote(const QString &note)
{
    m_note->setPlainText(note);
    m_note->moveCursor(QTextCursor::End);
    m_note->setFocus(Qt::OtherFocusReason);
}

void DecisionPanel::setWaiting(bool waits)
{
    m_waits = waits;
    updateEnabled();
}

void DecisionPanel::fillReasons()
{
    m_reasons->setReasons(m_templates.texts(m_action));
    m_reasons->setVisible(m_noteNeed != ActionNote::None && m_reasons->count() > 0);
    m_own->setVisible(m_noteNeed != ActionNote::None);
}

void DecisionPanel::take(const QString &reason)
{
    m_note->setPlainText(reason);
    m_note->moveCursor(QTextCursor::End);
    m_reasons->setFocus(Qt::OtherFocusReason); // Enter decides now
}

void DecisionPanel::editTemplates()
{
    auto *dialog = new ReasonTemplatesDialog(m_templates, m_action, this);
    connect(dialog, &QDialog::finished, this, [this] {
        fillReasons();
        m_reasons->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
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
        updateEnabled();
    }
    QFrame::changeEvent(event);
}

void DecisionPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        confirm();
    else if (event->key() >= Qt::Key_1 && event->key() <= Qt::Key_9 && m_reasons->isVisible())
        m_reasons->take(event->key() - Qt::Key_0);
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
        const int number = key->key() - Qt::Key_0;
        if (key->modifiers() == Qt::AltModifier && number >= 1 && number <= 9) {
            m_reasons->take(number);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void DecisionPanel::retranslate()
{
    switch (m_action) {
    case RequestAction::Approve:
        m_question->setText(tr("Approve %1?").arg(shownValue(m_request.commonName)));
        m_noteLabel->setText(m_noteNeed == ActionNote::Required
                                 ? tr("There are warnings. &Why do you approve anyway? (required, recorded)")
                                 : tr("&Note (optional)"));
        break;
    case RequestAction::Reject:
        m_question->setText(tr("Reject %1?").arg(shownValue(m_request.commonName)));
        m_noteLabel->setText(tr("&Reason (required; the contact reads it)"));
        break;
    case RequestAction::Hold:
        m_question->setText(tr("Put %1 on hold?").arg(shownValue(m_request.commonName)));
        m_noteLabel->setText(tr("&Comment (required; the contact sees it)"));
        break;
    default:
        m_question->setText(tr("Cancel the request for %1?").arg(shownValue(m_request.commonName)));
        m_noteLabel->setText(tr("&Note (optional)"));
        break;
    }
    const bool isFinal = m_action == RequestAction::Reject || m_action == RequestAction::Cancel;
    setButtonKind(m_confirm, isFinal ? ButtonKind::DangerTinted : ButtonKind::Primary);
    m_confirm->setText(QueueText::action(m_action));
    m_dismiss->setText(tr("Back"));
    m_own->setText(tr("My reas&ons…"));
    m_own->setAccessibleName(tr("My reasons"));
    m_reasons->setAccessibleName(tr("Reasons (choose by number)"));
    m_reasons->viewport()->setAccessibleName(m_reasons->accessibleName());
    fillReasons();
    m_question->setAccessibleName(m_question->text());
    m_noteLabel->setAccessibleName(m_noteLabel->text().remove(QLatin1Char('&')));
    m_note->setAccessibleName(m_noteLabel->text().remove(QLatin1Char('&')));
    m_confirm->setAccessibleName(m_confirm->text());
    m_confirm->setToolTip(m_noteNeed == ActionNote::Required ? tr("Ctrl+Enter") : tr("Enter"));
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

void DecisionPanel::updateEnabled()
{
    const bool lacks = m_noteNeed == ActionNote::Required && m_note->toPlainText().trimmed().isEmpty();
    m_confirm->setEnabled(!lacks && !m_waits);
    m_noteProblem->setText(m_waits ? tr("The site has not said yet who you are: the text stays until it has.")
                           : lacks ? tr("Enter a text first.")
                                   : QString());
    m_noteProblem->setAccessibleName(m_noteProblem->text());
}

} // namespace tegata
