// SPDX-License-Identifier: Apache-2.0
#include "app/cli/localcheck.h"

#include "app/cli/files.h"
#include "core/desk/caacheck.h"
#include "core/desk/localregistration.h"
#include "core/desk/sitepolicystore.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/profilerules.h"
#include "core/rules/requestrules.h"

#include <QFileInfo>

namespace tegata::cli {

CheckReport LocalCheck::check(const RequestDetail &detail, const QDateTime &now) const
{
    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(detail.request.csr);
    CheckReport report;
    if (!csr) {
        Finding unreadable;
        unreadable.rule = QStringLiteral("V4");
        unreadable.code = errorCodeName(csr.error().code);
        unreadable.outcome = FindingOutcome::Error;
        unreadable.field = QStringLiteral("csr");
        unreadable.message = csr.error().detail;
        report.findings.append(unreadable);
        return report;
    }
    RequestContext context;
    context.registration = registration;
    context.siteRegisters = false;
    context.product = detail.request.product;
    context.language = detail.request.profile.isEmpty() ? detail.request.language : languageOf(csr->subject());
    context.kind = certificateKindOf(detail.request.profile, detail.profile ? &*detail.profile : nullptr);
    context.renewalOf = detail.request.renewalOf;
    context.now = now;
    report = checkRequest(*csr, context, policy);
    if (!policy.caaIssuers.isEmpty()) // the window asks the DNS; a list of hundreds of requests does not
        report.findings += weighed(notAskedFindings(certificateDnsNames(*csr)), policy.rules);
    if (detail.profile)
        report.findings += weighed(checkProfile(*csr, *detail.profile), policy.rules);
    return report;
}

std::optional<LocalCheck> localCheck(CommandContext &context, const SiteProfile &site)
{
    LocalCheck made;
    const QString file = context.options().value(QStringLiteral("registration"));
    if (!file.isEmpty()) {
        const Result<Registration> registration = readFile(file).and_then(parseRegistration);
        if (!registration) {
            context.fail(registration.error());
            return std::nullopt;
        }
        made.registration = *registration;
    }
    // Beside the site's profile.
    const QString siteFile = context.options().value(QStringLiteral("site"));
    const QString directory = siteFile.isEmpty() ? context.options().profileDirectory() + QStringLiteral("/sites")
                                                 : QFileInfo(siteFile).absolutePath();
    const Result<std::optional<Policy>> own = readSitePolicy(sitePolicyPath(directory, site.id));
    if (!own) {
        context.fail(own.error());
        return std::nullopt;
    }
    if (*own) {
        made.policy = **own;
        return made;
    }
    const QString name = !site.policy.isEmpty() ? site.policy
                         : made.registration    ? made.registration->policy
                                                : QStringLiteral("private-pki");
    const Result<Policy> policy = loadPolicy(name);
    if (!policy) {
        context.fail(policy.error());
        return std::nullopt;
    }
    made.policy = *policy;
    return made;
}

} // namespace tegata::cli
