// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeenrollmentsite.h"

#include <QTimer>

#include <memory>
#include <utility>

namespace tegata {

template <typename T>
Future<T> FakeEnrollmentSite::later(Result<T> result)
{
    auto promise = std::make_shared<Promise<T>>();
    const Future<T> future = promise->future();
    auto deliver = [promise, result = std::move(result)] { promise->deliver(result); };
    if (m_held)
        connect(this, &FakeEnrollmentSite::released, this, deliver, Qt::SingleShotConnection);
    else
        QTimer::singleShot(0, this, deliver);
    return future;
}

Future<EnrollmentAnswer> FakeEnrollmentSite::submitEnrollment(const EnrollmentSubmission &submission)
{
    if (m_failure)
        return later<EnrollmentAnswer>(failure(*m_failure));
    m_submissions.append(submission);
    Result<EnrollmentAnswer> answer = failure(ErrorCode::Internal);
    if (!m_findings.isEmpty()) {
        answer =
            EnrollmentAnswer(ActionRefused{QStringLiteral("refused"), QStringLiteral("breaks a rule"), m_findings});
    } else {
        QString &number = m_receiptOfKey[submission.idempotencyKey];
        if (number.isEmpty()) {
            number = QStringLiteral("RCPT%1").arg(m_receipts.size() + 1, 6, 10, QLatin1Char('0'));
            const QDateTime now = QDateTime::fromSecsSinceEpoch(1795338000, Qt::UTC);
            m_receipts.insert(number, {number, 1, EnrollmentState::Submitted, false, now, now, {}});
            m_loginIds.insert(number, submission.application.contact.loginId);
            m_passwords.insert(number, submission.application.contact.password);
        }
        answer = EnrollmentAnswer(ActionDone<EnrollmentReceipt>{m_receipts.value(number)});
    }
    if (const auto lost = std::exchange(m_lost, std::nullopt))
        answer = failure(*lost);
    return later<EnrollmentAnswer>(answer);
}

Future<EnrollmentReceipt> FakeEnrollmentSite::fetchEnrollment(const QString &receipt)
{
    if (m_failure)
        return later<EnrollmentReceipt>(failure(*m_failure));
    if (!m_receipts.contains(receipt))
        return later<EnrollmentReceipt>(failure(ErrorCode::NotFound, {}, receipt));
    return later<EnrollmentReceipt>(m_receipts.value(receipt));
}

Future<EnrollmentAnswer> FakeEnrollmentSite::withdrawEnrollment(const EnrollmentWithdrawal &withdrawal)
{
    if (m_failure)
        return later<EnrollmentAnswer>(failure(*m_failure));
    m_withdrawals.append(withdrawal);
    const QString number = withdrawal.receipt;
    const bool isAllowed = m_loginIds.value(number) == withdrawal.loginId &&
                           SecretBytes::fromText(m_passwords.value(number)).equals(*withdrawal.password);
    if (!isAllowed)
        return later<EnrollmentAnswer>(failure(ErrorCode::NotAuthenticated));
    EnrollmentReceipt &receipt = m_receipts[number];
    if (receipt.state != EnrollmentState::Withdrawn && receipt.version != withdrawal.version)
        return later<EnrollmentAnswer>(EnrollmentAnswer(ActionConflict<EnrollmentReceipt>{receipt}));
    move(number, EnrollmentState::Withdrawn);
    Result<EnrollmentAnswer> answer = EnrollmentAnswer(ActionDone<EnrollmentReceipt>{receipt});
    if (const auto lost = std::exchange(m_lost, std::nullopt))
        answer = failure(*lost);
    return later<EnrollmentAnswer>(answer);
}

Future<EnrollmentApplication> FakeEnrollmentSite::fetchRegisteredEnrollment()
{
    if (m_failure)
        return later<EnrollmentApplication>(failure(*m_failure));
    if (!m_registered)
        return later<EnrollmentApplication>(failure(ErrorCode::NotAuthenticated));
    return later<EnrollmentApplication>(*m_registered);
}

void FakeEnrollmentSite::releaseAnswers()
{
    m_held = false;
    Q_EMIT released();
}

void FakeEnrollmentSite::move(const QString &receipt, EnrollmentState state, const QString &note)
{
    EnrollmentReceipt &known = m_receipts[receipt];
    if (known.state == state)
        return;
    known.state = state;
    known.note = note;
    ++known.version;
}

} // namespace tegata
