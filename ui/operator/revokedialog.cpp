// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/revokedialog.h"

#include "ui/common/factlist.h"
#include "ui/models/queuetext.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace tegata {

RevokeDialog::RevokeDialog(CertificateRecord certificate, QWidget *parent)
    : QDialog(parent), m_certificate(std::move(certificate)), m_question(new QLabel(this)), m_facts(new FactList(this)),
      m_reasonLabel(new QLabel(this)), m_reasons(new QButtonGroup(this)), m_deadline(new QLabel(this)),
      m_noteLabel(new QLabel(this)), m_note(new QPlainTextEdit(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
{
    setObjectName(QStringLiteral("revokeDialog"));
    m_question->setObjectName(QStringLiteral("revokeQuestion"));
    m_question->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_question->setFont(bold);
    m_facts->setObjectName(QStringLiteral("revokeFacts"));
    m_reasonLabel->setObjectName(QStringLiteral("revokeReasonLabel"));
    m_deadline->setObjectName(QStringLiteral("revokeDeadline"));
    m_noteLabel->setObjectName(QStringLiteral("revokeNoteLabel"));
    m_noteLabel->setBuddy(m_note);
    m_note->setObjectName(QStringLiteral("revokeNote"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 3 + 14);
    m_buttons->setObjectName(QStringLiteral("revokeButtons"));

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_question);
    layout->addWidget(m_facts);
    layout->addSpacing(6);
    layout->addWidget(m_reasonLabel);
    for (const RevocationReason reason : subscriberRevocationReasons()) {
        auto *button = new QRadioButton(this);
        button->setObjectName(QStringLiteral("revokeReason_") + revocationReasonName(reason));
        m_reasons->addButton(button, static_cast<int>(reason));
        m_reasonButtons.append(button);
        layout->addWidget(button);
    }
    m_reasonButtons.constFirst()->setChecked(true);
    layout->addWidget(m_deadline);
    layout->addSpacing(6);
    layout->addWidget(m_noteLabel);
    layout->addWidget(m_note);
    layout->addWidget(m_buttons);

    auto *revoke = m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    revoke->setObjectName(QStringLiteral("revokeConfirm"));
    revoke->setAutoDefault(false);
    QPushButton *cancel = m_buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("revokeCancel"));
    cancel->setDefault(true);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reasons, &QButtonGroup::idToggled, this, [this] { retranslate(); });
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
    retranslate();
    m_reasonButtons.constFirst()->setFocus(Qt::OtherFocusReason);
}

RevocationReason RevokeDialog::reason() const
{
    return static_cast<RevocationReason>(m_reasons->checkedId());
}

QString RevokeDialog::note() const
{
    return m_note->toPlainText().trimmed();
}

void RevokeDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void RevokeDialog::retranslate()
{
    setWindowTitle(tr("Revoke certificate"));
    setAccessibleName(windowTitle());
    m_question->setText(tr("Revoke this certificate? This cannot be undone."));
    m_facts->setAccessibleName(tr("Certificate"));
    m_facts->setFacts({
        {QStringLiteral("revokeCommonName"), QueueText::attribute(QStringLiteral("CN")), m_certificate.commonName},
        {QStringLiteral("revokeSerial"), tr("Serial number"), m_certificate.serial, true},
        {QStringLiteral("revokeSubject"), tr("Subject"), m_certificate.subject},
        {QStringLiteral("revokeNotAfter"), tr("Valid until"), QueueText::time(m_certificate.notAfter)},
    });
    m_reasonLabel->setText(tr("Reason"));
    const QList<RevocationReason> reasons = subscriberRevocationReasons();
    for (int i = 0; i < reasons.size(); ++i) {
        //: a mnemonic digit, and the reason
        m_reasonButtons[i]->setText(tr("&%1  %2").arg(i + 1).arg(QueueText::revocationReason(reasons[i])));
        m_reasonButtons[i]->setAccessibleName(QueueText::revocationReason(reasons[i]));
    }
    m_deadline->setText(QueueText::revocationDeadline(reason()));
    m_noteLabel->setText(tr("&Note (optional)"));
    auto *revoke = m_buttons->findChild<QPushButton *>(QStringLiteral("revokeConfirm"));
    revoke->setText(tr("&Revoke"));
    QPushButton *cancel = m_buttons->button(QDialogButtonBox::Cancel);
    cancel->setText(tr("Back"));
    for (QLabel *label : {m_question, m_reasonLabel, m_deadline, m_noteLabel})
        label->setAccessibleName(label->text().remove(QLatin1Char('&')));
    m_note->setAccessibleName(m_noteLabel->accessibleName());
    m_buttons->setAccessibleName(tr("Decide"));
    revoke->setAccessibleName(tr("Revoke"));
    cancel->setAccessibleName(cancel->text());
}

} // namespace tegata
