// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatoractions.h"

#include <QDir>
#include <QUuid>

namespace tegata {

OperatorActions::OperatorActions(QueueCache &cache, const Clock &clock, QObject *parent)
    : QObject(parent), m_cache(cache), m_clock(clock),
      m_file(QDir(cache.directory()).filePath(QStringLiteral("outbox.sqlite"))),
      m_log(QDir(cache.directory()).filePath(QStringLiteral("decisions.sqlite")), clock)
{
    connect(&m_log, &DecisionLog::troubled, this, &OperatorActions::addTrouble);
    learnTroubles();
    countStored();
    observe<QList<OutboxEntry>>(m_file.entries(), this, [this](const Result<QList<OutboxEntry>> &entries) {
        if (!entries)
            return;
        QStringList waiting;
        for (const OutboxEntry &entry : *entries)
            waiting.append(entry.idempotencyKey);
        (void)m_log.closeOpen(waiting);
    });
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
    m_outbox->setWitness([this](const QList<OutboxAnswer> &answers) { return m_log.appendOutcomes(answers); });
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
    ++m_generation;
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
    auto stored = std::make_shared<Promise<qint64>>();
    auto answered = std::make_shared<Promise<OutboxAnswer>>();
    const Outbox::Receipt receipt{stored->future(), answered->future()};
    const auto refuse = [stored, answered](const Error &error) {
        stored->deliver(failure(error));
        answered->deliver(failure(error));
    };
    if (!m_outbox) {
        refuse({ErrorCode::IdentityLocked, {}, {}, -1});
        return receipt;
    }
    if (m_isInUse) {
        refuse(storeInUse());
        return receipt;
    }
    const quint64 generation = m_generation;
    const Future<void> logged = m_log.appendAction(action.action, evidence);
    observe<void>(logged, this, [this, generation, refuse, stored, answered, action](const Result<void> &written) {
        if (!written) {
            refuse(written.error());
            return;
        }
        if (generation != m_generation) {
            // Locked in between: it was not stored, so it is not done.
            const Error error{ErrorCode::Cancelled, QStringLiteral("locked before it was stored"), {}, -1};
            (void)m_log.appendOutcomes({{0, action.action, error}});
            refuse(error);
            return;
        }
        const Outbox::Receipt given = m_outbox->give(action);
        observe<qint64>(given.stored, this, [this, stored, action](const Result<qint64> &id) {
            // Cancelled says that the outbox was closed meanwhile: it is stored, or found missing at the next start.
            if (!id && id.error().code != ErrorCode::Cancelled)
                (void)m_log.appendOutcomes({{0, action.action, id.error()}});
            stored->deliver(id);
        });
        observe<OutboxAnswer>(given.answered, this,
                              [answered](const Result<OutboxAnswer> &answer) { answered->deliver(answer); });
    });
    return receipt;
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
    const quint64 generation = m_generation;
    const Error conflict{ErrorCode::Conflict, {}, {}, -1};
    (void)m_log.appendOutcomes({{id, item->action, conflict}});
    observe<void>(m_log.appendAction(action, evidence), this, [this, id, key, generation](const Result<void> &written) {
        if (written && generation == m_generation)
            (void)m_outbox->resolve(id, OutboxResolution::SendForCurrent, key);
    });
    return {};
}

} // namespace tegata
