// SPDX-License-Identifier: Apache-2.0
#include "core/desk/enrollmentreceipts.h"

#include <QUuid>

#include <algorithm>
#include <memory>

namespace tegata {

namespace {

constexpr std::chrono::minutes ShortestPause(1);
constexpr std::chrono::minutes LongestPause(16);

} // namespace

EnrollmentReceipts::EnrollmentReceipts(EnrollmentDrafts &drafts, EnrollmentConnection &connection, QObject *parent)
    : QObject(parent), m_drafts(drafts), m_connection(connection), m_pause(ShortestPause)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EnrollmentReceipts::refreshAll);
    connect(&m_connection, &EnrollmentConnection::connectionChanged, this, [this](bool connected) {
        if (connected && m_drafts.isOpen())
            refreshAll();
    });
}

void EnrollmentReceipts::resume()
{
    m_pause = ShortestPause;
    if (m_connection.isConnected())
        refreshAll();
    else
        m_timer.start(m_pause);
}

void EnrollmentReceipts::pause()
{
    m_timer.stop();
}

std::optional<EnrollmentReceipt> EnrollmentReceipts::known(const QString &id) const
{
    if (const EnrollmentDraft *draft = m_drafts.draft(id))
        return draft->receipt;
    const DraftInfo *info = m_drafts.info(id);
    return info ? info->receipt : std::nullopt;
}

void EnrollmentReceipts::refreshAll()
{
    m_timer.start(m_pause);
    m_pause = std::min<std::chrono::milliseconds>(m_pause * 2, LongestPause);
    if (!m_connection.isConnected())
        return;
    const QList<DraftInfo> drafts = m_drafts.list();
    for (const DraftInfo &info : drafts) {
        if (info.receipt && !isFinal(info.receipt->state) && info.siteId == m_connection.siteId())
            (void)refresh(info.id);
    }
}

Future<EnrollmentReceipt> EnrollmentReceipts::refresh(const QString &id)
{
    const std::optional<EnrollmentReceipt> receipt = known(id);
    if (!receipt)
        return readyFuture<EnrollmentReceipt>(failure(ErrorCode::NotFound, {}, QStringLiteral("receipt")));
    if (!m_connection.site())
        return readyFuture<EnrollmentReceipt>(failure(ErrorCode::Offline));
    auto promise = std::make_shared<Promise<EnrollmentReceipt>>();
    const Future<EnrollmentReceipt> future = promise->future();
    observe(m_connection.site()->fetchEnrollment(receipt->receipt), this,
            [this, promise, id, generation = m_connection.generation()](const Result<EnrollmentReceipt> &answer) {
                if (generation != m_connection.generation())
                    return;
                m_connection.note(answer ? std::nullopt : std::optional(answer.error()));
                if (!answer) {
                    promise->deliver(answer);
                    return;
                }
                observe(keep(id, *answer), this,
                        [promise](const Result<EnrollmentReceipt> &kept) { promise->deliver(kept); });
            });
    return future;
}

Future<EnrollmentReceipt> EnrollmentReceipts::keep(const QString &id, const EnrollmentReceipt &receipt)
{
    const std::optional<EnrollmentReceipt> before = known(id);
    // An answer that was overtaken by a newer one is no news.
    if (before && (*before == receipt || before->version > receipt.version))
        return readyFuture<EnrollmentReceipt>(*before);
    m_pause = ShortestPause;
    auto promise = std::make_shared<Promise<EnrollmentReceipt>>();
    const Future<EnrollmentReceipt> future = promise->future();
    const Future<void> kept = m_drafts.change(id, [receipt](EnrollmentDraft &draft) { draft.receipt = receipt; });
    observe(kept, this, [this, promise, id, receipt](const Result<void> &) {
        // The site has it, whether or not it could be written here: the next refresh brings it again.
        Q_EMIT receiptChanged(id, receipt);
        promise->deliver(receipt);
    });
    return future;
}

Future<EnrollmentAnswer> EnrollmentReceipts::withdraw(const QString &id, const SharedSecret &password,
                                                      const QString &loginId)
{
    const std::optional<EnrollmentReceipt> receipt = known(id);
    if (!receipt)
        return readyFuture<EnrollmentAnswer>(failure(ErrorCode::NotFound, {}, QStringLiteral("receipt")));
    if (!m_connection.site())
        return readyFuture<EnrollmentAnswer>(failure(ErrorCode::Offline));
    auto promise = std::make_shared<Promise<EnrollmentAnswer>>();
    const Future<EnrollmentAnswer> future = promise->future();
    // The login ID of a new enrolment is only in the draft itself.
    observe(m_drafts.read(id), this,
            [this, promise, id, password, loginId, receipt](const Result<EnrollmentDraft> &draft) {
                if (!draft || !m_connection.site()) {
                    promise->deliver(failure(draft ? Error{ErrorCode::Offline, {}, {}, -1} : draft.error()));
                    return;
                }
                // Until there is an answer, trying again is the same withdrawal.
                QString &key = m_withdrawalKeys[receipt->receipt];
                if (key.isEmpty())
                    key = QUuid::createUuid().toString(QUuid::WithoutBraces);
                const EnrollmentWithdrawal withdrawal{receipt->receipt, receipt->version,
                                                      loginId.isEmpty() ? draft->application.contact.loginId : loginId,
                                                      password, key};
                observe(m_connection.site()->withdrawEnrollment(withdrawal), this,
                        [this, promise, id, number = receipt->receipt,
                         generation = m_connection.generation()](const Result<EnrollmentAnswer> &answer) {
                            if (generation != m_connection.generation())
                                return;
                            m_connection.note(answer ? std::nullopt : std::optional(answer.error()));
                            if (answer)
                                m_withdrawalKeys.remove(number);
                            const auto *done = answer ? std::get_if<ActionDone<EnrollmentReceipt>>(&*answer) : nullptr;
                            const auto *conflict =
                                answer ? std::get_if<ActionConflict<EnrollmentReceipt>>(&*answer) : nullptr;
                            if (!done && !conflict) {
                                promise->deliver(answer);
                                return;
                            }
                            observe(keep(id, done ? done->current : conflict->current), this,
                                    [promise, answer](const Result<EnrollmentReceipt> &) { promise->deliver(answer); });
                        });
            });
    return future;
}

} // namespace tegata
