// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/shelldialog.h"

#include "ui/common/growtofit.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace tegata {

ShellDialog::ShellDialog(const char *name, QWidget *parent)
    : QDialog(parent), m_content(new QVBoxLayout), m_buttons(new QDialogButtonBox(this))
{
    setObjectName(QLatin1String(name));
    m_buttons->setObjectName(QLatin1String(name) + QStringLiteral("Buttons"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    m_content->setSpacing(8);
    layout->addLayout(m_content, 1);
    layout->addWidget(m_buttons);
    new GrowToFit(this);
}

void ShellDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ShellDialog::setWords(const QString &title)
{
    setWindowTitle(title);
    setAccessibleName(title);
    m_buttons->setAccessibleName(title);
}

void nameWidget(QWidget *widget, const char *name)
{
    widget->setObjectName(QLatin1String(name));
}

void speak(QWidget *widget, const QString &accessibleName)
{
    widget->setAccessibleName(withoutMnemonic(accessibleName));
}

QString withoutMnemonic(QString text)
{
    static const QRegularExpression behind(QStringLiteral("\\(&\\w\\)"));
    return text.remove(behind).remove(QLatin1Char('&'));
}

} // namespace tegata
