// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/enrollmentsite.h"

#include <QMap>
#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

namespace tegata {

// An application site in memory that keeps idempotency keys as the service does, and that can be away, lose its
// answers, or refuse. Answers from the event loop, never inside the call.
class FakeEnrollmentSite final : public QObject, public EnrollmentSite
{
    Q_OBJECT

public:
    Future<EnrollmentAnswer> submitEnrollment(const EnrollmentSubmission &submission) override;
    Future<EnrollmentReceipt> fetchEnrollment(const QString &receipt) override;
    Future<EnrollmentAnswer> withdrawEnrollment(const EnrollmentWithdrawal &withdrawal) override;
    Future<EnrollmentApplication> fetchRegisteredEnrollment() override;

    // Every call answers this error, and nothing arrives, until it is cleared.
    void failWith(std::optional<Error> error) { m_failure = std::move(error); }
    // The next submission or withdrawal is done, but its answer is this error.
    void loseNextAnswer(ErrorCode code = ErrorCode::ConnectionLost) { m_lost = code; }
    // Submissions are refused with these findings.
    void refuseWith(const QList<Finding> &findings) { m_findings = findings; }
    // Answers wait until releaseAnswers().
    void holdAnswers() { m_held = true; }
    void releaseAnswers();
    void setRegistered(const EnrollmentApplication &application) { m_registered = application; }
    void move(const QString &receipt, EnrollmentState state, const QString &note = {});

    // Every submission that arrived, also a repeated one.
    const QList<EnrollmentSubmission> &submissions() const { return m_submissions; }
    const QMap<QString, EnrollmentReceipt> &receipts() const { return m_receipts; }
    const QList<EnrollmentWithdrawal> &withdrawals() const { return m_withdrawals; }

Q_SIGNALS:
    void released();

private:
    template <typename T>
    Future<T> later(Result<T> result);

    std::optional<Error> m_failure;
    std::optional<ErrorCode> m_lost;
    QList<Finding> m_findings;
    QList<EnrollmentSubmission> m_submissions;
    QList<EnrollmentWithdrawal> m_withdrawals;
    QMap<QString, EnrollmentReceipt> m_receipts;
    QMap<QString, QString> m_receiptOfKey;
    QMap<QString, QString> m_loginIds; // by receipt
    QMap<QString, QString> m_passwords;
    std::optional<EnrollmentApplication> m_registered;
    bool m_held = false;
};

} // namespace tegata
