// SPDX-License-Identifier: Apache-2.0
#include "ui/common/bannerbar.h"

#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"
#include "ui/style/controls.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/tokens.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace tegata {

namespace {

QString iconName(BannerBar::Kind kind)
{
    switch (kind) {
    case BannerBar::Kind::Note:
        return QStringLiteral("outcome-note");
    case BannerBar::Kind::Warning:
        return QStringLiteral("outcome-warning");
    case BannerBar::Kind::Error:
        return QStringLiteral("outcome-error");
    case BannerBar::Kind::Done:
        return QStringLiteral("outcome-ok");
    }
    return {};
}

Meaning bannerMeaning(BannerBar::Kind kind)
{
    switch (kind) {
    case BannerBar::Kind::Note:
        return Meaning::Info;
    case BannerBar::Kind::Warning:
        return Meaning::Warning;
    case BannerBar::Kind::Error:
        return Meaning::Danger;
    case BannerBar::Kind::Done:
        return Meaning::Success;
    }
    return Meaning::Neutral;
}

} // namespace

BannerBar::BannerBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_button(new QPushButton(this)),
      m_more(new QPushButton(this))
{
    setObjectName(QStringLiteral("banner"));
    m_icon->setObjectName(QStringLiteral("bannerIcon"));
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(QStringLiteral("bannerButton"));
    m_more->setObjectName(QStringLiteral("bannerMore"));
    setButtonKind(m_more, ButtonKind::Link);
    m_more->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::OfStrip);
    layout->setSpacing(space::Small);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_more);
    layout->addWidget(m_button);
    setTabOrder(m_more, m_button); // as they are read
    connect(m_button, &QPushButton::clicked, this, &BannerBar::actionTriggered);
    connect(m_more, &QPushButton::clicked, this, &BannerBar::moreRequested);
    hide();
}

void BannerBar::showMessage(Kind kind, const QString &words, const QString &action)
{
    const QString text = shownLines(words);
    const bool isNews = !m_isWanted || text != m_text->text();
    m_meaning = bannerMeaning(kind);
    setGround(this, groundOf(m_meaning), Fill::Own);
    showIcon(m_icon, iconName(kind));
    m_icon->setAccessibleName(text);
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
    setAccessibleName(text);
    m_isWanted = true;
    if (!m_isShownByOthers)
        show();
    if (isNews) { // else whoever has gone to another banner stays there
        Q_EMIT wantedChanged();
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void BannerBar::clear()
{
    hide();
    m_text->clear();
    m_isWanted = false;
    Q_EMIT wantedChanged();
}

void BannerBar::setShownByOthers()
{
    m_isShownByOthers = true;
}

void BannerBar::setMore(int count)
{
    m_moreCount = count;
    //: beside a banner: more of them
    m_more->setText(count > 0 ? tr("%n more", nullptr, count) : QString());
    m_more->setAccessibleName(m_more->text());
    m_more->setVisible(count > 0);
}

void BannerBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        setMore(m_moreCount);
    QFrame::changeEvent(event);
}

QString BannerBar::text() const
{
    return m_isWanted ? m_text->text() : QString();
}

void BannerBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintNotice(&painter, rect(), Roles::of(palette()).of(m_meaning));
}

} // namespace tegata
