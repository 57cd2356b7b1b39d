// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/notedialog.h"

#include "ui/common/growtofit.h"
#include "ui/common/shownvalue.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

NoteDialog::NoteDialog(CertificateRequest request, QWidget *parent)
    : TranslatedDialog(parent), m_request(std::move(request)), m_label(new QLabel(this)),
      m_text(new QPlainTextEdit(this)), m_buttons(new QDialogButtonBox(this)),
      m_add(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_back(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("noteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameWidget(m_label, "noteLabel");
    m_label->setWordWrap(true);
    m_label->setBuddy(m_text);
    nameWidget(m_text, "noteText");
    m_text->setTabChangesFocus(true);
    m_text->installEventFilter(this);
    nameWidget(m_buttons, "noteButtons");
    nameWidget(m_back, "noteCancel");
    nameWidget(m_add, "noteAdd");
    m_add->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_label);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_buttons);
    resize(characterWidth(this) * 70, fontMetrics().height() * 12);
    new GrowToFit(this);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_add->setEnabled(!text().isEmpty()); });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_text->setFocus();
    retranslate();
}

void NoteDialog::retranslate()
{
    //: %1: common name
    setWords(tr("Internal note: %1").arg(shownValue(m_request.commonName)));
    speak(m_buttons, windowTitle());
    say(m_label, tr("&Note for the other operators (the contact never sees it; Ctrl+Enter adds it)"));
    speak(m_text, tr("Note"));
    say(m_add, tr("&Add"));
    say(m_back, tr("Back"));
}

QString NoteDialog::text() const
{
    return m_text->toPlainText().trimmed();
}

bool NoteDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            m_add->click();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace tegata
