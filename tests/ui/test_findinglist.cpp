// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "ui/common/findinglist.h"

#include <QLabel>
#include <QTest>

using namespace tegata;

namespace {

QImage iconOf(const FindingList &list)
{
    const auto *icon = list.findChild<QLabel *>(QStringLiteral("finding0Icon"), Qt::FindChildrenRecursively);
    return icon ? icon->pixmap().toImage() : QImage();
}

} // namespace

class TestFindingList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRemarkNeverLooksLikeAPassedCheck()
    {
        const Phrasebook phrasebook(Language::English);
        FindingList passed;
        passed.setFindings({}, phrasebook, QStringLiteral("All checks passed."));
        FindingList remark;
        remark.showRemark(QStringLiteral("Checking…"));
        QVERIFY(!iconOf(passed).isNull());
        QVERIFY(!iconOf(remark).isNull());
        QVERIFY(iconOf(passed) != iconOf(remark));
    }

    void withoutFindingsAndTextNothingIsShown()
    {
        FindingList list;
        list.setFindings({}, Phrasebook(Language::English), QString());
        QVERIFY(!list.findChild<QLabel *>());
    }
};

TEGATA_TEST(TestFindingList)
#include "test_findinglist.moc"
