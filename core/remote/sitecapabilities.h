// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/requeststate.h"
#include "core/pki/revocationreason.h"

#include <QList>

namespace tegata {

// What a site can do. The interface hides or explains what is missing; nothing asks which kind of site it is.
struct SiteCapabilities
{
    bool changeFeed = false; // fetchChanges waits for news; else it is polled with differences
    bool claim = false;      // a request can be taken by one operator
    bool release = false;    // … and given back
    bool hold = false;       // on_hold with a comment
    bool cancel = false;
    bool decisionNotes = false; // notes are kept by the site
    bool history = false;       // a request's history can be asked
    bool registration = false;  // registered data can be asked
    bool revoke = false;
    QList<RevocationReason> revocationReasons; // that an operator may give, in the order of a menu
    bool releaseHold = false; // a certificate that is only on hold can be released (Revocation with removeFromCRL)
    bool scheduleRevocation = false; // a revocation can be given for a later time, and taken back until then
    bool raiseRevocation = false;    // the reason of a revocation can be raised to keyCompromise later (BR 7.2.2)
    bool edit = false;               // a request's product, language, notice mail and renewal can be corrected
    bool internalNotes = false;      // operators' notes are kept by the site
    bool fourEyes = false;           // several operators' approvals can be required
    bool auditTrail = false;         // the site's audit trail can be read
    bool decisionLog = false;        // it takes reports of where an operator's own log of decisions ends
    bool products = false;           // requests are for a product (OV, EV), with a language and a notice mail
    bool timeLimit = false;          // requests time out: CertificateRequest::expiresAt says when
    bool siteCheck = false;          // the site checks requests itself: CertificateRequest::checkState says something
    bool profiles = false; // requests are made by an enrolment profile: its values can be seen, edited and validated

    bool allows(RequestAction action) const;
    friend bool operator==(const SiteCapabilities &, const SiteCapabilities &) = default;
};

} // namespace tegata
