// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatoractions.h"

#include <QDir>
#include <QUuid>

namespace tegata {

OperatorActions::OperatorActions(QueueCache &cache, const Clock &clock, QObject *parent)
    : QObject(parent), m_cache(cache), m_clock(clock),
      m_file(QDir(cache.directory()).filePath(QStringLiteral("decisions.sqlite")), clock.now()), m_log(m_file, clock)
{
    connect(&m_log, &DecisionLog::troubled, this, &OperatorActions::addTrouble);
    learnTroubles();
    countStored();
}

OperatorActions::~OperatorActions() = default;

void OperatorActions::learnTroubles()
{
    const auto learn = [this](const Result<std::optional<StoreTrouble>> &trouble) {
        if (trouble && *trouble)
            addTrouble(**trouble);
    };
    observe<std::optional<StoreTrouble>>(m_file.trouble(), this, learn);
    observe<std::optional<StoreTrouble>>(m_log.trouble(), this, learn);
}

void OperatorActions::addTrouble(const StoreTrouble &trouble)
{
    m_troubles.append(trouble);
    m_isInUse = m_isInUse || trouble.kind == StoreTrouble::Kind::InUse;
    Q_EMIT troublesChanged();
}

QString OperatorActions::newKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

void OperatorActions::open(OperatorSite &site, SharedSecret key, RequestCheck check)
{
    m_log.setKey(key);
    // Without a key of the identity's, one for as long as the program runs: what waits outlives a lock all the same.
    if (!key && !m_passingKey)
        m_passingKey = passingKey();
    m_outbox = std::make_unique<Outbox>(site, m_cache, m_file, m_clock, key ? std::move(key) : m_passingKey);
    m_outbox->setWitness([this](const QList<OutboxAnswer> &answers) { return m_log.outcomeRows(answers); });
    m_outbox->setCheck(std::move(check));
    connect(m_outbox.get(), &Outbox::depthChanged, this, &OperatorActions::depthChanged);
    connect(m_outbox.get(), &Outbox::changed, this, &OperatorActions::changed);
    connect(m_outbox.get(), &Outbox::answered, this, &OperatorActions::answered);
    connect(m_outbox.get(), &Outbox::lateAnswer, this, &OperatorActions::lateAnswer);
    connect(m_outbox.get(), &Outbox::identityRefused, this, &OperatorActions::identityRefused);
}

void OperatorActions::close()
{
    if (!m_outbox)
        return;
    m_outbox.reset();
    m_log.setKey({});
    countStored();
    Q_EMIT changed();
}

void OperatorActions::countStored()
{
    observe<QList<OutboxEntry>>(m_file.entries(), this, [this](const Result<QList<OutboxEntry>> &entries) {
        m_storedDepth = entries ? static_cast<int>(entries->size()) : 0;
        if (!m_outbox)
            Q_EMIT depthChanged(m_storedDepth);
    });
}

void OperatorActions::resume(const SiteSession &session)
{
    m_log.setAuthor(logAuthor(session));
    if (m_outbox && !m_isInUse)
        m_outbox->resume(session.operatorActor.id);
}

Outbox::Receipt OperatorActions::give(NewAction action, const QJsonObject &evidence)
{
    const auto refuse = [](const Error &error) {
        return Outbox::Receipt{readyFuture<qint64>(failure(error)), readyFuture<OutboxAnswer>(failure(error))};
    };
    if (!m_outbox)
        return refuse({ErrorCode::IdentityLocked, {}, {}, -1});
    if (m_isInUse)
        return refuse(storeInUse());
    action.logRow = m_log.actionRow(action.action, evidence);
    return m_outbox->give(std::move(action));
}

Result<void> OperatorActions::undo(qint64 id)
{
    return m_outbox ? m_outbox->undo(id) : failure(ErrorCode::IdentityLocked);
}

Result<void> OperatorActions::sendNow(qint64 id)
{
    return m_outbox ? m_outbox->sendNow(id) : failure(ErrorCode::IdentityLocked);
}

Result<void> OperatorActions::resolve(qint64 id, OutboxResolution resolution)
{
    if (!m_outbox)
        return failure(ErrorCode::IdentityLocked);
    const std::optional<OutboxItem> item = m_outbox->item(id);
    if (!item)
        return failure(ErrorCode::NotFound);
    if (item->state != OutboxState::Asking)
        return failure(ErrorCode::Conflict, QStringLiteral("it does not ask"));
    if (resolution == OutboxResolution::GiveUp)
        return m_outbox->resolve(id, resolution, {});
    if (item->wordsMissing)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("its words cannot be read any more"));
    // For another version under another key it is another decision: logged before it goes.
    OutboxAction action = item->action;
    const QString key = newKey();
    setIdempotencyKey(action, key);
    if (item->current)
        setVersion(action, item->current->version);
    else if (item->currentCertificate)
        setVersion(action, item->currentCertificate->version);
    const QJsonObject evidence{{QStringLiteral("instead"), idempotencyKeyOf(item->action)}};
    const Error conflict{ErrorCode::Conflict, {}, {}, -1};
    QList<LogRowMaker> logRows = m_log.outcomeRows({{id, item->action, conflict}});
    logRows.append(m_log.actionRow(action, evidence));
    return m_outbox->resolve(id, resolution, key, logRows);
}

} // namespace tegata
