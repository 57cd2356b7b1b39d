// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/requestrules.h"

#include <QList>
#include <QString>

#include <optional>

// The parts of checkRequest(), one source file each. Like the whole they are pure.
namespace tegata {

// Everything that the parts look at. References live as long as the check.
struct RequestCheck
{
    const CertificateSigningRequest &csr;
    const RequestContext &context;
    const Policy &policy;
    // Of the registration: the organisation that the subject means, also when it does not fit in every character.
    std::optional<Organization> organization = std::nullopt;
};

// V4: the subject by itself; V15 and V17 for O.
QList<Finding> checkSubject(const RequestCheck &check);
// V4, V16: how the subject is written: string types, characters that do not show, RDNs.
QList<Finding> checkEncoding(const RequestCheck &check);
// S17–S25, V16: the subject against the registration. Sets check.organization.
QList<Finding> checkOrganization(RequestCheck &check);
// V5 and V2 of the organisation found.
QList<Finding> checkOrganizationVetting(const RequestCheck &check);
// V7, V9, V10, V2, V5 of every SAN and the CN.
QList<Finding> checkNames(const RequestCheck &check);
// V6: key, signature, earlier uses of the key.
QList<Finding> checkKey(const RequestCheck &check);
// Requested extensions that are not honoured.
QList<Finding> checkExtensions(const RequestCheck &check);
// V19, V23: what the request renews, and requests that wait beside it.
QList<Finding> checkRenewal(const RequestCheck &check);

// V2: how a validation's age stands to its limit.
enum class ValidationFreshness
{
    Missing,
    TooOld,
    Expiring,
    Fresh
};
ValidationFreshness validationFreshness(const QDateTime &validatedAt, const QDateTime &now, int limitDays);

// The registered names in the request's language (S45, S46); empty where not registered.
QString registeredName(const Organization &organization, Language language);
QString registeredState(const Organization &organization, Language language);
QString registeredLocality(const Organization &organization, Language language);

// Whether a name of the subject is the registered one: in NFC, and in English without regard to case (V16, V17).
bool isSameName(const QString &value, const QString &registered, Language language);

// A dNSName or CN as the certificate writes it: A-labels in lower case, a wildcard kept; empty for no host name.
QString certificateHostName(const QString &value);

} // namespace tegata
