// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/sendpanel.h"

#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/models/drafttext.h"
#include "ui/style/ground.h"
#include "ui/style/tokens.h"

#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

QPushButton *command(const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(name);
    button->setAutoDefault(true);
    return button;
}

QLabel *words(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

SendPanel::SendPanel(const LanguageController &language, QWidget *parent)
    : QWidget(parent), m_language(language), m_message(new BannerBar(this)), m_icon(new QLabel(this)),
      m_standing(words(QStringLiteral("sendStanding"), this)), m_obstacle(words(QStringLiteral("sendObstacle"), this)),
      m_questionFrame(new QFrame(this))
{
    setObjectName(QStringLiteral("sendPanel"));
    m_message->setObjectName(QStringLiteral("sendMessage"));
    m_icon->setObjectName(QStringLiteral("sendIcon"));
    m_standing->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::Small);
    line->addWidget(m_icon, 0, Qt::AlignTop);
    line->addWidget(m_standing, 1);
    makeQuestion();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Small);
    layout->addWidget(m_message);
    layout->addLayout(line);
    layout->addWidget(m_obstacle);
    layout->addWidget(m_questionFrame);
    layout->addWidget(makeButtons());
    retranslate();
}

QWidget *SendPanel::makeButtons()
{
    auto *row = new QWidget(this);
    row->setObjectName(QStringLiteral("sendButtons"));
    m_send = command(QStringLiteral("sendButton"), row);
    m_cancelQueued = command(QStringLiteral("sendCancelQueued"), row);
    m_refresh = command(QStringLiteral("sendRefresh"), row);
    m_refresh->setIcon(PaletteIcon::icon(QStringLiteral("sync")));
    m_withdraw = command(QStringLiteral("sendWithdraw"), row);
    m_pdfLabel = new QLabel(row);
    m_pdfLabel->setObjectName(QStringLiteral("pdfLanguageLabel"));
    m_pdfLanguage = new QComboBox(row);
    m_pdfLanguage->setObjectName(QStringLiteral("pdfLanguage"));
    m_pdfLanguage->addItem(QStringLiteral("日本語"), QVariant::fromValue(static_cast<int>(Language::Japanese)));
    m_pdfLanguage->addItem(QStringLiteral("English"), QVariant::fromValue(static_cast<int>(Language::English)));
    m_pdfLanguage->setCurrentIndex(m_language.language() == Language::Japanese ? 0 : 1);
    m_pdfLabel->setBuddy(m_pdfLanguage);
    m_pdf = command(QStringLiteral("pdfButton"), row);
    m_pdf->setIcon(PaletteIcon::icon(QStringLiteral("download")));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *button : {m_send, m_cancelQueued, m_refresh, m_withdraw})
        layout->addWidget(button);
    layout->addStretch(1);
    layout->addWidget(m_pdfLabel);
    layout->addWidget(m_pdfLanguage);
    layout->addWidget(m_pdf);
    connect(m_send, &QPushButton::clicked, this,
            [this] { ask(m_sending == Sending::Queued ? Question::SendQueued : Question::Send); });
    connect(m_cancelQueued, &QPushButton::clicked, this, &SendPanel::queuedSendCancelled);
    connect(m_refresh, &QPushButton::clicked, this, &SendPanel::refreshRequested);
    connect(m_withdraw, &QPushButton::clicked, this, [this] { ask(Question::Withdraw); });
    connect(m_pdf, &QPushButton::clicked, this,
            [this] { Q_EMIT savePdfRequested(static_cast<Language>(m_pdfLanguage->currentData().toInt())); });
    return row;
}

void SendPanel::makeQuestion()
{
    m_questionFrame->setObjectName(QStringLiteral("sendQuestionFrame"));
    m_questionFrame->setFrameShape(QFrame::StyledPanel);
    setGround(m_questionFrame, Ground::Sunken);
    m_questionLabel = words(QStringLiteral("sendQuestion"), m_questionFrame);
    m_yes = command(QStringLiteral("sendYes"), m_questionFrame);
    m_no = command(QStringLiteral("sendNo"), m_questionFrame);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_no);
    buttons->addWidget(m_yes);
    auto *layout = new QVBoxLayout(m_questionFrame);
    layout->setContentsMargins(space::OfStrip);
    layout->addWidget(m_questionLabel);
    layout->addLayout(buttons);
    connect(m_yes, &QPushButton::clicked, this, [this] { answer(true); });
    connect(m_no, &QPushButton::clicked, this, [this] { answer(false); });
    m_questionFrame->hide();
}

void SendPanel::setFacts(const Facts &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    // What was confirmed is not what would be sent.
    if (m_question == Question::Send)
        ask(Question::None);
    showState();
}

void SendPanel::setSending(Sending sending)
{
    if (sending == m_sending)
        return;
    m_sending = sending;
    m_message->clear();
    ask(Question::None);
    showState();
}

void SendPanel::setReceipt(std::optional<EnrollmentReceipt> receipt)
{
    if (receipt == m_receipt)
        return;
    m_receipt = std::move(receipt);
    m_message->clear();
    ask(Question::None);
    showState();
}

void SendPanel::setConnected(bool connected)
{
    m_isConnected = connected;
    showState();
}

void SendPanel::setBusy(bool busy)
{
    m_isBusy = busy;
    showState();
}

void SendPanel::askForConfirmation()
{
    ask(Question::SendQueued);
}

void SendPanel::showMessage(BannerBar::Kind kind, const QString &text)
{
    m_message->showMessage(kind, text);
}

void SendPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SendPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_question != Question::None)
        answer(false);
    else
        QWidget::keyPressEvent(event);
}

void SendPanel::retranslate()
{
    setAccessibleName(tr("Send the application"));
    findChild<QWidget *>(QStringLiteral("sendButtons"))->setAccessibleName(tr("Actions"));
    m_cancelQueued->setText(tr("Do &not send"));
    m_refresh->setText(tr("&Refresh the state"));
    m_withdraw->setText(tr("With&draw…"));
    m_pdfLabel->setText(tr("Lan&guage of the PDF"));
    m_pdfLabel->setAccessibleName(tr("Language of the PDF"));
    m_pdfLanguage->setAccessibleName(tr("Language of the PDF"));
    m_pdf->setText(tr("Save &PDF…"));
    m_no->setText(tr("Back"));
    m_no->setToolTip(tr("Esc"));
    for (QPushButton *button : {m_cancelQueued, m_refresh, m_withdraw, m_pdf, m_no})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    showState();
}

void SendPanel::showState()
{
    const bool isDraft = !m_receipt && m_sending == Sending::None;
    const bool isFinished = m_receipt && isFinal(m_receipt->state);
    const QString icon =
        !m_receipt ? QStringLiteral("outcome-note")
        : m_receipt->state == EnrollmentState::Rejected || m_receipt->state == EnrollmentState::DocumentsRequested
            ? QStringLiteral("outcome-warning")
            : QStringLiteral("outcome-ok");
    showIcon(m_icon, icon);
    m_standing->setText(standing());
    m_standing->setAccessibleName(m_standing->text());
    m_icon->setAccessibleName(m_standing->text());
    const QString obstacle = isDraft ? whyNotSendable() : QString();
    m_obstacle->setText(obstacle);
    m_obstacle->setAccessibleName(obstacle);
    m_obstacle->setVisible(!obstacle.isEmpty());

    m_send->setText(m_sending == Sending::Queued ? tr("&Send now…") : tr("&Send…"));
    m_send->setAccessibleName(m_send->text().remove(QLatin1Char('&')));
    const bool isQueued = m_sending == Sending::Queued && !m_receipt;
    m_send->setVisible(isDraft || isQueued);
    m_send->setEnabled(!m_isBusy && m_question == Question::None &&
                       ((isDraft && obstacle.isEmpty()) || (isQueued && m_isConnected && !m_facts.isReadOnly)));
    m_cancelQueued->setVisible(isQueued);
    m_cancelQueued->setEnabled(!m_isBusy && !m_facts.isReadOnly);
    m_refresh->setVisible(m_receipt.has_value());
    m_refresh->setEnabled(!m_isBusy);
    m_withdraw->setVisible(m_receipt && stateAfter(m_receipt->state, EnrollmentAction::Withdraw).has_value());
    m_withdraw->setEnabled(!m_isBusy && !isFinished && m_question == Question::None);
    m_pdf->setEnabled(!m_isBusy);

    const QString question = questionText();
    m_questionLabel->setText(question);
    m_questionLabel->setAccessibleName(question);
    m_questionFrame->setAccessibleName(question);
    m_yes->setText(m_question == Question::Withdraw ? tr("Withdraw") : tr("Send now"));
    m_yes->setAccessibleName(m_yes->text());
    m_yes->setEnabled(!m_isBusy);
}

void SendPanel::ask(Question question)
{
    const bool isNew = question != m_question;
    const bool hadFocus = m_yes->hasFocus() || m_no->hasFocus();
    m_question = question;
    showState();
    m_questionFrame->setVisible(question != Question::None);
    if (question != Question::None && isNew)
        m_no->setFocus(Qt::OtherFocusReason); // sending is one more key: Enter alone does nothing
    else if (question == Question::None && hadFocus)
        (m_send->isVisible() && m_send->isEnabled() ? m_send : m_pdf)->setFocus(Qt::OtherFocusReason);
}

void SendPanel::answer(bool yes)
{
    const Question question = m_question;
    ask(Question::None);
    if (!yes)
        return;
    if (question == Question::Send)
        Q_EMIT sendRequested();
    else if (question == Question::SendQueued)
        Q_EMIT queuedSendConfirmed();
    else if (question == Question::Withdraw)
        Q_EMIT withdrawRequested();
}

QString SendPanel::standing() const
{
    if (m_receipt) {
        QString text = tr("Receipt number %1 · state: %2").arg(m_receipt->receipt, DraftText::state(m_receipt->state));
        if (m_receipt->submittedAt.isValid())
            text += QLatin1Char('\n') +
                    tr("Received %1")
                        .arg(m_receipt->submittedAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")));
        if (m_receipt->consultation)
            text += QLatin1Char('\n') + tr("The service desk will contact you about the length of the name.");
        if (!m_receipt->note.isEmpty())
            text += QLatin1Char('\n') + tr("From the certification authority: %1").arg(m_receipt->note);
        return text;
    }
    switch (m_sending) {
    case Sending::None:
        return tr("A draft: not sent yet.");
    case Sending::Queued:
        return m_isConnected ? tr("Waiting: the connection is back. It is sent when you confirm.")
                             : tr("Waiting: no connection. You confirm once more before it is sent.");
    case Sending::Sending:
        return tr("Being sent: waiting for the site's answer. It is never accepted twice.");
    }
    return {};
}

QString SendPanel::questionText() const
{
    switch (m_question) {
    case Question::None:
        return {};
    case Question::Withdraw:
        return tr("Withdraw the application %1? The certification authority stops working on it. This cannot be "
                  "undone. You need the login password of the application.")
            .arg(m_receipt ? m_receipt->receipt : QString());
    case Question::SendQueued:
    case Question::Send:
        break;
    }
    QString text =
        tr("Send the application of %1 (domains: %2, operators: %3)? After that you cannot change the form here.")
            .arg(m_facts.subscriber)
            .arg(m_facts.domains)
            .arg(m_facts.operators);
    if (m_facts.sendsPassword)
        text += QLatin1Char('\n') + tr("The login password is sent with it once and then removed from the draft.");
    if (m_facts.warnings > 0)
        text += QLatin1Char('\n') + tr("Warnings sent with your reason: %1").arg(m_facts.warnings);
    if (!m_isConnected)
        text += QLatin1Char('\n') +
                tr("There is no connection. It will wait, and you confirm once more before it is sent.");
    return text;
}

QString SendPanel::whyNotSendable() const
{
    if (m_facts.isReadOnly)
        return tr("The draft is read-only here: it cannot be sent from this window.");
    if (m_facts.errors > 0)
        return tr("It cannot be sent yet. Errors to fix: %1").arg(m_facts.errors);
    return {};
}

} // namespace tegata
