// SPDX-License-Identifier: Apache-2.0
#include "ui/common/cutpaste.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QLineEdit>
#include <QToolTip>

namespace tegata {

void limitLength(QLineEdit &edit, int most)
{
    edit.setMaxLength(most);
    QObject::connect(&edit, &QLineEdit::inputRejected, &edit, [&edit] {
        const QString words = QCoreApplication::translate("CutPaste", "Cut: this field takes at most %1 characters.")
                                  .arg(edit.maxLength());
        edit.setAccessibleDescription(words);
        QAccessibleEvent event(&edit, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
        QToolTip::showText(edit.mapToGlobal(edit.rect().bottomLeft()), words, &edit);
    });
    // What was said is of that text.
    QObject::connect(&edit, &QLineEdit::textEdited, &edit, [&edit](const QString &text) {
        if (text.size() < edit.maxLength())
            edit.setAccessibleDescription(QString());
    });
}

} // namespace tegata
