// SPDX-License-Identifier: Apache-2.0
#include "ui/common/translateddialog.h"

#include <QEvent>
#include <QRegularExpression>

namespace tegata {

void TranslatedDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void TranslatedDialog::setWords(const QString &title)
{
    setWindowTitle(title);
    setAccessibleName(title);
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
