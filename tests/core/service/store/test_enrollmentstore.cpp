// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/enrollmentstore.h"

#include "core/service/store/identifiers.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace tegata;

namespace {

EnrollmentRow makeRow(const QString &receipt, int minute = 0)
{
    EnrollmentRow row;
    row.receipt.receipt = receipt;
    row.receipt.submittedAt = StoreFixture::time(minute);
    row.receipt.updatedAt = StoreFixture::time(minute);
    row.receipt.consultation = true;
    row.application.subscriberName = QStringLiteral("株式会社𠮷野'; DROP TABLE enrollment; --");
    row.application.contact.mail = QStringLiteral("tanaka@example.jp");
    row.application.domains = {{QStringLiteral("日本語.jp"), true, QStringLiteral("親会社")}};
    row.application.warningReason = QStringLiteral("登記どおりです");
    row.check.findings = {{QStringLiteral("V16"),
                           QStringLiteral("legalName.jisX0208"),
                           FindingOutcome::Warning,
                           QStringLiteral("applicants[0].legalName"),
                           {{QStringLiteral("character"), QStringLiteral("𠮷")}},
                           {},
                           {}}};
    row.loginId = QStringLiteral("sample-tanaka");
    row.passwordHash = QStringLiteral("scrypt$…");
    row.language = Language::English;
    return row;
}

} // namespace

class TestEnrollmentStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void keepsNoPassword();
    void refusesAStaleVersion();
    void refusesAReceiptTwice();
    void listsByStateInPages();
    void keepsOneRegisteredFormOfACustomer();
    void readsReceiptNumbersAsTheyAreTyped_data();
    void readsReceiptNumbersAsTheyAreTyped();
    void makesReceiptNumbers();

private:
    static Result<void> insert(StoreFixture &fixture, EnrollmentRow &row)
    {
        return fixture.database().write(
            [&](Transaction &transaction) { return EnrollmentStore::insert(transaction, row); });
    }
    static Result<EnrollmentRow> find(StoreFixture &fixture, const QString &receipt)
    {
        return fixture.database().read(
            [&](ReadTransaction &transaction) { return EnrollmentStore::find(transaction, receipt); });
    }
    static Result<void> update(StoreFixture &fixture, EnrollmentReceipt &receipt, int version)
    {
        return fixture.database().write(
            [&](Transaction &transaction) { return EnrollmentStore::update(transaction, receipt, version); });
    }
};

void TestEnrollmentStore::keepsEveryField()
{
    StoreFixture fixture;
    EnrollmentRow row = makeRow(QStringLiteral("7K2M9QX4ZB"));
    QVERIFY(insert(fixture, row));
    QCOMPARE(row.receipt.version, 1);
    EnrollmentRow renewal = makeRow(QStringLiteral("7K2M9QX4ZC"));
    renewal.application.kind = EnrollmentKind::Renewal;
    renewal.customerId = QStringLiteral("c1");
    renewal.contactId = QStringLiteral("co-1");
    renewal.receipt.consultation = false;
    renewal.language = Language::Japanese;
    QVERIFY(insert(fixture, renewal));

    row.receipt.state = EnrollmentState::DocumentsRequested;
    row.receipt.note = QStringLiteral("書類をお送りください");
    row.receipt.updatedAt = StoreFixture::time(5);
    QVERIFY(update(fixture, row.receipt, 1));
    QCOMPARE(row.receipt.version, 2);
    fixture.reopen();
    const auto found = find(fixture, QStringLiteral("7K2M9QX4ZB"));
    QVERIFY(found);
    QVERIFY(*found == row);
    const auto other = find(fixture, QStringLiteral("7K2M9QX4ZC"));
    QVERIFY(other);
    QVERIFY(*other == renewal);
    QCOMPARE(find(fixture, QStringLiteral("7K2M9QX4ZD")).error().code, ErrorCode::NotFound);
}

void TestEnrollmentStore::keepsNoPassword()
{
    StoreFixture fixture;
    EnrollmentRow row = makeRow(QStringLiteral("7K2M9QX4ZB"));
    row.application.contact.password = QStringLiteral("correct horse battery");
    QCOMPARE(insert(fixture, row).error().code, ErrorCode::Internal);
    const auto registered = fixture.database().write([&](Transaction &transaction) {
        return EnrollmentStore::setRegistered(transaction, QStringLiteral("c1"), row.application, StoreFixture::time());
    });
    QCOMPARE(registered.error().code, ErrorCode::Internal);
    fixture.close();
    QFile file(fixture.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("correct horse"));
}

void TestEnrollmentStore::refusesAStaleVersion()
{
    StoreFixture fixture;
    EnrollmentRow row = makeRow(QStringLiteral("7K2M9QX4ZB"));
    QVERIFY(insert(fixture, row));
    EnrollmentReceipt mine = row.receipt;
    mine.state = EnrollmentState::InReview;
    QVERIFY(update(fixture, mine, 1));
    EnrollmentReceipt theirs = row.receipt;
    theirs.state = EnrollmentState::Withdrawn;
    QCOMPARE(update(fixture, theirs, 1).error().code, ErrorCode::Conflict);
    QVERIFY(find(fixture, row.receipt.receipt)->receipt == mine);
    theirs.receipt = QStringLiteral("0000000000");
    QCOMPARE(update(fixture, theirs, 1).error().code, ErrorCode::NotFound);
}

void TestEnrollmentStore::refusesAReceiptTwice()
{
    StoreFixture fixture;
    EnrollmentRow row = makeRow(QStringLiteral("7K2M9QX4ZB"));
    QVERIFY(insert(fixture, row));
    EnrollmentRow again = makeRow(QStringLiteral("7K2M9QX4ZB"), 1);
    QCOMPARE(insert(fixture, again).error().code, ErrorCode::Conflict);
}

void TestEnrollmentStore::listsByStateInPages()
{
    StoreFixture fixture;
    QStringList receipts;
    for (int i = 0; i < 7; ++i) {
        // Two come in at each moment: the receipt decides.
        EnrollmentRow row = makeRow(QStringLiteral("000000000%1").arg(i), i / 2);
        row.receipt.state = i % 3 == 0 ? EnrollmentState::Rejected : EnrollmentState::Submitted;
        QVERIFY(insert(fixture, row));
        receipts.append(row.receipt.receipt);
    }
    const auto pages = [&](const QList<EnrollmentState> &states, int limit) {
        QStringList all;
        QString after;
        do {
            const auto page = fixture.database().read(
                [&](ReadTransaction &transaction) { return EnrollmentStore::list(transaction, states, after, limit); });
            if (!page || page->items.size() > limit)
                return QStringList(QStringLiteral("no page"));
            for (const EnrollmentSummary &summary : page->items) {
                all.append(summary.receipt.receipt);
                if (summary.subscriberName != makeRow({}).application.subscriberName)
                    all.append(QStringLiteral("wrong name"));
            }
            after = page->next;
        } while (!after.isEmpty());
        return all;
    };
    QCOMPARE(pages({}, 3), receipts);
    QCOMPARE(pages({}, 100), receipts);
    QCOMPARE(pages({EnrollmentState::Rejected}, 1), QStringList({receipts.at(0), receipts.at(3), receipts.at(6)}));
    QCOMPARE(pages({EnrollmentState::Active, EnrollmentState::Withdrawn}, 2), QStringList());
    const auto strange = fixture.database().read([](ReadTransaction &transaction) {
        return EnrollmentStore::list(transaction, {}, QStringLiteral("1' OR 1"), 1);
    });
    QCOMPARE(strange.error().field, QStringLiteral("after"));
}

void TestEnrollmentStore::keepsOneRegisteredFormOfACustomer()
{
    StoreFixture fixture;
    EnrollmentApplication form = makeRow({}).application;
    const auto keep = [&](const QString &customer) {
        return fixture.database().write([&](Transaction &transaction) {
            return EnrollmentStore::setRegistered(transaction, customer, form, StoreFixture::time());
        });
    };
    const auto kept = [&](const QString &customer) {
        return fixture.database().read(
            [&](ReadTransaction &transaction) { return EnrollmentStore::registered(transaction, customer); });
    };
    QVERIFY(keep(QStringLiteral("c1")));
    form.plan.commitment = 70;
    QVERIFY(keep(QStringLiteral("c1")));
    QVERIFY(*kept(QStringLiteral("c1")) == form);
    QCOMPARE(kept(QStringLiteral("c2")).error().code, ErrorCode::NotFound);
    QCOMPARE(keep(QStringLiteral("nobody")).error().code, ErrorCode::Conflict);
}

void TestEnrollmentStore::readsReceiptNumbersAsTheyAreTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("receipt");
    QTest::newRow("as written") << QStringLiteral("7K2M9QX4ZB") << QStringLiteral("7K2M9QX4ZB");
    QTest::newRow("small") << QStringLiteral("7k2m9qx4zb") << QStringLiteral("7K2M9QX4ZB");
    QTest::newRow("look-alikes") << QStringLiteral("IlLoO00001") << QStringLiteral("1110000001");
    QTest::newRow("short") << QStringLiteral("7K2M9QX4Z") << QString();
    QTest::newRow("long") << QStringLiteral("7K2M9QX4ZB0") << QString();
    QTest::newRow("U is none of them") << QStringLiteral("7K2M9QX4ZU") << QString();
    QTest::newRow("full width") << QStringLiteral("７K2M9QX4ZB") << QString();
    QTest::newRow("grows in upper case") << QStringLiteral("7K2M9QX4ß") << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestEnrollmentStore::readsReceiptNumbersAsTheyAreTyped()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, receipt);
    QCOMPARE(receiptNumberOf(typed), receipt);
}

void TestEnrollmentStore::makesReceiptNumbers()
{
    QSet<QString> made;
    QSet<QChar> characters;
    for (int i = 0; i < 2000; ++i) {
        const QString receipt = newReceiptNumber();
        QCOMPARE(receiptNumberOf(receipt), receipt);
        made.insert(receipt);
        for (const QChar character : receipt)
            characters.insert(character);
    }
    QCOMPARE(made.size(), 2000);
    QCOMPARE(characters.size(), 32);
}

TEGATA_TEST(TestEnrollmentStore)
#include "test_enrollmentstore.moc"
