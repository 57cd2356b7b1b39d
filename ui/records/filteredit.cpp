// SPDX-License-Identifier: Apache-2.0
#include "ui/records/filteredit.h"

#include "ui/common/cutpaste.h"

#include <QInputMethodEvent>
#include <QKeyEvent>

#include <chrono>

using namespace std::chrono_literals;

namespace tegata {

namespace {

constexpr int MaximumText = 200;
constexpr auto Moment = 400ms;

} // namespace

FilterEdit::FilterEdit(QWidget *parent) : QLineEdit(parent)
{
    limitLength(*this, MaximumText);
    m_moment.setSingleShot(true);
    m_moment.setInterval(Moment);
    connect(&m_moment, &QTimer::timeout, this, &FilterEdit::tell);
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::onText);
}

void FilterEdit::setFilterText(const QString &text)
{
    m_told = text.trimmed();
    setText(text);
    m_moment.stop();
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            Q_EMIT left();
        else
            clear();
        return;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        tell();
        Q_EMIT left();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void FilterEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_isComposing = !event->preeditString().isEmpty();
    QLineEdit::inputMethodEvent(event);
    if (!m_isComposing)
        onText();
}

void FilterEdit::onText()
{
    if (m_isComposing)
        return;
    // A single character is one code point, not one QChar: 𠮷 is two of these.
    if (text().trimmed().toUcs4().size() == 1)
        m_moment.start();
    else
        tell();
}

void FilterEdit::tell()
{
    m_moment.stop();
    const QString now = text().trimmed();
    if (now == m_told)
        return;
    m_told = now;
    Q_EMIT filterTextChanged(now);
}

} // namespace tegata
