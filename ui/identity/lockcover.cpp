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

// Every field of the dialog that a person types into, with a name that is its own: read and write of its text.
void forEachField(
    QDialog &dialog,
    const std::function<void(const QString &, const QString &, const std::function<void(const QString &)> &)> &visit)
{
    const auto placeOf = [&dialog](qsizetype number) {
        return QStringLiteral("%1:%2").arg(quintptr(&dialog), 0, 16).arg(number);
    };
    qsizetype number = 0;
    for (auto *line : dialog.findChildren<QLineEdit *>()) {
        const bool isPart = qobject_cast<const QAbstractSpinBox *>(line->parent()) ||
                            qobject_cast<const QComboBox *>(line->parent()); // no words
        if (!isPart && !line->isReadOnly() && line->echoMode() == QLineEdit::Normal)
            visit(placeOf(number), line->text(), [line](const QString &text) { line->setText(text); });
        ++number;
    }
    for (auto *lines : dialog.findChildren<QPlainTextEdit *>()) {
        if (!lines->isReadOnly())
            visit(placeOf(number), lines->toPlainText(), [lines](const QString &text) { lines->setPlainText(text); });
        ++number;
    }
}

} // namespace

LockCover::LockCover(HeldTexts &texts, QWidget &desk) : QObject(&desk), m_texts(texts), m_desk(desk) {}

void LockCover::cover()
{
    for (QDialog *dialog : m_desk.findChildren<QDialog *>()) {
        if (!dialog->isVisible())
            continue;
        forEachField(*dialog, [this](const QString &place, const QString &text, const auto &write) {
            if (text.isEmpty())
                return;
            m_texts.hold(place, text);
            write({});
        });
        m_covered.append({dialog, dialog->isModal()});
        dialog->hide();
    }
}

void LockCover::uncover()
{
    for (const Covered &each : std::exchange(m_covered, {})) {
        if (!each.dialog)
            continue;
        forEachField(*each.dialog, [this](const QString &place, const QString &, const auto &write) {
            if (const std::optional<QString> text = m_texts.take(place))
                write(*text);
        });
        if (each.isModal)
            each.dialog->open();
        else
            each.dialog->show();
    }
}

} // namespace tegata
