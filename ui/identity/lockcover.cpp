// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/lockcover.h"

#include "core/desk/heldtexts.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <functional>
#include <utility>

namespace tegata {

namespace {

// A field of a dialog that a person types into.
struct Field
{
    QString place; // its own, within the dialog
    QString text;
    bool isSecret;
    std::function<void(const QString &)> write;
};

QList<Field> fieldsOf(const QDialog &dialog)
{
    QList<Field> fields;
    const auto nextPlace = [&fields] { return QString::number(fields.size()); };
    for (auto *line : dialog.findChildren<QLineEdit *>()) {
        const bool isPart = qobject_cast<const QAbstractSpinBox *>(line->parent()) ||
                            qobject_cast<const QComboBox *>(line->parent()); // no words
        if (!isPart && !line->isReadOnly())
            fields.append({nextPlace(), line->text(), line->echoMode() != QLineEdit::Normal,
                           [line](const QString &text) { line->setText(text); }});
    }
    for (auto *lines : dialog.findChildren<QPlainTextEdit *>()) {
        if (!lines->isReadOnly())
            fields.append({nextPlace(), lines->toPlainText(), false,
                           [lines](const QString &text) { lines->setPlainText(text); }});
    }
    return fields;
}

} // namespace

LockCover::LockCover(HeldTexts &texts, QWidget &desk) : QObject(&desk), m_texts(texts), m_desk(desk) {}

void LockCover::cover()
{
    for (QDialog *dialog : m_desk.findChildren<QDialog *>()) {
        if (!dialog->isVisible())
            continue;
        const QString dialogPlace = QStringLiteral("dialog%1/").arg(++m_lastCovered);
        const QList<Field> fields = fieldsOf(*dialog);
        for (const Field &field : fields) {
            if (field.text.isEmpty())
                continue;
            if (!field.isSecret)
                m_texts.hold(dialogPlace + field.place, field.text);
            field.write({});
        }
        m_covered.append({dialog, dialogPlace, dialog->isModal()});
        dialog->hide();
    }
}

void LockCover::uncover()
{
    for (const Covered &each : std::exchange(m_covered, {})) {
        if (!each.dialog)
            continue;
        const QList<Field> fields = fieldsOf(*each.dialog);
        for (const Field &field : fields) {
            if (const std::optional<QString> text = m_texts.take(each.place + field.place))
                field.write(*text);
        }
        if (each.isModal)
            each.dialog->open();
        else
            each.dialog->show();
    }
}

} // namespace tegata
