// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/siterefusal.h"

namespace tegata {

bool SiteRefusal::isRefusal(const Error &error)
{
    return error.code == ErrorCode::TlsIdentityRefused || error.code == ErrorCode::Forbidden ||
           error.code == ErrorCode::TlsServerUntrusted || error.code == ErrorCode::NotAuthenticated;
}

ErrorText SiteRefusal::words(const Error &error, const Phrasebook &phrasebook)
{
    switch (error.code) {
    case ErrorCode::TlsServerUntrusted:
        return {tr("The server's certificate was not issued by the CA that is trusted for this site."),
                tr("Nothing was sent. Check the address. If the CA has a new certificate, add the site again with it "
                   "and compare its fingerprint.")};
    case ErrorCode::TlsIdentityRefused:
        if (!error.field.isEmpty()) // the fault is known by name
            return describe(error, phrasebook);
        return {tr("The site refused the operator certificate."),
                tr("It may be from another CA, revoked, expired or on hold. Load the right one, or contact the "
                   "certification authority.")};
    case ErrorCode::NotAuthenticated:
        return {
            tr("This operator certificate is not registered at the site."),
            tr("Load the certificate of your account there, or ask the certification authority to register this one.")};
    case ErrorCode::Forbidden:
        return {
            tr("You are registered at the site, but not as an operator (agent)."),
            tr("Ask the certification authority's administrator for the role, or load another operator certificate.")};
    default:
        return describe(error, phrasebook);
    }
}

} // namespace tegata
