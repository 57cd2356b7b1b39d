// SPDX-License-Identifier: Apache-2.0
#include "core/cache/listupdate.h"
#include "tests/support/testmain.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace tegata;

namespace {

// Rows with a value each; an absent key is not in the list.
using Rows = QHash<qint64, qint64>;

SortPlace placeOf(qint64 key, qint64 value)
{
    SortPlace place;
    place.kind = SortPlace::Kind::Number;
    place.number = value;
    place.key = key;
    return place;
}

QVector<qint64> sorted(const Rows &rows, bool descending)
{
    QVector<SortPlace> places;
    for (auto row = rows.cbegin(); row != rows.cend(); ++row)
        places.append(placeOf(row.key(), row.value()));
    std::sort(places.begin(), places.end(),
              [&](const SortPlace &left, const SortPlace &right) { return left.isBefore(right, descending); });
    QVector<qint64> keys;
    for (const SortPlace &place : places)
        keys.append(place.key);
    return keys;
}

Result<QueueListChange> updated(const QVector<qint64> &before, const QVector<qint64> &touched, const Rows &rows,
                                bool descending)
{
    return updatedList(before, touched, descending, [&](qint64 key) -> Result<std::optional<SortPlace>> {
        return rows.contains(key) ? std::optional(placeOf(key, rows.value(key))) : std::nullopt;
    });
}

// What a model does.
QVector<qint64> applied(QVector<qint64> keys, const QueueListChange &change)
{
    for (auto row = change.removed.crbegin(); row != change.removed.crend(); ++row)
        keys.remove(*row);
    for (const QueueListChange::Insertion &insertion : change.inserted)
        keys.insert(insertion.row, insertion.key);
    return keys;
}

} // namespace

class TestListUpdate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatChangedInPlaceStays()
    {
        const Rows rows{{1, 10}, {2, 20}, {3, 31}};
        const Result<QueueListChange> change = updated({1, 2, 3}, {3}, rows, false);
        QVERIFY(change);
        QVERIFY(change->removed.isEmpty());
        QVERIFY(change->inserted.isEmpty());
        QCOMPARE(change->updated, QVector<qint64>{3});
        QCOMPARE(change->list.keys, (QVector<qint64>{1, 2, 3}));
    }

    void neighboursThatChangeTogetherStayToo()
    {
        const Rows rows{{1, 10}, {2, 21}, {3, 31}, {4, 40}};
        const Result<QueueListChange> change = updated({1, 2, 3, 4}, {3, 2}, rows, false);
        QVERIFY(change);
        QVERIFY(change->removed.isEmpty());
        QCOMPARE(change->updated, (QVector<qint64>{2, 3}));
    }

    void anUntoldChangeIsSeen()
    {
        const Rows rows{{1, 10}, {3, 30}}; // 2 went, and nobody said so
        const Result<QueueListChange> change = updated({1, 2, 3}, {3}, rows, false);
        QVERIFY(change);
        QVERIFY(change->isWhole);
    }

    void anErrorIsHandedOn()
    {
        const auto change = updatedList({1, 2}, {2}, false, [](qint64) -> Result<std::optional<SortPlace>> {
            return failure(ErrorCode::Cancelled);
        });
        QVERIFY(!change);
        QCOMPARE(change.error().code, ErrorCode::Cancelled);
    }

    void thousandsOfRandomChangesGiveTheSortedList_data()
    {
        QTest::addColumn<bool>("descending");
        QTest::newRow("up") << false;
        QTest::newRow("down") << true;
    }
    void thousandsOfRandomChangesGiveTheSortedList()
    {
        QFETCH(bool, descending);
        QRandomGenerator random(7);
        Rows rows;
        QVector<qint64> list;
        qint64 next = 1;
        for (int round = 0; round < 1500; ++round) {
            QVector<qint64> touched;
            for (int i = random.bounded(6); i >= 0; --i) {
                const qint64 key = random.bounded(3) == 0 || next < 4 ? next++ : 1 + random.bounded(int(next) - 1);
                if (random.bounded(4) == 0 || next > 80)
                    rows.remove(key);
                else
                    rows.insert(key, random.bounded(12)); // many are equal
                if (next > 80)
                    next = 40;
                touched.append(key);
            }
            const Result<QueueListChange> change = updated(list, touched, rows, descending);
            QVERIFY(change);
            QVERIFY(!change->isWhole);
            QCOMPARE(change->list.keys, sorted(rows, descending));
            QCOMPARE(applied(list, *change), change->list.keys);
            list = change->list.keys;
        }
    }
};

TEGATA_TEST(TestListUpdate)
#include "test_listupdate.moc"
