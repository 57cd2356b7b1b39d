// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/operatorsite.h"
#include "core/sync/outboxitem.h"

#include <QObject>

#include <functional>

namespace tegata {

// The rules of this machine over a request as it is now, for the check before an action goes.
using RequestCheck = std::function<Future<CheckReport>(const CertificateRequest &)>;

// What the site has of an action's target now.
struct ActionTarget
{
    std::optional<CertificateRequest> request;
    std::optional<CertificateRecord> certificate;
    QList<Finding> findings; // errors of the rules, where an approval is checked

    int version() const { return request ? request->version : certificate ? certificate->version : 0; }
};

// Takes one action to the site. A failure without answer (connection, service, a certificate that is not accepted just
// now) leaves open whether the action was done: the same key is to be sent again. Several at a time. Lives on the
// site's thread; the site outlives it. Destroying it answers nobody.
class ActionSender : public QObject
{
    Q_OBJECT

public:
    explicit ActionSender(OperatorSite &site, QObject *parent = nullptr) : QObject(parent), m_site(site) {}

    // The site's own "no". Everything else says nothing about the action, or nothing for certain; Forbidden is about
    // who we are.
    static bool isAnswer(ErrorCode code);

    void setCheck(RequestCheck check) { m_check = std::move(check); }

    using Looked = std::function<void(const Result<ActionTarget> &)>;
    void look(const OutboxAction &action, Looked looked);

    // Error: the site's own "no", or none of its answers (isAnswer). A revocation is Done only when the site, asked
    // again, says so: an answer that says other than the state read back is none.
    using Answered = std::function<void(const std::variant<DecisionAnswer, RevocationAnswer, Error> &)>;
    void send(const OutboxAction &action, Answered answered);

private:
    void readBack(const Revocation &revocation, Answered answered);

    OperatorSite &m_site;
    RequestCheck m_check;
};

} // namespace tegata
