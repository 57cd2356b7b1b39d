// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/notedialog.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

NoteDialog::NoteDialog(CertificateRequest request, QWidget *parent)
    : QDialog(parent), m_request(std::move(request)), m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("noteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: %1: common name
    setWindowTitle(tr("Internal note: %1").arg(m_request.commonName));
    setAccessibleName(windowTitle());
    auto *label = new QLabel(tr("&Note for the other operators (the contact never sees it; Ctrl+Enter adds it)"), this);
    label->setObjectName(QStringLiteral("noteLabel"));
    label->setWordWrap(true);
    label->setBuddy(m_text);
    label->setAccessibleName(label->text().remove(QLatin1Char('&')));
    m_text->setObjectName(QStringLiteral("noteText"));
    m_text->setAccessibleName(tr("Note"));
    m_text->setTabChangesFocus(true);
    m_text->installEventFilter(this);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->setObjectName(QStringLiteral("noteButtons"));
    buttons->setAccessibleName(windowTitle());
    QPushButton *back = buttons->button(QDialogButtonBox::Cancel);
    back->setObjectName(QStringLiteral("noteCancel"));
    back->setText(tr("Back"));
    back->setAccessibleName(back->text());
    m_add = buttons->addButton(tr("&Add"), QDialogButtonBox::AcceptRole);
    m_add->setObjectName(QStringLiteral("noteAdd"));
    m_add->setAccessibleName(tr("Add"));
    m_add->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 12);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_add->setEnabled(!text().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_text->setFocus();
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
