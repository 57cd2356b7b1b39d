// SPDX-License-Identifier: Apache-2.0
#include "core/service/notice/noticeoutbox.h"

#include "core/base/phrasebook.h"
#include "core/base/privatefile.h"
#include "core/rules/identifiers.h"

#include <QDir>
#include <QLocale>
#include <QLoggingCategory>

#include <utility>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(outbox, "tegata.service.notices")

constexpr char Context[] = "IssueNotice";
constexpr int Batch = 100; // read at once

// RFC 2047: an encoded word is at most 75 characters and a line 76, header name included; 36 bytes of text make 60
// with their frame. A character is never split.
QByteArray encodedWords(const QString &text)
{
    QByteArray result;
    QByteArray chunk;
    const auto flush = [&] {
        if (chunk.isEmpty())
            return;
        if (!result.isEmpty())
            result += "\r\n ";
        result += "=?UTF-8?B?" + chunk.toBase64() + "?=";
        chunk.clear();
    };
    const QList<uint> codePoints = text.toUcs4();
    for (const uint codePoint : codePoints) {
        const char32_t character = codePoint;
        const QByteArray bytes = QString::fromUcs4(&character, 1).toUtf8();
        if (chunk.size() + bytes.size() > 36)
            flush();
        chunk += bytes;
    }
    flush();
    return result;
}

QByteArray base64Lines(const QByteArray &bytes)
{
    const QByteArray encoded = bytes.toBase64();
    QByteArray result;
    for (qsizetype at = 0; at < encoded.size(); at += 76)
        result += encoded.mid(at, 76) + "\r\n";
    return result;
}

QByteArray mailDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " +0000";
}

} // namespace

Notice issueNotice(const IssueNotice &facts)
{
    const Phrasebook &phrasebook = phrasebookOf(facts.language);
    const QMap<QString, QString> args{{QStringLiteral("request"), facts.requestId},
                                      {QStringLiteral("organization"), facts.organization},
                                      {QStringLiteral("name"), facts.commonName},
                                      {QStringLiteral("serial"), facts.serial},
                                      {QStringLiteral("notBefore"), mailTime(facts.notBefore, phrasebook)},
                                      {QStringLiteral("notAfter"), mailTime(facts.notAfter, phrasebook)}};
    Notice notice;
    notice.id = QStringLiteral("issue-") + facts.serial;
    notice.to = facts.to;
    notice.replyTo = facts.replyTo;
    notice.subject = phrasebook.text(
        Context, QT_TRANSLATE_NOOP("IssueNotice", "[SureServer] Certificate issued - receipt number:[%{request}]"),
        args);
    notice.text = phrasebook.text(
        Context,
        QT_TRANSLATE_NOOP(
            "IssueNotice",
            "The server certificate you requested has been issued.\n\nReceipt number: %{request}\nOrganisation: "
            "%{organization}\nCommon name: %{name}\nSerial number: %{serial}\nValid from: %{notBefore}\nValid until: "
            "%{notAfter}\n\nPlease sign in to the application site, then download and install it.\n"),
        args);
    return notice;
}

QString mailTime(const QDateTime &time, const Phrasebook &phrasebook)
{
    constexpr int JapanOffset = 9 * 3600; // no summer time
    return phrasebook.text(
        "Notice", QT_TRANSLATE_NOOP("Notice", "%{time} (Japan time)"),
        {{QStringLiteral("time"), time.toOffsetFromUtc(JapanOffset).toString(QStringLiteral("yyyy-MM-dd HH:mm"))}});
}

Result<QByteArray> noticeMessage(const Notice &notice, const QString &from, const QDateTime &now)
{
    if (!isMailAddress(notice.to))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not a mail address"), QStringLiteral("to"));
    if (!notice.replyTo.isEmpty() && !isMailAddress(notice.replyTo))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not a mail address"), QStringLiteral("replyTo"));
    if (!isMailAddress(from))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("not a mail address"), QStringLiteral("from"));
    QString text = notice.text;
    text.replace(QLatin1Char('\n'), QStringLiteral("\r\n"));

    QByteArray message;
    message += "Date: " + mailDate(now) + "\r\n";
    message += "From: <" + from.toLatin1() + ">\r\n";
    message += "To: <" + notice.to.toLatin1() + ">\r\n";
    if (!notice.replyTo.isEmpty()) {
        message += "Cc: <" + notice.replyTo.toLatin1() + ">\r\n";
        message += "Reply-To: <" + notice.replyTo.toLatin1() + ">\r\n";
    }
    message += "Message-ID: <" + notice.id.toLatin1() + from.mid(from.indexOf(QLatin1Char('@'))).toLatin1() + ">\r\n";
    message += "Subject: " + encodedWords(notice.subject) + "\r\n";
    message += "MIME-Version: 1.0\r\n";
    message += "Content-Type: text/plain; charset=UTF-8\r\n";
    message += "Content-Transfer-Encoding: base64\r\n";
    message += "Auto-Submitted: auto-generated\r\n";
    message += "\r\n" + base64Lines(text.toUtf8());
    return message;
}

NoticeOutbox::NoticeOutbox(Database &database, QString directory, QString from)
    : m_database(database), m_directory(std::move(directory)), m_from(std::move(from))
{}

Result<void> NoticeOutbox::deliver()
{
    const std::lock_guard lock(m_delivering);
    for (;;) {
        const auto due =
            m_database.read([](ReadTransaction &transaction) { return NoticeStore::due(transaction, Batch); });
        if (!due)
            return failure(due.error());
        if (due->isEmpty())
            return {};
        for (const NoticeRow &row : *due) {
            const Result<void> written = write(row);
            if (!written && written.error().code != ErrorCode::InvalidArgument)
                return written;
            if (!written)
                qCWarning(outbox) << "dropped" << row.notice.id << "with no valid" << written.error().field;
        }
        // In one commit: each costs the writers of everything else their turn.
        const auto removed = m_database.write([&](Transaction &transaction) -> Result<void> {
            for (const NoticeRow &row : *due) {
                if (const auto one = NoticeStore::remove(transaction, row.notice.id); !one)
                    return one;
            }
            return {};
        });
        if (!removed)
            return removed;
    }
}

Result<void> NoticeOutbox::write(const NoticeRow &row) const
{
    const Result<QByteArray> message = noticeMessage(row.notice, m_from, row.createdAt);
    if (!message)
        return failure(message.error());
    Result<void> written =
        writePrivateFile(QDir(m_directory).filePath(row.notice.id + QStringLiteral(".eml")), *message);
    if (!written)
        written.error().field = QStringLiteral("mailDirectory");
    return written;
}

} // namespace tegata
