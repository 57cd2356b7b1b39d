// SPDX-License-Identifier: Apache-2.0
#include "ui/common/bannerslot.h"

#include "ui/common/bannerbar.h"
#include "ui/style/tokens.h"

#include <QVBoxLayout>

namespace tegata {

BannerSlot::BannerSlot(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("banners"));
    m_layout->setContentsMargins(space::OfStrip);
    m_layout->setSpacing(space::None);
    hide();
}

void BannerSlot::add(BannerBar *banner, int place)
{
    m_banners.insert(place < 0 ? m_banners.size() : place, banner);
    m_layout->addWidget(banner);
    banner->setShownByOthers();
    connect(banner, &BannerBar::wantedChanged, this, [this, banner] { onWanted(banner); });
    connect(banner, &BannerBar::moreRequested, this, &BannerSlot::showNext);
    arrange();
}

void BannerSlot::onWanted(BannerBar *banner)
{
    // What has just come is told, unless something more urgent is.
    if (banner->isWanted() && m_shown && m_banners.indexOf(banner) < m_banners.indexOf(m_shown))
        m_shown = banner;
    arrange();
}

void BannerSlot::showNext()
{
    const QList<BannerBar *> all = wanted();
    if (!all.isEmpty())
        m_shown = all.at((all.indexOf(m_shown) + 1) % all.size());
    arrange();
}

QList<BannerBar *> BannerSlot::wanted() const
{
    QList<BannerBar *> found;
    for (BannerBar *each : m_banners) {
        if (each->isWanted())
            found.append(each);
    }
    return found;
}

void BannerSlot::arrange()
{
    const QList<BannerBar *> all = wanted();
    if (!m_shown || !m_shown->isWanted())
        m_shown = all.isEmpty() ? nullptr : all.constFirst();
    for (BannerBar *each : std::as_const(m_banners)) {
        each->setMore(each == m_shown ? static_cast<int>(all.size()) - 1 : 0);
        each->setVisible(each == m_shown);
    }
    setAccessibleName(m_shown ? m_shown->text() : QString());
    setVisible(!m_shown.isNull());
}

} // namespace tegata
