// SPDX-License-Identifier: Apache-2.0
#include "app/cli/actions.h"
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/files.h"
#include "core/domain/contract.h"

namespace tegata::cli {

namespace {

void describe(const EnrollmentReceipt &receipt, ActionResult &result)
{
    result.id = receipt.receipt;
    result.state = enrollmentStateName(receipt.state);
    result.version = receipt.version;
}

} // namespace

void showReceipt(Output &output, const EnrollmentReceipt &receipt)
{
    QStringList lines{Output::row({QStringLiteral("receipt"), receipt.receipt}),
                      QLatin1String("state\t") + enrollmentStateName(receipt.state),
                      QLatin1String("submitted\t") + toRfc3339(receipt.submittedAt),
                      QLatin1String("updated\t") + toRfc3339(receipt.updatedAt)};
    if (receipt.consultation)
        lines.append(QStringLiteral("consultation\tyes"));
    if (!receipt.note.isEmpty())
        lines.append(Output::row({QStringLiteral("note"), receipt.note}));
    output.write(contract::toJson(receipt), lines);
}

void enrollmentStatus(CommandContext &context)
{
    withEnrollmentSite(context, Account::None, [&context](const std::shared_ptr<EnrollmentSite> &site) {
        observe<EnrollmentReceipt>(site->fetchEnrollment(context.options().arguments().constFirst()), &context,
                                   [&context, site](const Result<EnrollmentReceipt> &receipt) {
                                       if (!receipt) {
                                           context.fail(receipt.error());
                                           return;
                                       }
                                       showReceipt(context.output(), *receipt);
                                       context.finish(Done);
                                   });
    });
}

void enrollmentWithdraw(CommandContext &context)
{
    const Result<SharedSecret> read = readSecret(context.options().value(QStringLiteral("password-file")));
    if (!read) {
        context.fail(read.error());
        return;
    }
    const SharedSecret password = *read;
    withEnrollmentSite(context, Account::None, [&context, password](const std::shared_ptr<EnrollmentSite> &site) {
        const auto withdraw = [&context, site, password](const QString &receipt,
                                                         std::function<void(const ActionResult &)> done) {
            observe<EnrollmentReceipt>(
                site->fetchEnrollment(receipt), &context,
                [&context, site, password, receipt, done](const Result<EnrollmentReceipt> &seen) {
                    if (!seen) {
                        done(failedAction(receipt, seen.error()));
                        return;
                    }
                    const EnrollmentWithdrawal withdrawal{receipt, versionToActOn(context.options(), seen->version),
                                                          context.options().value(QStringLiteral("user")), password,
                                                          newIdempotencyKey()};
                    sendWithRetry<EnrollmentAnswer>(
                        context, [site, withdrawal] { return site->withdrawEnrollment(withdrawal); },
                        [receipt, done, version = withdrawal.version](const Result<EnrollmentAnswer> &answer) {
                            const auto cause = [version](const EnrollmentReceipt &now) {
                                return conflictCause(version, now.version);
                            };
                            done(answer ? resultOf(receipt, *answer, describe, cause)
                                        : failedAction(receipt, answer.error()));
                        });
                });
        };
        new ActionRun(context, context.options().arguments(), withdraw);
    });
}

} // namespace tegata::cli
