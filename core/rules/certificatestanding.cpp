// SPDX-License-Identifier: Apache-2.0
#include "core/rules/certificatestanding.h"

#include "core/rules/checkparts.h"
#include "core/rules/domainname.h"
#include "core/rules/requestrules.h"

#include <QTimeZone>

#include <algorithm>

namespace tegata {

namespace {

ExpiryBand bandOf(qint64 days)
{
    if (days <= 0)
        return ExpiryBand::Today;
    if (days <= 15)
        return ExpiryBand::Within15;
    if (days <= 30)
        return ExpiryBand::Within30;
    if (days <= 45)
        return ExpiryBand::Within45;
    if (days <= 60)
        return ExpiryBand::Within60;
    return days <= RenewalWindowDays ? ExpiryBand::Within90 : ExpiryBand::Later;
}

// The fields in which the subject is not what the registration has in this language.
QStringList differences(const DistinguishedName &subject, const Registration &registration, Language language)
{
    const std::optional<Organization> organization = matchOrganization(subject, registration, language);
    if (!organization)
        return {QStringLiteral("O")};
    QStringList fields;
    const auto compare = [&](QLatin1String type, const QString &registered) {
        const QString value = subject.value(type);
        if (!value.isEmpty() && !isSameName(value, registered, language))
            fields.append(type);
    };
    compare(QLatin1String("ST"), registeredState(*organization, language));
    compare(QLatin1String("L"), registeredLocality(*organization, language));
    return fields;
}

// A certificate does not tell in which language it was asked for: the one that fits better counts.
QStringList staleFields(const CertificateRecord &certificate, const Registration &registration)
{
    const Result<DistinguishedName> subject = DistinguishedName::parse(certificate.subject);
    if (!subject)
        return {};
    const QStringList japanese = differences(*subject, registration, Language::Japanese);
    const QStringList english = differences(*subject, registration, Language::English);
    const auto isWorse = [](const QStringList &fields, const QStringList &others) {
        const bool lacksName = fields.contains(QLatin1String("O"));
        return lacksName != others.contains(QLatin1String("O")) ? lacksName : fields.size() > others.size();
    };
    return isWorse(japanese, english) ? english : japanese;
}

QStringList lostDomains(const CertificateRecord &certificate, const Registration &registration)
{
    QStringList lost;
    for (const QString &name : certificate.sans) {
        const QString host = certificateHostName(name);
        const bool isRegistered =
            std::any_of(registration.domains.cbegin(), registration.domains.cend(),
                        [&host](const RegisteredDomain &domain) { return isWithin(host, domain.name); });
        if (!host.isEmpty() && !isRegistered)
            lost.append(name);
    }
    return lost;
}

} // namespace

CertificateExpiry expiryOf(const CertificateRecord &certificate, const QDateTime &now)
{
    const QDateTime end = certificate.notAfter.toTimeZone(now.timeZone());
    const qint64 days = now.date().daysTo(end.date());
    if (certificate.state == CertificateState::Revoked)
        return {ExpiryBand::Revoked, days};
    if (end < now || certificate.state == CertificateState::Expired)
        return {ExpiryBand::Expired, days};
    return {bandOf(days), days};
}

QDateTime renewalDueBefore(const QDateTime &now)
{
    // With the whole of the last day, as expiryOf counts.
    return QDateTime(now.date().addDays(RenewalWindowDays + 1), QTime(0, 0), now.timeZone());
}

CertificateStanding standingOf(const CertificateRecord &certificate, const std::optional<Registration> &registration,
                               const std::optional<CertificateRecord> &successor, const QDateTime &now)
{
    CertificateStanding standing;
    standing.expiry = expiryOf(certificate, now);
    if (successor && successor->state != CertificateState::Revoked)
        standing.renewedBy = successor->serial;
    const bool isLive = standing.expiry.band >= ExpiryBand::Today;
    standing.dueForRenewal = isLive && standing.expiry.band < ExpiryBand::Later && standing.renewedBy.isEmpty();
    if (isLive && registration) {
        standing.staleFields = staleFields(certificate, *registration);
        standing.lostDomains = lostDomains(certificate, *registration);
    }
    return standing;
}

} // namespace tegata
