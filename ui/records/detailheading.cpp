// SPDX-License-Identifier: Apache-2.0
#include "ui/records/detailheading.h"

#include "ui/common/actionbutton.h"
#include "ui/common/paletteicon.h"
#include "ui/common/pill.h"
#include "ui/common/shownvalue.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

ButtonKind buttonKindOf(const QAction &action, bool isFirst)
{
    const QString name = action.objectName();
    if (name.startsWith(QLatin1String("reject")) || name.startsWith(QLatin1String("revoke")))
        return ButtonKind::Danger;
    return isFirst ? ButtonKind::Primary : ButtonKind::Standard;
}

} // namespace

DetailHeading::DetailHeading(const QString &name, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_copy(new QToolButton(this)),
      m_state(new Pill(name + QStringLiteral("State"), this)), m_line(new QLabel(this)), m_row(new QWidget(this)),
      m_buttonLine(new QHBoxLayout(m_row)), m_more(new QToolButton(m_row)), m_menu(new QMenu(this))
{
    setObjectName(name);
    m_title->setObjectName(name + QStringLiteral("Title"));
    m_copy->setObjectName(name + QStringLiteral("Copy"));
    m_line->setObjectName(name + QStringLiteral("Line"));
    m_row->setObjectName(name + QStringLiteral("Actions"));
    m_more->setObjectName(name + QStringLiteral("More"));
    m_menu->setObjectName(name + QStringLiteral("Menu"));
    setTextRole(m_title, TextRole::Name);
    setTextRole(m_line, TextRole::Small, Tone::Secondary);
    for (QLabel *label : {m_title, m_line}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_copy->setIcon(PaletteIcon::icon(QStringLiteral("copy")));
    m_more->setIcon(PaletteIcon::icon(QStringLiteral("more")));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    for (QToolButton *button : {m_copy, m_more}) {
        button->setAutoRaise(button == m_copy);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_buttonLine->setContentsMargins(space::Nothing);
    m_buttonLine->setSpacing(space::Small);
    m_buttonLine->addStretch(1);
    m_buttonLine->addWidget(m_more);
    m_row->hide();
    auto *nameLine = new QHBoxLayout;
    nameLine->setSpacing(space::Tight);
    nameLine->addWidget(m_title, 1);
    nameLine->addWidget(m_copy, 0, Qt::AlignTop);
    auto *facts = new QHBoxLayout;
    facts->setSpacing(space::Small);
    facts->addWidget(m_state, 0, Qt::AlignTop);
    facts->addWidget(m_line, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Nothing);
    layout->setSpacing(space::Tight);
    layout->addLayout(nameLine);
    layout->addLayout(facts);
    layout->addSpacing(space::Tight);
    layout->addWidget(m_row);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_name); });
    retranslate();
}

void DetailHeading::setTexts(const QString &wholeTitle, const QString &wholeLine)
{
    m_name = wholeTitle;
    const QString title = shownValue(wholeTitle);
    const QString line = shownValue(wholeLine);
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_line->setText(line);
    m_line->setAccessibleName(line);
    setAccessibleName(title);
}

void DetailHeading::setState(Meaning meaning, const QString &picture, const QString &word)
{
    m_state->setState(meaning, picture, word);
}

void DetailHeading::setActions(const QList<QAction *> &decisions, const QList<QAction *> &others)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (QAction *each : decisions) {
        auto *button = new ActionButton(each->objectName() + QStringLiteral("Button"),
                                        buttonKindOf(*each, m_buttons.isEmpty()), m_row);
        button->setAction(each);
        m_buttonLine->insertWidget(static_cast<int>(m_buttons.size()), button);
        m_buttons.append(button);
    }
    m_menu->clear();
    m_menu->addActions(others);
    m_more->setVisible(!others.isEmpty());
    m_row->setVisible(!decisions.isEmpty() || !others.isEmpty());
    fitKeys();
}

bool DetailHeading::event(QEvent *event)
{
    // A button comes, goes or has other words
    if (event->type() == QEvent::LayoutRequest)
        fitKeys();
    return QWidget::event(event);
}

void DetailHeading::setKeysShown(bool areShown)
{
    m_wantsKeys = areShown;
    fitKeys();
}

void DetailHeading::fitKeys()
{
    int width = m_more->isHidden() ? 0 : m_more->sizeHint().width();
    for (const ActionButton *button : std::as_const(m_buttons)) {
        if (!button->isHidden())
            width += button->sizeHintWithKey().width() + m_buttonLine->spacing();
    }
    // Words go before keys, which stand in the tool tips too.
    const bool areShown = m_wantsKeys && width <= contentsRect().width();
    for (ActionButton *button : std::as_const(m_buttons))
        button->setKeyShown(areShown);
    m_buttonLine->activate();
}

void DetailHeading::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitKeys();
}

bool DetailHeading::isTriggering() const
{
    return std::any_of(m_buttons.cbegin(), m_buttons.cend(),
                       [](const ActionButton *button) { return button->isTriggering(); });
}

void DetailHeading::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DetailHeading::retranslate()
{
    m_copy->setAccessibleName(tr("Copy the common name"));
    m_copy->setToolTip(m_copy->accessibleName());
    m_more->setAccessibleName(tr("More actions"));
    m_more->setToolTip(m_more->accessibleName());
    m_menu->setAccessibleName(tr("More actions"));
    m_row->setAccessibleName(tr("Actions"));
}

} // namespace tegata
