// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace tegata {

// One mail. No secret; subject and text are the service's words and hold no text that an unknown sender could choose
// the address for.
struct Notice
{
    QString id; // names its file and stands in its Message-ID: "issue-5B10AD"
    QString to;
    QString replyTo; // CC and Reply-To; empty: neither
    QString subject;
    QString text; // lines end with LF
};

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

// A plain address "local@host" in ASCII, at most 254 characters (RFC 5321), that cannot break out of a header.
bool isMailAddress(const QString &text);

Notice issueNotice(const IssueNotice &facts);

// The notice as an RFC 5322 message: UTF-8 in base64, header words by RFC 2047, CR LF. Errors: InvalidArgument with
// the field "to", "replyTo" or "from" for what is no address.
Result<QByteArray> noticeMessage(const Notice &notice, const QString &from, const QDateTime &now);

// Leaves messages as .eml files in a directory, one a notice, for whatever sends them. Written after the commit of
// what they tell: where the service dies between the two, the notice is missing. A second write of the same notice
// replaces the first. Safe to call from any thread.
class NoticeOutbox
{
public:
    NoticeOutbox(QString directory, QString from);

    // Errors: those of noticeMessage, FileNotWritable.
    Result<void> write(const Notice &notice, const QDateTime &now) const;

private:
    QString m_directory;
    QString m_from;
};

} // namespace tegata
