// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/answerreader.h"
#include "tests/support/testmain.h"

using namespace tegata;

namespace {

using State = AnswerReader::State;

State readAll(AnswerReader &reader, const QByteArray &bytes, qsizetype atOnce)
{
    for (qsizetype i = 0; i < bytes.size() && reader.state() != State::Failed; i += atOnce)
        reader.feed(QByteArrayView(bytes).sliced(i, std::min(atOnce, bytes.size() - i)));
    return reader.state();
}

} // namespace

class TestAnswerReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isKept");
        const auto row = [](const char *name, const char *bytes, int status, const char *body, bool isKept) {
            QTest::newRow(name) << QByteArray(bytes) << status << QByteArray(body) << isKept;
        };
        row("length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 200, "{}", true);
        row("no reason", "HTTP/1.1 404\r\ncontent-length:2\r\n\r\n{}", 404, "{}", true);
        row("empty", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "", true);
        row("204", "HTTP/1.1 204 No Content\r\nDate: Mon, 30 Nov 2026 20:15:00 GMT\r\n\r\n", 204, "", true);
        row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n01;x=y\r\n}\r\n0\r\n\r\n", 200,
            "{}", true);
        row("chunks and trailer",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Sum: 1\r\n\r\n", 200, "{}", true);
        row("after interim answers",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            200, "{}", true);
        row("closing", "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 2\r\n\r\n{}", 200, "{}", false);
        row("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", 200, "{}", false);
    }

    // In one piece, and byte by byte.
    void answers()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const bool, isKept);
        for (const qsizetype atOnce : {bytes.size(), qsizetype(1)}) {
            AnswerReader reader;
            QCOMPARE(readAll(reader, bytes, atOnce), State::Complete);
            QCOMPARE(reader.answer().status, status);
            QCOMPARE(reader.answer().body, body);
            QCOMPARE(reader.keepsConnection(), isKept);
        }
    }

    void endedByTheConnection()
    {
        AnswerReader reader;
        QCOMPARE(reader.feed("HTTP/1.1 200 OK\r\n\r\n{}"), State::Reading);
        QCOMPARE(reader.end(), State::Complete);
        QCOMPARE(reader.answer().body, QByteArray("{}"));
        QVERIFY(!reader.keepsConnection());
        for (const char *part : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
                                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"}) {
            AnswerReader cut;
            cut.feed(part);
            QCOMPARE(cut.end(), State::Reading);
        }
    }

    void headers()
    {
        AnswerReader reader;
        reader.feed("HTTP/1.1 200 OK\r\nSet-Cookie: A=1; Path=/\r\nset-cookie: B=2\r\nContent-Type: a/b\r\n"
                    "Date: Mon, 30 Nov 2026 20:15:00 GMT\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(reader.answer().cookies, (QList<QByteArray>{"A=1; Path=/", "B=2"}));
        QCOMPARE(reader.answer().contentType, QByteArray("a/b"));
        QCOMPARE(reader.answer().date, QByteArray("Mon, 30 Nov 2026 20:15:00 GMT"));
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const QByteArray &bytes, ErrorCode code, const char *field) {
            QTest::newRow(name) << bytes << code << QString::fromLatin1(field);
        };
        const auto violation = [&](const char *name, const QByteArray &bytes, const char *field = "answer.head") {
            row(name, bytes, ErrorCode::ProtocolViolation, field);
        };
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        violation("another protocol", "SSH-2.0-OpenSSH_9.2p1 hello\r\n");
        violation("HTTP/2", "HTTP/2.0 200 OK\r\n");
        violation("status of letters", "HTTP/1.1 2oo OK\r\n");
        violation("bare line feed", "HTTP/1.1 200 OK\n\n");
        violation("folded line", ok + " folded\r\n");
        violation("no name", ok + ": x\r\n");
        violation("space in the name", ok + "Content-Length : 2\r\n");
        violation("NUL in a value", ok + QByteArray("X: a\0b\r\n", 8));
        violation("two lengths", ok + "Content-Length: 2\r\nContent-Length: 3\r\n");
        violation("negative length", ok + "Content-Length: -1\r\n");
        violation("list of lengths", ok + "Content-Length: 2, 2\r\n");
        violation("length and chunks", ok + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n");
        violation("unknown transfer encoding", ok + "Transfer-Encoding: gzip, chunked\r\n");
        violation("compressed", ok + "Content-Encoding: gzip\r\n");
        violation("switching protocols", "HTTP/1.1 101 Go\r\n\r\n");
        violation("status 0", "HTTP/1.1 000 Go\r\n\r\n");
        violation("interim answers without end", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(9));
        violation("more than was asked", ok + "Content-Length: 2\r\n\r\n{}{}", "answer.body");
        const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
        violation("chunk without size", chunked + "\r\n", "answer.body");
        violation("chunk of 0x2", chunked + "0x2\r\n", "answer.body");
        violation("chunk of -2", chunked + "-2\r\n", "answer.body");
        violation("chunk size after a blank", chunked + " 2\r\n", "answer.body");
        violation("chunk size before a blank", chunked + "2 \r\n", "answer.body");
        violation("chunk of 4 GB and more", chunked + "100000000\r\n", "answer.body");
        violation("chunk without end", chunked + "2\r\n{}{}\r\n", "answer.body");
        const auto tooLarge = [&](const char *name, const QByteArray &bytes, const char *field) {
            row(name, bytes, ErrorCode::TooLarge, field);
        };
        tooLarge("one long line", ok + "X: " + QByteArray(70000, 'x'), "answer.head");
        tooLarge("many lines", ok + QByteArray("X: y\r\n").repeated(201), "answer.head");
        tooLarge("long trailer", chunked + "0\r\nX: " + QByteArray(70000, 'x'), "answer.head");
        tooLarge("said length", ok + "Content-Length: 16777217\r\n\r\n", "answer.body");
        tooLarge("body without length", ok + "\r\n" + QByteArray(16 * 1024 * 1024 + 1, ' '), "answer.body");
        tooLarge("chunks", chunked + QByteArray("8000\r\n" + QByteArray(0x8000, ' ') + "\r\n").repeated(512),
                 "answer.body");
        tooLarge("chunk of nothing but extension", chunked + "1;" + QByteArray(17 * 1024 * 1024, 'x'), "answer.body");
    }

    void faults()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const ErrorCode, code);
        QFETCH(const QString, field);
        for (const qsizetype atOnce : {bytes.size(), qsizetype(1000)}) {
            AnswerReader reader;
            QCOMPARE(readAll(reader, bytes, atOnce), State::Failed);
            QCOMPARE(reader.error().code, code);
            QCOMPARE(reader.error().field, field);
            QVERIFY(reader.answer().body.isEmpty());
        }
    }
};

TEGATA_TEST(TestAnswerReader)
#include "test_answerreader.moc"
