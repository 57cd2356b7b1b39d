// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/answerreader.h"

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// RFC 9110, 5.6.2.
bool isTokenCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

// RFC 9110, 5.5: what is no control character, and the tab.
bool isValueCharacter(char c)
{
    return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != '\x7f');
}

bool isSame(QByteArrayView text, const char *lowerCase)
{
    return text.compare(QByteArrayView(lowerCase), Qt::CaseInsensitive) == 0;
}

// Whether the list (RFC 9110, 5.6.1) has the element.
bool hasElement(QByteArrayView list, const char *lowerCase)
{
    const QList<QByteArray> elements = list.toByteArray().split(',');
    return std::any_of(elements.cbegin(), elements.cend(),
                       [&](const QByteArray &element) { return isSame(element.trimmed(), lowerCase); });
}

} // namespace

AnswerReader::State AnswerReader::feed(QByteArrayView bytes)
{
    m_hasBegun |= !bytes.isEmpty();
    while (m_state == State::Reading && !bytes.isEmpty()) {
        if (m_part == Part::Body)
            takeBody(bytes);
        else if (takeLinePart(bytes))
            takeLine(std::exchange(m_line, QByteArray()));
    }
    if (m_state == State::Complete && !bytes.isEmpty())
        fail(ErrorCode::ProtocolViolation, QStringLiteral("bytes after the answer"), "answer.body");
    return m_state;
}

AnswerReader::State AnswerReader::end()
{
    if (m_state == State::Reading && m_part == Part::Body && m_left < 0)
        m_state = State::Complete;
    return m_state;
}

// True when the line is whole, without its end.
bool AnswerReader::takeLinePart(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView part = end < 0 ? bytes : bytes.first(end + 1);
    bytes = bytes.sliced(part.size());
    if (m_part == Part::StatusLine || m_part == Part::Header || m_part == Part::Trailer) {
        m_headBytes += part.size();
        if (m_headBytes > m_limits.head) {
            fail(ErrorCode::TooLarge, QStringLiteral("more than %1 bytes of header").arg(m_limits.head), "answer.head");
            return false;
        }
    } else if (!countBodyBytes(part.size())) {
        return false;
    }
    m_line += part;
    if (end < 0)
        return false;
    if (!m_line.endsWith("\r\n")) {
        fail(ErrorCode::ProtocolViolation, QStringLiteral("a line without CR LF"), "answer.head");
        return false;
    }
    m_line.chop(2);
    return true;
}

void AnswerReader::takeLine(QByteArrayView line)
{
    switch (m_part) {
    case Part::StatusLine:
        takeStatusLine(line);
        break;
    case Part::Header:
        if (line.isEmpty())
            endHead();
        else
            takeHeader(line);
        break;
    case Part::ChunkSize:
        takeChunkSize(line);
        break;
    case Part::ChunkEnd:
        m_part = Part::ChunkSize;
        if (!line.isEmpty())
            fail(ErrorCode::ProtocolViolation, QStringLiteral("a chunk that does not end"), "answer.body");
        break;
    case Part::Trailer: // trailers say nothing that is needed here
        if (line.isEmpty())
            m_state = State::Complete;
        break;
    case Part::Body:
        break;
    }
}

// "HTTP/1.1 200 OK"; the reason may be missing.
void AnswerReader::takeStatusLine(QByteArrayView line)
{
    const bool isHttp = line.size() >= 12 && line.startsWith("HTTP/1.") && isDigit(line[7]) && line[8] == ' ' &&
                        std::all_of(line.begin() + 9, line.begin() + 12, isDigit) &&
                        (line.size() == 12 || line[12] == ' ') &&
                        std::all_of(line.begin() + 12, line.end(), isValueCharacter);
    if (!isHttp) {
        fail(ErrorCode::ProtocolViolation, QStringLiteral("not HTTP/1.1"), "answer.head");
        return;
    }
    m_answer.status = line.sliced(9, 3).toByteArray().toInt();
    m_keepsConnection = line[7] != '0';
    m_part = Part::Header;
}

void AnswerReader::takeHeader(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    const bool isHeader = colon > 0 && std::all_of(line.begin(), line.begin() + colon, isTokenCharacter) &&
                          std::all_of(line.begin() + colon, line.end(), isValueCharacter);
    if (!isHeader) {
        fail(ErrorCode::ProtocolViolation, QStringLiteral("a header line without name or with control characters"),
             "answer.head");
        return;
    }
    if (++m_headerLines > m_limits.headerLines) {
        fail(ErrorCode::TooLarge, QStringLiteral("more than %1 header lines").arg(m_limits.headerLines), "answer.head");
        return;
    }
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (isSame(name, "content-type")) {
        m_answer.contentType = value.toByteArray();
    } else if (isSame(name, "date")) {
        m_answer.date = value.toByteArray();
    } else if (isSame(name, "set-cookie")) {
        m_answer.cookies.append(value.toByteArray());
    } else if (isSame(name, "content-length")) {
        setLength(value);
    } else if (isSame(name, "transfer-encoding")) {
        if (m_isChunked || !isSame(value, "chunked"))
            fail(ErrorCode::ProtocolViolation, QStringLiteral("transfer encoding"), "answer.head");
        m_isChunked = true;
    } else if (isSame(name, "content-encoding")) {
        // Not asked for; what unpacks to any size is not taken.
        if (!isSame(value, "identity"))
            fail(ErrorCode::ProtocolViolation, QStringLiteral("content encoding"), "answer.head");
    } else if (isSame(name, "connection")) {
        if (hasElement(value, "close"))
            m_keepsConnection = false;
    }
}

void AnswerReader::setLength(QByteArrayView value)
{
    const bool isNumber = !value.isEmpty() && value.size() <= 18 && std::all_of(value.begin(), value.end(), isDigit);
    const qint64 length = isNumber ? value.toByteArray().toLongLong() : -1;
    if (!isNumber || (m_length >= 0 && m_length != length))
        fail(ErrorCode::ProtocolViolation, QStringLiteral("content length"), "answer.head");
    m_length = length;
}

void AnswerReader::endHead()
{
    const int status = m_answer.status;
    if (status < 200) {
        if (status == 101 || status < 100 || ++m_interimAnswers > m_limits.interimAnswers) {
            fail(ErrorCode::ProtocolViolation, QStringLiteral("HTTP %1").arg(status), "answer.head");
            return;
        }
        m_answer = HttpAnswer();
        m_length = -1;
        m_isChunked = false;
        m_part = Part::StatusLine;
        return;
    }
    if (m_isChunked && m_length >= 0) {
        fail(ErrorCode::ProtocolViolation, QStringLiteral("a length and chunks"), "answer.head");
        return;
    }
    if (m_length > m_limits.body) {
        countBodyBytes(m_length);
        return;
    }
    if (status == 204 || status == 304 || m_length == 0) {
        m_state = State::Complete;
        return;
    }
    m_part = m_isChunked ? Part::ChunkSize : Part::Body;
    m_left = m_length;
    if (m_left < 0)
        m_keepsConnection = m_keepsConnection && m_isChunked;
}

void AnswerReader::takeChunkSize(QByteArrayView line)
{
    QByteArrayView digits = line;
    if (const qsizetype semicolon = line.indexOf(';'); semicolon >= 0)
        digits = line.first(semicolon).trimmed();
    if (digits.isEmpty() || digits.size() > 8 || !std::all_of(digits.begin(), digits.end(), isHexDigit)) {
        fail(ErrorCode::ProtocolViolation, QStringLiteral("chunk size"), "answer.body");
        return;
    }
    m_left = digits.toByteArray().toLongLong(nullptr, 16);
    m_part = m_left == 0 ? Part::Trailer : Part::Body;
}

void AnswerReader::takeBody(QByteArrayView &bytes)
{
    const qsizetype size = m_left < 0 ? bytes.size() : static_cast<qsizetype>(std::min<qint64>(m_left, bytes.size()));
    if (!countBodyBytes(size))
        return;
    m_answer.body += bytes.first(size);
    bytes = bytes.sliced(size);
    if (m_left < 0)
        return;
    m_left -= size;
    if (m_left > 0)
        return;
    if (m_isChunked)
        m_part = Part::ChunkEnd;
    else
        m_state = State::Complete;
}

bool AnswerReader::countBodyBytes(qsizetype bytes)
{
    m_bodyBytes += bytes;
    if (m_bodyBytes <= m_limits.body)
        return true;
    fail(ErrorCode::TooLarge, QStringLiteral("more than %1 bytes").arg(m_limits.body), "answer.body");
    return false;
}

void AnswerReader::fail(ErrorCode code, const QString &detail, const char *field)
{
    if (m_state == State::Failed)
        return;
    m_state = State::Failed;
    m_error = Error{code, detail, QLatin1String(field), -1};
    m_answer = HttpAnswer();
    m_line.clear();
}

} // namespace tegata
