// SPDX-License-Identifier: Apache-2.0
#include "ui/common/verdictcard.h"

#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"
#include "ui/style/controls.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QAccessible>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace tegata {

namespace {

QString verdictIcon(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Success:
        return QStringLiteral("outcome-ok");
    case Meaning::Warning:
        return QStringLiteral("outcome-warning");
    case Meaning::Danger:
        return QStringLiteral("outcome-error");
    case Meaning::Info:
        return QStringLiteral("outcome-note");
    case Meaning::Neutral:
        return QStringLiteral("neutral");
    }
    return {};
}

Tone toneOfVerdict(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Success:
        return Tone::Success;
    case Meaning::Warning:
        return Tone::Warning;
    case Meaning::Danger:
        return Tone::Danger;
    case Meaning::Info:
        return Tone::Info;
    case Meaning::Neutral:
        return Tone::Secondary;
    }
    return Tone::Normal;
}

} // namespace

VerdictCard::VerdictCard(const QString &name, QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_title(new QLabel(this)), m_detail(new QLabel(this)),
      m_button(new QPushButton(this))
{
    setObjectName(name);
    m_icon->setObjectName(QStringLiteral("verdictIcon"));
    m_title->setObjectName(QStringLiteral("verdictTitle"));
    m_detail->setObjectName(QStringLiteral("verdictDetail"));
    m_button->setObjectName(QStringLiteral("verdictButton"));
    m_button->setAutoDefault(false);
    setButtonKind(m_button, ButtonKind::Small);
    for (QLabel *label : {m_title, m_detail}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(space::OfCard);
    layout->setHorizontalSpacing(space::Small);
    layout->setVerticalSpacing(space::Message);
    layout->setColumnStretch(1, 1);
    layout->addWidget(m_icon, 0, 0, Qt::AlignTop);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_detail, 1, 1);
    layout->addWidget(m_button, 2, 1, Qt::AlignLeft);
    connect(m_button, &QPushButton::clicked, this, &VerdictCard::actionTriggered);
    hide();
}

void VerdictCard::showVerdict(Meaning meaning, const QString &title, const QString &detail, const QString &action)
{
    const QString before = text();
    m_meaning = meaning;
    setGround(this, groundOf(meaning), Fill::Own);
    showIcon(m_icon, verdictIcon(meaning), meaning, icon::Card);
    m_icon->setAccessibleName(title);
    setTextRole(m_title, TextRole::Strong, toneOfVerdict(meaning));
    m_title->setText(shownLines(title));
    m_title->setAccessibleName(m_title->text());
    m_detail->setText(shownLines(detail));
    m_detail->setAccessibleName(m_detail->text());
    m_detail->setVisible(!detail.isEmpty());
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
    show();
    setAccessibleName(text());
    update();
    if (text() != before) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void VerdictCard::clear()
{
    hide();
    m_title->clear();
    m_detail->clear();
}

QString VerdictCard::text() const
{
    if (isHidden())
        return {};
    return m_detail->text().isEmpty() ? m_title->text() : m_title->text() + QLatin1Char('\n') + m_detail->text();
}

void VerdictCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintNotice(&painter, rect(), Roles::of(palette()).of(m_meaning));
}

} // namespace tegata
