// SPDX-License-Identifier: Apache-2.0
#include "app/cli/listing.h"

#include "core/base/clock.h"

namespace tegata::cli {

std::optional<ListOptions> listOptions(CommandContext &context)
{
    ListOptions list;
    list.after = context.options().value(QStringLiteral("after"));
    const QString limit = QStringLiteral("limit");
    if (context.options().isSet(limit)) {
        bool isNumber = false;
        list.limit = context.options().value(limit).toInt(&isNumber);
        if (!isNumber || list.limit < 1 || list.limit > 1000) {
            refuseOption(context, limit);
            return std::nullopt;
        }
    }
    return list;
}

void refuseOption(CommandContext &context, const QString &option)
{
    context.fail({ErrorCode::InvalidArgument, context.options().value(option), QLatin1String("--") + option, -1});
}

QString lineOf(const CertificateRequest &request)
{
    return Output::row({request.id, requestStateName(request.state), checkStateName(request.checkState),
                        request.commonName, request.organization,
                        request.profile.isEmpty() ? productName(request.product) : request.profile, request.key.label,
                        toRfc3339(request.submittedAt)});
}

QString lineOf(const CertificateRecord &certificate)
{
    return Output::row({certificate.serial, certificateStateName(certificate.state), certificate.commonName,
                        certificate.organization, productName(certificate.product), toRfc3339(certificate.notAfter),
                        certificate.requestId});
}

QString lineOf(const contract::ListedEnrollment &enrollment)
{
    return Output::row({enrollment.receipt.receipt, enrollmentStateName(enrollment.receipt.state),
                        enrollmentKindName(enrollment.kind), toRfc3339(enrollment.receipt.submittedAt),
                        enrollment.subscriberName});
}

QStringList linesOf(const Output &output, const RequestDetail &detail)
{
    QStringList lines = {lineOf(detail.request), Output::row({QStringLiteral("subject"), detail.request.subject}),
                         Output::row({QStringLiteral("SAN"), detail.request.sans.join(QLatin1String(", "))})};
    if (detail.request.approvalsNeeded > 1) {
        QStringList names;
        for (const Actor &approver : detail.approvers)
            names.append(approver.name);
        lines.append(
            Output::row({QStringLiteral("approvals"),
                         QStringLiteral("%1/%2").arg(detail.approvers.size()).arg(detail.request.approvalsNeeded),
                         names.join(QLatin1String(", "))}));
    }
    if (detail.profile) {
        for (const ProfileInput &input : detail.profile->inputs)
            lines.append(Output::row({QStringLiteral("input"), input.name, input.value}));
        for (const ProfileValue &value : detail.profile->values)
            lines.append(Output::row({QStringLiteral("value"), value.policy, value.name, value.value}));
    }
    lines += output.lines(detail.check);
    for (const InternalNote &note : detail.notes)
        lines.append(Output::row({QStringLiteral("internalNote"), toRfc3339(note.at), note.actor.name, note.text}));
    for (const HistoryEntry &entry : detail.history) {
        lines.append(Output::row({toRfc3339(entry.at), entry.action, entry.actor.name, entry.toState, entry.note}));
    }
    return lines;
}

QStringList linesOf(const CertificateDetail &detail)
{
    QStringList lines{lineOf(detail.certificate), Output::row({QStringLiteral("subject"), detail.certificate.subject}),
                      Output::row({QStringLiteral("SAN"), detail.certificate.sans.join(QLatin1String(", "))})};
    if (detail.certificate.revokeAt.isValid())
        lines.append(QLatin1String("revokeAt\t") + toRfc3339(detail.certificate.revokeAt));
    for (const QString &each : QString::fromLatin1(detail.pem).trimmed().split(QLatin1Char('\n')))
        lines.append(Output::row({each.trimmed()}));
    return lines;
}

} // namespace tegata::cli
