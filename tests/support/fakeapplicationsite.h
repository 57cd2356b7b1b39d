// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/applicationsite.h"
#include "tests/support/fakecustomersite.h"

#include <QByteArray>
#include <QList>

namespace tegata {

// A contact's connection to a FakeSite, which knows one contact. What is submitted is a new request of the site.
class FakeApplicationSite final : public FakeCustomerSite<ApplicationSite>
{
public:
    static QString loginId() { return QStringLiteral("contact-1"); }
    static SecretBytes password() { return SecretBytes::fromText(QStringLiteral("correct horse")); }

    using FakeCustomerSite::FakeCustomerSite;

    SiteCapabilities capabilities() const override;
    Future<SignedInContact> signIn(const QString &loginId, const SecretBytes &password) override;
    Future<void> signOut() override;
    void onSessionEnded(std::function<void()> ended) override { m_ended = std::move(ended); }
    // The same key is the same request.
    Future<SubmissionAnswer> submitRequest(const RequestSubmission &submission) override;
    Future<DecisionAnswer> withdrawRequest(const Decision &decision) override;

    // The site knows the session no more: the next call is answered with NotAuthenticated.
    void endSession() { m_isKnown = false; }
    bool hasToken() const { return m_hasToken; }
    const QList<RequestSubmission> &submissions() const { return m_submissions; }

protected:
    std::optional<Error> sessionFault() const override;
    void onFailure(const Error &error) override;

private:
    std::function<void()> m_ended;
    QList<RequestSubmission> m_submissions;
    QHash<QString, QString> m_requestOfKey;
    bool m_hasToken = false;
    bool m_isKnown = false;
    bool m_isSigningIn = false; // this call needs no session
    quint64 m_signIns = 0;      // only the latest one counts
};

} // namespace tegata
