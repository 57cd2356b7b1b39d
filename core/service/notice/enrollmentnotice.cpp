// SPDX-License-Identifier: Apache-2.0
#include "core/service/notice/enrollmentnotice.h"

#include "core/base/phrasebook.h"
#include "core/rules/identifiers.h"

namespace tegata {

namespace {

constexpr char Context[] = "EnrollmentNotice";

struct Words
{
    const char *subject;
    const char *text;
};

Words wordsFor(EnrollmentState state)
{
    switch (state) {
    case EnrollmentState::Submitted:
        return {
            QT_TRANSLATE_NOOP("EnrollmentNotice", "[SureServer] Application received - receipt number:[%{receipt}]"),
            QT_TRANSLATE_NOOP("EnrollmentNotice",
                              "Your application has been received. Please keep the receipt number.")};
    case EnrollmentState::InReview:
        return {
            QT_TRANSLATE_NOOP("EnrollmentNotice", "[SureServer] Application in review - receipt number:[%{receipt}]"),
            QT_TRANSLATE_NOOP("EnrollmentNotice", "We have started to review your application.")};
    case EnrollmentState::DocumentsRequested:
        return {QT_TRANSLATE_NOOP("EnrollmentNotice", "[SureServer] Documents needed - receipt number:[%{receipt}]"),
                QT_TRANSLATE_NOOP("EnrollmentNotice", "Please send the documents named below.")};
    case EnrollmentState::Approved:
        return {
            QT_TRANSLATE_NOOP("EnrollmentNotice", "[SureServer] Application approved - receipt number:[%{receipt}]"),
            QT_TRANSLATE_NOOP("EnrollmentNotice", "Your application has been approved.")};
    case EnrollmentState::SiteBuild:
        return {QT_TRANSLATE_NOOP("EnrollmentNotice", "[SureServer] Building your sites - receipt number:[%{receipt}]"),
                QT_TRANSLATE_NOOP("EnrollmentNotice", "We have started to build your sites.")};
    case EnrollmentState::Active:
        return {QT_TRANSLATE_NOOP("EnrollmentNotice", "[SureServer] Service ready - receipt number:[%{receipt}]"),
                QT_TRANSLATE_NOOP("EnrollmentNotice",
                                  "Your application has taken effect. You can start to use the service.")};
    case EnrollmentState::Rejected:
        return {
            QT_TRANSLATE_NOOP("EnrollmentNotice", "[SureServer] Application rejected - receipt number:[%{receipt}]"),
            QT_TRANSLATE_NOOP("EnrollmentNotice", "We could not accept your application, for the reason below.")};
    case EnrollmentState::Withdrawn:
        return {
            QT_TRANSLATE_NOOP("EnrollmentNotice", "[SureServer] Application withdrawn - receipt number:[%{receipt}]"),
            QT_TRANSLATE_NOOP("EnrollmentNotice", "Your application has been withdrawn.")};
    }
    return {"", ""};
}

} // namespace

Notice enrollmentNotice(const EnrollmentRow &row)
{
    const Phrasebook &phrasebook = phrasebookOf(row.language);
    const EnrollmentReceipt &receipt = row.receipt;
    const QMap<QString, QString> args{{QStringLiteral("receipt"), receipt.receipt}};
    const Words words = wordsFor(receipt.state);
    Notice notice;
    notice.id = QStringLiteral("enrollment-%1-%2").arg(receipt.receipt).arg(receipt.version);
    notice.to = normalizedMail(row.application.contact.mail); // 日本語.jp and full width are typed too
    notice.subject = phrasebook.text(Context, words.subject, args);
    notice.text = phrasebook.text(Context, words.text) + QStringLiteral("\n\n") +
                  phrasebook.text(Context, QT_TRANSLATE_NOOP("EnrollmentNotice", "Receipt number: %{receipt}"), args) +
                  QLatin1Char('\n');
    if (!receipt.note.isEmpty())
        notice.text += QLatin1Char('\n') + receipt.note + QLatin1Char('\n');
    return notice;
}

} // namespace tegata
