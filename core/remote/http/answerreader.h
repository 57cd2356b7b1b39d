// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/remote/http/restrequest.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace tegata {

// The most that one answer may hold. No answer of a real site comes near.
struct AnswerLimits
{
    qsizetype head = 64 * 1024; // status line and header lines, of interim answers too
    qsizetype headerLines = 200;
    qsizetype body = 16 * 1024 * 1024; // with the framing of its chunks
    int interimAnswers = 8;            // 1xx, before the answer itself
};

// Reads one HTTP/1.1 answer (RFC 9112) from the bytes of a connection, without trust: strict where leniency would let
// two readers disagree, and never holding more than the limits. Pure; one thread; a value for one answer.
// Errors: ProtocolViolation, TooLarge; field "answer.head" or "answer.body".
class AnswerReader
{
public:
    enum class State
    {
        Reading,
        Complete,
        Failed
    };

    explicit AnswerReader(AnswerLimits limits = {}) : m_limits(limits) {}

    // The next bytes. Bytes after the answer's end are a failure: nothing else was asked.
    State feed(QByteArrayView bytes);
    // The connection has ended: that completes an answer without a length of its own.
    State end();

    State state() const { return m_state; }
    bool hasBegun() const { return m_hasBegun; }
    const Error &error() const { return m_error; }
    const HttpAnswer &answer() const { return m_answer; }
    // The connection may carry another request after this answer.
    bool keepsConnection() const { return m_keepsConnection; }

private:
    enum class Part
    {
        StatusLine,
        Header,
        Body,
        ChunkSize,
        ChunkEnd,
        Trailer
    };

    bool takeLinePart(QByteArrayView &bytes);
    void takeLine(QByteArrayView line);
    void takeStatusLine(QByteArrayView line);
    void takeHeader(QByteArrayView line);
    void setLength(QByteArrayView value);
    void endHead();
    void takeChunkSize(QByteArrayView line);
    void takeBody(QByteArrayView &bytes);
    bool countBodyBytes(qsizetype bytes);
    void fail(ErrorCode code, const QString &detail, const char *field);

    AnswerLimits m_limits;
    State m_state = State::Reading;
    Part m_part = Part::StatusLine;
    HttpAnswer m_answer;
    Error m_error;
    QByteArray m_line; // not yet complete
    qsizetype m_headBytes = 0;
    qsizetype m_headerLines = 0;
    qsizetype m_bodyBytes = 0;
    int m_interimAnswers = 0;
    qint64 m_length = -1; // Content-Length, -1 where there is none
    qint64 m_left = -1;   // of the body or chunk, -1 until the connection ends
    bool m_isChunked = false;
    bool m_keepsConnection = true;
    bool m_hasBegun = false;
};

} // namespace tegata
