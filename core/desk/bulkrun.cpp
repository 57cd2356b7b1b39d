// SPDX-License-Identifier: Apache-2.0
#include "core/desk/bulkrun.h"

#include "core/desk/decisionevidence.h"
#include "core/sync/outboxcodec.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tegata {

namespace {

// Few enough to stay far below a frame (sealing and JSON take some 50 µs each).
constexpr int GivenAtOnce = 40;
// The worker that checks is also asked by others: a long run must not keep them waiting.
constexpr int CheckedAtOnce = 16;

// SHA-256 of the DER inside the PEM, as Evidence has it.
QString csrHash(const QByteArray &pem)
{
    QByteArray base64;
    for (const QByteArray &line : pem.split('\n')) {
        if (!line.startsWith('-'))
            base64 += line.trimmed();
    }
    return QString::fromLatin1(
        QCryptographicHash::hash(QByteArray::fromBase64(base64), QCryptographicHash::Sha256).toHex());
}

template <typename Detail>
void take(const ActionAnswer<Detail> &answer, BulkRow &row)
{
    if (std::holds_alternative<ActionDone<Detail>>(answer)) {
        row.state = BulkRowState::Done;
    } else if (std::holds_alternative<ActionConflict<Detail>>(answer)) {
        row.state = BulkRowState::Conflict;
    } else {
        const ActionRefused &refused = std::get<ActionRefused>(answer);
        row.state = BulkRowState::Refused;
        row.problem = refused.code;
        row.findings = refused.findings;
    }
}

void takeCurrent(const OutboxAnswer &answer, BulkRow &row)
{
    const auto keep = [&row](const auto &given) {
        std::visit(
            [&row](const auto &one) {
                if constexpr (requires { one.current.request; })
                    row.request = one.current.request;
                else if constexpr (requires { one.current.certificate; })
                    row.certificate = one.current.certificate;
            },
            given);
    };
    if (const auto *decision = std::get_if<DecisionAnswer>(&answer.answer))
        keep(*decision);
    else if (const auto *revocation = std::get_if<RevocationAnswer>(&answer.answer))
        keep(*revocation);
}

} // namespace

BulkRun::BulkRun(OperatorDesk &desk, QObject *parent) : QObject(parent), m_desk(desk)
{
    m_giving.setInterval(0);
    connect(&m_giving, &QTimer::timeout, this, &BulkRun::giveSome);
    connect(&m_desk, &OperatorDesk::outboxChanged, this, &BulkRun::follow);
    connect(&m_desk, &OperatorDesk::answered, this, &BulkRun::onLateAnswer);
}

void BulkRun::prepare(const QList<CertificateRequest> &requests, RequestAction action, const QString &note)
{
    m_action = action;
    m_note = note;
    for (const CertificateRequest &request : requests) {
        BulkRow row;
        row.target = request.id;
        row.commonName = request.commonName;
        row.request = request;
        m_rows.append(row);
    }
    checkAll();
}

void BulkRun::prepareRevocation(const QList<CertificateRecord> &certificates, RevocationReason reason,
                                const QString &note, const QDateTime &at)
{
    m_reason = reason;
    m_note = note;
    m_at = at;
    for (const CertificateRecord &certificate : certificates) {
        BulkRow row;
        row.target = certificate.serial;
        row.commonName = certificate.commonName;
        row.certificate = certificate;
        m_rows.append(row);
    }
    checkAll();
}

void BulkRun::checkAll()
{
    m_checking = static_cast<int>(m_rows.size());
    for (int row = 0; row < m_rows.size(); ++row)
        check(row);
    checkSome();
}

void BulkRun::check(int row)
{
    // Every request is checked, whatever is to be done with it; only an approval waits for the outcome. The rest waits
    // for its turn all the same, so that prepared() comes last.
    if (m_rows.at(row).request)
        m_toCheck.append(row);
    if (m_action != RequestAction::Approve)
        observe<void>(readyFuture<void>(Result<void>()), this, [this, row](const Result<void> &) { checked(row); });
}

void BulkRun::checkSome()
{
    while (m_beingChecked < CheckedAtOnce && !m_toCheck.isEmpty()) {
        const int row = m_toCheck.takeFirst();
        ++m_beingChecked;
        observe<CheckReport>(m_desk.records().check(*m_rows.at(row).request), this,
                             [this, row](const Result<CheckReport> &report) {
                                 --m_beingChecked;
                                 takeCheck(row, report);
                                 checkSome();
                             });
    }
}

void BulkRun::takeCheck(int row, const Result<CheckReport> &report)
{
    BulkRow &one = m_rows[row];
    one.check = report.value_or(CheckReport());
    one.checkedAt = report ? m_desk.clock().now() : QDateTime();
    one.checkError = report ? std::nullopt : std::optional(report.error());
    if (m_action == RequestAction::Approve) {
        one.error = one.checkError;
        checked(row);
    } else {
        Q_EMIT rowChanged(row);
    }
}

void BulkRun::checked(int row)
{
    updateState(row);
    --m_checking;
    if (m_retrying.contains(row)) {
        m_retrying.removeOne(row);
        if (m_rows.at(row).state == BulkRowState::Ready)
            m_toGive.append(row);
    }
    if (m_checking > 0)
        return;
    Q_EMIT prepared();
    beginGiving();
}

QString BulkRun::noteOf(const BulkRow &row) const
{
    if (m_action && noteFor(*m_action) == ActionNote::None)
        return {};
    return row.note.trimmed().isEmpty() ? m_note : row.note;
}

BulkRowState BulkRun::stateOf(const BulkRow &row) const
{
    if (!m_action) {
        const bool canSchedule = !m_at.isValid() || m_desk.capabilities().scheduleRevocation;
        return canSchedule && m_desk.canRevoke(*row.certificate) ? BulkRowState::Ready : BulkRowState::NotAllowed;
    }
    const bool isApproval = m_action == RequestAction::Approve;
    if (isApproval && row.obstacle && *row.obstacle != ApprovalObstacle::State)
        return BulkRowState::Obstacle;
    if (!m_desk.canDecide(*row.request, *m_action) || (isApproval && row.obstacle))
        return BulkRowState::NotAllowed;
    if (row.error)
        return BulkRowState::Failed; // the CSR cannot be read
    const CheckState outcome = row.outcome();
    if (isApproval && outcome.hasErrors())
        return BulkRowState::Errors;
    const bool needsNote =
        noteFor(*m_action) == ActionNote::Required || (isApproval && outcome.outcome() == FindingOutcome::Warning);
    return needsNote && noteOf(row).trimmed().isEmpty() ? BulkRowState::NeedsNote : BulkRowState::Ready;
}

void BulkRun::updateState(int row)
{
    BulkRow &one = m_rows[row];
    one.obstacle =
        one.request && m_action == RequestAction::Approve ? m_desk.obstacleAgainst(*one.request) : std::nullopt;
    setState(row, stateOf(one));
}

int BulkRun::count(BulkRowState state) const
{
    return static_cast<int>(
        std::count_if(m_rows.cbegin(), m_rows.cend(), [&](const BulkRow &row) { return row.state == state; }));
}

void BulkRun::setNote(const QString &note)
{
    m_note = note;
    for (int row = 0; row < m_rows.size(); ++row)
        setRowNote(row, m_rows.at(row).note);
}

void BulkRun::setRowNote(int row, const QString &note)
{
    m_rows[row].note = note;
    const BulkRowState state = m_rows.at(row).state;
    if ((state == BulkRowState::Ready && !m_toGive.contains(row)) || state == BulkRowState::NeedsNote)
        updateState(row);
}

void BulkRun::start()
{
    m_toGive.clear();
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).state == BulkRowState::Ready)
            m_toGive.append(row);
    }
    beginGiving();
}

void BulkRun::beginGiving()
{
    if (m_toGive.isEmpty())
        return;
    m_windowEnds = std::chrono::steady_clock::now() + m_desk.undoWindow();
    m_policy = m_desk.records().policyStamp();
    m_running = true;
    m_giving.start();
}

void BulkRun::giveSome()
{
    if (m_desk.connection() == DeskConnection::Locked)
        m_toGive.clear(); // they stay Ready
    for (int i = 0; i < GivenAtOnce && !m_toGive.isEmpty(); ++i)
        give(m_toGive.takeFirst());
    if (!m_toGive.isEmpty())
        return;
    m_giving.stop();
    finishWhenDone();
}

void BulkRun::give(int row)
{
    const BulkRow &one = m_rows.at(row);
    const QString key = OperatorActions::newKey();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_windowEnds - std::chrono::steady_clock::now());
    const auto window = std::max(left, std::chrono::milliseconds(0));
    Outbox::Receipt receipt;
    if (m_action) {
        Evidence evidence;
        evidence.check = one.check;
        evidence.csrSha256 = csrHash(one.request->csr);
        if (m_desk.records().registration())
            evidence.registrationVersion = m_desk.records().registration()->version;
        evidence.policy = m_policy;
        QJsonObject shown = decisionEvidence(evidence);
        if (!one.checkedAt.isValid())
            shown.remove(QLatin1String("check")); // nobody has seen one
        receipt =
            m_desk.give(*one.request, {one.target, one.request->version, *m_action, noteOf(one), key}, shown, window);
    } else {
        receipt = m_desk.give(*one.certificate,
                              {one.target, one.certificate->version, m_reason, noteOf(one), key, m_at}, window);
    }
    m_rowOfKey.insert(key, row);
    m_isStopped = false;
    setState(row, BulkRowState::Stored);
    observe<qint64>(receipt.stored, this, [this, row](const Result<qint64> &id) {
        if (!id)
            return;
        m_rows[row].outboxId = *id;
        if (m_isStopped)
            (void)m_desk.undo(*id);
        Q_EMIT rowChanged(row);
    });
    observe<OutboxAnswer>(receipt.answered, this,
                          [this, row](const Result<OutboxAnswer> &answer) { onAnswer(row, answer); });
}

void BulkRun::onAnswer(int row, const Result<OutboxAnswer> &answer)
{
    BulkRow &one = m_rows[row];
    if (one.state != BulkRowState::Stored && one.state != BulkRowState::Asking)
        return; // heard already
    if (!answer && answer.error().code == ErrorCode::IdentityLocked)
        return; // it stays in the outbox: the answer comes late
    const Error *error = !answer ? &answer.error() : std::get_if<Error>(&answer->answer);
    one.error.reset();
    if (error && error->code == ErrorCode::Cancelled) {
        one.state = BulkRowState::Ready; // taken back
    } else if (error) {
        one.state = BulkRowState::Failed;
        one.error = *error;
    } else {
        takeCurrent(*answer, one);
        if (const auto *decision = std::get_if<DecisionAnswer>(&answer->answer))
            take(*decision, one);
        else
            take(std::get<RevocationAnswer>(answer->answer), one);
    }
    one.outboxId = 0;
    one.answeredAt = m_desk.clock().now();
    Q_EMIT rowChanged(row);
    finishWhenDone();
}

void BulkRun::onLateAnswer(const OutboxAnswer &answer)
{
    const int row = m_rowOfKey.value(idempotencyKeyOf(answer.action), -1);
    if (row >= 0) {
        onAnswer(row, answer);
        return;
    }
    const auto byId = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                   [&](const BulkRow &one) { return one.outboxId > 0 && one.outboxId == answer.id; });
    if (byId != m_rows.cend())
        onAnswer(static_cast<int>(byId - m_rows.cbegin()), answer);
}

void BulkRun::follow()
{
    if (!m_running && count(BulkRowState::Asking) == 0)
        return;
    const QHash<qint64, OutboxState> states = m_desk.outboxStates();
    for (int row = 0; row < m_rows.size(); ++row) {
        const BulkRow &one = m_rows.at(row);
        const auto state = states.constFind(one.outboxId);
        if (one.outboxId == 0 || state == states.cend())
            continue;
        if (one.state == BulkRowState::Stored || one.state == BulkRowState::Asking)
            setState(row, *state == OutboxState::Asking ? BulkRowState::Asking : BulkRowState::Stored);
    }
    finishWhenDone();
}

void BulkRun::stop()
{
    m_giving.stop();
    m_toGive.clear();
    m_isStopped = true;
    for (const BulkRow &row : std::as_const(m_rows)) {
        if (row.state == BulkRowState::Stored && row.outboxId > 0)
            (void)m_desk.undo(row.outboxId);
    }
    finishWhenDone();
}

void BulkRun::retryFailed()
{
    for (int row = 0; row < m_rows.size(); ++row) {
        BulkRow &one = m_rows[row];
        if (one.state != BulkRowState::Conflict && one.state != BulkRowState::Refused &&
            one.state != BulkRowState::Failed)
            continue;
        const bool sameAsSeen = one.state != BulkRowState::Conflict;
        one.findings.clear();
        one.problem.clear();
        one.error.reset();
        setState(row, BulkRowState::Checking);
        ++m_checking;
        const auto again = [this, row, sameAsSeen](const auto &now) {
            // A row that the cache has lost stays as it was; the site has the last word.
            BulkRow &known = m_rows[row];
            bool same = sameAsSeen;
            if (now && *now) {
                if constexpr (requires {
                                  (*now)->serial;
                                  (*now)->notAfter;
                              }) {
                    same = same && known.certificate->version == (*now)->version;
                    known.certificate = **now;
                } else {
                    same = same && known.request->version == (*now)->version;
                    known.request = **now;
                }
            }
            if (same)
                m_retrying.append(row);
            check(row);
            checkSome();
        };
        if (m_action)
            observe<std::optional<CertificateRequest>>(m_desk.cache().request(one.target), this, again);
        else
            observe<std::optional<CertificateRecord>>(m_desk.cache().certificate(one.target), this, again);
    }
}

bool BulkRun::isRunning() const
{
    return !m_toGive.isEmpty() || count(BulkRowState::Stored) > 0;
}

void BulkRun::setState(int row, BulkRowState state)
{
    if (m_rows.at(row).state == state)
        return;
    m_rows[row].state = state;
    Q_EMIT rowChanged(row);
}

void BulkRun::finishWhenDone()
{
    if (!m_running || isRunning())
        return;
    m_running = false;
    Q_EMIT finished();
}

} // namespace tegata
