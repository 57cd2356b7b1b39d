// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace tegata;

namespace {

// Reads the value and writes it again; the error where it does not read.
using RoundTrip = std::function<Result<QJsonObject>(const QJsonObject &)>;

template <typename Value>
RoundTrip roundTrip(Result<Value> (*read)(const QJsonObject &))
{
    return [read](const QJsonObject &json) -> Result<QJsonObject> {
        const Result<Value> value = read(json);
        if (!value)
            return failure(value.error());
        return contract::toJson(*value);
    };
}

const QMap<QString, RoundTrip> &roundTrips()
{
    static const QMap<QString, RoundTrip> table = {
        {QStringLiteral("request"), roundTrip(contract::requestFromJson)},
        {QStringLiteral("request-detail"), roundTrip(contract::requestDetailFromJson)},
        {QStringLiteral("certificate"), roundTrip(contract::certificateFromJson)},
        {QStringLiteral("certificate-detail"), roundTrip(contract::certificateDetailFromJson)},
        {QStringLiteral("registration"), roundTrip(contract::registrationFromJson)},
        {QStringLiteral("change-page"), roundTrip(contract::changePageFromJson)},
        {QStringLiteral("enrollment"), roundTrip(contract::enrollmentFromJson)},
        {QStringLiteral("enrollment-receipt"), roundTrip(contract::receiptFromJson)},
        {QStringLiteral("problem"), roundTrip(contract::problemFromJson)},
        {QStringLiteral("check"), roundTrip(contract::checkReportFromJson)},
    };
    return table;
}

QJsonObject golden(const QString &name)
{
    QFile file(QStringLiteral("%1/tests/contract/golden/%2.json")
                   .arg(QString::fromLocal8Bit(qgetenv("TEGATA_SOURCE_DIR")), name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

// Path steps are member names and array places: "items/0/request/id". An undefined value removes the member.
QJsonValue changed(const QJsonValue &value, const QStringList &path, const QJsonValue &to)
{
    if (path.isEmpty())
        return to;
    const QString &step = path.constFirst();
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        array.replace(step.toInt(), changed(array.at(step.toInt()), path.mid(1), to));
        return array;
    }
    QJsonObject object = value.toObject();
    const QJsonValue inner = changed(object.value(step), path.mid(1), to);
    if (inner.isUndefined())
        object.remove(step);
    else
        object.insert(step, inner);
    return object;
}

} // namespace

class TestGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndWritesTheSame_data();
    void readsAndWritesTheSame();
    void ignoresUnknownMembers_data();
    void ignoresUnknownMembers();
    void absentIsAsNull_data();
    void absentIsAsNull();
    void namesTheWrongMember_data();
    void namesTheWrongMember();
    void emptyObjectsAreRefused_data();
    void emptyObjectsAreRefused();
    void idsThatNameAPlaceAreRefused_data();
    void idsThatNameAPlaceAreRefused();
    void readsOtherOffsets();

private:
    void everyFile();
};

void TestGolden::everyFile()
{
    QTest::addColumn<QString>("name");
    for (auto it = roundTrips().cbegin(); it != roundTrips().cend(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.key();
}

void TestGolden::readsAndWritesTheSame_data()
{
    everyFile();
}

void TestGolden::readsAndWritesTheSame()
{
    QFETCH(const QString, name);
    const QJsonObject json = golden(name);
    QVERIFY(!json.isEmpty());
    const Result<QJsonObject> written = roundTrips().value(name)(json);
    QVERIFY2(written, written ? "" : qPrintable(written.error().field));
    QCOMPARE(QJsonDocument(*written).toJson(), QJsonDocument(json).toJson());
}

void TestGolden::ignoresUnknownMembers_data()
{
    everyFile();
}

void TestGolden::ignoresUnknownMembers()
{
    QFETCH(const QString, name);
    const QJsonObject json = golden(name);
    QJsonObject extended = json;
    extended.insert(QStringLiteral("addedInTheNextVersion"), QJsonArray{1, 2});
    const Result<QJsonObject> written = roundTrips().value(name)(extended);
    QVERIFY(written);
    QCOMPARE(*written, json);
}

void TestGolden::absentIsAsNull_data()
{
    everyFile();
}

void TestGolden::absentIsAsNull()
{
    QFETCH(const QString, name);
    const QJsonObject json = golden(name);
    QJsonObject shortened;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!it.value().isNull())
            shortened.insert(it.key(), it.value());
    }
    const Result<QJsonObject> written = roundTrips().value(name)(shortened);
    QVERIFY(written);
    QCOMPARE(*written, json);
}

void TestGolden::namesTheWrongMember_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("to");
    QTest::addColumn<QString>("field");
    const QJsonValue missing(QJsonValue::Undefined);
    const auto row = [](const char *name, const char *path, const QJsonValue &to, const char *field) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1 %2 %3")
                           .arg(QString::fromLatin1(name), QString::fromLatin1(path), to.toVariant().toString())))
            << QString::fromLatin1(name) << QString::fromLatin1(path) << to << QString::fromLatin1(field);
    };
    row("request", "id", missing, "id");
    row("request", "id", QJsonValue(), "id");
    row("request", "id", 7, "id");
    row("request", "id", QString(), "id");
    row("request", "version", QStringLiteral("3"), "version");
    row("request", "version", 1.5, "version");
    row("request", "version", 1e12, "version");
    row("request", "state", QStringLiteral("lost"), "state");
    row("request", "product", QStringLiteral("dv"), "product");
    row("request", "language", QStringLiteral("fr"), "language");
    row("request", "sans", QStringLiteral("www.example.jp"), "sans");
    row("request", "sans/1", 5, "sans[1]");
    row("request", "commonName", 5, "commonName");
    row("request", "key", missing, "key");
    row("request", "key/algorithm", QStringLiteral("dsa"), "key.algorithm");
    row("request", "key/bits", missing, "key.bits");
    row("request", "key/spkiSha256", QStringLiteral("ABC"), "key.spkiSha256");
    row("request", "submittedAt", QStringLiteral("2026-11-20"), "submittedAt");
    row("request", "submittedAt", missing, "submittedAt");
    row("request", "expiresAt", QStringLiteral("soon"), "expiresAt");
    row("request-detail", "version", missing, "version");
    row("request-detail", "requester/id", missing, "requester.id");
    row("request-detail", "check/findings/0/rule", missing, "check.findings[0].rule");
    row("request-detail", "check/outcome", QStringLiteral("note"), "check.outcome");
    row("request-detail", "history", missing, "history");
    row("request-detail", "history/1/at", QStringLiteral("then"), "history[1].at");
    row("request-detail", "history/0", 5, "history[0]");
    row("certificate", "serial", missing, "serial");
    row("certificate", "notAfter", missing, "notAfter");
    row("certificate", "revocationReason", QStringLiteral("heldForever"), "revocationReason");
    row("certificate-detail", "pem", missing, "pem");
    row("certificate-detail", "chain", missing, "chain");
    row("certificate-detail", "chain/0", false, "chain[0]");
    row("registration", "policy", missing, "policy");
    row("registration", "organizations/0/prefecture", 48, "organizations[0].prefecture");
    row("registration", "organizations/1/evAllowed", QStringLiteral("false"), "organizations[1].evAllowed");
    row("registration", "domains/0/name", missing, "domains[0].name");
    row("change-page", "items/0/kind", QStringLiteral("operator"), "items[0].kind");
    row("change-page", "items/0/request/id", missing, "items[0].request.id");
    row("change-page", "items/1/certificate", missing, "items[1].certificate");
    row("change-page", "removed/1/id", missing, "removed[1].id");
    row("change-page", "next", missing, "next");
    row("change-page", "more", 1, "more");
    row("problem", "code", missing, "code");
    row("problem", "status", missing, "status");
    row("problem", "findings/0/args/serial", 5, "findings[0].args.serial");
    row("problem", "current", QStringLiteral("x"), "current");
    row("check", "findings/1/outcome", QStringLiteral("fatal"), "findings[1].outcome");
    row("check", "findings", missing, "findings");
}

void TestGolden::namesTheWrongMember()
{
    QFETCH(const QString, name);
    QFETCH(const QString, path);
    QFETCH(const QJsonValue, to);
    const QJsonValue json = changed(golden(name), path.split(QLatin1Char('/')), to);
    const Result<QJsonObject> written = roundTrips().value(name)(json.toObject());
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::ProtocolViolation);
    QTEST(written.error().field, "field");
}

void TestGolden::emptyObjectsAreRefused_data()
{
    everyFile();
}

void TestGolden::emptyObjectsAreRefused()
{
    QFETCH(const QString, name);
    const Result<QJsonObject> written = roundTrips().value(name)({});
    QVERIFY(!written);
    QVERIFY(!written.error().field.isEmpty());
}

void TestGolden::idsThatNameAPlaceAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("id");
    for (const auto &[name, member] :
         {std::pair("request", "id"), std::pair("request-detail", "id"), std::pair("certificate", "serial"),
          std::pair("enrollment-receipt", "receipt")}) {
        const auto row = [name = name, member = member](const char *what, const QString &id) {
            QTest::addRow("%s, %s", name, what) << QString::fromLatin1(name) << QString::fromLatin1(member) << id;
        };
        row("dot", QStringLiteral("."));
        row("two dots", QStringLiteral(".."));
        row("line end", QStringLiteral("a\nb"));
        row("long", QString(201, u'a'));
    }
}

void TestGolden::idsThatNameAPlaceAreRefused()
{
    QFETCH(const QString, name);
    QFETCH(const QString, member);
    QFETCH(const QString, id);
    QJsonObject json = golden(name);
    QVERIFY(roundTrips().value(name)(json));
    json.insert(member, id);
    const Result<QJsonObject> read = roundTrips().value(name)(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::ProtocolViolation);
    QCOMPARE(read.error().field, member);
}

void TestGolden::readsOtherOffsets()
{
    QJsonObject json = golden(QStringLiteral("request"));
    json.insert(QStringLiteral("submittedAt"), QStringLiteral("2026-11-20T10:02:03.004+09:00"));
    const Result<CertificateRequest> request = contract::requestFromJson(json);
    QVERIFY(request);
    QCOMPARE(contract::toJson(*request), golden(QStringLiteral("request")));
}

TEGATA_TEST(TestGolden)
#include "test_golden.moc"
