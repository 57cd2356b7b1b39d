// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/unlockdialog.h"

#include "core/base/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

UnlockDialog::UnlockDialog(OperatorSession &session, const LanguageController &language, const Error &reason,
                           QWidget *parent)
    : QDialog(parent), m_session(session), m_language(language), m_reason(reason), m_intro(new QLabel(this)),
      m_label(new QLabel(this)), m_passphrase(new QLineEdit(this)),
      m_problem(new ProblemLabel(QStringLiteral("unlockProblem"), this)), m_buttons(new QDialogButtonBox(this)),
      m_unlock(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("unlockDialog"));
    m_intro->setObjectName(QStringLiteral("unlockIntro"));
    m_intro->setWordWrap(true);
    m_label->setObjectName(QStringLiteral("unlockLabel"));
    m_label->setBuddy(m_passphrase);
    m_passphrase->setObjectName(QStringLiteral("unlockPassphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_buttons->setObjectName(QStringLiteral("unlockButtons"));
    m_unlock->setObjectName(QStringLiteral("unlockConfirm"));
    m_unlock->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("unlockCancel"));
    m_cancel->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_intro);
    layout->addSpacing(4);
    layout->addWidget(m_label);
    layout->addWidget(m_passphrase);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &UnlockDialog::submit);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_passphrase, &QLineEdit::textChanged, this, [this] {
        m_error.reset();
        m_problem->setText({});
    });
    retranslate();
}

void UnlockDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void UnlockDialog::retranslate()
{
    setWindowTitle(tr("Unlock operator certificate"));
    setAccessibleName(windowTitle());
    const QString name =
        m_session.identity() ? m_session.identity()->certificate.subject().value(QLatin1String("CN")) : QString();
    const QString asked = name.isEmpty() ? tr("Enter the passphrase of the operator certificate.")
                                         : tr("Enter the passphrase of the operator certificate %1.").arg(name);
    m_intro->setText(m_reason.code == ErrorCode::PassphraseNeeded
                         ? asked
                         : describe(m_reason, m_language.phrasebook()).message + QLatin1Char('\n') + asked);
    m_label->setText(tr("&Passphrase:"));
    m_unlock->setText(tr("&Unlock"));
    m_cancel->setText(tr("Cancel"));
    m_intro->setAccessibleName(m_intro->text());
    m_label->setAccessibleName(tr("Passphrase"));
    m_passphrase->setAccessibleName(tr("Passphrase"));
    m_buttons->setAccessibleName(tr("Decide"));
    m_unlock->setAccessibleName(tr("Unlock"));
    m_cancel->setAccessibleName(m_cancel->text());
    if (m_error) {
        const ErrorText words = describe(*m_error, m_language.phrasebook());
        m_problem->setText(words.message + QLatin1Char('\n') + words.remedy);
    }
}

void UnlockDialog::submit()
{
    if (m_isBusy)
        return;
    m_isBusy = true;
    m_unlock->setEnabled(false);
    m_passphrase->setEnabled(false);
    QString text = m_passphrase->text();
    const auto passphrase = std::make_shared<const SecretBytes>(SecretBytes::fromText(text));
    wipeText(text);
    observe(m_session.unlock(passphrase), this, [this](const Result<IdentityInfo> &identity) {
        m_isBusy = false;
        m_unlock->setEnabled(true);
        m_passphrase->setEnabled(true);
        m_passphrase->clear();
        if (identity) {
            accept();
            return;
        }
        m_error = identity.error();
        retranslate();
        m_passphrase->setFocus();
    });
}

} // namespace tegata
