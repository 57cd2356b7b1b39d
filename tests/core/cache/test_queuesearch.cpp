// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/cache/queuecache.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

Q_DECLARE_METATYPE(tegata::ColumnCondition)

// Filters of every kind, before and after the text index has come to the rows.
class TestQueueSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        reopen();
        auto look = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("look"));
        look.setDatabaseName(m_directory->filePath(QStringLiteral("cache/queue.sqlite")));
        QVERIFY(look.open());
        contract::ChangePage page;
        page.next = QStringLiteral("c1");
        page.requests = {
            request(1, "www.yamada-denki.example.jp", QStringLiteral("株式会社ヤマダデンキ")),
            request(2, "shop.kanda.example.jp", QStringLiteral("神田ハンカク株式会社")),
            request(3, "a_b.100percent.example.jp", QStringLiteral("Straße & Söhne 100% \"quoted\" OR NEAR(x)")),
            request(4, "mail.ueno.example.jp", QStringLiteral("上野商店 𠮷野")),
            request(5, "xy.example.jp", QStringLiteral("さくら")),
        };
        QVERIFY(await(m_cache->apply(page)));
    }
    void cleanup()
    {
        m_cache.reset();
        QSqlDatabase::removeDatabase(QStringLiteral("look"));
    }

    void textsAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("found");
        const auto row = [](const char *name, const QString &text, const QList<int> &found) {
            QTest::newRow(name) << text << found;
        };
        row("nothing asked", QString(), {1, 2, 3, 4, 5});
        row("kanji, two", QStringLiteral("神田"), {2});
        row("kanji, more", QStringLiteral("株式会社"), {1, 2});
        row("katakana", QStringLiteral("ヤマダ"), {1});
        row("half-width katakana finds full", QStringLiteral("ﾔﾏﾀﾞ"), {1});
        row("half-width for what stands half-width", QStringLiteral("ﾊﾝｶｸ"), {2});
        row("hiragana", QStringLiteral("さくら"), {5});
        row("full-width latin", QStringLiteral("ＹＡＭＡＤＡ"), {1});
        row("case", QStringLiteral("Yamada-DENKI"), {1});
        row("two letters", QStringLiteral("xy"), {5});
        row("two words", QStringLiteral("example 上野"), {4});
        row("two words, ideographic space", QStringLiteral("example　上野"), {4});
        row("two words that never meet", QStringLiteral("神田 上野"), {});
        row("hyphen", QStringLiteral("a-d"), {1});
        row("hyphen at an end", QStringLiteral("-denki"), {1});
        row("a code point beyond the BMP", QStringLiteral("𠮷野"), {4});
        row("one code point of two units", QStringLiteral("𠮷"), {4});
        row("one letter", QStringLiteral("神"), {2});
        row("one letter and a word", QStringLiteral("神 株式"), {2});
        row("underscore is itself", QStringLiteral("a_b"), {3});
        row("percent is itself", QStringLiteral("0%"), {3});
        row("one percent sign", QStringLiteral("%"), {3});
        row("one underscore", QStringLiteral("_"), {3});
        row("quotes", QStringLiteral("\"quoted\""), {3});
        row("one quote", QStringLiteral("\""), {3});
        row("sharp s folds", QStringLiteral("STRASSE"), {3});
        row("FTS: OR is a word", QStringLiteral("yamada OR kanda"), {});
        row("FTS: NEAR", QStringLiteral("NEAR(x)"), {3});
        row("FTS: column filter", QStringLiteral("words:yamada"), {});
        row("FTS: star", QStringLiteral("yama*"), {});
        row("FTS: unbalanced", QStringLiteral("ya\" AND ("), {});
        row("FTS: minus", QStringLiteral("--"), {});
        row("SQL", QStringLiteral("'; DROP TABLE request; --"), {});
        row("across two fields", QStringLiteral("jpwww"), {});
        row("a NUL parts words", QStringLiteral("ya") + QChar(0) + QStringLiteral("ma"), {1});
        row("only spaces", QStringLiteral("  　 "), {1, 2, 3, 4, 5});
    }
    void textsAreFound()
    {
        QFETCH(QString, text);
        QFETCH(QList<int>, found);
        QueueQuery query = pending();
        query.filter.text = text;
        QCOMPARE(numbersOf(query), found); // not indexed yet
        QTRY_VERIFY(isIndexed());
        QCOMPARE(numbersOf(query), found);
        QCOMPARE(await(m_cache->count(query)).value(), qint64(found.size()));
        QCOMPARE(await(m_cache->firstRows(query, 2)).value().size(), qMin(qsizetype(2), found.size()));
    }

    // Words most parts of which stand in every row are looked for by their rare parts.
    void wordsOfCommonPartsAreFound()
    {
        constexpr int Rows = 3000;
        contract::ChangePage page;
        page.next = QStringLiteral("c2");
        for (int number = 6; number <= Rows; ++number)
            page.requests.append(request(number, qPrintable(QStringLiteral("corp%1.example.jp").arg(number)),
                                         QStringLiteral("株式会社サンプル")));
        QVERIFY(await(m_cache->apply(page)));
        QTRY_VERIFY(isIndexed(Rows));
        const QList<std::pair<QString, qsizetype>> searches = {
            {QStringLiteral("corp1234"), 1},      // few rows hold 1234
            {QStringLiteral("corp29"), 111},      // 29, 290–299, 2900–2999
            {QStringLiteral("orp2"), 1110},       // 20–29, 200–299, 2000–2999: too many to be read one by one
            {QStringLiteral("example.jp"), Rows}, // nothing in it is rare
            {QStringLiteral("corp1.example"), 0}, // all of it is common, together it is nowhere
            {QStringLiteral("example.jp9"), 0},
            {QStringLiteral("corp299 example"), 11},
            {QStringLiteral("corp 2999"), 1},
            {QStringLiteral("corp zz"), 0},
            {QStringLiteral("株式会社サンプル corp77."), 1},
            {QStringLiteral("上野 example"), 1},
        };
        for (const auto &[text, found] : searches) {
            QueueQuery query = pending();
            query.filter.text = text;
            QVERIFY2(await(m_cache->count(query)).value() == found, qPrintable(text));
            const QueueKeys keys = await(m_cache->keys(query)).value();
            const QList<QueueRow> rows = await(m_cache->firstRows(query, 20)).value();
            QCOMPARE(rows.size(), qMin<qsizetype>(20, found));
            for (qsizetype i = 0; i < rows.size(); ++i)
                QCOMPARE(rows.at(i).key, keys.keys.at(i));
        }
    }

    void conditionsNarrow_data()
    {
        QTest::addColumn<ColumnCondition>("condition");
        QTest::addColumn<QList<int>>("found");
        const auto at = [](int second) { return fromRfc3339(QStringLiteral("2026-11-22T10:00:00Z")).addSecs(second); };
        ColumnCondition name{QueueColumn::CommonName, QStringLiteral("EXAMPLE.jp"), {}, {}, {}};
        QTest::newRow("contains, everywhere") << name << QList<int>{1, 2, 3, 4, 5};
        name.contains = QStringLiteral("ueno");
        QTest::newRow("contains") << name << QList<int>{4};
        name.contains = QStringLiteral("上野");
        QTest::newRow("what stands in another column") << name << QList<int>{};
        name.contains = QStringLiteral("_");
        QTest::newRow("one character") << name << QList<int>{3};
        QTest::newRow("organisation, half width")
            << ColumnCondition{QueueColumn::Organization, QStringLiteral("ﾔﾏﾀﾞ"), {}, {}, {}} << QList<int>{1};
        QTest::newRow("times") << ColumnCondition{QueueColumn::SubmittedAt, {}, {}, at(2), at(4)} << QList<int>{2, 3};
        QTest::newRow("from") << ColumnCondition{QueueColumn::SubmittedAt, {}, {}, at(5), {}} << QList<int>{5};
        QTest::newRow("until") << ColumnCondition{QueueColumn::SubmittedAt, {}, {}, {}, at(2)} << QList<int>{1};
        QTest::newRow("values") << ColumnCondition{QueueColumn::Product, {}, {int(Product::Ev)}, {}, {}}
                                << QList<int>{2, 4};
        QTest::newRow("no values: no condition")
            << ColumnCondition{QueueColumn::Product, {}, {}, {}, {}} << QList<int>{1, 2, 3, 4, 5};
    }
    void conditionsNarrow()
    {
        QFETCH(ColumnCondition, condition);
        QFETCH(QList<int>, found);
        QueueQuery query = pending();
        query.filter.conditions = {condition};
        QCOMPARE(numbersOf(query), found);
        QTRY_VERIFY(isIndexed());
        QCOMPARE(numbersOf(query), found);
        query.filter.text = QStringLiteral("ya"); // and everything else must hold too
        QList<int> both = found;
        both.removeIf([](int number) { return number != 1; });
        QCOMPARE(numbersOf(query), both);
    }

    void aKeyIsFound()
    {
        const CertificateRequest first = *await(m_cache->firstRows(pending(), 1)).value().first().request();
        QueueQuery query = pending();
        query.filter.spkiSha256 = first.key.spkiSha256;
        QCOMPARE(numbersOf(query), QList<int>{1});
        query.filter.spkiSha256 = QString(64, QLatin1Char('0'));
        QVERIFY(numbersOf(query).isEmpty());
    }

    void changedTextsAreFoundByTheirNewOnesOnly()
    {
        QTRY_VERIFY(isIndexed());
        CertificateRequest renamed = request(5, "renamed.example.jp", QStringLiteral("すみれ"));
        ++renamed.version;
        QVERIFY(await(m_cache->upsert({renamed}, {})));
        QueueQuery query = pending();
        query.filter.text = QStringLiteral("すみれ");
        QCOMPARE(numbersOf(query), QList<int>{5});
        query.filter.text = QStringLiteral("さくら");
        QVERIFY(numbersOf(query).isEmpty());
        contract::ChangePage page;
        page.next = QStringLiteral("c2");
        page.removedRequests = {renamed.id};
        QVERIFY(await(m_cache->apply(page)));
        query.filter.text = QStringLiteral("renamed");
        QVERIFY(numbersOf(query).isEmpty());
    }

    void serialsAreFoundInDecimal()
    {
        // These digits could be hexadecimal as well.
        CertificateRecord certificate = FakeSite::makeCertificate(1);
        certificate.serial = QString::number(609929334647ULL, 16).toUpper();
        contract::ChangePage page;
        page.next = QStringLiteral("c2");
        page.certificates = {certificate};
        QVERIFY(await(m_cache->apply(page)));
        QueueQuery query{QueueView::Issued, {}, {QueueColumn::NotAfter, false}};
        query.filter.text = QStringLiteral("609929334647");
        QCOMPARE(await(m_cache->count(query)).value(), qint64(1));
        QCOMPARE(await(m_cache->firstRows(query, 5)).value().constFirst().certificate()->serial, certificate.serial);
        // Where a certificate has the digits as its hexadecimal serial number, it is meant.
        CertificateRecord other = FakeSite::makeCertificate(2);
        other.serial = query.filter.text;
        QVERIFY(await(m_cache->upsert({}, {other})));
        QCOMPARE(await(m_cache->firstRows(query, 5)).value().constFirst().certificate()->serial, other.serial);
        QCOMPARE(await(m_cache->count(query)).value(), qint64(1));
    }

    void aStoppedQuestionIsCancelled()
    {
        SearchLine line;
        const SearchTicket old = line.next();
        const SearchTicket current = line.next();
        QueueQuery query = pending();
        query.filter.text = QStringLiteral("example");
        QCOMPARE(codeOf(await(m_cache->keys(query, old))), ErrorCode::Cancelled);
        QCOMPARE(codeOf(await(m_cache->firstRows(query, 10, old))), ErrorCode::Cancelled);
        QVERIFY(await(m_cache->keys(query, current)));
        line.stop();
        QCOMPARE(codeOf(await(m_cache->count(query, current))), ErrorCode::Cancelled);
    }

private:
    void reopen()
    {
        m_cache.reset();
        m_cache = std::make_unique<QueueCache>(m_directory->filePath(QStringLiteral("cache")));
        const Result<void> opened = await(m_cache->open());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    }

    static QueueQuery pending() { return {QueueView::Pending, {}, {QueueColumn::SubmittedAt, false}}; }
    static CertificateRequest request(int number, const char *name, const QString &organization)
    {
        CertificateRequest request = FakeSite::makeRequest(number);
        request.commonName = QString::fromLatin1(name);
        request.sans = {request.commonName};
        request.subject = QStringLiteral("CN=") + request.commonName;
        request.organization = organization;
        request.product = number % 2 ? Product::Ov : Product::Ev;
        request.submittedAt = fromRfc3339(QStringLiteral("2026-11-22T10:00:00Z")).addSecs(number);
        return request;
    }

    QList<int> numbersOf(const QueueQuery &query)
    {
        const Result<QueueKeys> keys = await(m_cache->keys(query));
        if (!keys) {
            qWarning() << errorCodeName(keys.error().code) << keys.error().detail;
            return {-1};
        }
        const Result<QList<QueueRow>> rows = await(m_cache->firstRows(query, 100));
        QList<int> numbers;
        for (qsizetype i = 0; i < rows.value().size(); ++i) {
            const QueueRow &row = rows.value().at(i);
            if (keys->keys.value(i) != row.key)
                return {-2};
            numbers.append(row.request()->submittedAt.time().second());
        }
        return numbers;
    }

    bool isIndexed(int rows = 5)
    {
        QSqlQuery query(QSqlDatabase::database(QStringLiteral("look")));
        return query.exec(QStringLiteral("SELECT key FROM search_progress WHERE name = 'request'")) && query.next() &&
               query.value(0).toInt() == rows;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QueueCache> m_cache;
};

TEGATA_TEST(TestQueueSearch)
#include "test_queuesearch.moc"
