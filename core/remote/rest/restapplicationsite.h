// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/remote/applicationsite.h"
#include "core/remote/enrollmentsite.h"
#include "core/remote/http/restrequest.h"
#include "core/remote/siteprofile.h"

#include <QObject>

#include <memory>

namespace tegata {

class HttpGate;

// Our own contract's application site. The session's token lives here only and is wiped by signOut(), by a 401 (told to
// onSessionEnded()), and with the object. Before signIn() every call answers NotAuthenticated, except those for a new
// enrolment: they carry no token, so that the same idempotency key finds the same answer whether somebody is signed in
// or not.
class RestApplicationSite final : public QObject, public ApplicationSite, public EnrollmentSite
{
    Q_OBJECT

public:
    // Errors: InvalidArgument (no application URL, no trust anchors).
    static Result<std::unique_ptr<RestApplicationSite>> make(const SiteProfile &site, Language language);
    explicit RestApplicationSite(std::unique_ptr<HttpGate> gate);
    ~RestApplicationSite() override;

    void setLanguage(Language language) override;
    SiteCapabilities capabilities() const override;
    Future<SignedInContact> signIn(const QString &loginId, const SecretBytes &password) override;
    Future<void> signOut() override;
    void onSessionEnded(std::function<void()> ended) override { m_ended = std::move(ended); }
    Future<Registration> fetchRegistration() override;
    Future<contract::ChangePage> fetchChanges(const QString &after, int limit, std::chrono::seconds wait) override;
    Future<SubmissionAnswer> submitRequest(const RequestSubmission &submission) override;
    Future<ListPage<CertificateRequest>> listRequests(std::optional<RequestState> state, const QString &after,
                                                      int limit) override;
    Future<RequestDetail> fetchRequest(const QString &id) override;
    Future<DecisionAnswer> withdrawRequest(const Decision &decision) override;
    Future<ListPage<CertificateRecord>> listCertificates(std::optional<CertificateState> state, const QString &after,
                                                         int limit) override;
    Future<CertificateDetail> fetchCertificate(const QString &serial) override;

    // A key that was used for another enrolment: Error InvalidArgument with the field "idempotencyKey".
    Future<EnrollmentAnswer> submitEnrollment(const EnrollmentSubmission &submission) override;
    Future<EnrollmentReceipt> fetchEnrollment(const QString &receipt) override;
    // Wrong login ID or password: Error NotAuthenticated; the session of whoever is signed in stays.
    Future<EnrollmentAnswer> withdrawEnrollment(const EnrollmentWithdrawal &withdrawal) override;
    Future<EnrollmentApplication> fetchRegisteredEnrollment() override;

private:
    template <typename T, typename Decode>
    Future<T> send(RestRequest request, Decode decode);
    // A session that nobody uses any more is not left open at the site.
    void endSession(const std::shared_ptr<const SecretBytes> &token);

    std::unique_ptr<HttpGate> m_gate;
    std::shared_ptr<const SecretBytes> m_token;
    std::function<void()> m_ended;
    quint64 m_signIns = 0; // only the latest one counts
};

} // namespace tegata
