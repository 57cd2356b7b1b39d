// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificate.h"
#include "core/remote/dogtag/answer.h"
#include "core/remote/dogtag/feedcursor.h"
#include "core/remote/dogtag/releasedholds.h"
#include "core/remote/dogtag/requestnotes.h"
#include "core/remote/dogtag/requestversions.h"
#include "core/remote/dogtag/review.h"
#include "core/remote/dogtag/servercertificate.h"
#include "core/remote/dogtag/servertime.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace tegata;
using namespace tegata::dogtag;

namespace {

QByteArray recorded(const char *name)
{
    QFile file(qEnvironmentVariable("TEGATA_SOURCE_DIR") + QStringLiteral("/tests/core/remote/dogtag/") +
               QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject recordedObject(const char *name)
{
    return QJsonDocument::fromJson(recorded(name)).object();
}

QByteArray message(const char *className, const QByteArray &text)
{
    return QByteArrayLiteral("{\"ClassName\":\"com.netscape.certsrv.base.") + className +
           QByteArrayLiteral("\",\"Code\":1,\"Message\":\"") + text + QByteArrayLiteral("\"}");
}

QDateTime utc(int hour, int minute, int second)
{
    return QDateTime(QDate(2026, 11, 22), QTime(hour, minute, second), Qt::UTC);
}

} // namespace

class TestDogtagCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, int status, const QByteArray &body, Outcome outcome,
                            ErrorCode code = ErrorCode::Internal, const char *words = "") {
            QTest::newRow(name) << status << body << int(outcome) << int(code) << QString::fromUtf8(words);
        };
        row("no content", 204, {}, Outcome::Done);
        row("another session's nonce", 400, recorded("error-no-nonce.json"), Outcome::StaleNonce);
        row("an older nonce", 403, recorded("error-wrong-nonce.json"), Outcome::StaleNonce);
        row("no nonce", 400, message("BadRequestException", "Missing nonce."), Outcome::StaleNonce);
        row("decided", 400, recorded("error-not-pending.json"), Outcome::NotPending);
        row("assigned", 500,
            message("PKIException", "Unable to change request state: Not authorized to do this operation."),
            Outcome::OwnedByOther);
        row("revoked", 400, message("BadRequestException", "certificate #a has already been revoked"),
            Outcome::AlreadyRevoked);
        row("constraint", 400, message("BadRequestException", "Request Subject Name Not Matched O=x Rejected - {1}"),
            Outcome::Refused, ErrorCode::Internal, "Request Subject Name Not Matched O=x");
        row("value", 500, message("PKIException", "Property Error - Invalid Property notAfter"), Outcome::Refused,
            ErrorCode::Internal, "Property Error - Invalid Property notAfter");
        row("CA certificate", 401, message("UnauthorizedException", "Certificate 0x1 is a CA signing certificate"),
            Outcome::Refused, ErrorCode::Internal, "Certificate 0x1 is a CA signing certificate");
        row("no user", 401, recorded("error-login.html"), Outcome::Failed, ErrorCode::TlsIdentityRefused);
        row("no agent", 403, recorded("error-forbidden.json"), Outcome::Failed, ErrorCode::Forbidden);
        row("forbidden page", 403, "<html>", Outcome::Failed, ErrorCode::Forbidden);
        row("unknown", 404, recorded("error-unknown.json"), Outcome::Failed, ErrorCode::NotFound);
        row("nothing there", 404, {}, Outcome::Failed, ErrorCode::NotFound);
        row("stack trace", 500, recorded("error-stack-trace.html"), Outcome::Failed, ErrorCode::ServiceFailure);
        row("page as message", 500, message("PKIException", "<html>x</html>"), Outcome::Failed,
            ErrorCode::ServiceFailure);
        row("bare text", 400, "Unrecognized field \\\"x\\\"", Outcome::Failed, ErrorCode::ProtocolViolation);
        row("redirect", 302, {}, Outcome::Failed, ErrorCode::ProtocolViolation);
        row("busy", 429, {}, Outcome::Failed, ErrorCode::TooManyRequests);
        row("wrong types", 500, "{\"Message\":[1],\"ClassName\":{}}", Outcome::Failed, ErrorCode::ServiceFailure);
        row("huge message", 500, message("PKIException", QByteArray(100000, 'x')), Outcome::Failed,
            ErrorCode::ServiceFailure);
    }
    void answers()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, outcome);
        QFETCH(int, code);
        QFETCH(QString, words);
        const Answer answer = readAnswer({status, "application/json", body, {}, {}});
        QCOMPARE(int(answer.outcome), outcome);
        QCOMPARE(int(answer.error.code), code);
        if (!words.isEmpty())
            QCOMPARE(answer.message, words);
        for (const QString &text : {answer.message, answer.error.detail}) {
            QVERIFY(text.size() <= 500);
            QVERIFY(!text.contains(QLatin1Char('<')) && !text.contains(QLatin1Char('\n')));
        }
    }

    void numbersToTheLastDigit()
    {
        const QJsonObject object = recordedObject("certificate.json");
        QCOMPARE(textOf(object, QLatin1String("Nonce")), QStringLiteral("-7179359087866442427"));
        QCOMPARE(textOf(object, QLatin1String("RevokedOn")), QString());
        QCOMPARE(textOf(object, QLatin1String("Link")), QString());
    }

    void times_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDateTime>("time");
        QTest::newRow("UTC") << QStringLiteral("Sun Nov 22 10:32:31 UTC 2026") << utc(10, 32, 31);
        QTest::newRow("JST") << QStringLiteral("Sun Nov 22 19:32:31 JST 2026") << utc(10, 32, 31);
        QTest::newRow("EST") << QStringLiteral("Sun Nov 22 05:32:31 EST 2026") << utc(10, 32, 31);
        QTest::newRow("offset") << QStringLiteral("Sun Nov 22 16:02:31 GMT+05:30 2026") << utc(10, 32, 31);
        QTest::newRow("unknown zone") << QStringLiteral("Sun Nov 22 10:32:31 XQZ 2026") << utc(10, 32, 31);
        QTest::newRow("no such day") << QStringLiteral("Sun Nov 42 10:32:31 UTC 2026") << QDateTime();
        QTest::newRow("another form") << QStringLiteral("2026-11-22T10:32:31Z") << QDateTime();
        QTest::newRow("empty") << QString() << QDateTime();
    }
    void times()
    {
        QFETCH(QString, text);
        QFETCH(QDateTime, time);
        QCOMPARE(serverTime(text), time);
    }

    void serials_data()
    {
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("ours");
        QTest::newRow("one digit") << QStringLiteral("0x7") << QStringLiteral("07");
        QTest::newRow("letters") << QStringLiteral("0xabc") << QStringLiteral("0ABC");
        QTest::newRow("long") << QStringLiteral("0x8f00000000000000000000000000000000000001")
                              << QStringLiteral("8F00000000000000000000000000000000000001");
        QTest::newRow("none") << QString() << QString();
        QTest::newRow("other") << QStringLiteral("0x12 34") << QString();
    }
    void serials()
    {
        QFETCH(QString, theirs);
        QFETCH(QString, ours);
        QCOMPARE(serialFromServer(theirs), ours);
        if (!ours.isEmpty())
            QCOMPARE(serialForServer(ours), theirs);
    }

    void list()
    {
        const Result<QList<ListRow>> rows = rowsFromJson(recordedObject("list.json"));
        QVERIFY(rows);
        QStringList read;
        for (const ListRow &row : *rows)
            read.append(QStringLiteral("%1 %2 %3 %4").arg(row.id).arg(row.type, row.status, row.serial));
        QCOMPARE(read,
                 (QStringList{QStringLiteral("1 enrollment complete 01"), QStringLiteral("9 enrollment canceled "),
                              QStringLiteral("10 enrollment complete 09"), QStringLiteral("12 enrollment pending "),
                              QStringLiteral("15 enrollment pending "), QStringLiteral("21 revocation complete 09"),
                              QStringLiteral("22 unrevocation complete ")}));
        QVERIFY(rows->at(3).isForCertificate() && rows->at(3).isPending());
        QVERIFY(!rows->at(6).isForCertificate());
    }

    void states_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("state");
        const auto row = [](const char *status, RequestState state) {
            QTest::newRow(status) << QString::fromLatin1(status) << int(state);
        };
        row("pending", RequestState::Pending);
        row("begin", RequestState::Pending);
        row("svc_pending", RequestState::Pending);
        row("approved", RequestState::Approved);
        row("complete", RequestState::Issued);
        row("rejected", RequestState::Rejected);
        row("canceled", RequestState::Cancelled);
        row("something new", RequestState::Failed);
    }
    void states()
    {
        QFETCH(QString, status);
        QFETCH(int, state);
        QCOMPARE(int(stateOf(status)), state);
    }

    void pendingReview()
    {
        const Result<Review> review = reviewFromJson(recordedObject("review-pending.json"));
        QVERIFY(review);
        const RequestDetail detail = detailOf(*review, {});
        QCOMPARE(detail.request.id, QStringLiteral("12"));
        QCOMPARE(detail.request.state, RequestState::Pending);
        QVERIFY2(detail.request.subject.startsWith(QStringLiteral("C=JP, ST=東京都, L=市区町村4, O=合同会社ｶﾅ・カナ")),
                 qPrintable(detail.request.subject));
        QCOMPARE(detail.request.profile, QStringLiteral("Manual Server Certificate Enrollment"));
        QCOMPARE(detail.request.submittedAt, utc(22, 47, 18));
        QCOMPARE(detail.request.key.label, QStringLiteral("RSA 2048"));
        QVERIFY(!detail.request.checkState.isChecked()); // such an authority checks nothing
        QVERIFY(detail.request.csr.startsWith("-----BEGIN CERTIFICATE REQUEST-----"));
        QCOMPARE(detail.requester, (Actor{QStringLiteral("u4@example.test"), QStringLiteral("申請者4")}));
        const ProfileValue notAfter = detail.profile->values.at(2);
        QCOMPARE(notAfter.name, QStringLiteral("notAfter"));
        QCOMPARE(notAfter.policy, QStringLiteral("Validity Default"));
        QCOMPARE(notAfter.id, QStringLiteral("0.1.notAfter"));
        QCOMPARE(notAfter.value, QStringLiteral("2028-11-11 22:47:18"));
        for (const ProfileInput &input : detail.profile->inputs)
            QVERIFY(input.name != QLatin1String("cert_request"));
    }

    void reasonOfCancellation()
    {
        const Result<Review> review = reviewFromJson(recordedObject("review-cancelled.json"));
        QVERIFY(review);
        const RequestDetail detail = detailOf(*review, {});
        QCOMPARE(detail.request.state, RequestState::Cancelled);
        QCOMPARE(detail.reason, QStringLiteral("やめ"));
        QVERIFY(detail.notes.isEmpty());
    }

    // Whatever is absent or of another kind is empty; only what names no request is refused.
    void anythingMayBeAbsent()
    {
        const QJsonObject whole = recordedObject("review-pending.json");
        for (const QString &name : whole.keys()) {
            for (const QJsonValue &wrong : {QJsonValue(QJsonValue::Undefined), QJsonValue(QJsonValue::Null),
                                            QJsonValue(QJsonArray{1}), QJsonValue(3.5), QJsonValue(QJsonObject())}) {
                QJsonObject damaged = whole;
                if (wrong.isUndefined())
                    damaged.remove(name);
                else
                    damaged.insert(name, wrong);
                const Result<Review> review = reviewFromJson(damaged);
                const bool isNeeded = name == QLatin1String("requestId") || name == QLatin1String("requestStatus");
                QCOMPARE(review.has_value(), !isNeeded);
                if (review)
                    QCOMPARE(detailOf(*review, {}).request.id, QStringLiteral("12"));
            }
        }
        QCOMPARE(codeOf(rowsFromJson(QJsonObject{{QStringLiteral("entries"), QJsonArray{1}}})),
                 ErrorCode::ProtocolViolation);
        QVERIFY(rowsFromJson({})->isEmpty());
    }

    void subjectWithoutCsr()
    {
        QJsonObject object = recordedObject("review-pending.json");
        object.insert(QStringLiteral("Input"), QJsonArray());
        const RequestDetail detail = detailOf(*reviewFromJson(object), {});
        QVERIFY2(detail.request.subject.startsWith(QStringLiteral("C=JP, ST=東京都")),
                 qPrintable(detail.request.subject));
        QVERIFY(detail.request.commonName.endsWith(QStringLiteral(".example.test")));
        QVERIFY(detail.request.csr.isEmpty());
    }

    void certificate()
    {
        QJsonObject object = recordedObject("certificate.json");
        Result<ServerCertificate> valid = certificateFromJson(object);
        QVERIFY(valid);
        const CertificateRecord record = valid->detail.certificate;
        QCOMPARE(record.serial, QStringLiteral("09"));
        QCOMPARE(record.state, CertificateState::Valid);
        QCOMPARE(record.version, 1);
        QVERIFY(record.subject.startsWith(QStringLiteral("C=JP, ST=大阪府, L=市区町村1, O=有限会社サンプル\\, 分室")));
        QCOMPARE(valid->detail.chain.size(), 1);
        QVERIFY(
            Certificate::parse(valid->detail.pem)->isSignedBy(*Certificate::parse(valid->detail.chain.constFirst())));

        object.insert(QStringLiteral("Status"), QStringLiteral("REVOKED"));
        object.insert(QStringLiteral("RevokedOn"), QStringLiteral("1795387672000"));
        object.insert(QStringLiteral("RevocationReason"), 6);
        ServerCertificate held = *certificateFromJson(object);
        QVERIFY(held.isOnHold());
        QCOMPARE(held.detail.certificate.revokedAt, utc(22, 47, 52));
        object.insert(QStringLiteral("RevocationReason"), 1);
        const ServerCertificate revoked = *certificateFromJson(object);
        QCOMPARE(revoked.detail.certificate.revocationReason, RevocationReason::KeyCompromise);

        // Held, released and revoked within one second.
        ReleasedHolds holds;
        holds.add(record.serial, held.detail.certificate.version);
        holds.apply(*valid);
        ServerCertificate revokedAfter = revoked;
        holds.apply(revokedAfter);
        QVERIFY(record.version < held.detail.certificate.version);
        QVERIFY(held.detail.certificate.version < valid->detail.certificate.version);
        QVERIFY(valid->detail.certificate.version < revokedAfter.detail.certificate.version);

        object.insert(QStringLiteral("PKCS7CertChain"), QStringLiteral("AAAA"));
        QVERIFY(certificateFromJson(object)->detail.chain.isEmpty());
        object.insert(QStringLiteral("Encoded"), QStringLiteral("<html>"));
        QCOMPARE(codeOf(certificateFromJson(object)), ErrorCode::ProtocolViolation);
    }

    void search()
    {
        const Result<SearchPage> page = searchPageFromJson(recordedObject("search.json"));
        QVERIFY(page);
        QCOMPARE(page->rows.size(), 2);
        QCOMPARE(page->total, 29);
        QCOMPARE(page->rows.constFirst().serial, QStringLiteral("01"));
        QCOMPARE(page->rows.constFirst().issuedAt.toMSecsSinceEpoch(), 1795386375000);
        QVERIFY(!page->rows.constFirst().revokedAt.isValid());
    }

    void notes()
    {
        const QString first = withNote({}, QStringLiteral("確認中\n[tegata 0123456789ab]"), QStringLiteral("key-1"),
                                       QStringLiteral("caadmin"), utc(1, 2, 3));
        const QString both = withNote(first, {}, QStringLiteral("key-2"), {}, {});
        QVERIFY(holdsMark(both, QStringLiteral("key-1")) && holdsMark(both, QStringLiteral("key-2")));
        QVERIFY(!holdsMark(both, QStringLiteral("key-3")));
        QCOMPARE(withNote(both, QStringLiteral("again"), QStringLiteral("key-1"), {}, {}), both);
        const QList<NoteEntry> entries = entriesOf(both + QStringLiteral("\nby hand"));
        QCOMPARE(entries.size(), 3);
        QCOMPARE(entries.at(0), (NoteEntry{QStringLiteral("確認中"), markOf(QStringLiteral("key-1")), utc(1, 2, 3),
                                           QStringLiteral("caadmin")}));
        QCOMPARE(entries.at(2).text, QStringLiteral("by hand"));
        QVERIFY(entries.at(2).mark.isEmpty());
        // Its audit log cannot take any, neither ours nor a person's.
        const QString bracketed = withNote(both, QStringLiteral("see [1]"), QStringLiteral("key-4"), {}, {});
        QVERIFY(!bracketed.contains(QLatin1Char('[')) && !bracketed.contains(QLatin1Char(']')));
        QVERIFY(holdsMark(bracketed, QStringLiteral("key-1")) && holdsMark(bracketed, QStringLiteral("key-4")));
        QCOMPARE(entriesOf(bracketed).at(2).text, QStringLiteral("see ［1］"));
    }

    void versions()
    {
        Review pending = *reviewFromJson(recordedObject("review-pending.json"));
        Review assigned = pending;
        assigned.owner = QStringLiteral("agent2");
        Review decided = assigned;
        decided.status = QStringLiteral("rejected");
        Review later = pending;
        later.modifiedAt = later.modifiedAt.addSecs(1);
        QVERIFY(versionOf(pending) < versionOf(assigned) && versionOf(assigned) < versionOf(decided));
        QVERIFY(versionOf(decided) < versionOf(later));

        RequestVersions versions;
        const int version = versionOf(pending);
        QVERIFY(versions.isAsSeen(pending, version));
        versions.saw(pending);
        Review annotated = pending; // within the same second
        annotated.notes = QStringLiteral("x");
        QCOMPARE(versionOf(annotated), version);
        QVERIFY(!versions.isAsSeen(annotated, version));
        versions.saw(annotated);
        QVERIFY(!versions.isAsSeen(annotated, version));
        versions.sawAnew(annotated);
        QVERIFY(versions.isAsSeen(annotated, version));
        QVERIFY(!versions.isAsSeen(later, version));
    }

    void cursor()
    {
        FeedCursor cursor;
        cursor.lastRequest = 9007199254740993;
        cursor.counts = {7, 1, 0};
        cursor.pending = {8, 9, 10, 12, 20, 21};
        cursor.issued = {1795387672000, 3, 100, 1795387673000, 2};
        cursor.held.insert(QStringLiteral("0A"), 5);
        cursor.released.insert(QStringLiteral("0B"), 6);
        cursor.heldMayBeReleased = true;
        cursor.roundAt = utc(1, 2, 3);
        cursor.roundFrom = 12;
        const QString text = toText(cursor);
        QVERIFY2(text.contains(QLatin1String("8-10,12,20-21")), qPrintable(text));
        const Result<FeedCursor> read = feedCursorFromText(text);
        QVERIFY(read);
        QCOMPARE(*read, cursor);
        QCOMPARE(codeOf(feedCursorFromText({})), ErrorCode::MalformedEncoding);
        QCOMPARE(codeOf(feedCursorFromText(QStringLiteral("{\"v\":2}"))), ErrorCode::UnsupportedVersion);
        for (const char *wrong : {"9-8", "5,4", "x", "1-999999999999"}) {
            const QString damaged = QStringLiteral("{\"v\":1,\"pending\":\"%1\"}").arg(QLatin1String(wrong));
            QCOMPARE(codeOf(feedCursorFromText(damaged)), ErrorCode::MalformedEncoding);
        }
    }
};

TEGATA_TEST(TestDogtagCodec)
#include "test_dogtagcodec.moc"
