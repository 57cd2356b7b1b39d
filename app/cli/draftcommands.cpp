// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/draftfile.h"
#include "core/base/filewriter.h"
#include "core/domain/contract.h"
#include "core/rules/enrollmentrules.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tegata::cli {

namespace {

void writeForm(CommandContext &context, const EnrollmentApplication &form)
{
    const QString file = context.options().arguments().constFirst();
    const Result<void> written = writeFile(file, QJsonDocument(contract::toJson(form)).toJson(QJsonDocument::Indented),
                                           FileAccess::Owner, Existing::Refuse);
    if (!written) {
        context.fail(written.error());
        return;
    }
    context.output().write({{QStringLiteral("file"), file}, {QStringLiteral("kind"), enrollmentKindName(form.kind)}},
                           {file});
    context.finish(Done);
}

void writeReport(CommandContext &context, const CheckReport &report)
{
    const CheckReport worded = context.output().worded(toldReport(report));
    QStringList lines;
    for (const Finding &finding : worded.findings)
        lines.append(Output::row({findingOutcomeName(finding.outcome), finding.rule, finding.field,
                                  QStringLiteral("%1: %2 %3")
                                      .arg(enrollmentFieldLabel(finding.field, context.output().phrasebook()),
                                           finding.message, finding.remedy)}));
    context.output().write(contract::toJson(worded), lines);
}

void tellUnknown(CommandContext &context)
{
    context.output().tell(QCoreApplication::translate("Cli", "It is not known whether the application arrived. Run the "
                                                             "same command again; it will not be submitted twice."));
}

void showAnswer(CommandContext &context, SubmissionRecord record, const Result<EnrollmentAnswer> &answer)
{
    const QString file = context.options().arguments().constFirst();
    if (!answer) {
        const Error &error = answer.error();
        if (error.code == ErrorCode::ConnectionLost || error.code == ErrorCode::TimedOut)
            tellUnknown(context);
        else if (error.field == QLatin1String("idempotencyKey"))
            context.output().tell(
                QCoreApplication::translate("Cli", "%1 was already submitted with different content. To submit it as a "
                                                   "new application, delete %1.receipt.")
                    .arg(file));
        context.fail(error);
        return;
    }
    if (const auto *refused = std::get_if<ActionRefused>(&*answer)) {
        writeReport(context, CheckReport{refused->findings});
        context.finish(Refused);
        return;
    }
    if (std::holds_alternative<ActionConflict<EnrollmentReceipt>>(*answer)) {
        context.fail({ErrorCode::Conflict, {}, {}, -1});
        return;
    }
    record.receipt = std::get<ActionDone<EnrollmentReceipt>>(*answer).current;
    const Result<void> kept = keepReceipt(file, record);
    showReceipt(context.output(), *record.receipt);
    if (!kept) // told, but the application is with the site: that is what the exit code says
        context.output().tell(kept.error().field + QLatin1String(": ") + kept.error().detail);
    context.finish(Done);
}

void send(CommandContext &context, const EnrollmentApplication &form, const SubmissionRecord &record)
{
    const Account account = form.kind == EnrollmentKind::Renewal ? Account::Contact : Account::None;
    withEnrollmentSite(context, account, [&context, form, record](const std::shared_ptr<EnrollmentSite> &site) {
        const EnrollmentSubmission submission{form, record.idempotencyKey};
        context.onInterrupt([&context] {
            tellUnknown(context);
            context.finish(NotReachable);
        });
        sendWithRetry<EnrollmentAnswer>(
            context, [site, submission] { return site->submitEnrollment(submission); },
            [&context, site, record](const Result<EnrollmentAnswer> &answer) { showAnswer(context, record, answer); });
    });
}

} // namespace

void draftNew(CommandContext &context)
{
    if (!context.options().isSet(QStringLiteral("from-registered"))) {
        writeForm(context, EnrollmentApplication());
        return;
    }
    withEnrollmentSite(context, Account::Contact, [&context](const std::shared_ptr<EnrollmentSite> &site) {
        observe<EnrollmentApplication>(site->fetchRegisteredEnrollment(), &context,
                                       [&context, site](const Result<EnrollmentApplication> &form) {
                                           if (form)
                                               writeForm(context, *form);
                                           else
                                               context.fail(form.error());
                                       });
    });
}

void draftCheck(CommandContext &context)
{
    const Result<EnrollmentApplication> form = readForm(context.options());
    if (!form) {
        context.fail(form.error());
        return;
    }
    const CheckReport report = checkEnrollment(relevantPart(*form));
    writeReport(context, report);
    context.finish(report.hasErrors() ? Refused : Done);
}

void draftSubmit(CommandContext &context)
{
    const Result<EnrollmentApplication> form = readForm(context.options());
    if (!form) {
        context.fail(form.error());
        return;
    }
    const EnrollmentApplication relevant = relevantPart(*form);
    const CheckReport report = checkEnrollment(relevant);
    if (report.hasErrors()) { // nothing was sent
        writeReport(context, report);
        context.finish(Refused);
        return;
    }
    const Result<SubmissionRecord> record = submissionRecord(context.options().arguments().constFirst());
    if (!record) {
        context.fail(record.error());
        return;
    }
    if (record->receipt) {
        context.output().tell(QCoreApplication::translate("Cli", "Already submitted; nothing was sent."));
        showReceipt(context.output(), *record->receipt);
        context.finish(Done);
        return;
    }
    send(context, relevant, *record);
}

} // namespace tegata::cli
