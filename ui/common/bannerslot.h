// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace tegata {

class BannerBar;

// The one place for banners, under the header: of all that have something to say the most urgent is shown, with how
// many more there are and the way to the next. Takes no room while there is nothing to say. Owns its banners.
class BannerSlot : public QWidget
{
    Q_OBJECT

public:
    explicit BannerSlot(QWidget *parent = nullptr);

    // The more urgent ones first; place: among those that are there, the end for -1.
    void add(BannerBar *banner, int place = -1);
    // Null: none.
    BannerBar *shown() const { return m_shown; }

private:
    void arrange();
    void onWanted(BannerBar *banner);
    void showNext();
    QList<BannerBar *> wanted() const;

    QVBoxLayout *m_layout;
    QList<BannerBar *> m_banners;
    QPointer<BannerBar> m_shown;
};

} // namespace tegata
