// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/reasonlist.h"

#include <QKeyEvent>

#include <algorithm>

namespace tegata {

namespace {

constexpr int NumberedReasons = 9;
constexpr int MostShown = 6; // rows
constexpr int LeastShown = 2;

bool isPlain(const QKeyEvent &event)
{
    return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
           !event.text().isEmpty() && event.text().at(0).isPrint();
}

} // namespace

ReasonList::ReasonList(QWidget *parent) : QListWidget(parent)
{
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) { take(row(item) + 1); });
}

void ReasonList::setReasons(const QStringList &reasons)
{
    m_reasons = reasons;
    clear();
    for (int i = 0; i < reasons.size(); ++i) {
        //: %1: the key that takes the reason, %2: the reason
        auto *item = new QListWidgetItem(i < NumberedReasons ? tr("%1  %2").arg(i + 1).arg(reasons[i]) : reasons[i]);
        item->setToolTip(reasons[i]);
        addItem(item);
    }
    const auto heightOf = [this](int rows) {
        return rows * std::max(sizeHintForRow(0), fontMetrics().height()) + 2 * frameWidth() + 2;
    };
    // In a low window it scrolls rather than push what is below it together.
    setMinimumHeight(heightOf(std::clamp(count(), 1, LeastShown)));
    setMaximumHeight(heightOf(std::clamp(count(), 1, MostShown)));
}

void ReasonList::take(int number)
{
    if (number < 1 || number > m_reasons.size())
        return;
    setCurrentRow(number - 1);
    Q_EMIT taken(m_reasons.at(number - 1));
}

bool ReasonList::event(QEvent *event)
{
    // Letters and numbers are for here, not for the workspace's commands.
    if (event->type() == QEvent::ShortcutOverride && isPlain(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QListWidget::event(event);
}

void ReasonList::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        Q_EMIT confirmed();
    } else if (isPlain(*event) && key >= Qt::Key_1 && key <= Qt::Key_9) {
        take(key - Qt::Key_0);
    } else if (key == Qt::Key_Space) {
        take(currentRow() + 1);
    } else if (isPlain(*event)) {
        Q_EMIT typed(event->text());
    } else {
        QListWidget::keyPressEvent(event);
    }
}

} // namespace tegata
