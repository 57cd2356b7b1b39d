// SPDX-License-Identifier: Apache-2.0
#include "app/cli/listing.h"

#include "core/base/clock.h"

namespace tegata::cli {

namespace {

QString inOneLine(const QString &text)
{
    return text.simplified();
}

} // namespace

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
    return QStringList{request.id,
                       requestStateName(request.state),
                       checkStateName(request.checkState),
                       request.commonName,
                       request.organization,
                       request.profile.isEmpty() ? productName(request.product) : request.profile,
                       request.key.label,
                       toRfc3339(request.submittedAt)}
        .join(QLatin1Char('\t'));
}

QString lineOf(const CertificateRecord &certificate)
{
    return QStringList{
        certificate.serial,       certificateStateName(certificate.state), certificate.commonName,
        certificate.organization, productName(certificate.product),        toRfc3339(certificate.notAfter),
        certificate.requestId}
        .join(QLatin1Char('\t'));
}

QStringList linesOf(const Output &output, const RequestDetail &detail)
{
    QStringList lines = {lineOf(detail.request), QLatin1String("subject\t") + detail.request.subject,
                         QLatin1String("SAN\t") + detail.request.sans.join(QLatin1String(", "))};
    if (detail.request.approvalsNeeded > 1) {
        QStringList names;
        for (const Actor &approver : detail.approvers)
            names.append(approver.name);
        lines.append(QStringLiteral("approvals\t%1/%2\t%3")
                         .arg(detail.approvers.size())
                         .arg(detail.request.approvalsNeeded)
                         .arg(names.join(QLatin1String(", "))));
    }
    if (detail.profile) {
        for (const ProfileInput &input : detail.profile->inputs)
            lines.append(
                QStringList{QStringLiteral("input"), input.name, inOneLine(input.value)}.join(QLatin1Char('\t')));
        for (const ProfileValue &value : detail.profile->values)
            lines.append(QStringList{QStringLiteral("value"), value.policy, value.name, inOneLine(value.value)}.join(
                QLatin1Char('\t')));
    }
    lines += output.lines(detail.check);
    for (const InternalNote &note : detail.notes)
        lines.append(QStringList{QStringLiteral("internalNote"), toRfc3339(note.at), note.actor.name, note.text}.join(
            QLatin1Char('\t')));
    for (const HistoryEntry &entry : detail.history) {
        lines.append(QStringList{toRfc3339(entry.at), entry.action, entry.actor.name, entry.toState, entry.note}.join(
            QLatin1Char('\t')));
    }
    return lines;
}

QStringList linesOf(const CertificateDetail &detail)
{
    QStringList lines{lineOf(detail.certificate), QLatin1String("subject\t") + detail.certificate.subject,
                      QLatin1String("SAN\t") + detail.certificate.sans.join(QLatin1String(", "))};
    if (detail.certificate.revokeAt.isValid())
        lines.append(QLatin1String("revokeAt\t") + toRfc3339(detail.certificate.revokeAt));
    return lines << QString::fromLatin1(detail.pem).trimmed();
}

} // namespace tegata::cli
