// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/selectionbar.h"

#include "ui/common/actionbutton.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace tegata {

SelectionBar::SelectionBar(QWidget *parent)
    : QFrame(parent), m_count(new QLabel(this)), m_summary(new QLabel(this)),
      m_clear(new ActionButton(QStringLiteral("clearSelectionButton"), ButtonKind::Quiet, this))
{
    setObjectName(QStringLiteral("selectionBar"));
    m_count->setObjectName(QStringLiteral("selectionCount"));
    m_summary->setObjectName(QStringLiteral("selectionSummary"));
    setTextRole(m_count, TextRole::Strong);
    setTextRole(m_summary, TextRole::Small, Tone::Secondary);
    // What it says gives way first: the whole stands in its tool tip.
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setMinimumHeight(extent::SelectionBar);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *layout = new QHBoxLayout(this);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    layout->setContentsMargins(space::Medium, space::Tight, space::Medium, space::Tight);
    layout->setSpacing(space::Small);
    layout->addWidget(m_count);
    layout->addWidget(m_summary, 1);
    static constexpr const char *Names[] = {"bulkApproveButton", "bulkRejectButton", "bulkHoldButton",
                                            "bulkClaimButton"};
    for (const char *name : Names) {
        const auto kind = m_buttons.isEmpty() ? ButtonKind::Primary : ButtonKind::Small;
        auto *button = new ActionButton(QLatin1String(name), kind, this);
        button->setKeyShown(true);
        layout->addWidget(button);
        m_buttons.append(button);
    }
    layout->addWidget(m_clear);
    // Of no widget: its key is the list's own, here it is only told.
    auto *clear = new QAction(this);
    clear->setShortcut(Qt::Key_Escape);
    connect(clear, &QAction::triggered, this, &SelectionBar::clearRequested);
    m_clear->setAction(clear);
    m_clear->setKeyShown(true);
    hide();
}

void SelectionBar::setActions(const QList<QAction *> &actions)
{
    for (qsizetype i = 0; i < m_buttons.size() && i < actions.size(); ++i)
        m_buttons[i]->setAction(actions[i]);
}

void SelectionBar::showSelection(qsizetype rows, int errors, int warnings, int passed)
{
    m_rows = rows;
    m_errors = errors;
    m_warnings = warnings;
    m_passed = passed;
    retranslate();
    setVisible(rows > 1);
    leaveOut();
}

QSize SelectionBar::minimumSizeHint() const
{
    return {0, std::max(static_cast<int>(extent::SelectionBar), m_clear->sizeHint().height() + space::Small)};
}

void SelectionBar::leaveOut()
{
    int left =
        width() - m_count->sizeHint().width() - m_clear->sizeHint().width() - 2 * space::Medium - 2 * space::Small;
    for (ActionButton *button : std::as_const(m_buttons)) {
        if (!button->action() || !button->action()->isVisible())
            continue; // not offered at this site
        left -= button->sizeHint().width() + space::Small;
        button->setLeftOut(left < 0);
    }
}

void SelectionBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    leaveOut();
}

void SelectionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Roles &roles = Roles::of(palette());
    painter.fillRect(rect(), roles.selected);
    paintRule(&painter, 0, width(), 0, roles.accent);
}

void SelectionBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void SelectionBar::retranslate()
{
    setAccessibleName(tr("Selected rows"));
    m_count->setText(tr("%n chosen", nullptr, static_cast<int>(m_rows)));
    m_count->setAccessibleName(m_count->text());
    QStringList parts;
    if (m_passed > 0)
        parts.append(tr("%n passed", nullptr, m_passed));
    if (m_warnings > 0)
        parts.append(tr("%n with warnings", nullptr, m_warnings));
    if (m_errors > 0)
        parts.append(tr("%n with errors", nullptr, m_errors));
    m_summary->setText(parts.join(QStringLiteral(" · ")));
    m_summary->setAccessibleName(m_summary->text());
    m_summary->setToolTip(m_summary->text());
    //: the button of a bar for several rows; %n: how many
    m_buttons[0]->setWords(tr("Approve %n…", nullptr, static_cast<int>(m_rows)));
    m_clear->action()->setText(tr("Clear"));
    m_clear->action()->setToolTip(tr("Clear the selection (Esc)"));
    m_clear->setAccessibleName(tr("Clear the selection"));
}

} // namespace tegata
