// SPDX-License-Identifier: Apache-2.0
#include "ui/common/bannerbar.h"

#include "ui/common/paletteicon.h"
#include "ui/common/shade.h"
#include "ui/common/shownvalue.h"

#include <QAccessible>
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

} // namespace

BannerBar::BannerBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("banner"));
    m_icon->setObjectName(QStringLiteral("bannerIcon"));
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(QStringLiteral("bannerButton"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &BannerBar::actionTriggered);
    hide();
}

void BannerBar::showMessage(Kind kind, const QString &words, const QString &action)
{
    const QString text = shownLines(words);
    const bool isNews = isHidden() || text != m_text->text();
    m_icon->setPixmap(PaletteIcon::icon(iconName(kind)).pixmap(QSize(16, 16)));
    m_icon->setAccessibleName(text);
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
    setAccessibleName(text);
    show();
    if (isNews) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void BannerBar::clear()
{
    hide();
    m_text->clear();
}

QString BannerBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void BannerBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), mixed(palette().color(QPalette::Window), palette().color(QPalette::Highlight), 0.14));
    painter.setPen(mixed(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.2));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace tegata
