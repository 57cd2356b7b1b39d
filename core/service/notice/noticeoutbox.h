// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/base/phrasebook.h"
#include "core/base/result.h"
#include "core/service/store/database.h"
#include "core/service/store/notice.h"
#include "core/service/store/noticestore.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <mutex>

namespace tegata {

// 発行のお知らせ: what its recipient is told. No secret.
struct IssueNotice
{
    QString requestId;
    QString to;      // the request's 発行通知 E-mail
    QString replyTo; // お知らせメール送信元 E-mail (S42): CC and Reply-To; empty: neither
    Language language = Language::Japanese;
    QString organization;
    QString commonName;
    QString serial;
    QDateTime notBefore;
    QDateTime notAfter;
};

Notice issueNotice(const IssueNotice &facts);

// A time as the reader of a mail lives it, to the minute. The contacts are corporations in Japan, so their clocks show
// Japan's time, in both languages and wherever the service runs; the text says so.
QString mailTime(const QDateTime &time, const Phrasebook &phrasebook);

// The notice as an RFC 5322 message: UTF-8 in base64, header words by RFC 2047, CR LF. Errors: InvalidArgument with
// the field "to", "replyTo" or "from" for what is no address.
Result<QByteArray> noticeMessage(const Notice &notice, const QString &from, const QDateTime &now);

// Leaves the mails that are due (NoticeStore) as .eml files in a directory, one a notice, for whatever sends them. A
// mail is due from the commit of what it tells until its file is there, however often the service dies between: then
// the same file, with the same Message-ID, may be written a second time. Safe to call from any thread; the database
// must outlive it.
class NoticeOutbox
{
public:
    NoticeOutbox(Database &database, QString directory, QString from);

    // Writes what is due. One that can never be written (noticeMessage) is dropped and logged, without its text.
    // Errors: the store's, FileNotWritable, DiskFull: it stays due.
    Result<void> deliver();

private:
    Result<void> write(const NoticeRow &row) const;

    Database &m_database;
    const QString m_directory;
    const QString m_from;
    std::mutex m_delivering; // one after the other: no mail is written twice
};

} // namespace tegata
