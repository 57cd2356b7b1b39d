// SPDX-License-Identifier: Apache-2.0
#include "core/service/notice/requestnotice.h"

#include "core/base/phrasebook.h"

namespace tegata {

namespace {

constexpr char Context[] = "RequestNotice";

struct Words
{
    const char *subject;
    const char *text;
    QString note;
};

std::optional<Words> wordsFor(const RequestDetail &detail)
{
    if (detail.request.state == RequestState::OnHold)
        return Words{
            QT_TRANSLATE_NOOP("RequestNotice", "[SureServer] Request on hold - receipt number:[%{request}]"),
            QT_TRANSLATE_NOOP("RequestNotice",
                              "We have put your request for a server certificate on hold, with the comment below."),
            detail.holdComment};
    if (detail.request.state == RequestState::Rejected)
        return Words{QT_TRANSLATE_NOOP("RequestNotice", "[SureServer] Request rejected - receipt number:[%{request}]"),
                     QT_TRANSLATE_NOOP("RequestNotice",
                                       "We have rejected your request for a server certificate, for the reason below."),
                     detail.reason};
    return std::nullopt;
}

} // namespace

std::optional<Notice> requestNotice(const RequestRow &row, const QString &replyTo)
{
    const RequestDetail &detail = row.detail;
    const CertificateRequest &request = detail.request;
    const std::optional<Words> words = wordsFor(detail);
    if (!words)
        return std::nullopt;
    const Phrasebook &phrasebook = phrasebookOf(request.language);
    const QMap<QString, QString> args{{QStringLiteral("request"), request.id},
                                      {QStringLiteral("name"), request.commonName}};
    const QString gap = QStringLiteral("\n\n");
    Notice notice;
    notice.id = QStringLiteral("request-%1-%2").arg(request.id).arg(request.version);
    notice.to = detail.requesterMail;
    notice.replyTo = replyTo;
    notice.subject = phrasebook.text(Context, words->subject, args);
    notice.text =
        phrasebook.text(Context, words->text) + gap +
        phrasebook.text(Context, QT_TRANSLATE_NOOP("RequestNotice", "Receipt number: %{request}\nCommon name: %{name}"),
                        args) +
        gap + words->note + gap +
        phrasebook.text(
            Context, QT_TRANSLATE_NOOP("RequestNotice", "Please sign in to the application site to see its status.")) +
        QLatin1Char('\n');
    return notice;
}

} // namespace tegata
