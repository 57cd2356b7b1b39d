// SPDX-License-Identifier: Apache-2.0
#include "ui/common/bannerslot.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "ui/common/bannerbar.h"

#include <QPushButton>
#include <QTest>

namespace tegata {

// At most one banner, the most urgent, and a way to the others.
class TestBannerSlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesNoRoomWithoutWords();
    void showsTheMostUrgent();
    void leadsToTheNext();
    void aPlaceAmongOthers();
    void everyWidgetHasItsNames();

private:
    QList<BannerBar *> visible() const
    {
        QList<BannerBar *> found;
        for (BannerBar *each : m_slot->findChildren<BannerBar *>()) {
            if (each->isVisible())
                found.append(each);
        }
        return found;
    }
    static void tell(BannerBar *banner, const char *text)
    {
        banner->showMessage(BannerBar::Kind::Warning, QLatin1String(text));
    }

    std::unique_ptr<QWidget> m_window;
    BannerSlot *m_slot = nullptr;
    BannerBar *m_first = nullptr;
    BannerBar *m_second = nullptr;
};

void TestBannerSlot::init()
{
    m_window = std::make_unique<QWidget>();
    m_slot = new BannerSlot(m_window.get());
    m_first = new BannerBar;
    m_second = new BannerBar;
    m_slot->add(m_first);
    m_slot->add(m_second);
    m_window->show();
}

void TestBannerSlot::takesNoRoomWithoutWords()
{
    QVERIFY(m_slot->isHidden());
    QVERIFY(!m_slot->shown());
    tell(m_second, "x");
    QVERIFY(m_slot->isVisible());
    QCOMPARE(m_second->text(), QStringLiteral("x"));
    m_second->clear();
    QVERIFY(m_slot->isHidden());
    QCOMPARE(m_second->text(), QString());
}

void TestBannerSlot::showsTheMostUrgent()
{
    tell(m_second, "less");
    QCOMPARE(visible(), QList<BannerBar *>{m_second});
    tell(m_first, "more");
    QCOMPARE(visible(), QList<BannerBar *>{m_first});
    QCOMPARE(m_second->text(), QStringLiteral("less")); // it waits
    m_first->clear();
    QCOMPARE(visible(), QList<BannerBar *>{m_second});
    tell(m_first, "more");
    tell(m_second, "other words"); // of the less urgent one: no change of place
    QCOMPARE(visible(), QList<BannerBar *>{m_first});
}

void TestBannerSlot::leadsToTheNext()
{
    const auto more = [](const BannerBar *banner) {
        return banner->findChild<QPushButton *>(QStringLiteral("bannerMore"));
    };
    tell(m_first, "more");
    QVERIFY(more(m_first)->isHidden());
    tell(m_second, "less");
    QVERIFY(more(m_first)->isVisible());
    QVERIFY(more(m_first)->text().contains(QLatin1Char('1')));
    more(m_first)->click();
    QCOMPARE(visible(), QList<BannerBar *>{m_second});
    more(m_second)->click();
    QCOMPARE(visible(), QList<BannerBar *>{m_first});
}

void TestBannerSlot::aPlaceAmongOthers()
{
    auto *between = new BannerBar;
    m_slot->add(between, 1);
    tell(m_second, "less");
    tell(between, "between");
    QCOMPARE(visible(), QList<BannerBar *>{between});
    tell(m_first, "more");
    QCOMPARE(visible(), QList<BannerBar *>{m_first});
}

void TestBannerSlot::everyWidgetHasItsNames()
{
    tell(m_first, "more");
    tell(m_second, "less");
    const QStringList found = namelessWidgets(m_slot);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

} // namespace tegata

TEGATA_TEST(tegata::TestBannerSlot)
#include "test_bannerslot.moc"
